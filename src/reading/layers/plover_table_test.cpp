#include "reading/layers/plover_table.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

Claim claim(Kind kind, Modality modality = Modality::stated,
            Polarity polarity = Polarity::positive) {
  Claim out;
  out.kind = kind;
  out.modality = modality;
  out.polarity = polarity;
  return out;
}

PloverTable shipped() {
  auto table = PloverTable::load(ENTENTE_SOURCE_DIR "/data/plover.tsv");
  EXPECT_TRUE(table) << (table ? "" : table.error().what + " " + table.error().where);
  return table ? std::move(*table) : PloverTable();
}

TEST(PloverTable, EveryKindHasAnEvent) {
  const auto table = shipped();
  for (const auto& info : kinds()) {
    const auto& code = table.find(claim(info.kind), "");
    EXPECT_FALSE(code.type.empty()) << info.name;
    EXPECT_EQ(code.cameo.size(), 2u) << info.name;
  }
}

TEST(PloverTable, TheFirstRowThatHoldsDecides) {
  const auto table = shipped();
  EXPECT_EQ(table.find(claim(Kind::transfer), "give").type, "AID");
  EXPECT_EQ(table.find(claim(Kind::transfer), "sell").type, "COOPERATE");
  EXPECT_EQ(table.find(claim(Kind::transfer, Modality::planned), "sell").type, "AGREE");
  EXPECT_EQ(table.find(claim(Kind::transfer, Modality::denied), "sell").type, "REJECT");
  EXPECT_EQ(table.find(claim(Kind::sanction), "arrest").type, "COERCE");
  Claim food = claim(Kind::transfer);
  food.object.emplace_back().goods.add(Goods::food);
  EXPECT_EQ(table.find(food, "give").mode, "humanitarian");
}

TEST(PloverTable, BadRowsAreNamed) {
  const std::string head = "kind\tpredicates\tmodality\tpolarity\tgoods\tevent\tmode\tcameo\n";
  for (const std::string row :
       {"transfr\t\t\t\t\tAID\t\t07\n", "transfer\t\tsure\t\t\tAID\t\t07\n",
        "transfer\t\t\tmaybe\t\tAID\t\t07\n", "transfer\t\t\t\tcakes\tAID\t\t07\n", "transfer\n",
        "transfer\t\t\t\t\tAID\t\t07\n"}) {
    const auto table = PloverTable::parse("x.tsv", head + row);
    ASSERT_FALSE(table) << row;
    EXPECT_EQ(table.error().code, Code::malformed) << row;
    EXPECT_TRUE(table.error().where.starts_with("x.tsv")) << row;
  }
  EXPECT_EQ(PloverTable::load("/nowhere/plover.tsv").error().code, Code::missing_resource);
}

}  // namespace
}  // namespace entente
