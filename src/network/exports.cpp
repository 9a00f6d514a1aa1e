// Sources: GraphML Primer (graphml.graphdrawing.org), GEXF 1.3, openCypher 9, FollowTheMoney 3.8.
#include "network/exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace entente {
namespace {

std::string day_text(int32_t day) {
  if (day == HoldsFor::kAlways || day == HoldsFor::kForever) return {};
  return to_string(add_days(Date{1970, 1, 1}, day));
}

std::string share_text(const Tie& tie) {
  return tie.share == Tie::kNoShare ? "" : fmt::format("{:g}", tie.share / 100.0);
}

std::string standing_text(const Tie& tie) {
  return std::string(name(static_cast<Standing>(tie.standing)));
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

// Control characters have no place in XML.
std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') out += "\xEF\xBF\xBD";
    else out += c;
  }
  return out;
}

// 'text' with what would end it escaped.
std::string cypher(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + "'";
}

// One property of a node or tie, by the name that every form gives it.
struct Field {
  std::string_view key;
  std::string value;
};

std::vector<Field> fields_of(const Graph& g, uint32_t node) {
  const Node& n = g.node(node);
  std::vector<Field> out{{"title", g.title(node)}, {"node_kind", std::string(name(n.kind))}};
  if (n.state != 0) out.push_back({"state", state_text(n.state)});
  if (n.listed) out.push_back({"listed", "true"});
  return out;
}

std::vector<Field> fields_of(const Graph& g, uint32_t index, const TiePlace& place) {
  const Tie& t = g.tie(index);
  std::vector<Field> out{{"kind", std::string(g.kind(t.kind))},
                         {"group", std::string(name(g.group(t.kind)))},
                         {"standing", standing_text(t)}};
  const std::array<Field, 5> more{Field{"begins", day_text(t.begins)},
                                  Field{"ends", day_text(t.ends)}, Field{"share", share_text(t)},
                                  Field{"mutual", t.mutual ? "true" : ""},
                                  Field{"place", place(index)}};
  for (const auto& field : more)
    if (!field.value.empty()) out.push_back(field);
  return out;
}

constexpr std::array<std::string_view, 4> kNodeFields{"title", "node_kind", "state", "listed"};
constexpr std::array<std::string_view, 8> kTieFields{"kind", "group", "standing", "begins",
                                                     "ends", "share", "mutual",   "place"};

// "SUPPLIES_TO": letters, figures and underscores, as names of relations are.
std::string relation_name(std::string_view kind) {
  std::string out;
  for (const char c : kind) out += is_alnum(c) ? static_cast<char>(is_lower(c) ? c - 32 : c) : '_';
  return out.empty() || is_digit(out.front()) ? "_" + out : out;
}

struct FtmRelation {
  TieGroup group;
  std::string_view schema, from, to;
};
constexpr std::array kFtmRelations{
    FtmRelation{TieGroup::ownership, "Ownership", "owner", "asset"},
    FtmRelation{TieGroup::control, "Control", "controller", "controlled"},
    FtmRelation{TieGroup::role, "Directorship", "director", "organization"},
    FtmRelation{TieGroup::family, "Family", "person", "relative"},
    FtmRelation{TieGroup::payment, "Payment", "payer", "beneficiary"},
};
constexpr FtmRelation kFtmLink{TieGroup::link, "UnknownLink", "subject", "object"};

struct FtmFeature {
  std::string_view kind, property;
};
constexpr std::array kFtmFeatures{
    FtmFeature{"address", "address"}, FtmFeature{"telephone", "phone"},
    FtmFeature{"e-mail", "email"},    FtmFeature{"web site", "website"},
    FtmFeature{"account", "iban"},    FtmFeature{"registered on", "incorporationDate"},
};

std::string_view ftm_schema(NodeKind kind) {
  switch (kind) {
    case NodeKind::person:
      return "Person";
    case NodeKind::company:
      return "Company";
    case NodeKind::state:
    case NodeKind::body:
      return "PublicBody";
    case NodeKind::vessel:
      return "Vessel";
    case NodeKind::aircraft:
      return "Airplane";
    case NodeKind::bank:
      return "Company";
    case NodeKind::wallet:
      return "CryptoWallet";
    case NodeKind::place:
    case NodeKind::feature:
      return "Address";
    case NodeKind::document:
      return "Document";
    case NodeKind::asset:
      return "Asset";
    case NodeKind::actor:
      break;
  }
  return "LegalEntity";
}

}  // namespace

