// What of a name stands in the index: its terms (words in their own script), and the keys under
// which a term is found by one that is spelt otherwise.
//
//   name_terms("RI, Yong-ju")  == {"ri", "yong", "ju"}
//   name_terms("서홍찬")        == {"서", "홍찬"}, joined forms apart
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/entity.h"
#include "names/prepared.h"
#include "names/scripts/script.h"

namespace entente::index {

inline constexpr size_t kTermBytesMax = 96;     // of a term; the rest is cut
inline constexpr size_t kNameTermsMax = 32;     // of a name
inline constexpr size_t kTypoLettersMax = 16;   // of a term, for its typo_keys()
inline constexpr size_t kEntityNamesMax = 512;  // of an entity: "a row with 10,000 aliases"
inline constexpr size_t kNameBytesRead = 4096;  // of a name: what follows is not indexed

uint32_t term_hash(std::string_view text);

// The terms of a name in their order: Latin words folded to a-z and digits, others by
// plain_letters(). A Hangul or Han name in one word is divided (family name, given name).
std::vector<std::string> name_terms(std::string_view name);
// What its words of other scripts mean in English, and what is left where such words were cut off
// (names/scripts/meanings.h): "俄泰科技有限公司" has "technology", "company", … and "俄泰".
std::vector<std::string> meaning_terms(std::string_view name);
struct JoinedTerm {
  std::string text;
  // Each of them can be a syllable of a Korean or Chinese name: the native form may be one word,
  // found by its sound.
  bool syllables = false;
};
// Neighbours written as one where a name may be: "hong" "chan" -> "hongchan". Latin, and at most
// three words together.
std::vector<JoinedTerm> joined_terms(const std::vector<std::string>& terms);

// Its Belarusian words as Russian has them, where a patronymic stands among them.
std::vector<std::string> russian_terms(const std::vector<std::string>& terms);
// How much of a name each of its terms says: one that is part of a legal form or of a common word
// of firms as much as its share of that.
struct TermWeight {
  float weight = 1;
  bool legal = false;
};
std::vector<TermWeight> term_weights(const Prepared& prepared, const NameRow& name,
                                     const std::vector<std::string>& terms);
// What a firm's or body's name of three words or more is abbreviated to: "lifg" for "Libyan Islamic
// Fighting Group". Empty when there is no such.
std::string acronym(const Prepared& prepared, const NameRow& name,
                    const std::vector<std::string>& terms);
// How an abbreviation stands in the index: apart from words, and found only whole.
inline std::string acronym_term(std::string_view letters) { return "=" + std::string(letters); }
inline bool is_acronym_term(std::string_view term) { return term.starts_with('='); }
inline constexpr size_t kAcronymMin = 3, kAcronymMax = 8;  // letters

// Whether a property holds names.
bool is_name_property(std::string_view property);

// Hashes of the spellings one letter short, and of the whole: two terms that differ by one letter
// share one. Only for Latin terms of four letters or more.
void typo_keys(std::string_view term, std::vector<uint32_t>& out);
// Hashes of its skeletons (names/scripts/sound.h), as those of a native or of a Latin term: the two
// are kept apart, so that each can be asked for alone. The first `shortened` skeletons also with
// each class left out, so that one sound more or less does not part two. None twice; how many, at
// the front, are those of whole skeletons.
size_t sound_keys(std::string_view term, bool as_native, size_t shortened,
                  std::vector<uint32_t>& out);
// Hashes of what it may be as one or two Korean syllables, whatever the standard of its spelling:
// few terms share one. Not for other scripts than Latin and Hangul.
void syllable_keys(std::string_view term, std::vector<uint32_t>& out);
inline constexpr size_t kShortenedOfNative = 2, kShortenedOfQuery = 3;

// Letters a-z that a Latin term, or the first spelling of a native one, has.
uint32_t letter_mask(std::string_view letters);

}  // namespace entente::index
