// One row a word: lemma, part of speech, class; a later row of the same word replaces an earlier
// one.
#include "reading/framing/cues.h"

#include <array>

#include "base/text.h"
#include "reading/known_verbs.h"
#include "reading/lexicon/table.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 22> kClasses{
    "speech", "claim",  "allege", "assess",  "show",    "confirm", "deny",  "foresee",
    "warn",   "plan",   "enable", "negate",  "exclude", "forbid",  "weigh", "doubt",
    "aspect", "likely", "maybe",  "hearsay", "alleged", "assessed"};

}  // namespace

Result<Cues> Cues::load(const std::string& path) {
  const auto bytes = Table::text_of(path);
  if (!bytes) return std::unexpected(bytes.error());
  Cues out;
  int number = 0;
  for (const auto line : split(*bytes, '\n')) {
    ++number;
    if (trim(line).empty() || line.starts_with('#') || line.starts_with("lemma\t")) continue;
    const auto cells = split(trim(line), '\t');
    size_t klass = 0;
    while (cells.size() == 3 && klass < kClasses.size() && kClasses[klass] != cells[2]) ++klass;
    if (cells.size() != 3 || cells[1].size() != 1 || klass == kClasses.size())
      return fail(Code::malformed, "a cue needs lemma, pos and a known class",
                  path + ":" + std::to_string(number), std::string(line.substr(0, 80)));
    out.rows_[std::string(cells[1]) + " " + std::string(cells[0])] = static_cast<Cue>(klass);
  }
  return out;
}

std::optional<Cue> Cues::find(char pos, std::string_view lemma) const {
  std::string key{pos, ' '};
  key += lemma;
  const auto it = rows_.find(key);
  return it == rows_.end() ? std::nullopt : std::optional(it->second);
}

void Cues::add_verbs_to(KnownVerbs& verbs) const {
  for (const auto& [key, cue] : rows_)
    if (key.starts_with("v ") && !key.substr(2).contains(' ')) verbs.add(key.substr(2));
}

}  // namespace entente
