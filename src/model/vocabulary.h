// The fixed words of the field: kinds of claims, goods, modality, polarity, roles. Each is an enum
// with one table row; printing, parsing, help and the JSON schema check walk the tables.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace entente {

enum class Kind : uint8_t {
  transfer,
  acquire,
  exchange,
  trade,
  deploy,
  fight,
  train,
  cooperate,
  develop,
  derive,
  test,
  attack,
  lose,
  relate,
  agree,
  meet,
  support,
  oppose,
  evade,
  mediate,
  launder,
  steal,
  own,
  sanction,
  track,
  move,
};

// Broad domains that a brief groups ties by.
enum class Domain : uint8_t {
  exchange,
  military,
  technology,
  diplomacy,
  sanctions,
  money,
  movement
};

struct KindInfo {
  Kind kind;
  std::string_view name;          // "transfer"
  std::string_view subject_does;  // "gives, sells, ships, delivers…"
  std::string_view counterpart;   // "who gets it"; empty when the kind takes none
  Domain domain;
  bool symmetric;           // both parties do it: trade, meet, agree, relate, cooperate, exchange
  std::string_view plover;  // PLOVER event type for interchange
  std::string_view cameo_root;  // two digits
};
std::span<const KindInfo> kinds();
const KindInfo& info(Kind kind);
std::string_view name(Kind kind);
std::optional<Kind> find_kind(std::string_view name);

std::string_view name(Domain domain);
std::span<const Domain> domains();
std::optional<Domain> find_domain(std::string_view name);

enum class Goods : uint8_t {
  arms,
  ammunition,
  missiles,
  drones,
  military_technology,
  nuclear,
  chemical_biological,
  dual_use,
  energy,
  minerals,
  food,
  manufactured_goods,
  vessels,
  funds,
  crypto,
  personnel,
  workers,
  intelligence,
  expertise,
};
inline constexpr int kGoodsCount = 19;
std::string_view name(Goods goods);  // "military-technology"
std::optional<Goods> find_goods(std::string_view name);

// A small set of goods classes; iterates in table order.
class GoodsSet {
 public:
  void add(Goods g) { bits_ |= 1u << static_cast<unsigned>(g); }
  void add(GoodsSet other) { bits_ |= other.bits_; }
  bool has(Goods g) const { return bits_ >> static_cast<unsigned>(g) & 1u; }
  bool empty() const { return bits_ == 0; }
  uint32_t bits() const { return bits_; }
  bool operator==(const GoodsSet&) const = default;

 private:
  uint32_t bits_ = 0;
};

enum class Modality : uint8_t {
  stated,
  reported,
  claimed,
  alleged,
  assessed,
  possible,
  foreseen,
  planned,
  confirmed,
  denied,
};
std::string_view name(Modality modality);
std::optional<Modality> find_modality(std::string_view name);

enum class Polarity : uint8_t { positive, negative };
std::string_view name(Polarity polarity);
std::optional<Polarity> find_polarity(std::string_view name);

}  // namespace entente
