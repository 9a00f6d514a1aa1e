// Left to right over the tokens, longest reading first:
//   figure  = [bound] value [("-"|"to"|"and") value] [multiplier] [unit | counted noun]
//   value   = [currency] digits | number words | "a" multiplier | "a third of" | "dozens of"
// Years, days of the month and numbers inside names ("Su-30", "E.O. 13382") are no figures: the
// tree or their neighbours tell. What a bound word means follows the claims guide.
#include "reading/framing/quantities.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <unordered_map>

#include "base/text.h"
#include "reading/words.h"

namespace entente {
namespace {

struct Word {
  std::string_view form;
  double value;
};

constexpr std::array kSmall{
    Word{"zero", 0},     Word{"one", 1},        Word{"two", 2},       Word{"three", 3},
    Word{"four", 4},     Word{"five", 5},       Word{"six", 6},       Word{"seven", 7},
    Word{"eight", 8},    Word{"nine", 9},       Word{"ten", 10},      Word{"eleven", 11},
    Word{"twelve", 12},  Word{"thirteen", 13},  Word{"fourteen", 14}, Word{"fifteen", 15},
    Word{"sixteen", 16}, Word{"seventeen", 17}, Word{"eighteen", 18}, Word{"nineteen", 19},
    Word{"twenty", 20},  Word{"thirty", 30},    Word{"forty", 40},    Word{"fifty", 50},
    Word{"sixty", 60},   Word{"seventy", 70},   Word{"eighty", 80},   Word{"ninety", 90}};
constexpr std::array kMultipliers{
    Word{"dozen", 12},    Word{"hundred", 100},   Word{"thousand", 1e3}, Word{"million", 1e6},
    Word{"billion", 1e9}, Word{"trillion", 1e12}, Word{"m", 1e6},        Word{"bn", 1e9},
    Word{"mn", 1e6},      Word{"k", 1e3}};
constexpr std::array kPlurals{Word{"dozens", 24}, Word{"hundreds", 100}, Word{"thousands", 1e3},
                              Word{"millions", 1e6}, Word{"billions", 1e9}};
constexpr std::array kFractions{Word{"half", 50},     Word{"third", 33.3},  Word{"quarter", 25},
                                Word{"fifth", 20},    Word{"sixth", 16.7},  Word{"tenth", 10},
                                Word{"thirds", 33.3}, Word{"quarters", 25}, Word{"fifths", 20},
                                Word{"tenths", 10}};

enum class Bound : uint8_t { none, low, high, approximate };
struct BoundWords {
  std::string_view words;
  Bound bound;
};
constexpr std::array kBounds{BoundWords{"no more than", Bound::high},
                             BoundWords{"not more than", Bound::high},
                             BoundWords{"as many as", Bound::high},
                             BoundWords{"as much as", Bound::high},
                             BoundWords{"up to", Bound::high},
                             BoundWords{"at most", Bound::high},
                             BoundWords{"fewer than", Bound::high},
                             BoundWords{"less than", Bound::high},
                             BoundWords{"under", Bound::high},
                             BoundWords{"below", Bound::high},
                             BoundWords{"at least", Bound::low},
                             BoundWords{"no fewer than", Bound::low},
                             BoundWords{"no less than", Bound::low},
                             BoundWords{"not less than", Bound::low},
                             BoundWords{"more than", Bound::low},
                             BoundWords{"over", Bound::low},
                             BoundWords{"above", Bound::low},
                             BoundWords{"upwards of", Bound::low},
                             BoundWords{"well over", Bound::low},
                             BoundWords{"in excess of", Bound::low},
                             BoundWords{"about", Bound::approximate},
                             BoundWords{"around", Bound::approximate},
                             BoundWords{"some", Bound::approximate},
                             BoundWords{"roughly", Bound::approximate},
                             BoundWords{"approximately", Bound::approximate},
                             BoundWords{"nearly", Bound::approximate},
                             BoundWords{"almost", Bound::approximate},
                             BoundWords{"close to", Bound::approximate},
                             BoundWords{"an estimated", Bound::approximate},
                             BoundWords{"estimated", Bound::approximate},
                             BoundWords{"another", Bound::none}};

template <size_t N>
std::optional<double> lookup(const std::array<Word, N>& words, std::string_view form) {
  for (const auto& w : words)
    if (equals_ignoring_case(w.form, form)) return w.value;
  return std::nullopt;
}

std::optional<double> digits(std::string_view form) {
  if (form.empty() || !is_digit(form[0])) return std::nullopt;
  std::string plain;
  for (const char c : form) {
    if (c == ',') continue;
    if (!is_digit(c) && c != '.') return std::nullopt;
    plain += c;
  }
  char* end = nullptr;
  const double value = std::strtod(plain.c_str(), &end);
  return *end == '\0' ? std::optional(value) : std::nullopt;
}

bool hyphen(std::string_view form) { return form == "-" || form == "–" || form == "—"; }

class Scanner {
 public:
  Scanner(const Analysis& analysis, int s)
      : a_(analysis),
        t_(analysis.tree(s)),
        matches_(analysis.sentences[static_cast<size_t>(s)].matches) {}

