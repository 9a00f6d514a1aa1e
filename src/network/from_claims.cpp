#include "network/from_claims.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>

#include "base/text.h"
#include "weighing/actors.h"

namespace entente {
namespace {

struct FamilyGroup {
  std::string_view family;
  TieGroup group;
};
constexpr std::array kGroups{
    FamilyGroup{"give", TieGroup::flow},     FamilyGroup{"deploy", TieGroup::flow},
    FamilyGroup{"train", TieGroup::flow},    FamilyGroup{"trade", TieGroup::flow},
    FamilyGroup{"own", TieGroup::ownership}, FamilyGroup{"launder", TieGroup::payment},
};

int32_t day_of(const Date& date) { return static_cast<int32_t>(days_from_epoch(date)); }

// When what a claim tells was so: as it says, else at the latest when it was published.
void set_time(const Claim& claim, Tie& tie) {
  const HoldsFor told = holds_for(claim.when.interval);
  tie.begins = told.begins_first;
  tie.ends = told.ends_last;
  if (!claim.when.interval.empty()) return;
  if (const auto published = parse_date(claim.document.published))
    tie.ends = day_of(last_day(*published));
}

class ClaimTies {
 public:
  ClaimTies(GraphBuilder& builder, std::span<const Claim> claims, const WeighOptions& options,
            const NodeNamer& namer)
      : builder_(builder), claims_(claims), options_(options), namer_(namer) {
    source_ = builder.source(kClaimsSource);
  }

  void add(uint32_t index, const Proposition& p) {
    const auto kind_info = find_kind(p.key.family);
    Tie made;
    made.kind = builder_.kind(p.key.family, group_of_family(p.key.family));
    made.evidence = index;
    made.source = source_;
    made.standing = static_cast<uint8_t>(p.verdict.standing);
    made.mutual = p.key.mutual || p.key.family == name(Kind::mediate) ||
                  (kind_info && info(*kind_info).symmetric);
    std::map<std::pair<uint32_t, uint32_t>, Tie> ties;
    for (const ClaimIndex c : p.asserts) add_claim(claims_[c], p.key, made, ties);
    for (const auto& [ends, tie] : ties) builder_.tie(tie);
  }

 private:
  uint32_t node(const Mention& mention, const Claim& claim) {
    const NodeName name = namer_(mention);
    if (name.id.empty()) return UINT32_MAX;
    // "entities" of one report are not those of another.
    const bool anybody =
        mention.entity.empty() && name.kind != NodeKind::state && !is_proper_name(mention.text);
    const uint32_t out =
        builder_.node(anybody ? name.id + "@" + claim.document.id.substr(0, 12) : name.id);
    builder_.title(out, name.title);
    Node& details = builder_.details(out);
    if (details.kind == NodeKind::actor) details.kind = name.kind;
    if (details.state == 0) details.state = pack_state(name.state);
    return out;
  }

  // Mentions in these roles of a claim that act for one of these.
  std::vector<uint32_t> nodes(std::initializer_list<const std::vector<Mention>*> roles,
                              const std::vector<std::string>& keys, const Claim& claim) {
    std::vector<uint32_t> out;
    for (const auto* role : roles)
      for (const Mention& m : *role)
        if (std::ranges::find(keys, actor_key(m, options_)) != keys.end())
          if (const uint32_t n = node(m, claim); n != UINT32_MAX) out.push_back(n);
    return out;
  }

  // Who does it and to whom: a purchase is the seller's gift, an exchange goes both ways.
  std::pair<std::vector<uint32_t>, std::vector<uint32_t>> ends(const Claim& c,
                                                               const PropositionKey& key) {
    if (c.kind == Kind::acquire)
      return {nodes({&c.counterpart}, key.from, c), nodes({&c.subject}, key.to, c)};
    if (key.mutual) {
      auto all = nodes({&c.subject, &c.counterpart}, key.from, c);
      return {all, all};
    }
    if (info(c.kind).symmetric)
      return {nodes({&c.subject, &c.counterpart}, key.from, c),
              nodes({&c.subject, &c.counterpart}, key.to, c)};
    return {nodes({&c.subject}, key.from, c), nodes({&c.counterpart, &c.against}, key.to, c)};
  }

  void put(uint32_t from, uint32_t to, const Claim& claim, Tie made,
           std::map<std::pair<uint32_t, uint32_t>, Tie>& ties) {
    if (from == to) return;
    made.from = from, made.to = to;
    set_time(claim, made);
    const auto [at, fresh] = ties.try_emplace({from, to}, made);
    if (fresh) return;
    at->second.begins = std::min(at->second.begins, made.begins);
    at->second.ends = std::max(at->second.ends, made.ends);
  }

  void add_claim(const Claim& claim, const PropositionKey& key, const Tie& made,
                 std::map<std::pair<uint32_t, uint32_t>, Tie>& ties) {
    const auto [from, to] = ends(claim, key);
    for (const uint32_t f : from)
      for (const uint32_t t : to)
        if (!key.mutual || f < t) put(f, t, claim, made, ties);
    for (const Mention& m : claim.via) {
      if (m.entity.empty() && !is_proper_name(m.text)) continue;  // "by sea"
      const uint32_t via = node(m, claim);
      if (via == UINT32_MAX) continue;
      for (const uint32_t f : from) put(f, via, claim, made, ties);
      for (const uint32_t t : to) put(via, t, claim, made, ties);
    }
  }

  GraphBuilder& builder_;
  std::span<const Claim> claims_;
  const WeighOptions& options_;
  const NodeNamer& namer_;
  uint16_t source_ = 0;
};

}  // namespace

bool is_proper_name(std::string_view text) {
  return std::ranges::any_of(
      text, [](char c) { return is_upper(c) || static_cast<unsigned char>(c) >= 0x80; });
}

TieGroup group_of_family(std::string_view family) {
  const auto at = std::ranges::find(kGroups, family, &FamilyGroup::family);
  return at == kGroups.end() ? TieGroup::deed : at->group;
}

NodeName plain_node_name(const Mention& m, const WeighOptions& options) {
  NodeName out{.id = m.entity, .title = m.text, .state = m.state};
  if (!out.id.empty()) return out;
  const std::string folded = fold_name(m.text);
  const auto state = options.names.find(m.state);
  if (m.state.size() == 2 && m.state != "xx" &&
      (folded.empty() || (state != options.names.end() && folded == fold_name(state->second)))) {
    out.id = m.state;
    out.title = state != options.names.end() ? state->second : m.state;
    out.kind = NodeKind::state;
    return out;
  }
  if (!folded.empty()) out.id = m.state.empty() ? folded : folded + "/" + m.state;
  return out;
}

void add_claims(GraphBuilder& builder, std::span<const Claim> claims,
                std::span<const Proposition> propositions, const WeighOptions& options,
                const NodeNamer& namer) {
  ClaimTies ties(builder, claims, options, namer);
  for (uint32_t i = 0; i < propositions.size(); ++i)
    if (!propositions[i].asserts.empty()) ties.add(i, propositions[i]);
}

}  // namespace entente
