#include "network/from_entities.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include "base/text.h"
#include "model/ftm.h"

namespace entente {
namespace {

struct SchemaGroup {
  std::string_view schema;
  TieGroup group;
};
constexpr std::array kRelations{
    SchemaGroup{"Ownership", TieGroup::ownership}, SchemaGroup{"Control", TieGroup::control},
    SchemaGroup{"Directorship", TieGroup::role},   SchemaGroup{"Employment", TieGroup::role},
    SchemaGroup{"Membership", TieGroup::role},     SchemaGroup{"Occupancy", TieGroup::role},
    SchemaGroup{"Representation", TieGroup::role}, SchemaGroup{"Family", TieGroup::family},
    SchemaGroup{"Associate", TieGroup::family},    SchemaGroup{"Payment", TieGroup::payment},
};

struct SchemaKind {
  std::string_view schema;
  NodeKind kind;
};
// The first that fits.
constexpr std::array kNodeKinds{
    SchemaKind{"Person", NodeKind::person},       SchemaKind{"Company", NodeKind::company},
    SchemaKind{"Vessel", NodeKind::vessel},       SchemaKind{"Airplane", NodeKind::aircraft},
    SchemaKind{"CryptoWallet", NodeKind::wallet}, SchemaKind{"BankAccount", NodeKind::asset},
    SchemaKind{"Address", NodeKind::feature},     SchemaKind{"Organization", NodeKind::body},
    SchemaKind{"LegalEntity", NodeKind::actor},   SchemaKind{"Document", NodeKind::document},
    SchemaKind{"Asset", NodeKind::asset},         SchemaKind{"Territory", NodeKind::place},
};

struct FeatureProperty {
  std::string_view property, kind;
};
constexpr std::array kFeatures{
    FeatureProperty{"address", "address"},  FeatureProperty{"phone", "telephone"},
    FeatureProperty{"email", "e-mail"},     FeatureProperty{"website", "web site"},
    FeatureProperty{"iban", "account"},     FeatureProperty{"bankAccount", "account"},
    FeatureProperty{"swiftBic", "bank"},    FeatureProperty{"incorporationDate", "registered on"},
    FeatureProperty{"publicKey", "wallet"}, FeatureProperty{"callSign", "call sign"},
};

constexpr std::array<std::string_view, 5> kCountries{"country", "jurisdiction", "nationality",
                                                     "flag", "mainCountry"};

TieGroup group_of(std::string_view schema) {
  const auto at = std::ranges::find(kRelations, schema, &SchemaGroup::schema);
  return at == kRelations.end() ? TieGroup::link : at->group;
}

uint32_t line_of(const Statement& s) {
  const size_t colon = s.place.rfind(':');
  return colon == s.place.npos
             ? 0
             : static_cast<uint32_t>(std::strtoul(s.place.c_str() + colon + 1, nullptr, 10));
}

// The same address however it is written: letters and figures in small letters, one blank between.
std::string plain_feature(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool kept = is_alnum(c) || static_cast<unsigned char>(c) >= 0x80 || c == '@' || c == '+';
    if (kept) out += lower(c);
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  return std::string(trim(out));
}

std::string first_of(const Entity& entity, std::string_view property) {
  for (const Statement& s : entity.statements)
    if (s.property == property) return s.value;
  return {};
}

void set_time(const Entity& entity, Tie& tie) {
  Interval when;
  when.start = parse_date(first_of(entity, "startDate"));
  when.end = parse_date(first_of(entity, "endDate"));
  if (when.empty()) when.start = when.end = parse_date(first_of(entity, "date"));
  const HoldsFor holds = holds_for(when);
  tie.begins = holds.begins_first;
  tie.ends = holds.ends_last;
}

uint16_t share_of(const Band& band) { return static_cast<uint16_t>(band.low / (kPercent / 100)); }

}  // namespace

EntityTies::EntityTies(GraphBuilder& builder, std::string_view source, bool all_listed)
    : builder_(builder), source_(builder.source(source)), all_listed_(all_listed) {}

void EntityTies::add(const Entity& entity) {
  const FtmSchema* schema = find_ftm_schema(entity.schema);
  if (entity.schema == "Sanction") {
    for (const Statement& s : entity.statements)
      if (s.property == "entity") builder_.details(builder_.node(s.value)).listed = true;
  } else if (schema && !schema->source.empty() && !schema->target.empty()) {
    add_relation(entity, schema->source, schema->target);
  } else {
    add_node(entity);
  }
}

void EntityTies::add_relation(const Entity& entity, std::string_view from, std::string_view to) {
  Tie tie;
  tie.kind = builder_.kind(lower(entity.schema), group_of(entity.schema));
  tie.source = source_;
  tie.evidence = entity.statements.empty() ? 0 : line_of(entity.statements.front());
  tie.mutual = group_of(entity.schema) == TieGroup::family || entity.schema == "UnknownLink";
  set_time(entity, tie);
  if (const auto percent = first_of(entity, "percentage"); !percent.empty())
    if (const auto band = parse_band(percent)) tie.share = share_of(*band);
  for (const Statement& f : entity.statements)
    for (const Statement& t : entity.statements)
      if (f.property == from && t.property == to && f.value != t.value) {
        tie.from = builder_.node(f.value), tie.to = builder_.node(t.value);
        builder_.tie(tie);
      }
}

void EntityTies::add_node(const Entity& entity) {
  const FtmSchema* schema = find_ftm_schema(entity.schema);
  const uint32_t node = builder_.node(entity.id);
  builder_.title(node, entity.caption);
  bool listed = all_listed_ || entity.record.target.value_or(false);
  uint16_t state = 0;
  NodeKind kind = NodeKind::actor;
  for (const auto& row : kNodeKinds)
    if (schema && kind == NodeKind::actor && schema->is_a(row.schema)) kind = row.kind;
  for (const Statement& s : entity.statements) {
    listed = listed || (s.property == "topics" && s.value.starts_with("sanction"));
    if (state == 0 && std::ranges::find(kCountries, s.property) != kCountries.end())
      state = pack_state(lower(s.value));
    if (s.property == "addressEntity") {
      builder_.tie({.from = node,
                    .to = builder_.node(s.value),
                    .evidence = line_of(s),
                    .kind = builder_.kind("address", TieGroup::feature),
                    .source = source_});
      continue;
    }
    const auto feature = std::ranges::find(kFeatures, s.property, &FeatureProperty::property);
    if (feature != kFeatures.end() && kind != NodeKind::feature)
      add_feature(node, feature->kind, s);
  }
  Node& details = builder_.details(node);  // only now: other nodes may have been added meanwhile
  if (kind != NodeKind::actor) details.kind = kind;
  if (state != 0) details.state = state;
  details.listed = details.listed || listed;
}

void EntityTies::add_feature(uint32_t node, std::string_view kind, const Statement& s) {
  // A year of registration is shared by a great many and says nothing.
  if (s.property == "incorporationDate" && s.value.size() < 10) return;
  const std::string plain = plain_feature(s.value);
  // A city is no address: what ties two together has a number of a street, a box or a telephone.
  if (plain.size() < 5 || (kind == "address" && std::ranges::none_of(plain, is_digit))) return;
  const uint32_t feature = builder_.node(std::string(kind) + ":" + plain);
  builder_.title(feature, s.value);
  builder_.details(feature).kind = NodeKind::feature;
  builder_.tie({.from = node,
                .to = feature,
                .evidence = line_of(s),
                .kind = builder_.kind(kind, TieGroup::feature),
                .source = source_});
}

void add_stakes(GraphBuilder& builder, const Stakes& stakes) {
  static constexpr std::array kGroups{TieGroup::ownership, TieGroup::ownership, TieGroup::control,
                                      TieGroup::role};
  std::vector<uint32_t> node(stakes.ids.size());
  for (uint32_t p = 0; p < node.size(); ++p) {
    node[p] = builder.node(stakes.ids[p]);
    if (const auto at = stakes.titles.find(p); at != stakes.titles.end())
      builder.title(node[p], at->second);
  }
  for (const Stake& s : stakes.all)
    builder.tie({.from = node[s.owner],
                 .to = node[s.entity],
                 .begins = s.holds.begins_first,
                 .ends = s.holds.ends_last,
                 .evidence = s.line,
                 .kind = builder.kind(name(s.kind), kGroups[static_cast<size_t>(s.kind)]),
                 .source = builder.source(s.file < stakes.files.size() ? stakes.files[s.file] : ""),
                 .share = s.kind == StakeKind::ownership || s.kind == StakeKind::votes
                              ? share_of(Band{s.low, s.high})
                              : Tie::kNoShare});
}

}  // namespace entente
