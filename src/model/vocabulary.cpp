// The tables behind vocabulary.h. A new claim kind is one row of kKinds, one enumerator and cases.
// PLOVER types after Halterman et al. 2023; CAMEO roots after the CAMEO codebook 1.1b3.
#include "model/vocabulary.h"

#include <array>
#include <cassert>

namespace entente {
namespace {

using enum Domain;

// One row a kind.
// clang-format off
constexpr std::array kKinds{
    KindInfo{Kind::transfer, "transfer", "gives, sells, ships, delivers, exports, provides", "who gets it", Domain::exchange, false, "AID", "07"},
    KindInfo{Kind::acquire, "acquire", "obtains, buys, procures, imports", "from whom", Domain::exchange, false, "COOPERATE", "06"},
    KindInfo{Kind::exchange, "exchange", "swaps, barters, exchanges", "with whom", Domain::exchange, true, "COOPERATE", "06"},
    KindInfo{Kind::trade, "trade", "has commerce with", "partner", Domain::exchange, true, "COOPERATE", "06"},
    KindInfo{Kind::deploy, "deploy", "sends or stations forces, personnel or weapons", "in whose service or territory", military, false, "MOBILIZE", "15"},
    KindInfo{Kind::fight, "fight", "takes part in combat", "alongside whom", military, false, "ASSAULT", "19"},
    KindInfo{Kind::train, "train", "trains, instructs, exchanges experts", "trainees, hosts", military, false, "COOPERATE", "06"},
    KindInfo{Kind::cooperate, "cooperate", "works jointly on", "partner", diplomacy, true, "COOPERATE", "06"},
    KindInfo{Kind::develop, "develop", "builds, produces, enriches, runs a programme", "", technology, false, "MOBILIZE", "15"},
    KindInfo{Kind::derive, "derive", "has a weapon or technology that comes from the counterpart's design", "whose design", technology, false, "COOPERATE", "06"},
    KindInfo{Kind::test, "test", "tests, launches or evaluates a weapon", "", technology, false, "MOBILIZE", "15"},
    KindInfo{Kind::attack, "attack", "uses force, or a weapon, against", "target", military, false, "ASSAULT", "19"},
    KindInfo{Kind::lose, "lose", "suffers deaths, wounds, captures, losses", "to whom", military, false, "ASSAULT", "19"},
    KindInfo{Kind::relate, "relate", "opens, holds, raises, breaks formal relations", "with whom", diplomacy, true, "CONSULT", "04"},
    KindInfo{Kind::agree, "agree", "signs or concludes a treaty, deal, memorandum", "with whom", diplomacy, true, "AGREE", "05"},
    KindInfo{Kind::meet, "meet", "visits, talks, receives", "with whom", diplomacy, true, "CONSULT", "04"},
    KindInfo{Kind::support, "support", "backs politically, praises, votes with", "whom", diplomacy, false, "SUPPORT", "05"},
    KindInfo{Kind::oppose, "oppose", "denounces, rejects, warns, threatens, votes against", "whom", diplomacy, false, "REJECT", "12"},
    KindInfo{Kind::evade, "evade", "gets around or breaches sanctions, controls, resolutions", "", sanctions, false, "REJECT", "12"},
    KindInfo{Kind::mediate, "mediate", "serves as broker, front, transit, bank or cover", "for whom", sanctions, false, "COOPERATE", "06"},
    KindInfo{Kind::launder, "launder", "hides or moves illicit funds", "", money, false, "COERCE", "17"},
    KindInfo{Kind::steal, "steal", "robs, hacks for gain", "from whom", money, false, "COERCE", "17"},
    KindInfo{Kind::own, "own", "owns, controls, directs, manages, acts for", "what or whom", sanctions, false, "COOPERATE", "06"},
    KindInfo{Kind::sanction, "sanction", "designates, embargoes, seizes, detains, prosecutes, restricts", "whom", sanctions, false, "SANCTION", "16"},
    KindInfo{Kind::track, "track", "observes, detects, intercepts, documents", "whom or what", movement, false, "INVESTIGATE", "09"},
    KindInfo{Kind::move, "move", "sails, arrives, calls, changes flag or name", "the port's or place's state", movement, false, "CONSULT", "04"},
};
// clang-format on

constexpr std::array<std::string_view, 7> kDomainNames{
    "exchange", "military", "technology", "diplomacy", "sanctions", "money", "movement"};
constexpr std::array kDomains{Domain::exchange, military, technology, diplomacy,
                              sanctions,        money,    movement};

constexpr std::array<std::string_view, kGoodsCount> kGoodsNames{"arms",
                                                                "ammunition",
                                                                "missiles",
                                                                "drones",
                                                                "military-technology",
                                                                "nuclear",
                                                                "chemical-biological",
                                                                "dual-use",
                                                                "energy",
                                                                "minerals",
                                                                "food",
                                                                "manufactured-goods",
                                                                "vessels",
                                                                "funds",
                                                                "crypto",
                                                                "personnel",
                                                                "workers",
                                                                "intelligence",
                                                                "expertise"};

constexpr std::array<std::string_view, 10> kModalityNames{
    "stated",   "reported", "claimed", "alleged",   "assessed",
    "possible", "foreseen", "planned", "confirmed", "denied"};

constexpr std::array<std::string_view, 2> kPolarityNames{"positive", "negative"};

template <class Enum, size_t N>
std::optional<Enum> find_in(const std::array<std::string_view, N>& names, std::string_view name) {
  for (size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::span<const KindInfo> kinds() { return kKinds; }

const KindInfo& info(Kind kind) {
  const auto& row = kKinds[static_cast<size_t>(kind)];
  assert(row.kind == kind && "kKinds stands in the order of enum Kind");
  return row;
}

std::string_view name(Kind kind) { return info(kind).name; }

std::optional<Kind> find_kind(std::string_view text) {
  for (const auto& row : kKinds)
    if (row.name == text) return row.kind;
  return std::nullopt;
}

std::string_view name(Domain domain) { return kDomainNames[static_cast<size_t>(domain)]; }
std::span<const Domain> domains() { return kDomains; }
std::optional<Domain> find_domain(std::string_view text) {
  return find_in<Domain>(kDomainNames, text);
}

std::string_view name(Goods goods) { return kGoodsNames[static_cast<size_t>(goods)]; }
std::optional<Goods> find_goods(std::string_view text) { return find_in<Goods>(kGoodsNames, text); }

std::string_view name(Modality modality) { return kModalityNames[static_cast<size_t>(modality)]; }
std::optional<Modality> find_modality(std::string_view text) {
  return find_in<Modality>(kModalityNames, text);
}

std::string_view name(Polarity polarity) { return kPolarityNames[static_cast<size_t>(polarity)]; }
std::optional<Polarity> find_polarity(std::string_view text) {
  return find_in<Polarity>(kPolarityNames, text);
}

}  // namespace entente
