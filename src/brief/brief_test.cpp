// Stories of tests/cases/brief show the whole Markdown; the rest holds what must never happen: a
// sentence without a claim, foreign markup in the page, a link to nowhere.
#include "brief/brief.h"

#include <gtest/gtest.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <type_traits>

#include "base/utf8.h"
#include "brief/wording.h"
#include "brief/writing.h"
#include "weighing/claim_cases.h"

namespace entente {
namespace {

static_assert(!std::is_default_constructible_v<Cites>, "a citation names a claim");
static_assert(!std::is_default_constructible_v<BriefSentence>);
static_assert(!std::is_constructible_v<BriefSentence, std::string>, "no sentence without a claim");
static_assert(!std::is_constructible_v<BriefSentence, std::string, std::vector<ClaimIndex>>);

const std::map<std::string, std::string> kStates{{"kp", "North Korea"}, {"ru", "Russia"},
                                                 {"ir", "Iran"},        {"kr", "South Korea"},
                                                 {"ua", "Ukraine"},     {"hk", "Hong Kong"}};

BriefInput input_of(const Story& story) {
  BriefInput in;
  const auto pair = story.options.pair.value_or(std::array<std::string, 2>{"kp", "ru"});
  const auto actor = [&](const std::string& key) {
    const auto at = kStates.find(key);
    return BriefActor{key, at == kStates.end() ? key : at->second};
  };
  in.a = actor(pair[0]);
  in.b = actor(pair[1]);
  in.claims = story.claims;
  in.state_names = kStates;
  in.as_of = story.options.as_of;
  in.list_titles = {{"us_ofac_sdn", "OFAC SDN list"}};
  in.entities = {{"ofac-9345",
                  "Company",
                  "KOREA MINING DEVELOPMENT TRADING CORPORATION",
                  "us_ofac_sdn",
                  "2021-07-01",
                  {{"name", "KOREA MINING DEVELOPMENT TRADING CORPORATION", "", "sdn.csv:12"}}}};
  return in;
}

Story one_claim() {
  Story story;
  Claim c = story_claim("Herald, 2024-05-01", 1);
  story_line(c, "deed", "kp transfer ru");
  story_line(c, "object", "shells [ammunition]");
  story.claims.push_back(c);
  finish_story(story);
  return story;
}

template <class Use>
void each_sentence(const Brief& brief, Use use) {
  for (const auto& section : brief.sections)
    for (const auto& group : section.groups)
      for (const auto& f : group.findings) {
        use(f.line);
        for (const auto& s : f.words) use(s);
      }
}

TEST(Brief, Stories) {
  check_stories("brief", [](const Story& story) {
    const auto brief = make_brief(input_of(story));
    return brief ? to_markdown(*brief) : to_string(brief.error());
  });
}

TEST(Brief, ShowsTheWordsAroundAQuote) {
  Story story = one_claim();
  story.claims[0].modality = Modality::denied;
  story.claims[0].quote.text = "it had sent shells";
  finish_story(story);
  BriefInput in = input_of(story);
  in.contexts = [](std::span<const Claim> claims) {
    EXPECT_EQ(claims.size(), 1u);
    EXPECT_EQ(claims[0].quote.text, "it had sent shells");
    return std::vector{
        QuoteContext{"Pyongyang denied on\nMonday that ", ", and <b>said no more</b>. "}};
  };
  const auto brief = make_brief(in);
  ASSERT_TRUE(brief);
  const std::string markdown = to_markdown(*brief, 200), html = to_html(*brief);
  const std::string told = "Pyongyang denied on Monday that “it had sent shells”, and ";
  EXPECT_NE(markdown.find("Herald (denial): " + told), markdown.npos) << markdown;
  EXPECT_NE(markdown.find("[1] Herald (denial): " + told), markdown.npos) << markdown;
  EXPECT_NE(html.find("&lt;b&gt;said no more&lt;/b&gt;"), html.npos);
}

TEST(Brief, FindingsAreToldAndNotWeighed) {
  Story story = one_claim();
  Claim found = story.claims[0];
  found.extractor = {"ships.port", "1"};
  found.kind = Kind::move;
  found.id = "a finding";
  Mention place;
  place.text = "38.9009, 132.6000";
  found.where = {place};
  Claim beside = found;  // of the same ship alone
  beside.id = "another", beside.counterpart.clear();
  Claim stranger = beside;
  stranger.id = "a third", stranger.subject[0].text = "NOBODY", stranger.subject[0].state = "ru";
  story.claims.insert(story.claims.end(), {stranger, beside, found});
  BriefInput in = input_of(story);
  in.statement = [](const Claim& c) { return c.id + " <was> seen"; };
  std::vector<BriefPlace> places;
  in.draw_map = [&](const std::vector<BriefPlace>& at) {
    places = at;
    return std::string("<svg>a map</svg>");
  };
  const auto brief = make_brief(in);
  ASSERT_TRUE(brief);
  EXPECT_EQ(brief->told, 1u);
  EXPECT_EQ(brief->claims.size(), 3u);  // not the stranger's
  for (const Proposition& p : brief->propositions) EXPECT_EQ(p.claims, std::vector<ClaimIndex>{0});
  ASSERT_EQ(places.size(), 2u);
  EXPECT_EQ(places[0].lat, 38.9009);
  const std::string html = to_html(*brief);
  EXPECT_NE(html.find("a finding &lt;was&gt; seen"), html.npos);
  EXPECT_NE(html.find("<figure class=\"map\"><svg>a map</svg></figure>"), html.npos);
  EXPECT_EQ(to_markdown(*brief).find("a third"), std::string::npos);
}

TEST(Brief, FiguresReadAsWords) {
  const auto words = [](const std::string& text, const std::string& of, const std::string& unit) {
    Quantity q;
    q.text = text, q.of = of, q.unit = unit;
    return figure_words(q);
  };
  EXPECT_EQ(words("at least 148", "missiles", ""), "at least 148 missiles");
  EXPECT_EQ(words("some 15,000", "them", ""), "some 15,000");
  EXPECT_EQ(words("Hundreds", "drones", ""), "Hundreds of drones");
  EXPECT_EQ(words("nearly a third", "contingent", "%"), "nearly a third of contingent");
  EXPECT_EQ(words("one million barrels", "oil", "barrel"), "one million barrels (oil)");
}

TEST(Brief, CitesAreNeverEmpty) {
  EXPECT_FALSE(Cites::of({}));
  EXPECT_EQ(Cites::of({3, 1, 3})->claims(), (std::vector<ClaimIndex>{1, 3}));
}

TEST(Brief, FailsWithAReason) {
  const auto code = [](BriefInput in, auto change) {
    change(in);
    const auto brief = make_brief(in);
    EXPECT_FALSE(brief);
    return brief ? Code::interrupted : brief.error().code;
  };
  const BriefInput good = input_of(one_claim());
  ASSERT_TRUE(make_brief(good));
  EXPECT_EQ(code(good, [](BriefInput& in) { in.b = in.a; }), Code::bad_argument);
  EXPECT_EQ(code(good, [](BriefInput& in) { in.b.key = ""; }), Code::bad_argument);
  EXPECT_EQ(code(good, [](BriefInput& in) { in.b = {"ir", "Iran"}; }), Code::not_found);
  EXPECT_EQ(code(good, [](BriefInput& in) { in.claims.clear(); }), Code::not_found);
  EXPECT_EQ(code(good, [](BriefInput& in) { in.as_of = Date{2020, 1, 1}; }), Code::not_found);
  EXPECT_EQ(code(good, [](BriefInput& in) { in.claims[0].quote.text = ""; }), Code::malformed);
  EXPECT_EQ(code(good, [](BriefInput& in) { in.claims[0].id = ""; }), Code::malformed);
}

// Claims of every kind, modality and polarity, with and without every part.
std::vector<Claim> mixed_claims(unsigned seed) {
  std::mt19937 random(seed);
  const auto pick = [&](std::initializer_list<const char*> from) {
    return std::string(from.begin()[random() % from.size()]);
  };
  Story story;
  for (size_t i = 0; i < 60; ++i) {
    Claim c = story_claim(
        pick({"Herald", "Courier", "-"}) + ", " + pick({"2024", "2024-05-02", "2025-01-01", "-"}),
        i);
    story_line(c, "deed",
               pick({"kp", "ru", "kp,ru", "Agent_Co/hk"}) + " " +
                   std::string(name(kinds()[random() % 26].kind)) + " " +
                   pick({"ru", "kp", "-", "kp,ru"}));
    story_line(c, "object",
               pick({"shells [ammunition]", "oil [energy], gold",
                     "parts [missiles military-technology]", "-"}));
    story_line(c, "via", pick({"-", "Rajin", "KOMID/kp@ofac-9345"}));
    if (random() % 2)
      story_line(c, "figure",
                 pick({"some 150 = ~150 shells", "at least 148 = 148.. shells",
                       "$2 m = 2000000 gold [USD]"}));
    if (random() % 2) story_line(c, "when", pick({"2023/", "2024-03", "/2022", "2024-21"}));
    c.modality = static_cast<Modality>(random() % 10);
    c.polarity = static_cast<Polarity>(random() % 2);
    if (random() % 2)
      story_line(
          c, "by",
          pick({"NIS/kr (said)", "Moscow/ru (denied)", "Herald (reported) < NIS/kr (said)"}));
    story.claims.push_back(std::move(c));
  }
  finish_story(story);
  return story.claims;
}

TEST(Brief, EverySentenceLeadsToAQuote) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    BriefInput in = input_of({});
    in.claims = mixed_claims(seed);
    in.as_of = Date{2026, 6, 1};
    const auto brief = make_brief(in);
    ASSERT_TRUE(brief) << to_string(brief.error());
    std::set<ClaimIndex> cited;
    each_sentence(*brief, [&](const BriefSentence& s) {
      EXPECT_FALSE(s.claims().empty()) << s.text();
      for (const ClaimIndex c : s.claims()) {
        ASSERT_LT(c, brief->claims.size()) << s.text();
        EXPECT_FALSE(brief->claims[c].quote.text.empty());
        cited.insert(c);
      }
    });
    EXPECT_EQ(cited.size(), brief->claims.size()) << "a claim that no sentence cites";
    EXPECT_EQ(brief->who.size(), brief->claims.size());
  }
}