  std::vector<Figure> scan() {
    for (int i = 0; i < t_.size();) {
      auto figure = figure_at(i);
      if (!figure) {
        ++i;
        continue;
      }
      i = figure->last + 1;
      out_.push_back(std::move(*figure));
    }
    return std::move(out_);
  }

 private:
  struct Value {
    double value;
    int next;
    bool plural = false;
    bool fraction = false;
    std::string unit;
  };

  std::string_view form(int i) const { return i < t_.size() ? t_[i].form : std::string_view(); }
  bool is(int i, std::string_view word) const { return equals_ignoring_case(form(i), word); }

  std::optional<Figure> figure_at(int start) const {
    auto [bound, i] = bound_at(start);
    const bool range = is(i, "between") && bound == Bound::none;
    if (range) ++i;
    const auto first = value_at(i);
    if (!first) return std::nullopt;
    if (!range && bound == Bound::none && not_a_figure(i, *first)) return std::nullopt;
    Figure f;
    f.first = start;
    Quantity& q = f.quantity;
    const auto second = second_value(first->next, range);
    const bool both = second && (range || !first->unit.empty() || second->value > first->value);
    if (range && !both) return std::nullopt;
    if (both) set_range(q, *first, *second);
    else set_bound(q, *first, bound);
    q.unit = first->unit.empty() && second ? second->unit : first->unit;
    if (first->fraction) q.unit = "%";
    finish(f, q, both ? second->next : first->next);
    return f;
  }

  // "13 to 14", "13-14"; of "between 13" it is "and 14".
  std::optional<Value> second_value(int joint, bool range) const {
    const bool joined = range ? is(joint, "and") : is(joint, "to") || hyphen(form(joint));
    return joined ? value_at(joint + 1) : std::nullopt;
  }

  static void set_range(Quantity& q, const Value& first, const Value& second) {
    double low = first.value;
    if (low < 1000 && second.value >= 1000 && first.unit.empty())
      low *= scale_of(second.value, low);
    if (low < 1000 && second.value >= 1e6 && !first.unit.empty())
      low = first.value * scale_of(second.value, low);
    q.low = low;
    q.high = second.value;
  }

  // "13 and 14 million": the multiplier of the second counts for the first too.
  static double scale_of(double second, double first) {
    for (const double m : {1e12, 1e9, 1e6, 1e3})
      if (second >= m && first < 1000) return m;
    return 1;
  }

  static void set_bound(Quantity& q, const Value& v, Bound bound) {
    if (v.plural) {
      q.low = v.value;
      return;
    }
    if (bound != Bound::high) q.low = v.value;
    if (bound != Bound::low) q.high = v.value;
    q.approximate = bound == Bound::approximate;
  }

  std::pair<Bound, int> bound_at(int i) const {
    for (const auto& b : kBounds) {
      int k = i;
      bool all = true;
      for (const auto word : split(b.words, ' ')) all = all && is(k++, word);
      if (all && value_at(k)) return {b.bound, k};
    }
    return {Bound::none, i};
  }

