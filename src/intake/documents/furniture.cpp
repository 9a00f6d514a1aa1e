// Tables first: what a new masthead or button needs is a row. Phrases are English and compared
// without case; a line that merely begins like one but runs on as a sentence is no furniture, so
// every test has a length limit.
#include "intake/documents/furniture.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/utf8.h"
#include "intake/documents/calendar.h"

namespace entente::intake {
namespace {

constexpr size_t kLineMax = 120;  // bytes; longer lines are prose

constexpr std::string_view kKeys[] = {
    "published",
    "publication date",
    "date",
    "date published",
    "updated",
    "last updated",
    "posted",
    "author",
    "authors",
    "source",
    "publisher",
    "url",
    "link",
    "title",
    "location",
    "language",
    "reference",
    "contact",
    "media contact",
    "press contact",
    "tags",
    "topics",
    "categories",
    "category",
    "keywords",
    "filed under",
    "by",
    "reporter",
    "release no",
    "embargo",
    "from",
    "to",
    "subject",
    "distr",
    "original",
};

// The whole line, but for marks at either end.
constexpr std::string_view kWholeLines[] = {
    "press release",
    "news release",
    "for immediate release",
    "media release",
    "media note",
    "fact sheet",
    "press statement",
    "statement",
    "readout",
    "advertisement",
    "advertisement continues",
    "sponsored",
    "share",
    "share this",
    "share this article",
    "print",
    "email",
    "save",
    "listen",
    "comments",
    "leave a comment",
    "subscribe",
    "sign in",
    "log in",
    "follow us",
    "read more",
    "more",
    "ends",
    "end",
    "editor's note",
    "exclusive",
    "breaking",
    "analysis",
    "opinion",
    "live",
    "breaking news",
    "back to top",
    "home",
    "menu",
    "search",
    "skip to main content",
    "copy link",
    "recommended",
    "most read",
    "trending",
    "continue reading",
    "story continues below advertisement",
    "facebook",
    "twitter",
    "whatsapp",
    "telegram",
    "linkedin",
    "notes to editors",
    "media contacts",
    "news",
    "world",
    "politics",
};

// The line begins so and is short.
constexpr std::string_view kOpenings[] = {
    "listen to this",
    "view comments",
    "see also:",
    "read also:",
    "read more:",
    "related:",
    "also read:",
    "sign up for",
    "subscribe to",
    "follow us on",
    "all rights reserved",
    "copyright",
    "©",
    "(c) 20",
    "photo gallery",
    "click here",
    "for media inquiries",
    "for media enquiries",
    "for more information",
    "this story has been updated",
    "this article was",
    "reading time",
    "estimated reading time",
    "updated at",
    "get the latest",
    "share on",
    "tap here",
    "watch:",
    "video:",
    "audio:",
    "download the",
    "unclassified",
    "we use cookies",
    "accept all cookies",
};

constexpr std::string_view kLinkListOpenings[] = {
    "more from",           "more on",      "more in",        "related stories", "related articles",
    "related content",     "related news", "related topics", "read next",       "you may also like",
    "recommended for you", "most popular", "most read",      "latest news",     "latest stories",
    "top stories",         "in other news"};

constexpr std::string_view kCaptionOpenings[] = {
    "photo:",   "photo by", "photo credit", "photograph:", "image:",       "image credit",
    "picture:", "caption:", "credit:",      "file photo",  "a file photo", "file -",
    "file –",   "map:",     "chart:",       "graphic:",    "pictured:",    "illustration:"};

// Small words between the names of a by-line.
constexpr std::string_view kByLineWords[] = {
    "and",
    "de",
    "van",
    "von",
    "in",
    "for",
    "al",
    "bin",
    "with",
    "the",
    "of",
    "our",
    "staff",
    "foreign",
    "correspondent",
    "correspondents",
    "reporter",
    "reporters",
    "writer",
    "writers",
    "agencies",
    "editor",
    "special",
    "own",
};

constexpr std::string_view kNumberedCaptions[] = {
    "figure", "fig.", "fig", "table", "chart", "map", "photo", "annex figure", "image"};

bool begins_with(std::string_view line, std::string_view opening) {
  return line.size() >= opening.size() &&
         equals_ignoring_case(line.substr(0, opening.size()), opening);
}

template <class Table>
bool begins_with_any(std::string_view line, const Table& table) {
  return std::ranges::any_of(table, [&](std::string_view row) { return begins_with(line, row); });
}

// Without blanks, brackets, dashes, stars and the like at either end.
std::string_view bare(std::string_view line) {
  const auto is_mark = [](char c) { return is_space(c) || (!is_alnum(c) && (c & 0x80) == 0); };
  while (!line.empty() && is_mark(line.front())) line.remove_prefix(1);
  while (!line.empty() && is_mark(line.back())) line.remove_suffix(1);
  return line;
}

// "View 3 comments", "12 comments", "5 min read", "Share 14".
bool is_counter(std::string_view line) {
  bool digit = false;
  size_t words = 1;
  for (char c : line) {
    digit = digit || is_digit(c);
    words += c == ' ';
  }
  if (!digit || words > 4) return false;
  const std::string text = lower(line);
  return text.ends_with("comments") || text.ends_with("comment") || text.ends_with("min read") ||
         text.ends_with("minute read") || text.ends_with("minutes read") ||
         text.ends_with("shares") || text.starts_with("page ");
}

struct Caps {
  size_t capitals = 0, small = 0;
};

// Latin and Cyrillic capitals count; code points outside ASCII are told apart by their block only.
Caps count_case(std::string_view text) {
  Caps out;
  for (size_t i = 0; i < text.size(); i = next_code_point(text, i)) {
    const char32_t c = decode_at(text, i);
    const bool capital = (c < 0x80 && is_upper(static_cast<char>(c))) ||
                         (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F) ||
                         (c >= 0x100 && c <= 0x17F && c % 2 == 0);
    const bool small = (c < 0x80 && is_lower(static_cast<char>(c))) || (c >= 0xDF && c <= 0xFF) ||
                       (c >= 0x430 && c <= 0x44F) || (c >= 0x100 && c <= 0x17F && c % 2 == 1);
    out.capitals += capital;
    out.small += small;
  }
  return out;
}

size_t skip_blanks(std::string_view line, size_t at) {
  while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
  return at;
}

// Bytes of "--", "—", "–", "-", "―" or "|" at `at`, blanks around it included; 0 when none.
size_t dash_at(std::string_view line, size_t at) {
  const size_t begin = skip_blanks(line, at);
  for (std::string_view dash : {"---", "--", "—", "–", "―", "-", "|", ":"})
    if (line.substr(begin).starts_with(dash)) {
      const size_t end = begin + dash.size();
      const bool apart = begin > at || dash.size() > 1 || dash == ":";
      if (end < line.size() && !is_space(line[end]) && dash == "-") return 0;
      return apart ? skip_blanks(line, end) - at : 0;
    }
  return 0;
}

// "(Meridian Newswire)" at `at`; the closing bracket's end, or `at`.
size_t agency_at(std::string_view line, size_t at, std::string& agency) {
  const size_t begin = skip_blanks(line, at);
  if (begin >= line.size() || line[begin] != '(') return at;
  const size_t close = line.find(')', begin);
  if (close == std::string_view::npos || close - begin < 3 || close - begin > 60) return at;
  const std::string_view inside = trim(line.substr(begin + 1, close - begin - 1));
  if (inside.empty() || is_lower(inside[0])) return at;
  agency = squeeze(inside);
  return close + 1;
}

// The end of a place in capitals at the start of the line ("SEOUL/KYIV", "NEW YORK, United
// States"); 0 when the line does not begin with one.
size_t place_end(std::string_view line) {
  size_t end = 0;
  for (size_t i = 0; i < line.size();) {
    const size_t word = i;
    while (i < line.size() && !is_space(line[i]) && line[i] != ',' && line[i] != '(') ++i;
    const Caps caps = count_case(line.substr(word, i - word));
    if (caps.small != 0 || caps.capitals == 0) break;
    end = i;
    if (i < line.size() && line[i] != ' ') break;
    i = skip_blanks(line, i);
  }
  if (count_case(line.substr(0, end)).capitals < 3) return 0;
  return end;
}

// ", South Korea" after the place in capitals: capitalised words up to a comma, bracket or dash.
size_t region_end(std::string_view line, size_t at) {
  if (at >= line.size() || line[at] != ',') return at;
  size_t i = skip_blanks(line, at + 1);
  const size_t begin = i;
  while (i < line.size() && (is_alpha(line[i]) || line[i] == '.' || line[i] == ' ')) {
    if ((i == begin || line[i - 1] == ' ') && is_lower(line[i])) break;
    ++i;
  }
  const bool closed =
      i < line.size() && (line[i] == ',' || line[i] == '(' ||
                          static_cast<unsigned char>(line[i]) >= 0x80 || line[i] == '-');
  if (!closed || i - begin > 40 || find_date(line.substr(begin, i - begin + 4))) return at;
  while (i > begin && line[i - 1] == ' ') --i;
  return i;
}

// The end of a place in ordinary letters before a comma ("Vilnius, "); 0 when the line begins
// with more than three words, or with one in small letters.
size_t named_place_end(std::string_view line) {
  const size_t comma = line.substr(0, 40).find(',');
  if (comma == std::string_view::npos || comma < 3) return 0;
  const auto words = split(line.substr(0, comma), ' ');
  const bool capitalised = std::ranges::none_of(
      words, [](std::string_view w) { return w.empty() || is_lower(w[0]) || is_digit(w[0]); });
  return words.size() <= 3 && capitalised && !find_date(line.substr(0, comma)) ? comma : 0;
}

// A date after the place, with a weekday and commas before it.
size_t date_end(std::string_view line, size_t at, Date& date) {
  const auto found = find_date(line.substr(at, 48));
  if (!found) return at;
  for (char c : line.substr(at, found->begin))
    if (!is_alpha(c) && c != ' ' && c != ',' && c != '.') return at;
  if (found->begin > 14) return at;  // "Wednesday, " fits, a sentence does not
  date = found->date;
  return at + found->end;
}

// A place alone must be set off by a long dash, or be long enough not to be "EU - Russia trade";
// the text after it begins a sentence.
bool leads_into_text(std::string_view line, size_t place_end, size_t text_begin) {
  const std::string_view dash = trim(line.substr(place_end, text_begin - place_end));
  if (dash == ":" || dash == "|") return false;
  if (count_case(line.substr(0, place_end)).capitals < 5 && dash != "--" && dash != "—")
    return false;
  return text_begin < line.size() && !is_lower(line[text_begin]);
}

}  // namespace

Dateline find_dateline(std::string_view line) {
  Dateline out;
  size_t at = place_end(line);
  const bool in_capitals = at != 0;
  at = in_capitals ? region_end(line, at) : named_place_end(line);
  const size_t after_place = at;
  const bool has_place = at != 0;
  at = date_end(line, at, out.date);
  const bool has_date = at != after_place;
  if (has_place && !in_capitals && !(has_date && out.date.day)) return {};
  if (!has_place && !has_date) return {};
  const size_t after_date = at;
  at = agency_at(line, at, out.agency);
  const bool has_agency = at != after_date;
  if (at < line.size() && (line[at] == '.' || line[at] == ',')) ++at;
  const size_t dash = dash_at(line, at);
  const bool alone = skip_blanks(line, at) >= line.size();
  if (alone && !(has_place && (has_date || has_agency))) return {};
  if (!alone && dash == 0) return {};
  if (!has_place && !(has_date && has_agency)) return {};
  if (!has_date && !has_agency && !leads_into_text(line, at, at + dash)) return {};
  out.end = alone ? line.size() : at + dash;
  return out;
}

bool split_key_line(std::string_view line, std::string_view& key, std::string_view& value) {
  const size_t colon = line.find(':');
  if (line.size() > 200 || colon == std::string_view::npos || colon > 24) return false;
  key = trim(line.substr(0, colon));
  while (!key.empty() && key.back() == '.') key.remove_suffix(1);
  value = trim(line.substr(colon + 1));
  if (value.empty()) return false;
  return std::ranges::any_of(kKeys,
                             [&](std::string_view k) { return equals_ignoring_case(k, key); });
}

bool is_by_line(std::string_view line) {
  line = bare(line);
  if (line.size() > 200) return false;
  if (begins_with_any(line, std::array<std::string_view, 6>{
                                "reporting by", "additional reporting by", "editing by",
                                "written by", "compiled by", "translated by"}))
    return true;
  if (!begins_with(line, "by ") || line.size() > kLineMax || ends_sentence(line)) return false;
  return std::ranges::all_of(split(line.substr(3), ' '), [](std::string_view word) {
    return word.empty() || !is_lower(word[0]) ||
           std::ranges::find(kByLineWords, word) != std::end(kByLineWords);
  });
}

bool is_furniture(std::string_view line) {
  if (line.size() > kLineMax) return false;
  const std::string_view core = bare(line);
  if (core.empty()) return true;
  if (line.starts_with("###") && core.size() < 10) return true;
  if (std::ranges::any_of(kWholeLines,
                          [&](std::string_view row) { return equals_ignoring_case(core, row); }))
    return true;
  return begins_with_any(trim(line), kOpenings) || begins_with_any(core, kOpenings) ||
         is_counter(core);
}

bool is_caption(std::string_view line) {
  line = trim(line);
  if (begins_with_any(line, kCaptionOpenings)) return true;
  for (std::string_view opening : kNumberedCaptions) {
    if (!begins_with(line, opening)) continue;
    const std::string_view rest = trim(line.substr(opening.size()));
    const size_t digits = std::min(rest.find_first_not_of("0123456789IVX"), rest.size());
    if (digits > 0 && digits < rest.size() && (rest[digits] == '.' || rest[digits] == ':'))
      return true;
  }
  return false;
}

bool opens_link_list(std::string_view line) {
  return line.size() <= 60 && !ends_sentence(line) &&
         begins_with_any(bare(line), kLinkListOpenings);
}

size_t run_in_heading(std::string_view paragraph) {
  const size_t end = paragraph.substr(0, 60).find_first_of(".:");
  if (end == std::string_view::npos || end + 2 >= paragraph.size() || paragraph[end + 1] != ' ')
    return 0;
  const Caps caps = count_case(paragraph.substr(0, end));
  if (caps.small != 0 || caps.capitals < 4) return 0;
  const char next = paragraph[end + 2];
  return is_lower(next) || is_digit(paragraph[0]) ? 0 : end + 1;
}

bool ends_sentence(std::string_view line) {
  line = trim(line);
  for (bool again = true; again;) {
    again = false;
    for (std::string_view close : {"\"", "'", ")", "]", "”", "’", "»"})
      if (line.ends_with(close)) {
        line.remove_suffix(close.size());
        again = true;
      }
  }
  return line.ends_with('.') || line.ends_with('!') || line.ends_with('?') || line.ends_with("…");
}

bool is_all_caps(std::string_view line) {
  const Caps caps = count_case(line);
  return caps.capitals >= 4 && caps.small * 20 <= caps.capitals;
}

size_t bullet_marker(std::string_view line) {
  const size_t start = skip_blanks(line, 0);
  const std::string_view rest = line.substr(start);
  for (std::string_view mark :
       {"-", "*", "•", "·", "‣", "◦", "▪", "●", "○", "■", "–", "—", "+", "►"}) {
    if (!rest.starts_with(mark)) continue;
    const size_t after = start + mark.size();
    if (after < line.size() && (line[after] == ' ' || line[after] == '\t'))
      return skip_blanks(line, after);
  }
  size_t i = start + (rest.starts_with('('));
  const size_t label = i;
  while (i < line.size() && is_digit(line[i])) ++i;
  if (i == label)
    while (i < line.size() && (is_lower(line[i]))) ++i;
  const bool roman =
      line.substr(label, i - label).find_first_not_of("ivx") == std::string_view::npos;
  const bool short_label =
      i > label &&
      (is_digit(line[label]) ? i - label <= 3 : i - label == 1 || (roman && i - label <= 4));
  if (!short_label || i >= line.size()) return 0;
  const bool bracket = line[i] == ')';
  const bool dot = line[i] == '.' && label == start && is_digit(line[label]);
  if ((!bracket && !dot) || i + 1 >= line.size() || !is_space(line[i + 1])) return 0;
  return skip_blanks(line, i + 1);
}

}  // namespace entente::intake