std::string to_ties_csv(const Graph& g, const GraphPart& part, const TiePlace& place) {
  std::string out =
      "from,to,kind,group,begins,ends,standing,share,mutual,from_kind,to_kind,from_title,to_title,"
      "place\n";
  for (const uint32_t index : part.ties) {
    const Tie& t = g.tie(index);
    const std::array<std::string, 14> row{std::string(g.id(t.from)),
                                          std::string(g.id(t.to)),
                                          std::string(g.kind(t.kind)),
                                          std::string(name(g.group(t.kind))),
                                          day_text(t.begins),
                                          day_text(t.ends),
                                          standing_text(t),
                                          share_text(t),
                                          t.mutual ? "true" : "",
                                          std::string(name(g.node(t.from).kind)),
                                          std::string(name(g.node(t.to).kind)),
                                          g.title(t.from),
                                          g.title(t.to),
                                          place(index)};
    for (size_t i = 0; i < row.size(); ++i) out += (i == 0 ? "" : ",") + csv_field(row[i]);
    out += '\n';
  }
  return out;
}

std::string to_graphml(const Graph& g, const GraphPart& part, const TiePlace& place) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
  for (const auto key : kNodeFields)
    out += fmt::format("  <key id=\"{0}\" for=\"node\" attr.name=\"{0}\" attr.type=\"string\"/>\n",
                       key);
  for (const auto key : kTieFields)
    out += fmt::format("  <key id=\"{0}\" for=\"edge\" attr.name=\"{0}\" attr.type=\"string\"/>\n",
                       key);
  out += "  <graph edgedefault=\"directed\">\n";
  const auto put = [&](const std::vector<Field>& fields) {
    for (const auto& f : fields)
      out += fmt::format("      <data key=\"{}\">{}</data>\n", f.key, xml(f.value));
  };
  for (const uint32_t n : part.nodes) {
    out += fmt::format("    <node id=\"{}\">\n", xml(g.id(n)));
    put(fields_of(g, n));
    out += "    </node>\n";
  }
  for (const uint32_t t : part.ties) {
    out += fmt::format("    <edge id=\"t{}\" source=\"{}\" target=\"{}\">\n", t,
                       xml(g.id(g.tie(t).from)), xml(g.id(g.tie(t).to)));
    put(fields_of(g, t, place));
    out += "    </edge>\n";
  }
  return out + "  </graph>\n</graphml>\n";
}

std::string to_gexf(const Graph& g, const GraphPart& part, const TiePlace& place) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
      "  <graph defaultedgetype=\"directed\">\n";
  const auto declare = [&](std::string_view which, auto keys) {
    out += fmt::format("    <attributes class=\"{}\">\n", which);
    for (const auto key : keys)
      out += fmt::format("      <attribute id=\"{0}\" title=\"{0}\" type=\"string\"/>\n", key);
    out += "    </attributes>\n";
  };
  declare("node", kNodeFields);
  declare("edge", kTieFields);
  const auto put = [&](const std::vector<Field>& fields) {
    out += "        <attvalues>\n";
    for (const auto& f : fields)
      out += fmt::format("          <attvalue for=\"{}\" value=\"{}\"/>\n", f.key, xml(f.value));
    out += "        </attvalues>\n";
  };
  out += "    <nodes>\n";
  for (const uint32_t n : part.nodes) {
    out += fmt::format("      <node id=\"{}\" label=\"{}\">\n", xml(g.id(n)), xml(g.title(n)));
    put(fields_of(g, n));
    out += "      </node>\n";
  }
  out += "    </nodes>\n    <edges>\n";
  for (const uint32_t t : part.ties) {
    const Tie& tie = g.tie(t);
    out += fmt::format("      <edge id=\"{}\" source=\"{}\" target=\"{}\" label=\"{}\">\n", t,
                       xml(g.id(tie.from)), xml(g.id(tie.to)), xml(g.kind(tie.kind)));
    put(fields_of(g, t, place));
    out += "      </edge>\n";
  }
  return out + "    </edges>\n  </graph>\n</gexf>\n";
}

