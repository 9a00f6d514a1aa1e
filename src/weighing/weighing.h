// From claims to propositions: what is asserted, who stands behind it independently of whom, and
// what that amounts to on a given day. Pure: claims in, propositions out; nothing is stored.
//
//   WeighOptions options;
//   options.pair = {{"kp", "ru"}};
//   for (const Proposition& p : weigh(claims, options))
//     fmt::print("{} {}: {}\n", p.key.text(), name(p.verdict.standing), p.verdict.rule);
//
// A claim is named by its index in the span given to weigh(); the span must outlive nothing. Every
// count and every standing carries the claims it used, those it set aside, and why.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/claim.h"
#include "weighing/decisions.h"
#include "weighing/measures.h"

namespace entente {

using ClaimIndex = uint32_t;

// Two states whose word about each other is interested; `reason` is shown to the reader.
struct Rivalry {
  std::string_view a, b;
  std::string_view reason;
};
// States at war or without relations for decades, each with its reason.
std::span<const Rivalry> standing_rivalries();

// What of a proposition is made beside its key, claims, origins and verdict.
struct WeighedParts {
  bool history = true;
  bool figures = true;
  bool words = true;  // objects, and what was rejected
};

struct WeighOptions {
  std::optional<Date> as_of;  // claims published later are left out; nothing: no limit
  // Two actor keys (state code or entity id) that stand for themselves when a claim names both:
  // "Moscow and Minsk deliver to Pyongyang" is then a proposition of the pair ru -> kp.
  std::optional<std::array<std::string, 2>> pair;
  // Entity ids that are actors in their own right; every other mention acts for its state.
  std::vector<std::string> entities;
  std::span<const Rivalry> rivalries = standing_rivalries();
  // For the wording of rules and reasons: "kp" -> "North Korea"; the key where absent.
  std::map<std::string, std::string> names;
  std::vector<Decision> decisions;  // in the order they were made; the last on a thing wins
  // The words of the claim's sentence up to the end of its quote, for words of likelihood that the
  // quote leaves out; may be empty.
  std::function<std::string(const Claim&)> sentence;
  size_t threads = 1;                  // to weigh on; the same comes out with any number
  const Measures* measures = nullptr;  // to convert figures; nothing: only like units meet
  WeighedParts parts = {};
};

// State code, entity id, or the folded name where neither is known; "" when nothing is.
std::string actor_key(const Mention& mention, const WeighOptions& options);
// normalise_name() without a leading article or a closing possessive: "The NIS's" -> "nis".
std::string fold_name(std::string_view name);

enum class Tense : uint8_t { act, plan };  // plan: foreseen or planned, nothing yet said to be done

// What is put together into one proposition, readable on its own.
struct PropositionKey {
  std::string family;             // "give", or the name of the kind
  std::vector<std::string> from;  // actor keys, sorted; the giver of a gift, the doer of a deed
  std::vector<std::string> to;    // actor keys, sorted; may be empty
  bool mutual = false;            // both do it: from holds all, to is empty
  std::string what;               // goods class, "missiles technology", or the object's head word
  GoodsSet goods;                 // all classes the claims name
  Tense tense = Tense::act;
  Interval span;  // the time its claims cover; empty when none says
  // "give kp -> ru: ammunition, 2023-08/2025-05"
  std::string text() const;
};

// How a word came down: "Daily Blog ← The Guardian ← NIS", the publisher first, the origin last.
struct Chain {
  std::vector<std::string> links;
  std::vector<ClaimIndex> claims;  // that came this way
  std::string text() const;
};

// A claim whose words were taken from another's document.
struct Copy {
  ClaimIndex copy, original;
};

// Who ultimately says it. Claims of one origin count once.
struct Origin {
  std::string key;           // the same in every proposition: "state:kr", "name:chainmark"
  std::string name;          // as the text names it, or the publisher
  std::string state;         // whom it speaks for; empty when for none
  bool party = false;        // one of the actors of the proposition
  std::string rival_reason;  // "of North Korea, at war since 1950 …"; empty when no rival
  std::vector<ClaimIndex> claims;
  std::vector<std::string> joined;  // why several names or claims count as one origin; the first 12
  std::vector<Chain> chains;        // the ways its word came, each once; the first 24
  std::vector<Copy> copies;
  std::string circle;   // "A ← B ← A" where reports cite each other round; empty when none do
  bool closed = false;  // nobody outside the circle says it: the word has no first speaker
};

enum class Standing : uint8_t { unverified, reported, corroborated, confirmed, disputed, refuted };
std::string_view name(Standing standing);
std::string_view meaning(Standing standing);  // one line, for a legend

struct SetAside {
  ClaimIndex claim;
  std::string why;
};

struct Verdict {
  Standing standing = Standing::unverified;
  std::string rule;  // the rule that gave it, with the names it met
  std::vector<ClaimIndex> used;
  std::vector<SetAside> set_aside;
};

// A standing as it became on a day by what was published until then.
struct StandingSince {
  std::optional<Date> published;  // nothing: the claims behind it bear no date
  Standing standing;
  std::vector<ClaimIndex> because = {};  // published that day, and what changed it
  std::string rule = {};                 // that gave it then
};

// One figure of one claim.
struct FigureSaid {
  ClaimIndex claim;
  uint32_t quantity;                // index into Claim::quantity
  std::optional<double> low, high;  // what the words allow; "about 150" is 145 to 155
  std::optional<Date> as_of;        // end of its period, else the day published
  std::string converted = {};       // from what and by whose word; empty as it was said
};

enum class Agreement : uint8_t {
  single,      // one figure
  compatible,  // all bounds meet
  cumulative,  // a later count is higher: both may be right
  rival,       // they cannot all be right
};
std::string_view name(Agreement agreement);

// Figures that count the same thing in the same unit.
struct Figures {
  std::string of, unit;             // as the texts say; either may be empty
  std::vector<FigureSaid> figures;  // in order of as_of, then of claims
  Agreement agreement = Agreement::single;
  std::optional<double> low, high;   // the meet of all bounds, when compatible
  std::vector<std::string> reasons;  // one line for each step; the first 12
  // Of rivals the two furthest apart that no passing of time reconciles: places in `figures`.
  std::optional<std::array<size_t, 2>> clash = {};
};

struct Proposition {
  // The id of its earliest claim, shortened, and which of that claim's things it is: as long as no
  // earlier claim joins, the same whatever else is added.
  std::string id;
  PropositionKey key;
  std::vector<std::string> objects;  // what is given or done, as the asserting texts name it
  std::vector<ClaimIndex> claims;    // in the order given
  std::vector<ClaimIndex> asserts;   // positive, not denied
  std::vector<ClaimIndex> denies;    // denials and negative claims, wider ones that cover it too
  std::vector<Origin>
      origins;  // of the asserting claims; those that say "may" only if no other does
  Verdict verdict;
  std::vector<StandingSince> history;  // oldest first; the last is the verdict's
  std::vector<Figures> figures;
  std::vector<SetAside> rejected;  // claims that an analyst rejected, with who, when and why
};

// Propositions in the order of their first claim. Cost: n log n in claims.
std::vector<Proposition> weigh(std::span<const Claim> claims, const WeighOptions& options);
// Those alone that pass, asked of a proposition that has its key and its claims, and no more yet.
std::vector<Proposition> weigh(std::span<const Claim> claims, const WeighOptions& options,
                               const std::function<bool(const Proposition&)>& wanted);
// The same with key and claims alone: what is about what, and nothing weighed.
std::vector<Proposition> gather_propositions(std::span<const Claim> claims,
                                             const WeighOptions& options);

}  // namespace entente
