// Tests: romanise_test.cpp.
#include "names/scripts/han.h"

#include <array>
#include <unordered_map>

#include "base/text.h"
#include "base/utf8.h"
#include "names/scripts/embedded.h"

namespace entente::scripts {
namespace {

constexpr uint32_t kSyllableUnits = 0x110000;

struct Readings {
  std::vector<std::string_view> syllables;
  std::unordered_map<std::string_view, uint32_t> number_of;
  std::unordered_map<char32_t, uint16_t> syllable_of;

  Readings() {
    for (std::string_view line : split(embedded_han_readings(), '\n')) {
      const auto fields = split(line, '\t');
      if (fields.size() != 2 || line[0] == '#') continue;
      const auto number = static_cast<uint16_t>(syllables.size());
      syllables.push_back(fields[0]);
      number_of.emplace(fields[0], number);
      for (size_t at = 0; at < fields[1].size(); at = next_code_point(fields[1], at))
        syllable_of.emplace(decode_at(fields[1], at), number);
    }
  }
};

const Readings& readings() {
  static const Readings all;
  return all;
}

struct Change {
  std::string_view pinyin, wade;
};
// Initials, the longer first; then finals as they are after the initial is taken off.
constexpr Change kInitials[] = {{"zh", "ch"}, {"ch", "ch"}, {"sh", "sh"}, {"b", "p"},
                                {"d", "t"},   {"g", "k"},   {"j", "ch"},  {"q", "ch"},
                                {"x", "hs"},  {"z", "ts"},  {"c", "ts"},  {"r", "j"}};
constexpr Change kWhole[] = {{"zhi", "chih"},   {"chi", "chih"}, {"shi", "shih"}, {"ri", "jih"},
                             {"zi", "tzu"},     {"ci", "tzu"},   {"si", "szu"},   {"er", "erh"},
                             {"ye", "yeh"},     {"yan", "yen"},  {"you", "yu"},   {"yong", "yung"},
                             {"he", "ho"},      {"ge", "ko"},    {"ke", "ko"},    {"e", "o"},
                             {"zong", "tsung"}, {"guo", "kuo"},  {"huo", "huo"},  {"kuo", "kuo"},
                             {"shuo", "shuo"},  {"gui", "kuei"}, {"kui", "kuei"}};
constexpr Change kFinals[] = {{"ian", "ien"},   {"ie", "ieh"}, {"ue", "ueh"}, {"ong", "ung"},
                              {"iong", "iung"}, {"uo", "o"},   {"iu", "iu"}};

std::string changed(std::string_view syllable) {
  for (const Change& whole : kWhole)
    if (syllable == whole.pinyin) return std::string(whole.wade);
  std::string initial;
  for (const Change& change : kInitials)
    if (syllable.starts_with(change.pinyin)) {
      initial = change.wade;
      syllable.remove_prefix(change.pinyin.size());
      break;
    }
  while (initial.empty() && !syllable.empty() &&
         std::string_view("aeiouvy").find(syllable[0]) == std::string_view::npos) {
    initial += syllable[0];
    syllable.remove_prefix(1);
    break;
  }
  for (const Change& change : kFinals)
    if (syllable == change.pinyin) return initial + std::string(change.wade);
  return initial + std::string(syllable);
}

}  // namespace

std::string_view han_reading(char32_t character) {
  const auto at = readings().syllable_of.find(character);
  return at == readings().syllable_of.end() ? std::string_view{} : readings().syllables[at->second];
}

std::span<const std::string_view> pinyin_syllables() { return readings().syllables; }

uint32_t syllable_unit(std::string_view pinyin) {
  const auto at = readings().number_of.find(pinyin);
  return at == readings().number_of.end() ? 0 : kSyllableUnits + at->second;
}

std::string wade_giles(std::string_view pinyin) { return changed(pinyin); }

const std::vector<std::string>& family_name_readings(std::string_view native) {
  static const auto all = [] {
    std::unordered_map<std::string, std::vector<std::string>> out;
    for (std::string_view line : split(embedded_family_names(), '\n')) {
      const auto fields = split(line, '\t');
      if (fields.size() != 2 || line[0] == '#') continue;
      std::vector<std::string> spellings;
      for (std::string_view spelling : split(fields[1], ' ')) spellings.emplace_back(spelling);
      for (std::string_view name : split(fields[0], ' ')) out.emplace(name, spellings);
    }
    return out;
  }();
  static const std::vector<std::string> none;
  const auto at = all.find(std::string(native));
  return at == all.end() ? none : at->second;
}

}  // namespace entente::scripts
