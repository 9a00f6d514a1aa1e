// Test support: claims written as an investigator would note them, for tests/cases/*/*.case. Used
// by the tests of weighing, network and brief only.
//
//   story: Moscow denies what Seoul reports
//   pair: kp ru                                    (optional)
//   as of: 2025-08-01                              (optional)
//   show: chains, forecasts, conflicts, gaps       (optional) what is printed besides
//   judge: reject 2; Lee; 2025-03-01; a misprint   (optional) or "same 1 2", "different 1 2"
//
//   claim: Harbour Press, 2025-07-14               publisher, date published; "-" for not known
//     deed: kp transfer ru                         subjects kind counterparts; "ru,by", "-", or a
//                                                  name: Dvina_Trans/by, Merkan, KOMID/kp@un-1
//     object: shells [ammunition], rifles [arms]   in return: and via: alike
//     figure: about 12 million = ~12000000 shells  148.. at least, ..6 at most, 1..2, 7; [USD] unit
//     when: 2023-08/2025-05                        /2021 until, 2023-08/ since
//     firm: assessed                               a modality; "not" before it for the negative
//     by: The Guardian (reported) < NIS/kr (said)  nearest first; none: the publisher
//     worked out by: trade.mirror                  a finding on a table, see data/findings.tsv
//     quote: …                                     made up when absent
//   expect
//   …                                              what the test prints, compared as a whole
//
// ENTENTE_UPDATE_CASES=1 rewrites what stands after `expect`; review the diff.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "weighing/weighing.h"

