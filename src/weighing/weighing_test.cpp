// Stories of tests/cases/weighing, and what text cannot tell well: invariants over mixed claims.
#include "weighing/weighing.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "weighing/claim_cases.h"
#include "weighing/near_copies.h"
#include "weighing/standing.h"

namespace entente {
namespace {

std::string bound(const std::optional<double>& value) {
  return value ? fmt::format("{:.10g}", *value) : "";
}

std::string print(const Origin& o) {
  std::string out = fmt::format("  origin: {} ({})", o.name, numbers(o.claims));
  if (o.party) out += ", a party";
  if (!o.rival_reason.empty()) out += ", a rival " + o.rival_reason;
  for (const auto& why : o.joined) out += "\n    joined: " + why;
  return out + '\n';
}

std::string print(const Figures& f, const std::vector<Claim>& claims) {
  std::string out =
      fmt::format("  figures of {}: {}", f.of.empty() ? "?" : f.of, name(f.agreement));
  if (f.low || f.high) out += fmt::format(", {}..{}", bound(f.low), bound(f.high));
  out += '\n';
  for (const auto& x : f.figures)
    out += fmt::format("    {} ({}): {}..{}\n", claims[x.claim].quantity[x.quantity].text,
                       x.claim + 1, bound(x.low), bound(x.high));
  for (const auto& why : f.reasons) out += "    because " + why + '\n';
  return out;
}

std::string print(const Proposition& p, const std::vector<Claim>& claims) {
  std::string out = fmt::format("{} [{}]\n", p.key.text(), numbers(p.claims));
  out += fmt::format("  {}: {}\n", name(p.verdict.standing), p.verdict.rule);
  for (const auto& s : p.verdict.set_aside)
    out += fmt::format("  set aside {}: {}\n", s.claim + 1, s.why);
  if (p.history.size() > 1)
    for (const auto& h : p.history)
      out += fmt::format("  on {}: {}\n", h.published ? to_string(*h.published) : "no date",
                         name(h.standing));
  for (const auto& o : p.origins) out += print(o);
  for (const auto& f : p.figures) out += print(f, claims);
  return out;
}

TEST(Weighing, Stories) {
  check_stories("weighing", [](const Story& story) {
    std::string out;
    for (const auto& p : weigh(story.claims, story.options)) out += print(p, story.claims);
    return out;
  });
}

TEST(Weighing, NothingFromNothing) { EXPECT_TRUE(weigh({}, {}).empty()); }

TEST(Weighing, NearCopiesAreToldFromRewordings) {
  const char* wire =
      "North Korea has sent at least 28,000 containers of munitions to Russia since August 2023";
  const auto alike = [](std::string_view a, std::string_view b) {
    return resemblance(shingles_of(a), shingles_of(b));
  };
  EXPECT_GT(alike(wire,
                  "North Korea has sent at least 28,000 containers of munitions to Russia "
                  "since August 2023, it said"),
            0.8);
  EXPECT_LT(
      alike(wire,
            "Pyongyang shipped some 28,000 containers with munitions to Russia after August 2023"),
      0.4);
  EXPECT_EQ(alike("sent shells to Russia", "sent shells to Russia"), 0) << "too short to tell";
}

// Whatever the claims: each stands in a proposition, used and set aside are apart and complete, an
// origin has claims, history ends in the verdict, and the order of input changes no standing.
TEST(Weighing, HoldsOverRandomClaims) {
  std::mt19937 random(20250714);
  const auto pick = [&](std::initializer_list<const char*> from) {
    return std::string(from.begin()[random() % from.size()]);
  };
  for (int round = 0; round < 200; ++round) {
    Story story;
    for (int i = 0; i < 14; ++i) {
      Claim c = story_claim(
          pick({"Herald", "Courier", "-"}) + "," +
              pick({"2024", "2024-05-02", "2025-01-01", "2025-03-01", "2025-03-02", "-"}),
          story.claims.size());
      story_line(c, "deed",
                 pick({"kp", "ru", "kp,ru"}) + " " +
                     pick({"transfer", "acquire", "exchange", "meet", "deploy"}) + " " +
                     pick({"ru", "kp", "-"}));
      story_line(c, "object",
                 pick({"shells [ammunition]", "weapons [arms]", "oil [energy], gold", "-"}));
      if (random() % 2)
        story_line(
            c, "figure",
            pick({"some 150 = ~150 shells", "at least 148 = 148.. shells", "200 = 200 shells"}));
      if (random() % 2) story_line(c, "when", pick({"2023/", "2024-03", "/2022"}));
      story_line(c, "firm",
                 pick({"stated", "not claimed", "assessed", "possible", "planned", "confirmed",
                       "denied"}));
      if (random() % 2)
        story_line(c, "by",
                   pick({"NIS/kr (said)", "Moscow/ru (denied)", "analysts (say)",
                         "Herald (reported) < NIS/kr (said)"}));
      story.claims.push_back(std::move(c));
    }
    finish_story(story);
    std::vector<bool> placed(story.claims.size());
    std::multiset<std::string> standings, shuffled_standings;
    for (const auto& p : weigh(story.claims, {})) {
      for (const ClaimIndex c : p.claims) placed[c] = true;
      std::vector<ClaimIndex> seen = p.verdict.used;
      for (const auto& s : p.verdict.set_aside) seen.push_back(s.claim);
      std::ranges::sort(seen);
      EXPECT_EQ(std::ranges::adjacent_find(seen), seen.end()) << print(p, story.claims);
      EXPECT_EQ(seen, p.claims) << print(p, story.claims);
      for (const auto& o : p.origins) EXPECT_FALSE(o.claims.empty());
      ASSERT_FALSE(p.history.empty());
      EXPECT_EQ(p.history.back().standing, p.verdict.standing) << print(p, story.claims);
      const auto slow = judge_every_day(story.claims, p, {});
      const auto same = [](const StandingSince& a, const StandingSince& b) {
        return a.published == b.published && a.standing == b.standing && a.because == b.because;
      };
      EXPECT_TRUE(std::ranges::equal(p.history, slow, same)) << print(p, story.claims);
      standings.insert(p.key.text() + " " + std::string(name(p.verdict.standing)));
    }
    EXPECT_EQ(std::ranges::count(placed, false), 0);
    std::ranges::shuffle(story.claims, random);
    for (const auto& p : weigh(story.claims, {}))
      shuffled_standings.insert(p.key.text() + " " + std::string(name(p.verdict.standing)));
    EXPECT_EQ(standings, shuffled_standings) << "round " << round;
  }
}

}  // namespace
}  // namespace entente
