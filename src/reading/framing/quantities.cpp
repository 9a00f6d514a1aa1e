// Left to right over the tokens, longest reading first:
//   figure  = [bound] value [("-"|"to"|"and") value] [multiplier] [unit | counted noun]
//   value   = [currency] digits | number words | "a" multiplier | "a third of" | "dozens of"
// Years, days of the month and numbers inside names ("Su-30", "E.O. 13382") are no figures: the
// tree or their neighbours tell. What a bound word means follows the claims guide.
#include "reading/framing/quantities.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "reading/framing/number_labels.h"
#include "reading/framing/number_words.h"

namespace entente {
namespace {

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

class Scanner {
 public:
  Scanner(const Analysis& analysis, int s, bool compounds)
      : a_(analysis), t_(analysis.tree(s)), s_(s), compounds_(compounds) {}

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
    const auto second = second_value(*first, range);
    const bool both = second && (range || !first->unit.empty() || second->value > first->value);
    if (range && !both) return std::nullopt;
    const int next = both ? second->next : first->next;
    if (!range && bound == Bound::none && not_a_figure(i, *first, next)) return std::nullopt;
    Figure f;
    f.first = first->value < 0 ? std::min(start, i - 1) : start;
    Quantity& q = f.quantity;
    if (const auto spread = spread_of(*first)) {
      q.low = first->value - spread->value;
      q.high = first->value + spread->value;
      finish(f, q, spread->next);
      return f;
    }
    if (both) set_range(q, *first, *second);
    else set_bound(q, *first, bound);
    q.unit = first->unit.empty() && second ? second->unit : first->unit;
    if (first->fraction) q.unit = "%";
    finish(f, q, next);
    return f;
  }

  // "5.5 ± 0.2"
  std::optional<Value> spread_of(const Value& first) const {
    const int at = behind_unit(first.next);
    for (const int sign : {first.next, at})
      if (form(sign) == "±" || form(sign) == "+/-") return value_at(sign + 1);
    return std::nullopt;
  }

  // Past a unit that stands between a number and a joint: "800 °C to 900 °C", "5 % - 7 %".
  int behind_unit(int i) const {
    if (form(i) == "°" && i + 1 < t_.size() && form(i + 1).size() == 1) return i + 2;
    const bool unit = form(i) == "%" || form(i) == "°" || a_.dictionaries.unit(form(i));
    return unit ? i + 1 : i;
  }

  // "13 to 14", "13-14", "800 °C to 900 °C"; of "between 13" it is "and 14".
  std::optional<Value> second_value(const Value& first, bool range) const {
    const auto joined = [&](int k) {
      return range ? is(k, "and") : is(k, "to") || hyphen(form(k));
    };
    if (joined(first.next)) return value_at(first.next + 1);
    const int at = behind_unit(first.next);
    if (at == first.next || !joined(at)) return std::nullopt;
    const auto second = value_at(at + 1);
    if (!second || second->value <= first.value) return std::nullopt;
    return form(second->next) == form(first.next) ? second : std::nullopt;
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
    if (const auto d = written_number(k)) v.value = d->value, k = d->next;
    else if (const auto w = words_at(k)) v.value = w->value, k = w->next;
    else if (one_multiple(k)) v.value = 1, ++k;
    else return std::nullopt;
    while (const auto m = multiplier_at(k, !v.unit.empty())) {
      v.value *= *m;
      ++k;
    }
    v.next = k;
    return v;
  }

  // "m" is a million only of money, "k" a thousand there or right behind the number.
  std::optional<double> multiplier_at(int k, bool money) const {
    const auto m = lookup(kMultipliers, form(k));
    if (!m || money || form(k).size() > 1) return m;
    const bool glued = k > 0 && t_[k].begin == t_[k - 1].end;
    return is(k, "k") && glued ? m : std::nullopt;
  }