std::string to_cypher(const Graph& g, const GraphPart& part, const TiePlace& place) {
  std::string out =
      "CREATE CONSTRAINT entente_id IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE;\n";
  const auto set = [&](std::string_view of, const std::vector<Field>& fields) {
    for (size_t i = 0; i < fields.size(); ++i)
      out += fmt::format("{}{}.{} = {}", i == 0 ? " SET " : ", ", of, fields[i].key,
                         cypher(fields[i].value));
    out += ";\n";
  };
  for (const uint32_t n : part.nodes) {
    out += fmt::format("MERGE (n:Node {{id: {}}})", cypher(g.id(n)));
    set("n", fields_of(g, n));
  }
  for (const uint32_t t : part.ties) {
    const Tie& tie = g.tie(t);
    out += fmt::format(
        "MATCH (a:Node {{id: {}}}), (b:Node {{id: {}}}) MERGE (a)-[t:{} {{number: {}}}]->(b)",
        cypher(g.id(tie.from)), cypher(g.id(tie.to)), relation_name(g.kind(tie.kind)), t);
    set("t", fields_of(g, t, place));
  }
  return out;
}

std::string to_ftm(const Graph& g, const GraphPart& part, const TiePlace& place) {
  using Json = nlohmann::ordered_json;
  std::string out;
  const auto put = [&](const Json& entity) {
    out += entity.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  };
  std::vector<Json> entities;  // of part.nodes
  for (const uint32_t n : part.nodes) {
    Json properties{{"name", {g.title(n)}}};
    if (g.node(n).state != 0) properties["country"] = {state_text(g.node(n).state)};
    if (g.node(n).listed) properties["topics"] = {"sanction"};
    entities.push_back({{"id", g.id(n)},
                        {"caption", g.title(n)},
                        {"schema", ftm_schema(g.node(n).kind)},
                        {"properties", std::move(properties)}});
  }
  std::vector<Json> relations;
  std::vector<bool> told(part.nodes.size());  // features that became a property
  for (const uint32_t t : part.ties) {
    const Tie& tie = g.tie(t);
    const auto feature = std::ranges::find(kFtmFeatures, g.kind(tie.kind), &FtmFeature::kind);
    if (g.group(tie.kind) == TieGroup::feature && feature != kFtmFeatures.end()) {
      const auto place_of = [&](uint32_t node) {
        return static_cast<size_t>(std::ranges::lower_bound(part.nodes, node) - part.nodes.begin());
      };
      entities[place_of(tie.from)]["properties"][feature->property].push_back(g.title(tie.to));
      told[place_of(tie.to)] = true;
      continue;
    }
    const auto at = std::ranges::find(kFtmRelations, g.group(tie.kind), &FtmRelation::group);
    const FtmRelation& relation = at == kFtmRelations.end() ? kFtmLink : *at;
    Json properties{{relation.from, {g.id(tie.from)}}, {relation.to, {g.id(tie.to)}}};
    if (&relation == &kFtmLink) properties["role"] = {g.kind(tie.kind)};
    if (const auto day = day_text(tie.begins); !day.empty()) properties["startDate"] = {day};
    if (const auto day = day_text(tie.ends); !day.empty()) properties["endDate"] = {day};
    if (!share_text(tie).empty() && tie.share != Tie::kNoShare &&
        g.group(tie.kind) == TieGroup::ownership)
      properties["percentage"] = {share_text(tie)};
    if (const auto from = place(t); !from.empty()) properties["summary"] = {from};
    relations.push_back({{"id", fmt::format("tie-{}", t)},
                         {"caption", std::string(relation.schema)},
                         {"schema", relation.schema},
                         {"properties", std::move(properties)}});
  }
  for (size_t i = 0; i < entities.size(); ++i)
    if (!told[i]) put(entities[i]);
  for (const auto& relation : relations) put(relation);
  return out;
}

}  // namespace entente
