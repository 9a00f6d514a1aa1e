// Drawn 460 units wide, so that the smallest label is still 11 px on a 390 px phone. Each flow has
// one or two lines of label and a band with an arrow head below them; direction is told by the side
// that the head is on, by the labels' anchor and by colour, so never by colour alone. Contested
// flows are dashed, plans and possibilities dotted.
#include "brief/drawing.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "brief/wording.h"
#include "brief/writing.h"

namespace entente {
namespace {

constexpr int kWidth = 460, kBar = 10, kTop = 36;
constexpr size_t kFlowsMax = 6;         // in each direction; the rest is counted in a line
constexpr size_t kRoomGoods = 30;       // code points of the goods, in bold
constexpr size_t kRoomSmall = 56;       // code points that fit between the bars
constexpr size_t kOriginsDrawnMax = 6;  // bands grow no wider than this

std::string goods_of(const Brief& b, const Flow& f) {
  GoodsSet goods;
  for (const size_t i : f.propositions) goods.add(b.propositions[i].key.goods);
  const bool classed = !f.what.empty() && !goods.empty();
  return flow_label(f.family, f.what, classed ? std::vector<std::string>{} : f.objects, goods);
}

// The figures that fit in one line: "at least 28,000 containers · 2 more figures".
std::string figures_of(const Brief& b, const Flow& f, size_t room) {
  std::vector<std::string> all;
  for (const size_t i : f.propositions)
    for (const auto& group : b.propositions[i].figures)
      for (const auto& figure : group.figures)
        all.push_back(figure_words(b.claims[figure.claim].quantity[figure.quantity]));
  if (all.empty()) return {};
  for (size_t shown = all.size(); shown > 0; --shown) {
    std::string out = join({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(shown)}, " · ");
    if (shown < all.size())
      out += " · " + plural(all.size() - shown, "more figure", "more figures");
    if (count_code_points(out) <= room) return out;
  }
  return shorten(all.front(), room);
}

std::string_view look_of(const Brief& b, const Flow& f) {
  if (!prospect(b, f).empty()) return "plan";
  for (const size_t i : f.propositions) {
    const auto s = b.propositions[i].verdict.standing;
    if (s == Standing::disputed || s == Standing::refuted) return "contested";
  }
  return "plain";
}

std::string standing_of(const Brief& b, const Flow& f) {
  std::vector<std::string> out;
  if (const auto ahead = prospect(b, f); !ahead.empty()) out.emplace_back(ahead);
  for (const size_t i : f.propositions) {
    const std::string s(name(b.propositions[i].verdict.standing));
    if (std::ranges::find(out, s) == out.end()) out.push_back(s);
  }
  out.push_back(plural(f.origins.size(), "origin", "origins"));
  return join(out, ", ");
}

class Drawing {
 public:
  explicit Drawing(const Brief& brief) : b_(brief) {}

  std::string draw() {
    const auto &forth = b_.exchange.forth, &back = b_.exchange.back;
    if (forth.empty() && back.empty()) return {};
    direction(forth, b_.a, b_.b, true);
    direction(back, b_.b, b_.a, false);
    const int height = y_ + 8;
    std::string out = fmt::format(
        "<svg class=\"exchange\" viewBox=\"0 0 {} {}\" role=\"img\" "
        "aria-labelledby=\"drawing-title drawing-text\">"
        "<title id=\"drawing-title\">What {} and {} are said to give each other</title>"
        "<desc id=\"drawing-text\">{}</desc>",
        kWidth, height, html_escaped(b_.a.name), html_escaped(b_.b.name), html_escaped(told_));
    for (const auto& [x, name, anchor] :
         {std::tuple{0, b_.a.name, "start"}, std::tuple{kWidth, b_.b.name, "end"}}) {
      out += fmt::format("<text class=\"actor\" x=\"{}\" y=\"18\" text-anchor=\"{}\">{}</text>", x,
                         anchor, html_escaped(shorten(name, 28)));
      out +=
          fmt::format("<rect class=\"bar\" x=\"{}\" y=\"28\" width=\"{}\" height=\"{}\" rx=\"2\"/>",
                      x == 0 ? 0 : kWidth - kBar, kBar, height - 28);
    }
    return out + body_ + "</svg>";
  }

 private:
  void direction(const std::vector<Flow>& flows, const BriefActor& from, const BriefActor& to,
                 bool rightwards) {
    for (size_t i = 0; i < std::min(flows.size(), kFlowsMax); ++i)
      row(flows[i], from, to, rightwards);
    if (flows.size() > kFlowsMax)
      line(fmt::format("and {} more from {}", flows.size() - kFlowsMax, from.name), rightwards);
    if (flows.empty()) line(fmt::format("no claim that {} gives anything", from.name), rightwards);
    y_ += 10;
  }

  void line(const std::string& text, bool rightwards) {
    y_ += 18;
    label("", shorten(text, kRoomSmall), rightwards);
  }

  // `bold` and then `text` in one line.
  void label(const std::string& bold, const std::string& text, bool rightwards) {
    body_ +=
        fmt::format("<text class=\"small\" x=\"{}\" y=\"{}\" text-anchor=\"{}\">",
                    rightwards ? kBar + 10 : kWidth - kBar - 10, y_, rightwards ? "start" : "end");
    if (!bold.empty())
      body_ += "<tspan class=\"goods\">" + html_escaped(harmless(bold)) + "</tspan>" +
               (text.empty() ? "" : " · ");
    body_ += html_escaped(harmless(text)) + "</text>";
  }

  void row(const Flow& f, const BriefActor& from, const BriefActor& to, bool rightwards) {
    const std::string goods = goods_of(b_, f), figures = figures_of(b_, f, kRoomSmall),
                      standing = standing_of(b_, f);
    told_ += fmt::format("{} to {}: {}; {}{}{}. ", from.name, to.name, goods, figures,
                         figures.empty() ? "" : "; ", standing);
    y_ += 18;
    const std::string bold = shorten(goods, kRoomGoods);
    // bold letters are about a sixth wider
    const bool fits =
        count_code_points(bold) * 7 / 6 + 3 + count_code_points(standing) < kRoomSmall;
    label(bold, fits ? standing : std::string(), rightwards);
    if (!fits) y_ += 15, label("", shorten(standing, kRoomSmall), rightwards);
    if (!figures.empty()) y_ += 15, label("", figures, rightwards);
    y_ += 13;
    band(f, rightwards);
    y_ += 12;
  }

  void band(const Flow& f, bool rightwards) {
    const auto width = static_cast<int>(2 + 2 * std::min(f.origins.size(), kOriginsDrawnMax));
    const int head = 6 + width / 2, tip = rightwards ? kWidth - kBar - 4 : kBar + 4;
    const int tail = rightwards ? kBar : kWidth - kBar, neck = rightwards ? tip - head : tip + head;
    const std::string_view side = rightwards ? "forth" : "back";
    body_ += fmt::format("<path class=\"{} {}\" d=\"M{} {}H{}\" stroke-width=\"{}\"/>", side,
                         look_of(b_, f), tail, y_, neck, width);
    body_ += fmt::format("<path class=\"{} head\" d=\"M{} {}L{} {}L{} {}Z\"/>", side, neck,
                         y_ - head, tip, y_, neck, y_ + head);
  }

  const Brief& b_;
  int y_ = kTop;
  std::string body_, told_;
};

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  return out;
}

std::string draw_exchange(const Brief& brief) { return Drawing(brief).draw(); }

}  // namespace entente
