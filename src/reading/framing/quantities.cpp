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

namespace entente {
namespace {

struct Word { std::string_view form; double value; };

constexpr std::array kSmall{
    Word{"zero", 0}, Word{"one", 1}, Word{"two", 2}, Word{"three", 3}, Word{"four", 4}, Word{"five", 5}, Word{"six", 6},
    Word{"seven", 7}, Word{"eight", 8}, Word{"nine", 9}, Word{"ten", 10}, Word{"eleven", 11}, Word{"twelve", 12},
    Word{"thirteen", 13}, Word{"fourteen", 14}, Word{"fifteen", 15}, Word{"sixteen", 16}, Word{"seventeen", 17},
    Word{"eighteen", 18}, Word{"nineteen", 19}, Word{"twenty", 20}, Word{"thirty", 30}, Word{"forty", 40},
    Word{"fifty", 50}, Word{"sixty", 60}, Word{"seventy", 70}, Word{"eighty", 80}, Word{"ninety", 90}};
constexpr std::array kMultipliers{
    Word{"dozen", 12}, Word{"hundred", 100}, Word{"thousand", 1e3}, Word{"million", 1e6}, Word{"billion", 1e9},
    Word{"trillion", 1e12}, Word{"m", 1e6}, Word{"bn", 1e9}, Word{"mn", 1e6}, Word{"k", 1e3}};
constexpr std::array kPlurals{
    Word{"dozens", 24}, Word{"hundreds", 100}, Word{"thousands", 1e3}, Word{"millions", 1e6}, Word{"billions", 1e9}};
constexpr std::array kFractions{
    Word{"half", 50}, Word{"third", 33.3}, Word{"quarter", 25}, Word{"fifth", 20}, Word{"sixth", 16.7}, Word{"tenth", 10},
    Word{"thirds", 33.3}, Word{"quarters", 25}, Word{"fifths", 20}, Word{"tenths", 10}};

enum class Bound : uint8_t { none, low, high, approximate };
struct BoundWords { std::string_view words; Bound bound; };
constexpr std::array kBounds{
    BoundWords{"no more than", Bound::high}, BoundWords{"not more than", Bound::high}, BoundWords{"as many as", Bound::high},
    BoundWords{"as much as", Bound::high}, BoundWords{"up to", Bound::high}, BoundWords{"at most", Bound::high},
    BoundWords{"fewer than", Bound::high}, BoundWords{"less than", Bound::high}, BoundWords{"under", Bound::high},
    BoundWords{"below", Bound::high}, BoundWords{"at least", Bound::low}, BoundWords{"no fewer than", Bound::low},
    BoundWords{"no less than", Bound::low}, BoundWords{"not less than", Bound::low}, BoundWords{"more than", Bound::low},
    BoundWords{"over", Bound::low}, BoundWords{"above", Bound::low}, BoundWords{"upwards of", Bound::low},
    BoundWords{"well over", Bound::low}, BoundWords{"in excess of", Bound::low}, BoundWords{"about", Bound::approximate},
    BoundWords{"around", Bound::approximate}, BoundWords{"some", Bound::approximate}, BoundWords{"roughly", Bound::approximate},
    BoundWords{"approximately", Bound::approximate}, BoundWords{"nearly", Bound::approximate}, BoundWords{"almost", Bound::approximate},
    BoundWords{"close to", Bound::approximate}, BoundWords{"an estimated", Bound::approximate}, BoundWords{"estimated", Bound::approximate},
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
  Scanner(const Analysis& analysis, int s) : a_(analysis), t_(analysis.tree(s)), matches_(analysis.sentences[static_cast<size_t>(s)].matches) {}

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
  struct Value { double value; int next; bool plural = false; bool fraction = false; std::string unit; };

  std::string_view form(int i) const { return i < t_.size() ? t_[i].form : std::string_view(); }

  std::optional<Figure> figure_at(int start) const {
    auto [bound, i] = bound_at(start);
    bool range = false;
    if (equals_ignoring_case(form(i), "between") && bound == Bound::none) {
      range = true;
      ++i;
    }
    const auto first = value_at(i);
    if (!first) return std::nullopt;
    if (!range && bound == Bound::none && not_a_figure(i, *first)) return std::nullopt;
    Figure f;
    f.first = start;
    Quantity& q = f.quantity;
    int next = first->next;
    std::optional<Value> second;
    const bool joined = range ? equals_ignoring_case(form(next), "and") : equals_ignoring_case(form(next), "to") || hyphen(form(next));
    if (joined) second = value_at(next + 1);
    if (second && (range || !first->unit.empty() || second->value > first->value)) {
      double low = first->value;
      if (low < 1000 && second->value >= 1000 && first->unit.empty()) low *= scale_of(second->value, low);
      if (!first->unit.empty() && low < 1000 && second->value >= 1e6) low = first->value * scale_of(second->value, low);
      q.low = low;
      q.high = second->value;
      next = second->next;
    } else {
      if (range) return std::nullopt;
      set_bound(q, *first, bound);
    }
    q.unit = !first->unit.empty() ? first->unit : second ? second->unit : "";
    if (first->fraction) q.unit = "%";
    finish(f, q, next);
    return f;
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
      for (const auto word : split(b.words, ' ')) all = all && equals_ignoring_case(form(k), word) && ++k;
      if (all && value_at(k)) return {b.bound, k};
    }
    return {Bound::none, i};
  }

