// How a brief words what claims say, so that no line says more than its source. Internal to brief/.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "brief/brief.h"

namespace entente {

// "planned or foreseen" or "said to be possible", when no claim says that it was done; else empty.
std::string_view prospect(const Brief& brief, const Flow& flow);

// Names to show for actor keys. Keeps a reference to `options`.
class ActorNames {
 public:
  ActorNames(const BriefInput& input, const std::vector<Claim>& claims,
             const WeighOptions& options);
  const std::string& of(const std::string& key) const;
  // "Japan, South Korea and the United States"; "not named" when empty.
  std::string of(const std::vector<std::string>& keys) const;

  const WeighOptions& options() const { return options_; }

 private:
  const WeighOptions& options_;
  std::map<std::string, std::string> names_;
  std::string unnamed_ = "not named";
};

// "report", "assessment", "denial"; with polarity: "report that it is not so".
std::string firmness(const Claim& claim);
// "NIS, cited by The Guardian"; the publisher or title when the author speaks.
std::string speaker_name(const Claim& claim, const ActorNames& names);
// speaker_name with firmness in brackets: "the NIS (South Korea; assessment)".
std::string who_says(const Claim& claim, const ActorNames& names);
// "“…”", white space squeezed, a lone or outer pair of straight quotation marks dropped.
std::string quoted(std::string_view text);
// The quote with the words around it: "Moscow denied that “it had sent oil”, as before."
std::string in_context(const QuoteContext& context, std::string_view quote);
// "at least 28,000 containers", "$1.75 billion (contract)".
std::string figure_words(const Quantity& q);
// "2023-08 to 2025-05", "since summer 2023", "by 2021", "2024"; empty when nothing is known.
std::string period(const Interval& interval);
// 12000000 -> "12,000,000"; at most two decimals.
std::string number_words(double value);
// "148 to 155", "at least 148", "at most 500,000".
std::string bounds_words(std::optional<double> low, std::optional<double> high);
// The line of propositions that share actors and kind: a label with its actors, the texts' own
// words for the goods of each, and the time.
std::string headline(const std::vector<const Proposition*>& told, const ActorNames& names);
// The same without the texts' words where a goods class says it.
std::string short_label(const Proposition& p, const ActorNames& names);
// "ammunition (“munitions”, “shells”)", "personnel, deployed"; the texts' words alone when the
// goods have no class.
std::string flow_label(const std::string& family, const std::string& what,
                       const std::vector<std::string>& objects, GoodsSet goods);
// "military-technology" -> "military technology", "missiles technology" -> "missiles: parts or …".
std::string class_label(std::string what);
// "“munitions”, “shells” and 3 more"; empty when there is none.
std::string object_list(const std::vector<std::string>& objects);
std::string plural(size_t count, std::string_view one, std::string_view many);

}  // namespace entente
