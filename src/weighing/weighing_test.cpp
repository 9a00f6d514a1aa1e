// Stories of tests/cases/weighing, and what text cannot tell well: invariants over mixed claims.
#include "weighing/weighing.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "base/text.h"
#include "weighing/claim_cases.h"
#include "weighing/conflicts.h"
#include "weighing/forecasts.h"
#include "weighing/near_copies.h"
#include "weighing/standing.h"
#include "weighing/state_press.h"
#include "weighing/support.h"

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

std::string print(const Proposition& p, const Story& story) {
  const auto& claims = story.claims;
  std::string out = fmt::format("{} [{}]\n", p.key.text(), numbers(p.claims));
  out += fmt::format("  {}: {}\n", name(p.verdict.standing), p.verdict.rule);
  for (const auto& s : p.verdict.set_aside)
    out += fmt::format("  set aside {}: {}\n", s.claim + 1, s.why);
  for (const auto& s : p.rejected) out += fmt::format("  set aside {}: {}\n", s.claim + 1, s.why);
  if (p.history.size() > 1)
    for (const auto& h : p.history)
      out += fmt::format("  on {}: {} by ({}): {}\n",
                         h.published ? to_string(*h.published) : "no date", name(h.standing),
                         numbers(h.because), h.rule);
  for (const auto& o : p.origins) {
    out += print(o);
    if (!o.circle.empty()) out += "    circular: " + o.circle + (o.closed ? ", closed\n" : "\n");
    if (story.shows("chains"))
      for (const auto& c : o.chains)
        out += fmt::format("    {} ({})\n", c.text(), numbers(c.claims));
  }
  for (const auto& f : p.figures) out += print(f, claims);
  return out;
}

std::string print_conflicts(const Story& story, const std::vector<Proposition>& propositions) {
  std::string out;
  for (const auto& c : find_conflicts(story.claims, propositions, story.options))
    out += fmt::format("conflict: {}: {} ({} / {})\n", propositions[c.proposition].key.text(),
                       c.what, numbers(c.one), numbers(c.other));
  return out;
}

std::string print_gaps(const Story& story, const std::vector<Proposition>& propositions) {
  std::string out;
  for (const auto& g : find_gaps(story.claims, propositions, story.options))
    out += fmt::format("gap: {}: {}: {}\n", propositions[g.proposition].key.text(), name(g.kind),
                       g.what);
  return out;
}

std::string print_forecasts(const Story& story, const std::vector<Proposition>& propositions) {
  std::string out;
  const Outlook outlook = find_forecasts(story.claims, propositions, story.options);
  for (const auto& f : outlook.forecasts) {
    out += fmt::format("forecast {} by {}", f.claim + 1, join(f.by, " and "));
    if (f.due) out += ", due " + to_string(*f.due);
    if (f.likelihood) out += ", “" + f.likelihood->word + "”";
    out += fmt::format(": {}", name(f.outcome));
    if (f.resolved)
      out += fmt::format(" on {} ({})", to_string(*f.resolved), numbers(f.resolved_by));
    out += ": " + f.why + '\n';
  }
  for (const auto& r : outlook.records) {
    out += fmt::format("record of {}: {} made, {} fulfilled, {} contradicted", r.name, r.count,
                       r.fulfilled, r.contradicted);
    if (const auto brier = r.brier()) out += fmt::format(", Brier {:.3f}", *brier);
    out += '\n';
  }
  return out;
}

const Measures kMeasures{{"container", "round", 420, 450, 0, "a test"},
                         {"EUR", "USD", 1.07, 1.10, 2024, "a test"},
                         {"shell", "round", 1, 1, 0, "a test"}};

TEST(Weighing, Stories) {
  check_stories("weighing", [](const Story& story) {
    WeighOptions options = story.options;
    options.measures = &kMeasures;
    const auto propositions = weigh(story.claims, options);
    std::string out;
    for (const auto& p : propositions) out += print(p, story);
    if (story.shows("conflicts")) out += print_conflicts(story, propositions);
    if (story.shows("gaps")) out += print_gaps(story, propositions);
    if (story.shows("forecasts")) out += print_forecasts(story, propositions);
    return out;
  });
}

TEST(Weighing, NothingFromNothing) { EXPECT_TRUE(weigh({}, {}).empty()); }