TEST(Brief, OrderOfInputDoesNotMatter) {
  BriefInput in = input_of({});
  in.claims = mixed_claims(7);
  const auto first = make_brief(in).value();
  std::ranges::reverse(in.claims);
  const auto second = make_brief(in).value();
  EXPECT_EQ(to_html(first), to_html(second));
  EXPECT_EQ(to_json(first), to_json(second));
}

TEST(Brief, MarkdownKeepsItsWidth) {
  BriefInput in = input_of({});
  in.claims = mixed_claims(3);
  for (const size_t width : {60u, 100u}) {
    const std::string text = to_markdown(make_brief(in).value(), width);
    for (const auto line : split(text, '\n'))
      EXPECT_TRUE(count_code_points(line) <= width || trim(line).find(' ') == line.npos) << line;
  }
}

// What stands between `opening` and the next quotation mark, each time.
std::vector<std::string> values_after(const std::string& html, std::string_view opening) {
  std::vector<std::string> out;
  for (size_t at = 0; (at = html.find(opening, at)) != std::string::npos;) {
    at += opening.size();
    out.push_back(html.substr(at, html.find('"', at) - at));
  }
  return out;
}

TEST(Brief, HtmlAsksForNothingAndLeadsSomewhere) {
  BriefInput in = input_of({});
  in.claims = mixed_claims(3);
  const std::string html = to_html(make_brief(in).value());
  for (const char* forbidden :
       {"<script", " src=", "@import", "url(", "<link", "<iframe", "onclick"})
    EXPECT_EQ(html.find(forbidden), html.npos) << forbidden;
  std::set<std::string> ids;
  for (const auto& id : values_after(html, " id=\""))
    EXPECT_TRUE(ids.insert(id).second) << "twice: " << id;
  for (const auto& link : values_after(html, "href=\"#"))
    EXPECT_TRUE(ids.contains(link)) << "leads nowhere: " << link;
}

