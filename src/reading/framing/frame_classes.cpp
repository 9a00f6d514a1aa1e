// What sort of nominal can be what: actors, and the classes that rows of the lexicon ask for.
#include <algorithm>
#include <array>

#include "reading/framing/frame_parts.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;

constexpr std::array kWeapons{Goods::arms,   Goods::ammunition, Goods::missiles,
                              Goods::drones, Goods::nuclear,    Goods::chemical_biological};

bool weapon(GoodsSet g) {
  return std::any_of(kWeapons.begin(), kWeapons.end(), [&](Goods w) { return g.has(w); });
}

bool any_goods_but_people(GoodsSet g) {
  GoodsSet people;
  people.add(Goods::personnel);
  people.add(Goods::workers);
  return (g.bits() & ~people.bits()) != 0;
}

}  // namespace

bool is_actor(const Nominal& m) {
  switch (m.sort) {
    case Sort::state:
    case Sort::person:
    case Sort::organisation:
    case Sort::group:
    case Sort::vessel:
      return true;
    case Sort::facility:
    case Sort::place:
      return !m.state.empty();
    case Sort::other:
      return m.named || !m.state.empty();
    default:
      return false;
  }
}

bool in_class(const Nominal& m, std::string_view klass) {
  if (klass == "any") return true;
  if (klass == "goods") return any_goods_but_people(m.goods);
  if (klass == "weapon") return weapon(m.goods);
  if (klass == "actor") return is_actor(m);
  if (klass == "state") return m.sort == Sort::state || (m.sort == Sort::place && !m.state.empty());
  if (klass == "person")
    return m.sort == Sort::person || (m.sort == Sort::group && !m.goods.has(Goods::workers));
  if (klass == "vessel") return m.sort == Sort::vessel || m.goods.has(Goods::vessels);
  if (klass == "place") return m.sort == Sort::place || m.sort == Sort::facility;
  if (klass == "body")  // a firm, an agency: an organisation, or a name of nothing else
    return m.sort == Sort::organisation || (m.named && m.sort == Sort::other && m.goods.empty());
  if (klass == "people") return m.sort == Sort::group;
  if (klass == "pronoun") return m.pronoun;
  const auto goods = find_goods(klass);
  return goods && m.goods.has(*goods);
}

bool is_exchange(Kind k) { return k == Kind::transfer || k == Kind::acquire || k == Kind::trade; }

bool FrameContext::finite(int token) const {
  const Token& v = tree[token];
  const bool verb = v.upos == Upos::verb || v.upos == Upos::aux;
  return verb && (v.xpos == "VBD" || v.xpos == "VBZ" || v.xpos == "VBP" || v.xpos == "MD");
}

bool FrameContext::is_actor(int i) const {
  return entente::is_actor(nominals[i]) || entente::is_actor(meant(i));
}

bool FrameContext::any_actor(const std::vector<int>& role) const {
  return std::any_of(role.begin(), role.end(),
                     [&](int i) { return is_actor(i) || !nominals[i].members.empty(); });
}

bool FrameContext::any_goods(const std::vector<int>& role) const {
  return std::any_of(role.begin(), role.end(),
                     [&](int i) { return !nominals[i].goods.empty() || !meant(i).goods.empty(); });
}

bool FrameContext::any_known(const std::vector<int>& role) const {
  return std::any_of(role.begin(), role.end(), [&](int i) {
    const Nominal &own = nominals[i], &named = meant(i);
    if (named.named || !own.state.empty() || !own.members.empty()) return true;
    return !named.state.empty() && named.state != "xx";
  });
}

}  // namespace entente
