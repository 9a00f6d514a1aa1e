// Ties of a ledger, made deed by deed on threads, against all of its claims weighed together, over
// random ledgers.
#include "engine/network/ledger_ties.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "engine/measures.h"
#include "engine/random_ledger.h"
#include "engine/weighing.h"
#include "network/packed_claims.h"

namespace entente {
namespace {

using Row = std::vector<std::string>;

std::vector<Row> nodes_of(const Graph& g) {
  std::vector<Row> out;
  for (uint32_t n = 0; n < g.node_count(); ++n)
    out.push_back({std::string(g.id(n)), g.title(n), std::string(name(g.node(n).kind)),
                   state_text(g.node(n).state)});
  return out;
}

// Every tie with what it rests on.
std::vector<Row> ties_of(const Graph& g, const Backings& backings) {
  std::vector<Row> out;
  for (uint32_t i = 0; i < g.tie_count(); ++i) {
    const Tie& t = g.tie(i);
    const auto b = backings[t.evidence];
    Row row{std::string(g.id(t.from)),   std::string(g.id(t.to)),
            std::string(g.kind(t.kind)), std::string(name(g.group(t.kind))),
            g.source(t.source),          std::to_string(t.begins),
            std::to_string(t.ends),      std::to_string(t.standing),
            std::to_string(t.mutual),    std::string(b.id),
            std::string(b.what),         std::to_string(b.origins),
            std::to_string(b.claims)};
    for (const int64_t r : b.rows) row.push_back(std::to_string(r));
    out.push_back(std::move(row));
  }
  return out;
}

using Told = std::pair<std::vector<Row>, std::vector<Row>>;

Told made(const View& view, LedgerTiesQuery query, size_t at_once, size_t threads) {
  query.claims_at_once = at_once, query.threads = threads, query.worth_threads = 1;
  GraphBuilder builder;
  const auto ties = add_ledger_ties(view, query, builder).value();
  const Graph g = std::move(builder).build();
  return {nodes_of(g), ties_of(g, ties.backings)};
}

// Slow and obvious: every claim is held, and all are weighed at once.
Told made_slowly(const View& view, const LedgerTiesQuery& query) {
  std::vector<Claim> claims;
  std::vector<int64_t> rows;
  EXPECT_TRUE(view.claims(query.filter, [&](StoredClaim&& stored) {
    claims.push_back(std::move(stored.claim));
    rows.push_back(stored.row);
    return true;
  }));
  auto propositions = weigh(claims, query.options);
  std::erase_if(propositions, [](const Proposition& p) { return p.asserts.empty(); });
  GraphBuilder builder;
  add_claims(builder, claims, propositions, query.options, query.namer);
  Backings backings;
  for (const auto& p : propositions) backings.add(p, rows);
  const Graph g = std::move(builder).build();
  return {nodes_of(g), ties_of(g, backings)};
}

// Which end of a mutual tie stands first goes by the numbers of nodes.
Told sorted(Told told) {
  for (Row& tie : told.second)
    if (tie[8] == "1" && tie[1] < tie[0]) std::swap(tie[0], tie[1]);
  std::ranges::sort(told.first);
  std::ranges::sort(told.second);
  return told;
}

class LedgerTiesTwin : public testing::TestWithParam<int> {};

TEST_P(LedgerTiesTwin, AreThoseOfAllClaimsWeighedTogether) {
  RandomLedger ledger(static_cast<uint32_t>(GetParam()));
  ledger.grow(60);
  for (int i = 0; i < GetParam() % 4; ++i) {
    ledger.judge(JudgementKind::reject);
    ledger.judge(JudgementKind::same);
    ledger.judge(JudgementKind::different);
  }
  const auto view = View::open(ledger.path(), {.keys = make_name_keys()}).value();
  const auto dictionaries = Dictionaries::load(ENTENTE_SOURCE_DIR "/data").value();
  const Measures measures;
  LedgerTiesQuery query;
  query.options = weigh_options({}, view, *dictionaries, measures).value();
  query.namer = [&](const Mention& m) { return plain_node_name(m, query.options); };
  const Told slow = made_slowly(view, query);
  ASSERT_GT(slow.second.size(), 20u);
  EXPECT_EQ(slow, made(view, query, 1 << 20, 1));
  const Told parted = made(view, query, 5, 1);
  EXPECT_EQ(sorted(slow), sorted(parted));
  EXPECT_EQ(parted, made(view, query, 5, 3));
}

INSTANTIATE_TEST_SUITE_P(Seeds, LedgerTiesTwin, testing::Range(1, 13));

// What a claim loses by being packed is stated; nothing of another one is left in its place.
TEST(PackedClaims, GiveBackWhatWeighingNeeds) {
  RandomLedger ledger(3);
  ledger.grow(30);
  const auto view = View::open(ledger.path(), {.keys = make_name_keys()}).value();
  std::vector<Claim> claims;
  PackedClaims packed;
  ASSERT_TRUE(view.claims({}, [&](StoredClaim&& stored) {
    packed.add(stored.claim);
    claims.push_back(std::move(stored.claim));
    return true;
  }));
  Claim out;
  for (size_t i = 0; i < claims.size(); ++i) {
    Claim& c = claims[i];
    packed.unpack(i, out);
    c.document.language.clear(), c.document.url.clear();
    c.quote.start = c.quote.end = 0;
    c.certainty = 0, c.when.text.clear(), c.where.clear(), c.quantity.clear();
    for (auto* role :
         {&c.subject, &c.counterpart, &c.against, &c.object, &c.in_return, &c.via, &c.attribution})
      for (auto& m : *role) m.start = m.end = 0;
    ASSERT_EQ(out, c) << i;
  }
  for (const char* date : {"2024", "2024-24", "2024-12-31", "0001-01-01"}) {
    Claim c = claims[0];
    c.when.interval = {parse_date(date), std::nullopt};
    PackedClaims one;
    one.add(c);
    one.unpack(0, out);
    EXPECT_EQ(out.when.interval, c.when.interval) << date;
  }
}

}  // namespace
}  // namespace entente
