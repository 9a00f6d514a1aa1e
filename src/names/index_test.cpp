#include "names/index.h"

#include <gmock/gmock.h>

namespace entente {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Entity entity(std::string id, std::string schema,
              std::vector<std::pair<std::string, std::string>> names) {
  Entity out;
  out.id = std::move(id);
  out.schema = std::move(schema);
  for (auto& [property, value] : names) out.statements.push_back({property, value, {}, "row 1"});
  return out;
}

class NameIndexTest : public testing::Test {
 protected:
  NameIndexTest() {
    index_.add(
        entity("ofac-1", "Person",
               {{"name", "KIM, Yong Chol"}, {"weakAlias", "The General"}, {"alias", "Spectre"}}));
    index_.add(entity("ofac-2", "Company",
                      {{"name", "GREEN PINE ASSOCIATED CORPORATION"},
                       {"previousName", "PAEKSAN TRADING CO."},
                       {"alias", "GPC"}}));
    index_.add(entity("un-9", "Organization",
                      {{"name", "Green Pine Associated Corp."}, {"alias", "KOMID"}}));
  }
  NameIndex index_;
};

TEST_F(NameIndexTest, FindsPersonsInBothOrders) {
  EXPECT_THAT(index_.lookup("Kim Yong Chol"), ElementsAre("ofac-1"));
  EXPECT_THAT(index_.lookup("Yong Chol Kim"), ElementsAre("ofac-1"));
  EXPECT_THAT(index_.lookup("KIM, Yong-Chol"), ElementsAre("ofac-1"));
}

TEST_F(NameIndexTest, ReturnsAllBearersOfAName) {
  EXPECT_THAT(index_.lookup("the Green Pine Associated Corporation"),
              ElementsAre("ofac-2", "un-9"));
  EXPECT_THAT(index_.lookup("Paeksan Trading Company"), ElementsAre("ofac-2"));
}

TEST_F(NameIndexTest, LeavesOutNamesThatMeetOrdinaryWords) {
  EXPECT_THAT(index_.lookup("The General"), IsEmpty());  // weak alias
  EXPECT_THAT(index_.lookup("Spectre"), IsEmpty());      // one word for a person
  EXPECT_THAT(index_.lookup("GPC"), IsEmpty());          // three letters
  EXPECT_THAT(index_.lookup("KOMID"), ElementsAre("un-9"));
  EXPECT_THAT(index_.lookup("Green"), IsEmpty());
  EXPECT_THAT(index_.lookup(""), IsEmpty());
}

}  // namespace
}  // namespace entente
