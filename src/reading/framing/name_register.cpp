#include "reading/framing/name_register.h"

#include <array>

#include "base/text.h"
#include "reading/framing/coreference.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;

constexpr auto kTitles =
    std::to_array<std::string_view>({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "gen.",
                                     "col.", "sir", "president", "minister", "general"});

}  // namespace

std::vector<std::string> name_words(const Nominals& nominals, const Nominal& name) {
  std::vector<std::string> out;
  const Tree& t = nominals.analysis().tree(name.sentence);
  // "the tanker Calypso Tern": the name is what follows the noun
  const bool apposed = t[name.head].upos != Upos::propn;
  for (int i = apposed ? name.head + 1 : name.first; i <= name.last; ++i) {
    // "Hong Kong-registered Bright Harvest Ltd": the name begins behind the participle
    if (i > name.first && t[i - 1].form == "-" && t[i].form.ends_with("ed")) out.clear();
    if (t[i].upos != Upos::propn && t[i].upos != Upos::num) continue;
    std::string word = lower(t[i].form);
    if (out.empty() && i < name.last && among(kTitles, word)) continue;
    out.push_back(std::move(word));
  }
  return out;
}

void NameRegister::add(int i) {
  const auto words = name_words(n_, n_[i]);
  if (words.empty()) return;
  const std::string key = join(words, " ");
  if (const int whom = also_known(i); whom >= 0) {
    n_[i].referent = whom;
    names_.try_emplace(key, whom);
    return;
  }
  if (const int before = earlier(i, words, key); before >= 0) n_[i].referent = before;
  names_.try_emplace(key, i);
  if (words.size() > 1) learn(i, words);
  if (root(n_, i) != i) share(i);
}

// Who bore the name before, or a longer one; states and places, which the dictionaries know, are
// not looked up.
int NameRegister::earlier(int i, const std::vector<std::string>& words,
                          const std::string& key) const {
  if (n_[i].sort == Sort::state || n_[i].sort == Sort::place) return -1;
  const auto same = names_.find(key);
  return same != names_.end() ? same->second : full_name(words);
}

// The shorter names by which a name of several words may be taken up.
void NameRegister::learn(int i, const std::vector<std::string>& words) {
  for (size_t k = 1; k + 1 < words.size(); ++k) parts_.try_emplace(words[k], i);
  if (words.size() > 2) parts_.try_emplace(words[words.size() - 2] + " " + words.back(), i);
  if (n_[i].sort == Sort::person) names_.try_emplace(words.back(), i);
  register_bracketed(i);
}

// What is known of the name here and of the one it leads back to holds of both.
void NameRegister::share(int i) {
  Nominal &here = n_[i], &before = n_[root(n_, i)];
  if (here.state.empty()) here.state = before.state;
  else if (before.state.empty()) before.state = here.state;
  if (here.sort == Sort::other) here.sort = before.sort;
}

// "Kang, also known as Jiang Tailin": the nominal that "known as" hangs on; -1 otherwise.
int NameRegister::also_known(int i) const {
  const Tree& t = a_.tree(n_[i].sentence);
  const int known = t.head(n_[i].head);
  if (known < 0 || t[known].lemma != "know" || t.head(known) < 0) return -1;
  if (t.preposition(n_[i].head) != "as") return -1;
  const int whom = n_.at(n_[i].sentence, t.head(known));
  return whom == i ? -1 : whom;
}

// A longer name seen before that begins with these words ("Golden Meridian" of "Golden Meridian
// General Trading FZE"), or that holds them ("Brightlink" of "Shenzhen Brightlink Components").
int NameRegister::full_name(const std::vector<std::string>& words) const {
  const std::string prefix = join(words, " ") + " ";
  const auto longer = names_.lower_bound(prefix);
  if (longer != names_.end() && longer->first.starts_with(prefix)) return longer->second;
  if (words.size() > 2 || words.back().size() < 4) return -1;
  const auto part = parts_.find(join(words, " "));
  return part == parts_.end() ? -1 : part->second;
}

// "Blue Harbour Trading Limited (Blue Harbour)", "Foreign Trade Bank (FTB)"
void NameRegister::register_bracketed(int i) {
  const Tree& t = a_.tree(n_[i].sentence);
  const int open = n_[i].last + 1;
  if (open + 1 >= t.size() || t[open].form != "(") return;
  std::vector<std::string> words;
  int close = open + 1;
  for (; close < t.size() && t[close].form != ")"; ++close) {
    if (t[close].upos != Upos::propn) return;
    words.push_back(lower(t[close].form));
  }
  if (close >= t.size() || words.empty() || words.size() > 4) return;
  names_.try_emplace(join(words, " "), i);
}

}  // namespace entente