  // Digits, with a decimal comma, a sign, or a power of ten: "2,05", "−44", "5.76 × 10 −4".
  std::optional<Value> written_number(int k) const {
    auto d = digits(form(k));
    if (!d) return measured_word(k);
    Value v{*d, k + 1, false, false, {}};
    const auto glued = [&](int i) {
      return i > 0 && i < t_.size() && t_[i].begin == t_[i - 1].end;
    };
    if (form(k + 1) == "," && glued(k + 1) && glued(k + 2) && digits(form(k + 2)) &&
        form(k + 2).size() < 3 && form(k).find('.') == std::string_view::npos)
      v = {*d + *digits(form(k + 2)) / std::pow(10, form(k + 2).size()), k + 3, false, false, {}};
    if ((form(v.next) == "×" || form(v.next) == "x") && form(v.next + 1) == "10")
      if (const auto power = power_at(v.next + 2))
        v = {v.value * power->value, power->next, false, false, {}};
    if (v.value == 10 && v.next == k + 1 && hyphen(form(k + 1)) && !glued(k + 1))
      if (const auto power = power_at(k + 1)) v = *power;
    const bool sign = k > 0 && (form(k - 1) == "−" || form(k - 1) == "-") && glued(k);
    if (sign && (k == 1 || !glued(k - 1) || form(k - 2) == "(" || form(k - 2) == "["))
      v.value = -v.value;
    return v;
  }

  // Ten to the power of what stands at `k`: "-4", "−4", "12".
  std::optional<Value> power_at(int k) const {
    const bool minus = hyphen(form(k));
    if (minus || form(k) == "^") ++k;
    const auto power = digits(form(k));
    if (!power || *power > 30) return std::nullopt;
    return Value{std::pow(10, minus ? -*power : *power), k + 1, false, false, {}};
  }

  // "0.15mK", "9months": a number with its unit in one token.
  std::optional<Value> measured_word(int k) const {
    const auto w = form(k);
    size_t n = 0;
    while (n < w.size() && (is_digit(w[n]) || (n > 0 && w[n] == '.'))) ++n;
    if (n == 0 || n == w.size()) return std::nullopt;
    const auto value = digits(w.substr(0, n));
    const auto rest = w.substr(n);
    const bool decimal = w.substr(0, n).find('.') != std::string_view::npos;
    const auto lemma = rest.ends_with('s') ? rest.substr(0, rest.size() - 1) : rest;
    const bool time = lemma == "month" || lemma == "year" || lemma == "day" || lemma == "hour" ||
                      lemma == "week" || lemma == "minute" || lemma == "min";
    const bool letters = rest.find_first_of("0123456789-/") == std::string_view::npos;
    if (!value || !letters || !(decimal || time || a_.dictionaries.unit(rest))) return std::nullopt;
    return Value{*value, k + 1, false, false, std::string(rest)};
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
    if (is(k, "half") &&
        ((k > 0 && is(k - 1, "by")) || is(k + 1, "of") || is(k + 1, "the") || is(k + 1, "its")))
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
    // "half a billion", "half a dozen"
    if (is(k, "half") && one_multiple(k + 1))
      return Value{0.5 * *lookup(kMultipliers, form(k + 2)), k + 3, false, false, {}};
    const auto first = lookup(kSmall, form(k));
    if (!first) return std::nullopt;
    Value v{*first, k + 1, false, false, {}};
    if (*first >= 20 && hyphen(form(k + 1)))
      if (const auto ones = lookup(kSmall, form(k + 2)); ones && *ones < 10)
        return Value{*first + *ones, k + 3, false, false, {}};
    return v;
  }

  // A bare number that is a year, a reference, part of a name, or a pronoun ("one of them").
  // `next`: behind the number, or the second number of a range.
  bool not_a_figure(int i, const Value& v, int next) const {
    if (v.fraction || v.plural || !v.unit.empty() || v.next - i > 1) return false;
    return is_label(a_, s_, i, next, v.value, compounds_);
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
      f.factor = u->factor;
      if (q.low) *q.low *= u->factor;
      if (q.high) *q.high *= u->factor;
      last = last + 1;
      f.unit = last;
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
  int s_;
  bool compounds_;
  std::vector<Figure> out_;
};

}  // namespace

std::vector<Figure> find_figures(const Analysis& analysis, int sentence, bool compounds) {
  return Scanner(analysis, sentence, compounds).scan();
}

}  // namespace entente