TEST(Brief, HostileTextStaysText) {
  Story story = one_claim();
  Claim& c = story.claims[0];
  c.quote.text = "</blockquote><img src=x onerror=alert(1)> \x1b[2J *bold* \u202Egnirts";
  c.document.title = "\"><script>alert(1)</script>";
  c.document.publisher = "A & B's";
  c.document.url = "javascript:alert(1)";
  c.object[0].text = "<b>shells</b>";
  const auto brief = make_brief(input_of(story)).value();
  const std::string html = to_html(brief), markdown = to_markdown(brief);
  for (const char* raw : {"<img", "<script", "<b>shells", "href=\"javascript", "\x1b", "\u202E"})
    EXPECT_EQ(html.find(raw), html.npos) << raw;
  EXPECT_NE(html.find("A &amp; B&#39;s"), html.npos);
  for (const char* raw : {"\x1b", "\u202E", " *bold*"})
    EXPECT_EQ(markdown.find(raw), markdown.npos) << raw;
}

// Twin of harmless(): every code point is looked at.
TEST(Brief, WhatHarmsIsReplacedAndNothingElse) {
  std::mt19937 random(1);
  static constexpr std::string_view kPieces[] = {
      "a", "\n",   "\x1b",     "\x7f",     "é",    "\u0085", "\u202E", "\u200F", "\u2066",
      "…", "\xC2", "\xE2\x80", "\xF0\x9F", "\x80", "한",     "\u00A0", "[",      "🚢"};
  for (int round = 0; round < 2000; ++round) {
    std::string text, slow;
    for (int i = static_cast<int>(random() % 40); i > 0; --i)
      text += kPieces[random() % std::size(kPieces)];
    for (size_t at = 0, next = 0; at < text.size(); at = next) {
      next = next_code_point(text, at);
      const char32_t c = decode_at(text, at);
      const bool harms = (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0x200E ||
                         c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                         (c >= 0x2066 && c <= 0x2069);
      slow += harms ? "\uFFFD" : text.substr(at, next - at);
    }
    ASSERT_EQ(harmless(text), slow);
  }
}

TEST(Brief, IsTheSameOnAnyNumberOfThreads) {
  BriefInput in = input_of({});
  in.claims = mixed_claims(7);
  const std::string alone = to_markdown(make_brief(in).value());
  in.threads = 3;
  EXPECT_EQ(to_markdown(make_brief(in).value(), 100, 3), alone);
}

TEST(Brief, JsonIsCompleteAndRefersToItself) {
  BriefInput in = input_of({});
  in.claims = mixed_claims(5);
  const auto brief = make_brief(in).value();
  const auto json = nlohmann::json::parse(to_json(brief));
  EXPECT_EQ(json.at("schema"), "entente.brief.v1");
  EXPECT_EQ(json.at("sections").size(), 16u);
  ASSERT_EQ(json.at("notes").size(), brief.claims.size());
  for (const auto& section : json.at("sections"))
    for (const auto& group : section.at("groups"))
      for (const auto& finding : group.at("findings")) {
        ASSERT_FALSE(finding.at("notes").empty());
        ASSERT_EQ(finding.at("notes").size(), finding.at("claims").size());
        for (size_t i = 0; i < finding.at("notes").size(); ++i) {
          const auto& note = json.at("notes").at(finding.at("notes").at(i).get<size_t>() - 1);
          EXPECT_EQ(note.at("claim").at("id"), finding.at("claims").at(i));
        }
      }
  EXPECT_EQ(json.at("propositions").size(), brief.propositions.size());
}

}  // namespace
}  // namespace entente