namespace entente {

struct Story {
  std::string title, told;  // `told`: the lines before `expect`, as they stand
  std::string expect;
  WeighOptions options;
  std::vector<Claim> claims;
  std::string show;
  std::vector<std::string> judgements;
  bool shows(std::string_view what) const { return show.find(what) != show.npos; }
};

// As a case counts them: from 1.
inline std::string numbers(const std::vector<ClaimIndex>& claims) {
  std::vector<std::string> out;
  for (const ClaimIndex c : claims) out.push_back(std::to_string(c + 1));
  return join(out, " ");
}

inline Mention story_mention(std::string_view text) {
  Mention m;
  text = trim(text);
  if (const auto open = text.rfind('('); open != text.npos && text.ends_with(')')) {
    m.cue = std::string(text.substr(open + 1, text.size() - open - 2));
    text = trim(text.substr(0, open));
  }
  if (const auto open = text.rfind('['); open != text.npos && text.ends_with(']')) {
    for (const auto goods : split(text.substr(open + 1, text.size() - open - 2), ' '))
      if (const auto found = find_goods(goods)) m.goods.add(*found);
      else ADD_FAILURE() << "no goods class: " << goods;
    text = trim(text.substr(0, open));
  }
  if (const auto at = text.rfind('@'); at != text.npos)
    m.entity = text.substr(at + 1), text = text.substr(0, at);
  if (const auto slash = text.rfind('/'); slash != text.npos)
    m.state = text.substr(slash + 1), text = text.substr(0, slash);
  m.text = text;
  std::ranges::replace(m.text, '_', ' ');
  return m;
}

inline std::vector<Mention> story_mentions(std::string_view list, char separator = ',') {
  std::vector<Mention> out;
  for (const auto item : split(list, separator))
    if (trim(item) != "-" && !trim(item).empty()) out.push_back(story_mention(item));
  return out;
}

// Two-letter actors are states: "kp" is a mention "kp" of the state kp.
inline std::vector<Mention> story_actors(std::string_view list) {
  auto out = story_mentions(list);
  for (auto& m : out)
    if (m.state.empty()) m.state = m.text.size() == 2 ? m.text : "xx";
  return out;
}

inline Quantity story_figure(std::string_view text) {
  Quantity q;
  const auto equals = text.find(" = ");
  q.text = trim(text.substr(0, equals));
  std::string_view rest = trim(text.substr(equals + 3));
  if (const auto open = rest.rfind('['); open != rest.npos) {
    q.unit = rest.substr(open + 1, rest.size() - open - 2);
    rest = trim(rest.substr(0, open));
  }
  std::string bounds(rest.substr(0, rest.find(' ')));
  q.of = rest.find(' ') == rest.npos ? "" : std::string(trim(rest.substr(rest.find(' '))));
  if (bounds.starts_with('~')) q.approximate = true, bounds.erase(0, 1);
  const auto dots = bounds.find("..");
  const std::string low = bounds.substr(0, dots),
                    high = dots == bounds.npos ? low : bounds.substr(dots + 2);
  if (!low.empty()) q.low = std::stod(low);
  if (!high.empty()) q.high = std::stod(high);
  return q;
}

inline void story_line(Claim& c, std::string_view key, std::string_view value) {
  if (key == "deed") {
    const std::string deed = squeeze(value);
    const auto words = split(deed, ' ');
    c.subject = story_actors(words.at(0));
    c.kind = find_kind(words.at(1)).value();
    if (words.size() > 2) c.counterpart = story_actors(words[2]);
  } else if (key == "object") {
    c.object = story_mentions(value);
  } else if (key == "in return") {
    c.in_return = story_mentions(value);
  } else if (key == "via") {
    c.via = story_mentions(value);
  } else if (key == "figure") {
    c.quantity.push_back(story_figure(value));
  } else if (key == "when") {
    const auto slash = value.find('/');
    c.when.interval.start = parse_date(value.substr(0, slash));
    c.when.interval.end =
        slash == value.npos ? c.when.interval.start : parse_date(value.substr(slash + 1));
  } else if (key == "firm") {
    if (value.starts_with("not ")) c.polarity = Polarity::negative, value.remove_prefix(4);
    c.modality = find_modality(value).value();
  } else if (key == "by") {
    c.attribution = story_mentions(value, '<');
  } else if (key == "worked out by") {
    c.extractor.name = value;
    c.modality = Modality::assessed;
  } else if (key == "quote") {
    c.quote.text = value;
  } else {
    ADD_FAILURE() << "no such line: " << key << ": " << value;
  }
}

inline Claim story_claim(std::string_view source, size_t number) {
  Claim c;
  const auto comma = source.rfind(',');
  const auto publisher = trim(source.substr(0, comma)), published = trim(source.substr(comma + 1));
  if (publisher != "-")
    c.document.publisher = publisher, c.document.title = "Report of " + c.document.publisher;
  if (published != "-") c.document.published = published;
  c.document.id = sha256_hex(source);
  c.quote.start = static_cast<uint32_t>(100 * number);
  c.quote.text = "Words of claim number " + std::to_string(number) + ".";
  c.certainty = 0.9;
  return c;
}

// "reject 2; Lee; 2025-03-01; a misprint"
inline Decision story_decision(const Story& story, std::string_view text) {
  const auto parts = split(text, ';');
  const auto words = split(trim(parts.at(0)), ' ');
  const auto id = [&](size_t word) {
    return story.claims.at(std::stoul(std::string(words.at(word))) - 1).id;
  };
  Decision out{.act = DecisionAct::reject, .a = id(1)};
  if (words[0] == "same") out.act = DecisionAct::same, out.b = id(2);
  else if (words[0] == "different") out.act = DecisionAct::different, out.b = id(2);
  else EXPECT_EQ(words[0], "reject");
  if (parts.size() > 1) out.who = trim(parts[1]);
  if (parts.size() > 2) out.day = trim(parts[2]);
  if (parts.size() > 3) out.why = trim(parts[3]);
  return out;
}

inline void finish_story(Story& story) {
  for (auto& c : story.claims) {
    c.quote.end = c.quote.start + static_cast<uint32_t>(count_code_points(c.quote.text));
    c.id = claim_id(c);
  }
  for (const auto& j : story.judgements)
    story.options.decisions.push_back(story_decision(story, j));
}

inline std::vector<Story> read_stories(const std::filesystem::path& path) {
  std::vector<Story> out;
  bool expecting = false;
  const std::string text = read_file(path.string(), 1 << 20).value();
  for (const auto line :
       split(std::string_view(text).substr(0, text.size() - text.ends_with('\n')), '\n')) {
    const auto colon = line.find(": ");
    const std::string_view key = trim(line.substr(0, colon)),
                           value = colon == line.npos ? "" : trim(line.substr(colon + 2));
    if (line.starts_with("story: "))
      out.push_back({std::string(value), "", "", {}, {}, "", {}}), expecting = false;
    if (out.empty()) continue;
    Story& story = out.back();
    if (expecting) {
      story.expect += std::string(line) + '\n';
      continue;
    }
    if (line == "expect") {
      expecting = true;
      continue;
    }
    story.told += std::string(line) + '\n';
    if (key == "pair")
      story.options.pair = {{std::string(value.substr(0, value.find(' '))),
                             std::string(value.substr(value.find(' ') + 1))}};
    else if (key == "as of") story.options.as_of = parse_date(value);
    else if (key == "show") story.show = value;
    else if (key == "judge") story.judgements.emplace_back(value);
    else if (key == "claim") story.claims.push_back(story_claim(value, story.claims.size() + 1));
    else if (!key.empty() && key != "story") story_line(story.claims.back(), key, value);
  }
  for (auto& story : out) finish_story(story);
  return out;
}

// Runs `print` over every story below tests/cases/`folder` and compares, or rewrites when asked to.
template <class Print>
void check_stories(const std::string& folder, Print print) {
  const bool update = std::getenv("ENTENTE_UPDATE_CASES") != nullptr;
  size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(ENTENTE_SOURCE_DIR) / "tests/cases" / folder)) {
    if (entry.path().extension() != ".case") continue;
    std::string rewritten;
    for (const auto& story : read_stories(entry.path())) {
      SCOPED_TRACE(entry.path().filename().string() + ": " + story.title);
      const std::string printed(trim(print(story)));
      if (!update) {
        EXPECT_EQ(printed, trim(story.expect));
      }
      rewritten += (rewritten.empty() ? "" : "\n") + std::string(trim(story.told)) + "\nexpect\n" +
                   printed + "\n";
      ++count;
    }
    if (update) std::ofstream(entry.path()) << rewritten;
  }
  EXPECT_GT(count, 0u) << "no story in tests/cases/" << folder;
}

}  // namespace entente