  // A single value with its multipliers, currency and unit of money.
  std::optional<Value> value_at(int i) const {
    Value v{};
    int k = i;
    if (const auto* u = a_.dictionaries.unit(form(k)); u && u->kind == Unit::Kind::currency && (digits(form(k + 1)) || lookup(kSmall, form(k + 1)))) {
      v.unit = u->unit;
      ++k;
    }
    if (const auto plural = lookup(kPlurals, form(k))) return plural_value(k, *plural);
    if (const auto fraction = fraction_at(k)) return fraction;
    if (const auto d = digits(form(k))) v.value = *d, ++k;
    else if (const auto w = words_at(k)) v.value = w->value, k = w->next;
    else if ((equals_ignoring_case(form(k), "a") || equals_ignoring_case(form(k), "an")) && lookup(kMultipliers, form(k + 1)) && form(k + 1).size() > 2) v.value = 1, ++k;
    else return std::nullopt;
    while (const auto m = lookup(kMultipliers, form(k))) {
      v.value *= *m;
      ++k;
    }
    v.next = k;
    return v;
  }

  std::optional<Value> plural_value(int k, double value) const {
    if (equals_ignoring_case(form(k + 1), "of")) {
      if (const auto inner = lookup(kPlurals, form(k + 2))) return Value{value * *inner, k + 3, true, false, {}};
      return Value{value, k + 1, true, false, {}};
    }
    return Value{value, k + 1, true, false, {}};
  }

  // "a third", "two thirds", "half", "one in ten"
  std::optional<Value> fraction_at(int k) const {
    const auto count = lookup(kSmall, form(k));
    if (count && equals_ignoring_case(form(k + 1), "in"))
      if (const auto of = lookup(kSmall, form(k + 2)); of && *of > *count) return Value{100 * *count / *of, k + 3, false, true, {}};
    if (equals_ignoring_case(form(k), "half") && (equals_ignoring_case(form(k + 1), "of") || equals_ignoring_case(form(k + 1), "the") || equals_ignoring_case(form(k + 1), "its")))
      return Value{50, k + 1, false, true, {}};
    const bool a = equals_ignoring_case(form(k), "a") || equals_ignoring_case(form(k), "another") || equals_ignoring_case(form(k), "one");
    const double n = a ? 1 : count.value_or(0);
    if (n == 0) return std::nullopt;
    const int at = hyphen(form(k + 1)) ? k + 2 : k + 1;
    if (const auto part = lookup(kFractions, form(at)); part && t_[at].upos != Upos::adj) return Value{n * *part, at + 1, false, true, {}};
    return std::nullopt;
  }

  std::optional<Value> words_at(int k) const {
    const auto first = lookup(kSmall, form(k));
    if (!first) return std::nullopt;
    Value v{*first, k + 1, false, false, {}};
    if (*first >= 20 && hyphen(form(k + 1)))
      if (const auto ones = lookup(kSmall, form(k + 2)); ones && *ones < 10) return Value{*first + *ones, k + 3, false, false, {}};
    return v;
  }

