// Columns by distance: what is asked about stands left, its neighbours in the next column, theirs
// in the one after. Within a column nodes stand near the middle of those they are tied to (the
// barycentre heuristic of Sugiyama, Tagawa and Toda, 1981), so that few lines cross. A label stands
// right of its node with room of its own, so no two ever overlap. 11 px in a drawing 950 wide is 8
// pt on a landscape page of A4.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "network/exports.h"

namespace entente {
namespace {

constexpr int kColumn = 335, kLabel = 205, kRow = 22, kLeft = 40, kTop = 56, kLegend = 40;
constexpr double kLetter = 6.4;  // mean width of a letter of 11 px, rounded up
constexpr size_t kLabelMax = 30, kTiesLabelled = 40;

struct GroupLook {
  TieGroup group;
  std::string_view dash;  // of the line
};
constexpr std::array kLooks{
    GroupLook{TieGroup::flow, ""},         GroupLook{TieGroup::deed, "2 3"},
    GroupLook{TieGroup::ownership, "8 3"}, GroupLook{TieGroup::control, "8 3 2 3"},
    GroupLook{TieGroup::role, "4 3"},      GroupLook{TieGroup::family, "1 4"},
    GroupLook{TieGroup::payment, "12 3"},  GroupLook{TieGroup::feature, "2 5"},
    GroupLook{TieGroup::link, "6 6"},
};

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text)
    out += c == '&'                               ? "&amp;"
           : c == '<'                             ? "&lt;"
           : c == '>'                             ? "&gt;"
           : c == '"'                             ? "&quot;"
           : static_cast<unsigned char>(c) < 0x20 ? " "
                                                  : std::string(1, c);
  return out;
}

struct Placed {
  uint32_t node;
  double wish = 0;  // the mean row of those it is tied to in the column before
  int x = 0, y = 0;
};

class Drawing {
 public:
  Drawing(const Graph& graph, const GraphPart& part, size_t rows_max)
      : g_(graph), part_(part), rows_max_(rows_max) {}

