#include "intake/owners/builder.h"

#include <filesystem>

#include "base/text.h"

namespace entente::intake {

StakeBuilder::StakeBuilder(const std::string& path, Stakes& into, const StakesOptions& options)
    : path_(path), into_(into), options_(options), file_(static_cast<uint16_t>(into.files.size())) {
  into.files.push_back(std::filesystem::path(path).filename().string());
}

std::string StakeBuilder::where(size_t line) const {
  return line == 0 ? path_ : path_ + ":" + std::to_string(line);
}

void StakeBuilder::problem(Code code, std::string what, size_t line, std::string_view piece,
                           std::string next) {
  if (++report.problem_count > options_.problems_max) return;
  report.problems.push_back(
      {code, std::move(what), shorten(piece, 80), where(line), std::move(next)});
}

void StakeBuilder::title(std::string_view party, std::string_view name) {
  if (party.empty() || name.empty() || party == name) return;
  into_.titles.try_emplace(into_.party(party), name);
}

void StakeBuilder::undisclosed(std::string_view party, std::string_view why) {
  if (!party.empty()) into_.undisclosed.try_emplace(into_.party(party), why);
}

bool StakeBuilder::ends_named(const StakeRow& row) {
  if (!row.owner.empty() && !row.entity.empty()) return true;
  problem(Code::malformed,
          row.owner.empty() && row.entity.empty() ? "a stake without owner and entity"
          : row.owner.empty()                     ? "a stake without an owner"
                                                  : "a stake without an entity",
          row.line, row.owner + row.entity, "the row is left out");
  return false;
}

HoldsFor StakeBuilder::days_of(const StakeRow& row, uint8_t& marks) {
  Interval interval;
  for (const auto& [text, end] :
       {std::pair(&row.from, &interval.start), {&row.to, &interval.end}}) {
    if (text->empty()) continue;
    *end = parse_date(*text);
    if (*end) continue;
    problem(Code::malformed, "no date", row.line, *text,
            "write 2024, 2024-05 or 2024-05-17; the stake counts as possible only");
    marks |= static_cast<uint8_t>(StakeMark::unreadable);
  }
  if (interval.start && interval.end && last_day(*interval.end) < first_day(*interval.start)) {
    problem(Code::malformed, "the stake ends before it begins", row.line,
            row.from + " to " + row.to,
            "the dates are not used; the stake counts as possible only");
    marks |= static_cast<uint8_t>(StakeMark::unreadable);
    return {};
  }
  return holds_for(interval);
}

void StakeBuilder::add(const StakeRow& row, const Band& band) {
  if (!ends_named(row)) return;
  uint8_t marks = row.marks;
  const HoldsFor holds = days_of(row, marks);
  const bool readable = (marks & static_cast<uint8_t>(StakeMark::unreadable)) == 0;
  const uint32_t owner = into_.party(row.owner), entity = into_.party(row.entity);
  into_.all.push_back({.owner = owner,
                       .entity = entity,
                       .low = readable ? band.low : 0,
                       .high = band.high,
                       .holds = holds,
                       .line = static_cast<uint32_t>(row.line),
                       .file = file_,
                       .kind = row.kind,
                       .marks = marks});
  ++report.stakes;
}

void StakeBuilder::add(const StakeRow& row) {
  StakeRow sound = row;
  Band band;
  const auto refuse = [&](const std::string& why, const std::string& piece) {
    problem(Code::malformed, "the percentage of a stake is " + why, row.line, piece,
            "a share lies between 0 and 100; the stake counts as unknown");
    sound.marks |= static_cast<uint8_t>(StakeMark::unreadable);
    band = {};
  };
  const std::string percent(trim(row.percent)), most(trim(row.percent_max));
  if (!percent.empty()) {
    const auto read = parse_band(percent);
    if (read) band = most.empty() ? *read : Band{read->low, kWhole};
    else refuse(read.error(), percent);
  }
  if (!most.empty() && (sound.marks & static_cast<uint8_t>(StakeMark::unreadable)) == 0) {
    const auto read = parse_band(most);
    if (!read) refuse(read.error(), most);
    else if (read->high < band.low) refuse("more at least than at most", percent + " to " + most);
    else band.high = read->high;
    if (percent.empty()) band.low = 0;
  }
  add(sound, band);
}

uint8_t marks_of_words(std::string_view text) {
  struct Word {
    std::string_view word;
    StakeMark mark;
  };
  static constexpr Word kWords[] = {
      {"nominee", StakeMark::nominee}, {"nominees", StakeMark::nominee},
      {"bearer", StakeMark::bearer},   {"trustee", StakeMark::trust},
      {"trustees", StakeMark::trust},  {"settlor", StakeMark::trust}};
  uint8_t out = 0;
  std::string word;
  bool last_is_trust = false;
  const auto end_word = [&] {
    if (word.empty()) return;
    for (const auto& w : kWords)
      if (word == w.word) out |= static_cast<uint8_t>(w.mark);
    last_is_trust = word == "trust" || word == "settlement";
    word.clear();
  };
  for (const char c : text)
    if (is_alpha(c) || static_cast<unsigned char>(c) >= 0x80) word += lower(c);
    else end_word();
  end_word();
  if (last_is_trust) out |= static_cast<uint8_t>(StakeMark::trust);
  return out;
}

}  // namespace entente::intake