  // A single value with its multipliers, currency and unit of money.
  std::optional<Value> value_at(int i) const {
    Value v{};
    int k = i;
    if (const auto* u = currency(k); u && (digits(form(k + 1)) || lookup(kSmall, form(k + 1)))) {
      v.unit = u->unit;
      ++k;
    }
    if (const auto plural = lookup(kPlurals, form(k))) return plural_value(k, *plural);
    if (const auto fraction = fraction_at(k)) return fraction;
    if (const auto d = digits(form(k))) v.value = *d, ++k;
    else if (const auto w = words_at(k)) v.value = w->value, k = w->next;
    else if (one_multiple(k)) v.value = 1, ++k;
    else return std::nullopt;
    while (const auto m = lookup(kMultipliers, form(k))) {
      v.value *= *m;
      ++k;
    }
    v.next = k;
    return v;
  }

  const Unit* currency(int i) const {
    const Unit* u = a_.dictionaries.unit(form(i));
    return u && u->kind == Unit::Kind::currency ? u : nullptr;
  }

  // "a million": not "a m"
  bool one_multiple(int k) const {
    return (is(k, "a") || is(k, "an")) && lookup(kMultipliers, form(k + 1)) &&
           form(k + 1).size() > 2;
  }

  // "dozens", "tens of thousands"
  std::optional<Value> plural_value(int k, double value) const {
    const auto inner = is(k + 1, "of") ? lookup(kPlurals, form(k + 2)) : std::nullopt;
    if (inner) return Value{value * *inner, k + 3, true, false, {}};
    return Value{value, k + 1, true, false, {}};
  }

  // "a third", "two thirds", "half", "one in ten"
  std::optional<Value> fraction_at(int k) const {
    const auto percent = [](double value, int next) { return Value{value, next, false, true, {}}; };
    const auto count = lookup(kSmall, form(k));
    if (count && is(k + 1, "in"))
      if (const auto of = lookup(kSmall, form(k + 2)); of && *of > *count)
        return percent(100 * *count / *of, k + 3);
    if (is(k, "half") && (is(k + 1, "of") || is(k + 1, "the") || is(k + 1, "its")))
      return percent(50, k + 1);
    const bool one = is(k, "a") || is(k, "another") || is(k, "one");
    const double n = one ? 1 : count.value_or(0);
    if (n == 0) return std::nullopt;
    const int at = hyphen(form(k + 1)) ? k + 2 : k + 1;
    const auto part = lookup(kFractions, form(at));
    if (!part || t_[at].upos == Upos::adj) return std::nullopt;
    return percent(n * *part, at + 1);
  }

  std::optional<Value> words_at(int k) const {
    const auto first = lookup(kSmall, form(k));
    if (!first) return std::nullopt;
    Value v{*first, k + 1, false, false, {}};
    if (*first >= 20 && hyphen(form(k + 1)))
      if (const auto ones = lookup(kSmall, form(k + 2)); ones && *ones < 10)
        return Value{*first + *ones, k + 3, false, false, {}};
    return v;
  }

  // A bare number that is a year, a day, part of a name, or a pronoun ("one of them").
  bool not_a_figure(int i, const Value& v) const {
    if (v.fraction || v.plural || !v.unit.empty() || v.next - i > 1) return false;
    const Token& t = t_[i];
    const bool counts = t_.is(i, {Rel::nummod});
    if (is(i, "one")) return !counts;
    if (!counts && (is_year(t.form, v.value) || (i > 0 && joins(t_[i - 1])))) return true;
    if (inside_name(i)) return true;
    if (i > 0 && is_month(t_[i - 1].form)) return true;
    if (is_month(form(v.next)) || (is(v.next, "and") && is_month(form(v.next + 2)))) return true;
    return hyphen(form(v.next)) && v.next + 1 < t_.size() && t_[v.next].begin == t.end;
  }

  static bool is_year(std::string_view form, double value) {
    return form.size() == 4 && form.find_first_of(",.") == form.npos && value >= 1900 &&
           value <= 2100;
  }

  static bool joins(const Token& before) {
    return hyphen(before.form) || before.upos == Upos::propn;
  }

