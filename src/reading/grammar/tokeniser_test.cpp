#include "reading/grammar/tokeniser.h"

#include <gtest/gtest.h>

#include <string>

#include "base/text.h"

namespace entente {
namespace {

// The words of a text with one blank between them.
std::string words(std::string_view text) {
  std::vector<std::string> out;
  for (const TokenSpan& s : tokenise(text, 0, text.size()))
    out.emplace_back(text.substr(s.begin, s.size()));
  return join(out, " ");
}

TEST(Tokeniser, FollowsTheTreebanks) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"They don't sell; we cannot buy.", "They do n't sell ; we can not buy ."},
      {"It’s Iran’s, isn’t it?", "It ’s Iran ’s , is n’t it ?"},
      {"the workers' wages", "the workers ' wages"},
      {"air-defence systems", "air - defence systems"},
      {"an anti-ship missile, re-exported by e-mail",
       "an anti-ship missile , re-exported by e-mail"},
      {"the U.S. Navy and Gen. J. Smith", "the U.S. Navy and Gen. J. Smith"},
      {"No. 5 of 38%", "No. 5 of 38 %"},
      {"He said no. Then left.", "He said no . Then left ."},
      {"$41m, US$3.5 billion and €1,000", "$ 41 m , US$ 3.5 billion and € 1,000"},
      {"at 5:30 p.m. on 9/11", "at 5:30 p.m. on 9/11"},
      {"2023-2024, 2024-05-17, 202-555-0143", "2023 - 2024 , 2024-05-17 , 202-555-0143"},
      {"“We know,” he said…", "“ We know , ” he said …"},
      {"the deal—signed in 2024—held -- barely...",
       "the deal — signed in 2024 — held -- barely ..."},
      {"see https://a.org/x?y=1, (www.b.com) or j.doe@c.gov.",
       "see https://a.org/x?y=1 , ( www.b.com ) or j.doe@c.gov ."},
      {"and/or AT&T", "and / or AT&T"},
      {"[sic] (IMO 3471523)", "[ sic ] ( IMO 3471523 )"},
      {"O'Brien's chargé d'affaires", "O'Brien 's chargé d'affaires"},
      {"Korea's", "Korea 's"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(words(text), expected) << text;
}

TEST(Tokeniser, CoversAllButWhiteSpaceOfAnyText) {
  std::string text;
  for (int i = 0; i < 4000; ++i) {
    static constexpr std::string_view kPieces[] = {"a",   "B.",     "'", "’", "-",   "7", "\n", " ",
                                                   "“",   "é",      "$", "@", "://", ".", "中", "s",
                                                   "n't", "\u00a0", "/", "…", "+",   "‐", "—"};
    text += kPieces[static_cast<size_t>(i * i + i / 7) % std::size(kPieces)];
  }
  size_t at = 0;
  for (const TokenSpan& s : tokenise(text, 0, text.size())) {
    ASSERT_GE(s.begin, at);
    ASSERT_GT(s.end, s.begin);
    std::string between = text.substr(at, s.begin - at);
    for (size_t nbsp; (nbsp = between.find("\u00a0")) != std::string::npos;) between.erase(nbsp, 2);
    EXPECT_TRUE(trim(between).empty()) << between;
    at = s.end;
  }
}

TEST(Tokeniser, TextWithoutBlanksStaysLinear) {
  for (const std::string piece : {"1/", "a@", "w.", "re-", "'s", "A&", "x:y"}) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    EXPECT_FALSE(tokenise(text, 0, text.size()).empty());  // takes minutes if any rule looks back
  }
}

}  // namespace
}  // namespace entente
