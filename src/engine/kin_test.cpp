// The few claims that are fetched against the whole ledger, over random ledgers.
#include "engine/kin.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <span>

#include "brief/brief.h"
#include "engine/measures.h"
#include "engine/name_keys.h"
#include "engine/pair_claims.h"
#include "engine/quote_context.h"
#include "engine/random_ledger.h"
#include "engine/touched.h"
#include "weighing/difference.h"

namespace entente {
namespace {

const Dictionaries& dictionaries() {
  static const auto loaded = Dictionaries::load(ENTENTE_SOURCE_DIR "/data").value();
  return *loaded;
}
const Measures& measures() {
  static const auto loaded = load_measures(ENTENTE_SOURCE_DIR "/data").value();
  return loaded;
}

View view_of(const RandomLedger& ledger, int64_t revision_max = 0) {
  return View::open(ledger.path(), {.revision_max = revision_max, .keys = make_name_keys()})
      .value();
}

std::vector<StoredClaim> all_claims(const View& view) {
  std::vector<StoredClaim> out;
  EXPECT_TRUE(view.claims({.with_rejected = true},
                          [&](StoredClaim&& c) { return out.push_back(std::move(c)), true; }));
  return out;
}

std::vector<Claim> bare(const std::vector<StoredClaim>& stored) {
  std::vector<Claim> out;
  for (const auto& one : stored) out.push_back(one.claim);
  return out;
}

// All that weighing says of it, with ids in place of indexes.
std::string told(const Proposition& p, std::span<const Claim> claims) {
  std::string out = p.id + " " + p.key.text() + " " + std::string(name(p.verdict.standing)) + " " +
                    p.verdict.rule;
  const auto add = [&](const std::vector<ClaimIndex>& list) {
    out += "\n ";
    for (const ClaimIndex c : list) out += " " + claims[c].id.substr(0, 8);
  };
  add(p.asserts), add(p.denies), add(p.verdict.used);
  for (const auto& o : p.origins) out += "\n  " + o.key, add(o.claims);
  for (const auto& h : p.history)
    out += "\n  " + (h.published ? to_string(*h.published) : "?") + " " +
           std::string(name(h.standing));
  for (const auto& s : p.rejected) out += "\n  " + claims[s.claim].id + s.why;
  return out;
}

// What becomes of each claim, by id.
std::map<std::string, std::vector<std::string>> told_of(const std::vector<Claim>& claims,
                                                        const WeighOptions& options) {
  std::map<std::string, std::vector<std::string>> out;
  for (const auto& p : weigh(claims, options))
    for (const ClaimIndex c : p.claims) out[claims[c].id].push_back(told(p, claims));
  for (auto& [id, list] : out) std::ranges::sort(list);
  return out;
}

class KinTwin : public ::testing::TestWithParam<uint32_t> {
 protected:
  KinTwin() : ledger(GetParam()) {
    ledger.grow(20 + ledger.below(60));
    for (int i = 0; i < 3; ++i) ledger.judge(JudgementKind::reject);
    if (GetParam() % 2) {
      ledger.judge(JudgementKind::same);
      ledger.judge(JudgementKind::different);
    }
  }
  RandomLedger ledger;
};

TEST_P(KinTwin, EachClaimsPropositionsAreThoseOfTheWholeLedger) {
  const View view = view_of(ledger);
  const auto stored = all_claims(view);
  const auto claims = bare(stored);
  for (const bool as_pair : {false, true}) {
    auto options = weigh_options({}, view, dictionaries(), measures()).value();
    if (as_pair) options.pair = {{"ir", "ru"}};
    auto whole = told_of(claims, options);
    for (const auto& one : stored) {
      Kin kin(view, options);
      if (one.row % 8 == 0) kin.use_threads(3, 2);
      kin.want({one.row});
      const auto few = kin.claims().value();
      ASSERT_EQ(whole[one.claim.id], told_of(few, options)[one.claim.id])
          << "seed " << GetParam() << " pair " << as_pair;
    }
  }
}

TEST_P(KinTwin, ABriefIsThatOfTheWholeLedger) {
  const View view = view_of(ledger);
  for (const auto& [a, b] : {std::pair("ir", "ru"), std::pair("sy", "kp")}) {
    BriefInput in;
    in.a = {a, a}, in.b = {b, b};
    for (const char* code : {"ir", "ru", "kp", "sy"})
      in.state_names.emplace(code, dictionaries().state_name(code));
    auto options = weigh_options({}, view, dictionaries(), measures()).value();
    in.decisions = options.decisions;
    in.measures = &measures();
    options.pair = {{a, b}};
    for (auto& c : all_claims(view))
      if (c.rejected == 0) in.claims.push_back(std::move(c.claim));
    const auto whole = make_brief(in);
    in.claims.clear();
    options.threads = GetParam() % 2 == 0 ? 3 : 1;
    KnownContexts contexts;
    const auto chosen = claims_of_pair(view, {}, a, b, options, contexts).value().claims;
    for (const auto& c : chosen) {
      if (c.rejected == 0) in.claims.push_back(c.claim);
      const auto document = view.document(c.claim.document.id).value();
      const QuoteContext slow = context_of(document->document, c.claim.quote);
      const QuoteContext& known = contexts.at(c.claim.id);
      ASSERT_EQ(std::pair(slow.before, slow.after), std::pair(known.before, known.after));
    }
    const auto few = make_brief(in);
    ASSERT_EQ(whole.has_value(), few.has_value());
    if (whole) {
      ASSERT_EQ(to_json(*whole), to_json(*few)) << "seed " << GetParam();
    }
  }
}

std::vector<std::string> changes_in(WeighedLedger& before, const WeighedLedger& after) {
  for (size_t i = 0; i < before.propositions.size(); ++i) add_history(before, i);
  std::vector<std::string> out;
  const Changes changes =
      find_changes({before.claims, before.propositions}, {after.claims, after.propositions});
  for (const auto& c : changes.changed) {
    out.push_back(told(after.propositions[c.proposition], after.claims));
    if (c.before) out.back() += "\nwas " + told(before.propositions[*c.before], before.claims);
  }
  for (const size_t gone : changes.gone)
    out.push_back("gone " + told(before.propositions[gone], before.claims));
  return out;
}

TEST_P(KinTwin, WhatChangedIsWhatChangedInTheWholeLedger) {
  const int64_t revision = view_of(ledger).revision().value();
  ledger.grow(1 + ledger.below(3));
  if (GetParam() % 3 == 0) ledger.judge(JudgementKind::reject);
  if (GetParam() % 4 == 0) ledger.judge(JudgementKind::same);
  const View view = view_of(ledger), earlier = view_of(ledger, revision);
  auto few = weigh_touched({}, revision, view, earlier, dictionaries(), measures(), 2).value();
  ASSERT_TRUE(few);
  auto before = weigh_ledger({}, earlier, dictionaries(), measures()).value();
  const auto after = weigh_ledger({}, view, dictionaries(), measures()).value();
  ASSERT_EQ(changes_in(before, after), changes_in(few->before, few->after))
      << "seed " << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Seeds, KinTwin, ::testing::Range(1u, 25u));

}  // namespace
}  // namespace entente