  // "March", "Mar", "Mar."; of words of four letters only these, so that "Mark" is none.
  static bool is_month(std::string_view w) {
    static constexpr auto kStems = std::to_array<std::string_view>(
        {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"});
    if (w.size() < 3 || !is_upper(w[0]) || !among(kStems, lower(w.substr(0, 3)))) return false;
    return w.size() != 4 || w.back() == '.' || w == "June" || w == "July" || w == "Sept";
  }

  bool inside_name(int i) const {
    return std::any_of(matches_.begin(), matches_.end(), [&](const Match& m) {
      const bool name = m.type == EntryType::weapon || m.type == EntryType::organisation ||
                        m.type == EntryType::place;
      const int first = static_cast<int>(m.first_token), last = static_cast<int>(m.last_token);
      return name && first <= i && i <= last && first != last;
    });
  }

  // Unit or counted noun behind the number, the text, and where it hangs in the tree.
  void finish(Figure& f, Quantity& q, int next) const {
    int last = next - 1;
    if (form(next) == "%" || is(next, "percent")) q.unit = "%", last = next;
    else if (is(next, "per") && is(next + 1, "cent")) q.unit = "%", last = next + 1;
    int counted = -1;
    if (is(next, "of"))  // "millions of dollars"
      if (const auto* u = currency(next + 1); u && q.unit.empty()) {
        q.unit = u->unit;
        last = next + 1;
        counted = last;
      }
    const auto* u = a_.dictionaries.unit(form(last + 1));
    if (q.unit.empty() && u && u->kind != Unit::Kind::count && u->kind != Unit::Kind::rate) {
      q.unit = u->unit;
      if (q.low) *q.low *= u->factor;
      if (q.high) *q.high *= u->factor;
      last = last + 1;
      counted = last;
    }
    f.last = last;
    const uint32_t begin = t_[f.first].begin;
    q.text = a_.document.text.substr(begin, t_[last].end - begin);
    f.anchor = anchor_of(f, counted);
    q.of = what_is_counted(f, q);
    rate(f, q);
  }

  // The token of the figure whose head stands outside it.
  int anchor_of(const Figure& f, int counted) const {
    if (counted >= 0) return counted;
    for (int i = f.last; i >= f.first; --i) {
      const int h = t_.head(i);
      if (h >= 0 && (h < f.first || h > f.last)) return t_.is(i, {Rel::nummod}) ? h : i;
    }
    return f.last;
  }

  std::string what_is_counted(const Figure& f, const Quantity& q) const {
    if (f.anchor < f.first || f.anchor > f.last) return noun_text(f.anchor);
    for (int c : t_.children(f.anchor))
      if (t_.is(c, {Rel::nmod}) && t_.preposition(c) == "of") return noun_text(c);
    const bool money = q.unit.size() == 3 && is_upper(q.unit[0]);
    return money ? "funds" : "";
  }

  std::string noun_text(int noun) const {
    int first = noun;
    for (int c : t_.children(noun))
      if (t_.is(c, {Rel::compound, Rel::amod}) && c < noun && t_[c].upos != Upos::num && c > 0)
        first = std::min(first, t_.first(c));
    const uint32_t begin = t_[first].begin;
    return a_.document.text.substr(begin, t_[noun].end - begin);
  }

  // "a day", "a year", "annually"
  void rate(const Figure& f, Quantity& q) const {
    const int i = std::max(f.last, f.anchor) + 1;
    const bool article = is(i, "a") || is(i, "per") || is(i, "each");
    for (const char* period : {"year", "month", "week", "day", "hour"})
      if (article && is(i + 1, period)) q.unit += std::string("/") + period;
    if (is(i, "annually") || is(i, "yearly")) q.unit += "/year";
  }

  const Analysis& a_;
  const Tree& t_;
  const std::vector<Match>& matches_;
  std::vector<Figure> out_;
};

}  // namespace

std::vector<Figure> find_figures(const Analysis& analysis, int sentence) {
  return Scanner(analysis, sentence).scan();
}

}  // namespace entente
