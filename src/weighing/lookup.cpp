// Hashes are cut short on purpose: a number costs the ledger some 17 bytes a claim, and what
// collides is loaded in vain and told apart by weighing. Twin: weighing the whole ledger
// (src/engine/kin_test.cpp).
#include "weighing/lookup.h"

#include <fmt/format.h>

#include <algorithm>

#include "weighing/actors.h"

namespace entente {
namespace {

enum About : int64_t { assertion = 0, denial = 1, gift = 2, mediation = 3 };
constexpr int kAboutAt = 61, kDeedAt = 32, kRecipientsAt = 16;

// FNV-1a with splitmix64's finaliser.
uint64_t hash_of(std::string_view text) {
  uint64_t h = 0xcbf29ce484222325ULL;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9ULL;
  h = (h ^ (h >> 27)) * 0x94d049bb133111ebULL;
  return h ^ (h >> 31);
}

int64_t bits(uint64_t hash, int count) {
  return static_cast<int64_t>(hash & ((uint64_t{1} << count) - 1));
}

int64_t recipients_bits(const std::vector<std::string>& to) {
  if (to.empty()) return 0;
  return 1 + static_cast<int64_t>(hash_of(fmt::format("{}", fmt::join(to, ","))) % 0xFFFF);
}

int64_t number(About about, const PropositionKey& key, int64_t recipients) {
  return about << kAboutAt | bits(hash_of(deed_of(key)), 29) << kDeedAt |
         recipients << kRecipientsAt | bits(hash_of(key.what), 16);
}

// All numbers that have `first`'s bits from `bit` on.
NumberRange from_bit(int64_t first, int bit) {
  const int64_t below = (int64_t{1} << bit) - 1;
  return {first & ~below, first | below};
}

int64_t state_number(std::string_view code) { return (code[0] - 'a') << 5 | (code[1] - 'a'); }

int64_t gift_number(bool in, std::string_view state, const std::string& what, uint32_t middle) {
  return int64_t{gift} << kAboutAt | int64_t{in} << 60 | state_number(state) << 50 |
         bits(hash_of(what), 18) << 32 | int64_t{middle};
}

void add_leg(const Leg& leg, const PropositionKey& key, std::vector<int64_t>& out) {
  const About about = leg.denies ? denial : assertion;
  out.push_back(number(about, key, recipients_bits(key.to)));
  if (leg.denies && leg.to_anyone) out.push_back(number(about, key, 0));
}

// As the pairs for which the leg would stand.
void add_pairs(const Leg& leg, std::vector<int64_t>& out) {
  PropositionKey key = leg.key;
  const auto &from = leg.key.from, &to = leg.key.mutual ? leg.key.from : leg.key.to;
  const size_t several = leg.key.mutual ? 2 : 1;
  if (from.size() <= several && to.size() <= several) return;
  for (const auto& a : from)
    for (const auto& b : to) {
      if (leg.key.mutual && a >= b) continue;
      if (leg.key.mutual) key.from = {a, b};
      else key.from = {a}, key.to = {b};
      out.push_back(number(leg.denies ? denial : assertion, key, recipients_bits(key.to)));
    }
}

// Whom a gift could have gone through: see Middle::relay.
void add_gift(const Claim& claim, const Leg& leg, std::vector<int64_t>& out) {
  if (leg.denies || leg.key.family != "give" || leg.key.tense != Tense::act || leg.key.what.empty())
    return;
  const bool swapped = claim.kind == Kind::acquire;
  const auto add = [&](bool in, const std::vector<std::string>& states,
                       const std::vector<Mention>& middles) {
    for (const auto& state : states)
      for (const auto& m : middles)
        if (is_state_code(state) && (in || m.state != state))
          out.push_back(gift_number(in, state, leg.key.what,
                                    middle_number(fold_name(m.text), !m.state.empty())));
  };
  add(false, leg.key.from, swapped ? claim.subject : claim.counterpart);
  add(true, leg.key.to, swapped ? claim.counterpart : claim.subject);
}

void add_mediation(const Claim& claim, std::vector<int64_t>& out) {
  if (claim.kind != Kind::mediate) return;
  for (const auto* role :
       {&claim.subject, &claim.counterpart, &claim.object, &claim.via, &claim.where})
    for (const auto& m : *role)
      if (is_state_code(m.state)) out.push_back(mediations_with(m.state).first);
}

}  // namespace

bool is_state_code(std::string_view key) {
  return key.size() == 2 && key[0] >= 'a' && key[0] <= 'z' && key[1] >= 'a' && key[1] <= 'z';
}

bool is_denial(int64_t number) { return number >> kAboutAt == denial; }

std::vector<int64_t> numbers_of(const Claim& claim) {
  std::vector<int64_t> out;
  for (const auto& leg : legs_of(0, claim, {})) {
    add_leg(leg, leg.key, out);
    add_pairs(leg, out);
    add_gift(claim, leg, out);
  }
  add_mediation(claim, out);
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

NumberRange assertions_of(const PropositionKey& key) {
  return from_bit(number(assertion, key, recipients_bits(key.to)), 0);
}

NumberRange assertions_to(const PropositionKey& key) {
  return from_bit(number(assertion, key, recipients_bits(key.to)), kRecipientsAt);
}

NumberRange assertions_by(const PropositionKey& key) {
  return from_bit(number(assertion, key, 0), kDeedAt);
}

NumberRange denials_to(const PropositionKey& key) {
  return from_bit(number(denial, key, recipients_bits(key.to)), kRecipientsAt);
}

NumberRange denials_at_large(const PropositionKey& key) {
  return from_bit(number(denial, key, 0), kRecipientsAt);
}

NumberRange gifts_from(const std::string& state) {
  return from_bit(gift_number(false, state, "", 0), 50);
}

NumberRange gifts_to(const std::string& state) {
  return from_bit(gift_number(true, state, "", 0), 50);
}

NumberRange mediations_with(const std::string& state) {
  return from_bit(int64_t{mediation} << kAboutAt | state_number(state), 0);
}

uint32_t middle_in(int64_t number) { return static_cast<uint32_t>(number); }

uint32_t goods_in(int64_t number) { return static_cast<uint32_t>(number >> 32) & 0x3FFFF; }

uint32_t middle_number(const std::string& folded_name, bool with_state) {
  return static_cast<uint32_t>(hash_of(folded_name) << 1) | (with_state ? 1 : 0);
}

}  // namespace entente