  std::string draw() {
    place();
    std::string ties, nodes;
    for (const uint32_t t : part_.ties) ties += tie(t);
    for (const auto& column : columns_)
      for (const Placed& p : column) nodes += node(p);
    size_t rows = 1;
    for (const auto& column : columns_) rows = std::max(rows, column.size());
    const int width = kLeft + static_cast<int>(columns_.size()) * kColumn + 20;
    const int height = kTop + static_cast<int>(rows + 1) * kRow + kLegend;
    std::string title;
    for (const uint32_t n : part_.centre)
      if (title.size() < 80) title += (title.empty() ? "" : ", ") + g_.title(n);
    std::string out = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
        "height=\"{1}\" role=\"img\" font-family=\"Helvetica, Arial, sans-serif\" "
        "font-size=\"11\" fill=\"#111\">\n<title>Around {2}</title>\n"
        "<desc>{3} nodes, {4} ties; columns by distance</desc>\n"
        "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" "
        "markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8Z\"/></marker></defs>\n"
        "<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n"
        "<text x=\"{5}\" y=\"24\" font-size=\"14\" font-weight=\"bold\">Around {2}</text>\n",
        width, height, xml(shorten(title, 80)), part_.nodes.size(), part_.ties.size(), kLeft);
    out += ties + nodes + hidden_ + legend(height - 18);
    return out + "</svg>\n";
  }

 private:
  void place() {
    std::map<uint32_t, std::vector<uint32_t>> by_distance;
    for (size_t i = 0; i < part_.nodes.size(); ++i)
      by_distance[part_.distance[i]].push_back(part_.nodes[i]);
    for (auto& [distance, nodes] : by_distance) {
      const int x = kLeft + static_cast<int>(columns_.size()) * kColumn;
      if (nodes.size() > rows_max_) {
        std::ranges::stable_sort(nodes, std::ranges::greater{},
                                 [&](uint32_t n) { return g_.degree(n); });
        hidden_ +=
            fmt::format("<text x=\"{}\" y=\"{}\" font-style=\"italic\">and {} more</text>\n", x,
                        kTop + static_cast<int>(rows_max_) * kRow + 4, nodes.size() - rows_max_);
        nodes.resize(rows_max_);
      }
      std::vector<Placed> column;
      for (const uint32_t n : nodes) column.push_back({n, wish(n), x, 0});
      std::ranges::stable_sort(column, {}, &Placed::wish);
      for (size_t row = 0; row < column.size(); ++row) {
        column[row].y = kTop + static_cast<int>(row) * kRow;
        at_[column[row].node] = {x, column[row].y};
      }
      columns_.push_back(std::move(column));
    }
    centre_columns();
  }

  // A short column stands beside the middle of the longest.
  void centre_columns() {
    size_t rows = 0;
    for (const auto& column : columns_) rows = std::max(rows, column.size());
    for (auto& column : columns_)
      for (Placed& p : column) {
        p.y += static_cast<int>(rows - column.size()) * kRow / 2;
        at_[p.node].second = p.y;
      }
  }

  double wish(uint32_t node) const {
    double sum = 0, count = 0;
    for (const auto& step : g_.steps(node))
      if (const auto other = at_.find(step.other); other != at_.end())
        sum += other->second.second, ++count;
    return count == 0 ? 1e9 : sum / count;
  }

  // One line for all ties of a group that go the same way between two.
  std::string tie(uint32_t index) {
    const Tie& t = g_.tie(index);
    const auto from = at_.find(t.from), to = at_.find(t.to);
    if (from == at_.end() || to == at_.end() || t.from == t.to) return {};
    const TieGroup group = g_.group(t.kind);
    if (!drawn_.insert({t.from, t.to, group}).second) return {};
    const auto look = std::ranges::find(kLooks, group, &GroupLook::group);
    used_[look->group] = look->dash;
    std::string out = fmt::format(
        "<path d=\"{}\" fill=\"none\" stroke=\"#555\" stroke-width=\"1\"{}{}>"
        "<title>{} → {}: {}</title></path>\n",
        curve(from->first, to->first),
        look->dash.empty() ? "" : fmt::format(" stroke-dasharray=\"{}\"", look->dash),
        t.mutual ? "" : " marker-end=\"url(#tip)\"", xml(g_.title(t.from)), xml(g_.title(t.to)),
        xml(g_.kind(t.kind)));
    const auto [x1, y1] = from->second;
    const auto [x2, y2] = to->second;
    const bool first = labelled_.insert(std::minmax(t.from, t.to)).second;
    if (!first || part_.ties.size() > kTiesLabelled || x1 == x2) return out;
    std::string label(g_.kind(t.kind));
    if (t.share != Tie::kNoShare) label = fmt::format("{:g} %", t.share / 100.0);
    return out + fmt::format(
                     "<text x=\"{}\" y=\"{}\" font-size=\"8\" text-anchor=\"end\">{}"
                     "</text>\n",
                     std::max(x1, x2) - 14, (x1 < x2 ? y2 : y1) - 3, xml(shorten(label, 16)));
  }

  // From behind the label of the left end to before the sign of the right one; within one column
  // round the left side.
  std::string curve(uint32_t from, uint32_t to) const {
    const auto [x1, y1] = at_.at(from);
    const auto [x2, y2] = at_.at(to);
    if (x1 == x2)
      return fmt::format("M{} {}C{} {} {} {} {} {}", x1 - 7, y1, x1 - 30, y1, x2 - 30, y2, x2 - 8,
                         y2);
    const uint32_t left = x1 < x2 ? from : to;
    const int begin = at_.at(left).first + 14 + static_cast<int>(kLetter * label_letters(left));
    const int turn = std::max(begin, at_.at(left).first + kLabel), end = std::max(x1, x2) - 8;
    const int bend = (end - turn) / 2;
    if (x1 < x2)
      return fmt::format("M{} {}H{}C{} {} {} {} {} {}", begin, y1, turn, turn + bend, y1,
                         end - bend, y2, end, y2);
    return fmt::format("M{} {}C{} {} {} {} {} {}H{}", end, y1, end - bend, y1, turn + bend, y2,
                       turn, y2, begin);
  }

  std::string label_of(uint32_t node) const {
    const Node& n = g_.node(node);
    std::string out = shorten(g_.title(node), kLabelMax);
    if (n.state != 0 && n.kind != NodeKind::state) out += " (" + state_text(n.state) + ")";
    return out + (n.listed ? " †" : "");
  }
  double label_letters(uint32_t node) const {
    const std::string label = label_of(node);
    return static_cast<double>(
        std::ranges::count_if(label, [](char c) { return (c & 0xC0) != 0x80; }));
  }

  std::string node(const Placed& p) const {
    const Node& n = g_.node(p.node);
    std::string shape;
    switch (n.kind) {
      case NodeKind::state:
        shape =
            fmt::format("<rect x=\"{}\" y=\"{}\" width=\"10\" height=\"10\"/>", p.x - 5, p.y - 5);
        break;
      case NodeKind::person:
        shape = fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"5\" fill=\"#fff\" stroke=\"#111\"/>",
                            p.x, p.y);
        break;
      case NodeKind::vessel:
      case NodeKind::aircraft:
        shape = fmt::format("<path d=\"M{} {}h12l-3 6h-6z\"/>", p.x - 6, p.y - 3);
        break;
      case NodeKind::feature:
      case NodeKind::place:
        shape = fmt::format("<path d=\"M{} {}l5 5l-5 5l-5 -5z\" fill=\"#fff\" stroke=\"#111\"/>",
                            p.x, p.y - 5);
        break;
      default:
        shape = fmt::format(
            "<rect x=\"{}\" y=\"{}\" width=\"10\" height=\"10\" rx=\"2\" fill=\"#fff\" "
            "stroke=\"#111\"/>",
            p.x - 5, p.y - 5);
    }
    const bool strong = n.listed || std::ranges::find(part_.centre, p.node) != part_.centre.end();
    return fmt::format("{}<text x=\"{}\" y=\"{}\"{}>{}</text>\n", shape, p.x + 10, p.y + 4,
                       strong ? " font-weight=\"bold\"" : "", xml(label_of(p.node)));
  }

  std::string legend(int y) const {
    std::string out;
    int x = kLeft;
    for (const auto& [group, dash] : used_) {
      out += fmt::format(
          "<path d=\"M{} {}h26\" stroke=\"#555\"{}/><text x=\"{}\" y=\"{}\" "
          "font-size=\"9\">{}</text>\n",
          x, y, dash.empty() ? "" : fmt::format(" stroke-dasharray=\"{}\"", dash), x + 30, y + 3,
          name(group));
      x += 90;
    }
    return out + fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"9\">† listed</text>\n", x, y + 3);
  }

  const Graph& g_;
  const GraphPart& part_;
  size_t rows_max_;
  std::vector<std::vector<Placed>> columns_;
  std::map<uint32_t, std::pair<int, int>> at_;
  std::set<std::tuple<uint32_t, uint32_t, TieGroup>> drawn_;
  std::set<std::pair<uint32_t, uint32_t>> labelled_;
  std::map<TieGroup, std::string_view> used_;
  std::string hidden_;
};

}  // namespace

std::string to_svg(const Graph& graph, const GraphPart& part, size_t rows_max) {
  return Drawing(graph, part, rows_max).draw();
}

}  // namespace entente
