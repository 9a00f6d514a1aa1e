// Every row of the tables of data/ftm is found again, and leads where it says.
#include "model/ftm.h"

#include <gtest/gtest.h>

#include <set>

namespace entente {
namespace {

TEST(Ftm, SchemataStandByNameAndInheritOnce) {
  ASSERT_GE(ftm_schemata().size(), 70u);
  std::string_view before;
  for (const FtmSchema& schema : ftm_schemata()) {
    EXPECT_LT(before, schema.name);
    before = schema.name;
    EXPECT_EQ(find_ftm_schema(schema.name), &schema);
    ASSERT_FALSE(schema.family.empty());
    EXPECT_EQ(schema.family[0], &schema);
    EXPECT_TRUE(schema.is_a(schema.name));
    std::set<std::string_view> names;
    for (const auto* p : schema.properties) {
      EXPECT_TRUE(names.insert(p->name).second) << schema.name << " " << p->name;
      EXPECT_EQ(schema.property(p->name), p);
      EXPECT_TRUE(schema.is_a(p->schema));
    }
    for (const auto end : {schema.source, schema.target})
      EXPECT_TRUE(end.empty() || schema.property(end)) << schema.name << " " << end;
  }
}

TEST(Ftm, PropertiesBelongToTheirSchemata) {
  EXPECT_GE(ftm_properties().size(), 500u);
  for (const FtmProperty& p : ftm_properties()) {
    const FtmSchema* schema = find_ftm_schema(p.schema);
    ASSERT_NE(schema, nullptr) << p.schema;
    EXPECT_EQ(schema->property(p.name), &p);
    EXPECT_EQ(ftm_type(p.schema, p.name), p.type);
    EXPECT_TRUE(p.type != FtmType::entity || find_ftm_schema(p.range)) << p.name;
  }
}

TEST(Ftm, KnowsWhatScreeningAsks) {
  const FtmSchema* vessel = find_ftm_schema("Vessel");
  ASSERT_NE(vessel, nullptr);
  EXPECT_TRUE(vessel->matchable);
  EXPECT_TRUE(vessel->is_a("Thing"));
  EXPECT_FALSE(vessel->is_a("LegalEntity"));
  EXPECT_EQ(vessel->property("imoNumber")->type, FtmType::identifier);
  EXPECT_EQ(vessel->property("imoNumber")->format, "imo");
  EXPECT_EQ(vessel->property("birthDate"), nullptr);
  EXPECT_TRUE(find_ftm_schema("Company")->is_a("Asset"));
  EXPECT_TRUE(find_ftm_schema("Company")->is_a("LegalEntity"));
  EXPECT_EQ(find_ftm_schema("Ownership")->source, "owner");
  EXPECT_EQ(find_ftm_schema("vessel"), nullptr);
  EXPECT_EQ(ftm_type("Person", "birthDate"), FtmType::date);
  EXPECT_EQ(ftm_type("NoSuch", "imoNumber"), FtmType::identifier);
  EXPECT_EQ(ftm_type("Person", "noSuch"), FtmType::string);
  EXPECT_EQ(name(FtmType::identifier), "identifier");
}

}  // namespace
}  // namespace entente
