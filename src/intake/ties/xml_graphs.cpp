// GraphML and GEXF, node by node and edge by edge. Attributes are known by the names that our own
// files give them (title, node_kind, kind, group, standing, begins, ends, share, mutual); of other
// programs' files the label and the ends are taken, and what the names fit.
#include <cstdlib>
#include <map>

#include "base/text.h"
#include "intake/lists/xml_records.h"
#include "intake/ties/ties.h"

namespace entente {
namespace {

using intake::XmlElement;

struct Values {
  std::map<std::string, std::string, std::less<>> of;
  std::string_view get(std::string_view key) const {
    const auto at = of.find(key);
    return at == of.end() ? std::string_view() : std::string_view(at->second);
  }
};

class GraphReader {
 public:
  GraphReader(const std::string& path, const std::function<void(const TieRow&)>& tie,
              const std::function<void(const NodeRow&)>& node)
      : path_(path), tie_(tie), node_(node) {}

  Status take(const XmlElement& e, const std::string& place) {
    const size_t colon = place.rfind(':');
    line_ = colon == place.npos ? 0 : std::strtoull(place.c_str() + colon + 1, nullptr, 10);
    if (e.name() == "key") names_[std::string(e.attribute("id"))] = e.attribute("attr.name");
    if (e.name() == "attribute") names_[std::string(e.attribute("id"))] = e.attribute("title");
    if (e.name() == "node") take_node(e);
    if (e.name() == "edge") take_edge(e);
    return {};
  }

  TiesReport report;

 private:
  void put(Values& out, std::string_view key, std::string_view value) const {
    const auto named = names_.find(key);
    out.of[named == names_.end() || named->second.empty() ? std::string(key) : named->second] =
        value;
  }

  Values values_of(const XmlElement& e) const {
    Values out;
    e.each("data", [&](const XmlElement& d) { put(out, d.attribute("key"), d.text()); });
    e.child("attvalues").each("attvalue", [&](const XmlElement& v) {
      put(out, v.attribute("for"), v.attribute("value"));
    });
    return out;
  }

  void take_node(const XmlElement& e) {
    const Values values = values_of(e);
    NodeRow row{e.attribute("id"), values.get("title"), values.get("node_kind"),
                values.get("state"), values.get("listed") == "true"};
    if (row.title.empty()) row.title = e.attribute("label");
    if (row.title.empty()) row.title = values.get("label");
    if (row.id.empty()) problem("a node without an id: left out", row.title);
    else node_(row);
  }

  void take_edge(const XmlElement& e) {
    ++report.rows;
    const Values values = values_of(e);
    TieRow row;
    row.from = e.attribute("source"), row.to = e.attribute("target");
    row.kind = values.get("kind");
    if (row.kind.empty()) row.kind = e.attribute("label");
    row.group = values.get("group"), row.standing = values.get("standing");
    row.share = values.get("share");
    row.mutual = values.get("mutual") == "true" || e.attribute("directed") == "false" ||
                 e.attribute("type") == "undirected";
    row.line = line_;
    if (row.from.empty() || row.to.empty())
      return problem("a tie without one of its ends", row.from);
    const auto day = [&](std::string_view own, std::string_view gexf) {
      const auto text = own.empty() ? gexf : own;
      const auto date = parse_date(text);
      if (!text.empty() && !date) problem("no date: the time counts as not known", text);
      return date;
    };
    row.when.start = day(values.get("begins"), e.attribute("start"));
    row.when.end = day(values.get("ends"), e.attribute("end"));
    if (row.when.start && row.when.end && last_day(*row.when.end) < first_day(*row.when.start)) {
      problem("the tie ends before it begins: the time counts as not known", row.from);
      row.when = {};
    }
    tie_(row);
  }

  void problem(std::string what, std::string_view piece) {
    if (++report.problem_count <= 50)
      report.problems.push_back({Code::malformed,
                                 std::move(what),
                                 shorten(piece, 80),
                                 path_ + ":" + std::to_string(line_),
                                 {}});
  }

  const std::string& path_;
  const std::function<void(const TieRow&)>& tie_;
  const std::function<void(const NodeRow&)>& node_;
  std::map<std::string, std::string, std::less<>> names_;
  size_t line_ = 0;
};

}  // namespace

bool is_xml_graph(std::string_view head) {
  return intake::has_root(head, "graphml") || intake::has_root(head, "gexf");
}

Result<TiesReport> read_xml_graph(const std::string& path, size_t bytes_max,
                                  const std::function<void(const TieRow&)>& tie,
                                  const std::function<void(const NodeRow&)>& node) {
  static constexpr std::string_view kRecords[] = {"key", "attribute", "node", "edge"};
  GraphReader reader(path, tie, node);
  const auto done = intake::read_xml(
      path, {{}, kRecords}, bytes_max,
      [&](const XmlElement& e, const std::string& place) { return reader.take(e, place); });
  if (!done) return std::unexpected(done.error());
  return std::move(reader.report);
}

}  // namespace entente
