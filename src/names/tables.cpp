// Reads the tables of name words. Their phrases are folded once, here, the way names are, so that a
// look-up is one hash a word. Where a phrase stands in several tables, the first that is read wins
// for a sort: words of our own, then legal forms, words of organisations, numbers, territories.
// Tests: compare_test.cpp, tests/cases/names.
#include "names/tables.h"

#include <algorithm>

#include "base/file.h"
#include "base/text.h"
#include "names/tokens.h"

namespace entente {
namespace {

constexpr size_t kTableBytesMax = 16 << 20;
constexpr uint8_t kPersons = 1, kOrganisations = 2, kVessels = 4;

uint8_t bit_of(Sort sort) {
  switch (sort) {
    case Sort::person:
      return kPersons;
    case Sort::organisation:
      return kOrganisations;
    case Sort::vessel:
      return kVessels;
    case Sort::other:
      return kPersons | kOrganisations;
  }
  return 0;
}

uint8_t sorts_of(std::string_view letters) {
  uint8_t out = 0;
  for (const char c : letters)
    out |= c == 'p' ? kPersons : c == 'o' ? kOrganisations : c == 'v' ? kVessels : 0;
  return out;
}

LegalClass class_of(std::string_view word) {
  constexpr std::pair<std::string_view, LegalClass> kClasses[] = {
      {"LLC", LegalClass::llc},         {"JSC", LegalClass::jsc},
      {"LP", LegalClass::partnership},  {"GP", LegalClass::partnership},
      {"LLP", LegalClass::partnership}, {"SP", LegalClass::sole},
      {"NGO", LegalClass::ngo},         {"REL", LegalClass::ngo},
      {"COOP", LegalClass::coop},       {"SOE", LegalClass::state},
      {"MIL", LegalClass::state},
  };
  for (const auto& [name, value] : kClasses)
    if (name == word) return value;
  return LegalClass::other;
}

// Never 0.
uint16_t id_of(std::string_view meaning) {
  return static_cast<uint16_t>(hash32(meaning) % 65535 + 1);
}

using Row = std::vector<std::string_view>;
Status for_rows(const std::string& path, size_t columns, auto&& take) {
  const auto text = read_file(path, kTableBytesMax);
  if (!text)
    return fail(Code::missing_resource, "a table of name words is missing", path, {},
                "reinstall, or name the folder with --home");
  size_t number = 0;
  for (std::string_view line : split(*text, '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const Row row = split(line, '\t');
    if (row.size() < columns)
      return fail(Code::malformed, "a row with too few columns",
                  path + ":" + std::to_string(number), std::string(line));
    take(row);
  }
  return {};
}

}  // namespace

void NameTables::add(std::string_view phrase, Phrase meaning, uint8_t sorts) {
  const std::vector<std::string> words = fold_words(phrase);
  if (words.empty() || words.size() > 12) return;
  meaning.words = static_cast<uint8_t>(words.size());
  std::vector<std::pair<uint8_t, Phrase>>& there = phrases_[join(words, " ")];
  for (const auto& [taken, known] : there) sorts &= static_cast<uint8_t>(~taken);
  if (sorts) there.emplace_back(sorts, meaning);
  size_t& longest = longest_from_[words[0]];
  longest = std::max(longest, words.size());
}

Result<NameTables> NameTables::load(const std::string& folder) {
  NameTables out;
  for (const auto read :
       {&NameTables::read_words, &NameTables::read_forms, &NameTables::read_places})
    if (const Status done = (out.*read)(folder); !done) return std::unexpected(done.error());
  return out;
}

Status NameTables::read_words(const std::string& folder) {
  const Status words = for_rows(folder + "/name_words.tsv", 4, [&](const Row& r) {
    if (r[2] == "given") given_names_[fold_word(r[0])].push_back(id_of(r[1]));
    else if (r[2] == "firm")
      add(r[0], {TokenKind::org_word, id_of(r[1]), {}, 1, 32}, sorts_of(r[3]));
    else if (r[2] == "body")
      add(r[0], {TokenKind::org_word, id_of(r[1]), {}, 1, 64}, kOrganisations);
    else if (r[2] == "territory") {
      territories_.emplace(join(fold_words(r[0]), " "), r[1]);
      add(r[0], {TokenKind::territory, id_of(r[1]), {}, 1, 56}, kOrganisations);
    } else if (r[2] == "han_surname") chinese_surnames_.insert(fold_word(r[0]));
    else if (r[2] == "surname") korean_surnames_[fold_word(r[0])].push_back(std::string(r[1]));
    else
      add(r[0],
          {r[2] == "title" ? TokenKind::title : TokenKind::particle,
           id_of(r[1]),
           {},
           1,
           r[2] == "nasab"     ? kNasabWeight
           : r[2] == "servant" ? kServantWeight
                               : kParticleWeight},
          sorts_of(r[3]));
  });
  if (!words) return words;
  return for_rows(folder + "/person_words.tsv", 3, [&](const Row& r) {
    if (r[2] == "given") given_names_[fold_word(r[0])].push_back(id_of(r[1]));
    else
      add(r[0],
          {r[2] == "title" ? TokenKind::title : TokenKind::particle,
           id_of(r[1]),
           {},
           1,
           kParticleWeight},
          kPersons);
  });
}

Status NameTables::read_forms(const std::string& folder) {
  const Status forms = for_rows(folder + "/legal_forms.tsv", 3, [&](const Row& r) {
    // Banks and trusts are what a firm does, not a form.
    if (r[2] != "FIN")
      add(r[0], {TokenKind::legal_form, id_of(r[1]), class_of(r[2]), 1, 16}, kOrganisations);
  });
  if (!forms) return forms;
  const Status organisations = for_rows(folder + "/organisation_words.tsv", 4, [&](const Row& r) {
    const auto weight = static_cast<uint8_t>(std::stoi(std::string(r[3])) * 64 / 100);
    add(r[0],
        {r[2] == "optional" ? TokenKind::title : TokenKind::org_word, id_of(r[1]), {}, 1, weight},
        kOrganisations);
  });
  if (!organisations) return organisations;
  return for_rows(folder + "/number_words.tsv", 2, [&](const Row& r) {
    add(r[0], {TokenKind::number, number_id(r[1]), {}, 1, 64}, kOrganisations | kVessels);
  });
}

Status NameTables::read_places(const std::string& folder) {
  const auto take = [&](std::string_view name, std::string_view code) {
    territories_.emplace(join(fold_words(name), " "), code);
    add(name, {TokenKind::territory, id_of(code), {}, 1, 56}, kOrganisations);
  };
  // Its first row names the columns.
  const Status states = for_rows(folder + "/states.tsv", 3, [&](const Row& r) {
    if ((r[1] == "name" || r[1] == "official" || r[1] == "alias" || r[1] == "adjective") &&
        r[0] != "xx" && r[2].size() > 2)
      take(r[2], r[0]);
  });
  if (!states) return states;
  return for_rows(folder + "/territory_names.tsv", 2, [&](const Row& r) { take(r[0], r[1]); });
}

const Phrase* NameTables::longest(std::span<const std::string> words, size_t at, Sort sort) const {
  const auto known = longest_from_.find(words[at]);
  if (known == longest_from_.end()) return nullptr;
  const uint8_t wanted = bit_of(sort);
  std::string key;
  const Phrase* best = nullptr;
  for (size_t n = 1; n <= known->second && at + n <= words.size(); ++n) {
    if (n > 1) key += ' ';
    key += words[at + n - 1];
    const auto found = phrases_.find(key);
    if (found == phrases_.end()) continue;
    for (const auto& [sorts, phrase] : found->second)
      if (sorts & wanted) {
        best = &phrase;
        break;
      }
  }
  return best;
}

std::span<const uint16_t> NameTables::given_name_groups(std::string_view folded) const {
  const auto found = given_names_.find(std::string(folded));
  return found == given_names_.end() ? std::span<const uint16_t>{} : found->second;
}

std::span<const std::string> NameTables::korean_surname(std::string_view folded) const {
  const auto found = korean_surnames_.find(std::string(folded));
  return found == korean_surnames_.end() ? std::span<const std::string>{} : found->second;
}

std::string NameTables::territory_code(std::string_view name) const {
  const auto found = territories_.find(join(fold_words(name), " "));
  return found == territories_.end() ? std::string() : found->second;
}

}  // namespace entente