TEST(Weighing, TheStatePressIsThatOfTheDictionary) {
  std::string in_table, in_dictionary;
  for (const auto& [name, state] : kStatePress) in_table += fmt::format("{} {}\n", name, state);
  const std::string text = read_file(ENTENTE_SOURCE_DIR "/data/organisations.tsv", 1 << 24).value();
  for (const auto line : split(text, '\n')) {
    const auto cells = split(line, '\t');
    if (line.starts_with('#') || cells.size() < 4 || cells[2] != "press") continue;
    if (cells[3].empty() || cells[3] == "xx") continue;
    in_dictionary += fmt::format("{} {}\n", cells[0], cells[3]);
    for (auto alias : split(cells[1], '|')) {
      alias = trim(alias);
      if (alias.ends_with('?')) alias.remove_suffix(1);
      if (!alias.empty()) in_dictionary += fmt::format("{} {}\n", alias, cells[3]);
    }
  }
  EXPECT_EQ(in_table, in_dictionary);
}

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
      EXPECT_EQ(std::ranges::adjacent_find(seen), seen.end()) << print(p, story);
      EXPECT_EQ(seen, p.claims) << print(p, story);
      for (const auto& o : p.origins) EXPECT_FALSE(o.claims.empty());
      ASSERT_FALSE(p.history.empty());
      EXPECT_EQ(p.history.back().standing, p.verdict.standing) << print(p, story);
      const auto slow = judge_every_day(story.claims, p, {});
      const auto same = [](const StandingSince& a, const StandingSince& b) {
        return a.published == b.published && a.standing == b.standing && a.because == b.because;
      };
      EXPECT_TRUE(std::ranges::equal(p.history, slow, same)) << print(p, story);
      standings.insert(p.key.text() + " " + std::string(name(p.verdict.standing)));
    }
    EXPECT_EQ(std::ranges::count(placed, false), 0);
    std::ranges::shuffle(story.claims, random);
    for (const auto& p : weigh(story.claims, {}))
      shuffled_standings.insert(p.key.text() + " " + std::string(name(p.verdict.standing)));
    EXPECT_EQ(standings, shuffled_standings) << "round " << round;
  }
}

// Sentences of a small vocabulary, some copied with a word changed: MinHash finds what comparing
// every pair finds.
TEST(Weighing, NearCopiesAreThoseOfTheSlowTwin) {
  std::mt19937 random(20250715);
  std::vector<CopyText> texts;
  std::vector<std::vector<std::string>> sentences;
  for (uint32_t i = 0; i < 600; ++i) {
    std::vector<std::string> words;
    if (!sentences.empty() && random() % 2) {
      words = sentences[random() % sentences.size()];
      for (int changes = static_cast<int>(random() % 3); changes > 0; --changes)
        words[random() % words.size()] = "w" + std::to_string(random() % 90);
    } else {
      for (int k = 0; k < 24; ++k) words.push_back("w" + std::to_string(random() % 90));
    }
    texts.push_back({i / 2, shingles_of(join(words, " "))});
    sentences.push_back(std::move(words));
  }
  const auto slow = find_near_copies_slowly(texts), fast = find_near_copies(texts);
  ASSERT_GT(slow.size(), 100u);
  size_t same = 0;
  for (const auto& c : fast) {
    EXPECT_GE(c.alike, kNearCopy);
    same += std::ranges::any_of(
        slow, [&](const NearCopy& s) { return s.text == c.text && s.original == c.original; });
  }
  EXPECT_GE(static_cast<double>(same), 0.99 * static_cast<double>(slow.size()));
  // Few enough to look at every pair: nothing is missed.
  const auto few = std::span(texts).first(500);
  const auto all_pairs = find_near_copies_slowly(few), by_sketch = find_near_copies(few);
  EXPECT_TRUE(std::ranges::equal(all_pairs, by_sketch, [](const NearCopy& a, const NearCopy& b) {
    return a.text == b.text && a.original == b.original && a.alike == b.alike;
  }));
}

// Ten papers that cite one diplomat weigh no more than one; a second witness weighs more; a denial
// by the accused less than a witness; an admission more than both.
TEST(Weighing, SupportCountsOriginsNotClaims) {
  const auto weight = [](const std::vector<std::array<const char*, 2>>& told) {
    Story story;
    for (const auto& [firm, by] : told) {
      Claim c = story_claim("Paper " + std::to_string(story.claims.size()) + ", 2025-01-02",
                            story.claims.size() + 1);
      story_line(c, "deed", "ir transfer ru");
      story_line(c, "object", "drones [drones]");
      story_line(c, "firm", firm);
      story_line(c, "by", by);
      story.claims.push_back(std::move(c));
    }
    finish_story(story);
    return support(story.claims, weigh(story.claims, {}).at(0), {});
  };
  const std::array<const char*, 2> one{"reported", "a diplomat (said)"},
      another{"reported", "a broker (said)"}, denial{"denied", "Tehran/ir (denied)"},
      admission{"confirmed", "Tehran/ir (confirmed)"};
  EXPECT_EQ(weight({one}), weight(std::vector(10, one)));
  EXPECT_GT(weight({one, another}), weight({one}));
  EXPECT_LT(weight({one, denial}), weight({one}));
  EXPECT_GT(weight({one, another, denial}), weight({one}));
  EXPECT_GT(weight({admission}), weight({one, another}));
}

TEST(Weighing, LikelihoodOnlyWhereABandIsKnown) {
  EXPECT_EQ(likelihood_in("It is very likely that shells follow")->word, "very likely");
  EXPECT_EQ(likelihood_in("It is unlikely that shells follow")->high, 0.45);
  EXPECT_EQ(likelihood_in("shells will almost certainly follow")->low, 0.95);
  for (const char* unknown : {"shells will follow", "it is not likely", "more likely than before",
                              "highly likely", "the likelihood is known"})
    EXPECT_FALSE(likelihood_in(unknown)) << unknown;
}

}  // namespace
}  // namespace entente