  // A bare number that is a year, a day, part of a name, or a pronoun ("one of them").
  bool not_a_figure(int i, const Value& v) const {
    if (v.fraction || v.plural || !v.unit.empty() || v.next - i > 1) return false;
    const Token& t = t_[i];
    const std::string_view f = t.form;
    if (equals_ignoring_case(f, "one")) return !t_.is(i, {Rel::nummod});
    const bool plain = f.find(',') == std::string_view::npos && f.find('.') == std::string_view::npos;
    if (plain && f.size() == 4 && v.value >= 1900 && v.value <= 2100 && !t_.is(i, {Rel::nummod})) return true;
    if (inside_name(i)) return true;
    if (i > 0 && (hyphen(t_[i - 1].form) || t_[i - 1].upos == Upos::propn) && !t_.is(i, {Rel::nummod})) return true;
    if (i > 0 && is_month(t_[i - 1].form)) return true;
    if (is_month(form(v.next))) return true;
    if (equals_ignoring_case(form(v.next), "and") && is_month(form(v.next + 2))) return true;
    return hyphen(form(v.next)) && v.next + 1 < t_.size() && t_[v.next].begin == t.end;
  }

  static bool is_month(std::string_view w) {
    constexpr std::array<std::string_view, 12> kStems{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    if (w.size() < 3 || !is_upper(w[0])) return false;
    const std::string stem = lower(w.substr(0, 3));
    return std::find(kStems.begin(), kStems.end(), stem) != kStems.end() && (w.size() > 4 || w.size() == 3 || w.back() == '.' || w == "June" || w == "July" || w == "Sept");
  }

  bool inside_name(int i) const {
    return std::any_of(matches_.begin(), matches_.end(), [&](const Match& m) {
      const bool name = m.type == EntryType::weapon || m.type == EntryType::organisation || m.type == EntryType::place;
      return name && static_cast<int>(m.first_token) <= i && i <= static_cast<int>(m.last_token) && m.first_token != m.last_token;
    });
  }

  // Unit or counted noun behind the number, the text, and where it hangs in the tree.
  void finish(Figure& f, Quantity& q, int next) const {
    int last = next - 1;
    if (form(next) == "%" || equals_ignoring_case(form(next), "percent")) q.unit = "%", last = next;
    else if (equals_ignoring_case(form(next), "per") && equals_ignoring_case(form(next + 1), "cent")) q.unit = "%", last = next + 1;
    int counted = -1;
    if (equals_ignoring_case(form(next), "of"))  // "millions of dollars"
      if (const auto* u = a_.dictionaries.unit(form(next + 1)); u && u->kind == Unit::Kind::currency && q.unit.empty()) {
        q.unit = u->unit;
        last = next + 1;
        counted = last;
      }
    if (const auto* u = a_.dictionaries.unit(form(last + 1)); q.unit.empty() && u && u->kind != Unit::Kind::count && u->kind != Unit::Kind::rate) {
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
      if (t_.is(c, {Rel::compound, Rel::amod}) && c < noun && t_[c].upos != Upos::num && c > 0) first = std::min(first, t_.first(c));
    const uint32_t begin = t_[first].begin;
    return a_.document.text.substr(begin, t_[noun].end - begin);
  }

  // "a day", "a year", "annually"
  void rate(const Figure& f, Quantity& q) const {
    const int i = std::max(f.last, f.anchor) + 1;
    const bool article = equals_ignoring_case(form(i), "a") || equals_ignoring_case(form(i), "per") || equals_ignoring_case(form(i), "each");
    for (const char* period : {"year", "month", "week", "day", "hour"})
      if (article && equals_ignoring_case(form(i + 1), period)) q.unit += std::string("/") + period;
    if (equals_ignoring_case(form(i), "annually") || equals_ignoring_case(form(i), "yearly")) q.unit += "/year";
  }

  const Analysis& a_;
  const Tree& t_;
  const std::vector<Match>& matches_;
  std::vector<Figure> out_;
};

}  // namespace

std::vector<Figure> find_figures(const Analysis& analysis, int sentence) { return Scanner(analysis, sentence).scan(); }

}  // namespace entente
