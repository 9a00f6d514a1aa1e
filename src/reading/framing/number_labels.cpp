// Each test is a convention of English typography, tried on the tokens around the number; the tree
// is asked only whether the number counts a noun.
#include "reading/framing/number_labels.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "reading/framing/number_words.h"
#include "reading/words.h"

namespace entente {
namespace {

// Nouns whose number names one of many: "Table 3", "Article 5".
constexpr auto kNumbered = std::to_array<std::string_view>(
    {"figure",   "fig",      "fig.",    "figs.",      "table",     "section", "sec.",
     "equation", "eq",       "eq.",     "eqs.",       "claim",     "example", "no",
     "no.",      "nos.",     "step",    "compound",   "ref",       "ref.",    "reference",
     "chapter",  "page",     "p.",      "pp.",        "paragraph", "article", "resolution",
     "annex",    "appendix", "item",    "expression", "formula",   "note",    "footnote",
     "number",   "vol.",     "volume",  "protocol",   "order",     "rule",    "clause",
     "line",     "route",    "highway", "flight",     "chart",     "box",     "scenario",
     "case",     "phase",    "stage",   "version",    "chapters",  "imo",     "unit"});

class Labels {
 public:
  Labels(const Analysis& analysis, int sentence)
      : t_(analysis.tree(sentence)),
        matches_(analysis.sentences[static_cast<size_t>(sentence)].matches) {}

  bool test(int i, int next, double value, bool compounds) const {
    const bool counts = t_.is(i, {Rel::nummod}) && t_.head(i) > i;
    const bool decimal = t_[i].form.find('.') != std::string_view::npos;
    const bool whole = !decimal && value == std::floor(value);
    if (lower(t_[i].form) == "one") return !counts;
    if (is_year(t_[i].form, value) && (!counts || bracketed(i, next))) return true;
    if (!counts && !decimal && i > 0 && joins(i)) return true;
    if (designates(i)) return true;
    if (inside_name(i) || near_month(i, next) || coordinate(next)) return true;
    if (whole && (bracketed(i, next) || enumerates(i, next))) return true;
    if (whole && (index(i) || exponent(i, value))) return true;
    if (numbered(i)) return true;
    const bool compound = hyphen(form(next)) && glued(next);
    if (!compound || next + 1 >= t_.size() || !glued(next + 1)) return false;
    return !compounds || !is_alpha(form(next + 1)[0]) || value > 999;
  }

 private:
  std::string_view form(int i) const {
    return i >= 0 && i < t_.size() ? t_[i].form : std::string_view(" ");
  }
  // Does the token stand right behind the one before it?
  bool glued(int i) const { return i > 0 && i < t_.size() && t_[i].begin == t_[i - 1].end; }

  static bool is_year(std::string_view form, double value) {
    return form.size() == 4 && form.find_first_of(",.") == form.npos && value >= 1900 &&
           value <= 2100;
  }

  // "Su-30", "Kaspiy 14"
  bool joins(int i) const {
    if (hyphen(t_[i - 1].form))
      return glued(i) && i > 1 && glued(i - 1) && is_alpha(t_[i - 2].form.back());
    return t_[i - 1].upos == Upos::propn && !numeric(i - 1);
  }

  // "CH-95 drones": a name, although it stands where a count would
  bool designates(int i) const {
    return i > 1 && hyphen(t_[i - 1].form) && glued(i) && glued(i - 1) &&
           is_upper(t_[i - 2].form.front()) && t_[i - 2].upos != Upos::num;
  }

  // "March", "Mar", "Mar."; of words of four letters only these, so that "Mark" is none.
  static bool is_month(std::string_view w) {
    static constexpr auto kStems = std::to_array<std::string_view>(
        {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"});
    if (w.size() < 3 || !is_upper(w[0]) || !among(kStems, lower(w.substr(0, 3)))) return false;
    return w.size() != 4 || w.back() == '.' || w == "June" || w == "July" || w == "Sept";
  }

  bool near_month(int i, int next) const {
    if (is_month(form(i - 1)) || is_month(form(next))) return true;
    return lower(form(next)) == "and" && is_month(form(next + 2));
  }

  bool inside_name(int i) const {
    return std::any_of(matches_.begin(), matches_.end(), [&](const Match& m) {
      const bool name = m.type == EntryType::weapon || m.type == EntryType::organisation ||
                        m.type == EntryType::place;
      const int first = static_cast<int>(m.first_token), last = static_cast<int>(m.last_token);
      return name && first <= i && i <= last && first != last;
    });
  }

  bool numeric(int i) const { return !form(i).empty() && is_digit(form(i)[0]); }

  // "[27]", "(12)", "[18, 19]": whole numbers alone between brackets
  bool bracketed(int i, int next) const {
    const auto listed = [&](int k) {
      return (numeric(k) && form(k).find('.') == std::string_view::npos) || form(k) == "," ||
             form(k) == ";" || hyphen(form(k));
    };
    int left = i - 1, right = next;
    while (left >= 0 && listed(left)) --left;
    while (right < t_.size() && listed(right)) ++right;
    const auto open = form(left), close = form(right);
    return (open == "[" && close == "]") || (open == "(" && close == ")");
  }

  // "2) The …", "1. The …" at the start of a sentence
  bool enumerates(int i, int next) const {
    return i == 0 && glued(next) && (form(next) == ")" || form(next) == ".");
  }

  // "x 1", "τ 0": behind a single letter that is no article
  bool index(int i) const {
    if (i == 0 || t_[i - 1].upos == Upos::det || t_[i - 1].upos == Upos::pron) return false;
    const auto w = t_[i - 1].form;
    const bool letter =
        (w.size() == 1 && is_alpha(w[0])) || (w.size() == 2 && (w[0] == '\xCE' || w[0] == '\xCF'));
    return letter && t_[i].form.size() <= 2;
  }

  // "s −1", "m -2": a sign and a small number behind a symbol of a unit
  bool exponent(int i, double value) const {
    if (value > 4 || i < 2 || !hyphen(t_[i - 1].form) || !glued(i) || glued(i - 1)) return false;
    const auto w = t_[i - 2].form;
    const auto pos = t_[i - 2].upos;
    return w.size() <= 3 && is_alpha(w[0]) && pos != Upos::adp && pos != Upos::verb &&
           pos != Upos::aux && pos != Upos::cconj && pos != Upos::det;
  }

  // "33°47′N", "44.5°E"
  bool coordinate(int next) const {
    const auto mark = form(next);
    if (mark != "°" && mark != "′" && mark != "″") return mark.starts_with("°") && mark.size() > 4;
    const auto after = form(next + 1);
    return numeric(next + 1) ||
           ((after[0] == 'N' || after[0] == 'S' || after[0] == 'E' || after[0] == 'W') &&
            (after.size() == 1 || !is_alpha(after[1])));
  }

  // "Table 3", "claims 1 or 2", "Figures 3-5"
  bool numbered(int i) const {
    int k = i - 1;
    while (k > 0 && (numeric(k) || form(k) == "," || hyphen(form(k)) ||
                     (t_[k].upos == Upos::cconj && numeric(k - 1))))
      --k;
    if (k < 0) return false;
    if (k < i - 1 && !numeric(k + 1)) return false;
    const std::string word = lower(t_[k].form);
    return among(kNumbered, word) || among(kNumbered, lower(t_[k].lemma));
  }

  const Tree& t_;
  const std::vector<Match>& matches_;
};

}  // namespace

bool is_label(const Analysis& analysis, int sentence, int first, int next, double value,
              bool compounds) {
  return Labels(analysis, sentence).test(first, next, value, compounds);
}

}  // namespace entente
