// A brief on what two actors do together, every sentence of which leads to the words of a source.
//
//   BriefInput in;
//   in.a = {.key = "kp", .name = "North Korea"};
//   in.b = {.key = "ru", .name = "Russia"};
//   in.claims = …;                          // from the ledger; others than the pair's do no harm
//   in.state_names = {{"kr", "South Korea"}, …};
//   Result<Brief> brief = make_brief(in);   // not_found when no claim names both
//   std::fputs(to_markdown(*brief).c_str(), stdout);
//
// A BriefSentence cannot be made without a claim: its constructor asks for Cites, and Cites is
// never empty. make_brief checks once more that each cited claim has a quote, or returns malformed.
// Pure: no clock, no disk; the same input gives the same bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/claim.h"
#include "model/entity.h"
#include "network/exchange.h"
#include "weighing/weighing.h"

namespace entente {

struct BriefActor {
  std::string key;   // ISO 3166-1 alpha-2 in lower case, or the id of an entity in the ledger
  std::string name;  // to show: "North Korea"
};

// What its sentence says before and after a quote; either may be empty.
struct QuoteContext {
  std::string before, after;
};

// A place of a finding, for a map.
struct BriefPlace {
  double lat = 0, lon = 0;
  std::string text;  // a line of its legend
};

struct BriefInput {
  BriefActor a, b;
  std::vector<Claim> claims;                       // with ids, documents and entities set
  std::vector<Entity> entities;                    // those that mentions of the claims point to
  std::map<std::string, std::string> state_names;  // "kp" -> "North Korea"; code shown if absent
  std::map<std::string, std::string> list_titles;  // Entity::dataset -> title; dataset if absent
  std::optional<Date> as_of;                       // the brief's day; nothing: no limit and no age
  uint64_t ledger_revision = 0;                    // 0: not from a ledger
  // Of each claim shown, in their order; asked once. Optional.
  std::function<std::vector<QuoteContext>(std::span<const Claim>)> contexts;
  // Of a claim that is a finding: its sentence; from any thread. Optional.
  std::function<std::string(const Claim&)> statement;
  // Draws where findings about ships were, as one <svg>; optional.
  std::function<std::string(const std::vector<BriefPlace>&)> draw_map;
  std::vector<Decision> decisions;  // of analysts, that hold
  size_t threads = 1;               // to weigh and to write sections on
  const Measures* measures = nullptr;
  // For a section on what changed: whether a claim was there at the time of the earlier brief, and
  // that time in words ("2025-07-14", "revision 12"). Both or neither.
  std::function<bool(const Claim&)> was_there;
  std::string changed_since;
};

// The claims behind a sentence: at least one, by construction.
class Cites {
 public:
  explicit Cites(ClaimIndex first) : claims_{first} {}
  // Nothing when `claims` is empty; each claim once, in order.
  static std::optional<Cites> of(std::vector<ClaimIndex> claims);
  const std::vector<ClaimIndex>& claims() const { return claims_; }

 private:
  Cites() = default;
  std::vector<ClaimIndex> claims_;
};

// One sentence or line of the brief. `text` is plain; writers escape and mark it.
class BriefSentence {
 public:
  BriefSentence(std::string text, Cites cites) : text_(std::move(text)), cites_(std::move(cites)) {}
  const std::string& text() const { return text_; }
  const std::vector<ClaimIndex>& claims() const { return cites_.claims(); }

 private:
  std::string text_;
  Cites cites_;
};

// A line of the brief and, below it, the words of those who say it.
struct BriefFinding {
  BriefSentence line;  // "North Korea → Russia: ammunition (“munitions”, “shells”)"
  std::vector<size_t> propositions;  // indexes into Brief::propositions; may be empty
  std::string standing;              // "disputed", with its rule; empty where none applies
  std::vector<BriefSentence> words;  // who says it, how firmly, and the quote
};

struct BriefGroup {
  std::string heading;  // may be empty
  std::vector<BriefFinding> findings;
};

enum class SectionId : uint8_t {
  sources,
  changes,
  exchange,
  over_time,
  ties,
  figures,
  timeline,
  middles,
  listed,
  ships,
  trade,
  votes,
  money,
  denied,
  planned,
  gaps,
};
std::string_view name(SectionId id);   // "exchange": stable, for scripts and anchors
std::string_view title(SectionId id);  // "Who gives what to whom"

struct BriefSection {
  SectionId id;
  std::vector<BriefGroup> groups;  // of exchange: always two, a -> b and b -> a
};

// One source text and the part of the brief that rests on it.
struct BriefDocument {
  DocumentRef document;
  std::vector<ClaimIndex> claims;  // in text order
};

struct Brief {
  BriefActor a, b;
  std::optional<Date> as_of;
  uint64_t ledger_revision = 0;
  // Footnote n is claims[n - 1]: what texts say, by document, then in text order; then findings, by
  // family and time. Only the first `told` are weighed.
  std::vector<Claim> claims;
  size_t told = 0;
  std::span<const Claim> told_claims() const { return std::span(claims).first(told); }
  std::vector<std::string> who;          // of each claim: "South Korea's military (assessment)"
  std::vector<QuoteContext> contexts;    // of each claim
  std::vector<BriefDocument> documents;  // by date published, undated ones last
  std::vector<Proposition> propositions;
  Exchange exchange;
  std::string map;  // an <svg> of the places of the section on ships; may be empty
  std::vector<BriefSection>
      sections;  // all sixteen in the order of SectionId; empty ones have no groups
};

// not_found: no claim names both actors (the piece says which is named alone). bad_argument: one
// actor twice, or no key. malformed: a claim without id or quote. Claims that are told are moved
// out of the input: a brief of thousands copies none when the input is given away.
Result<Brief> make_brief(BriefInput input);

// For a terminal: wrapped at `width` columns, footnotes as [n], a section Sources at the end.
std::string to_markdown(const Brief& brief, size_t width = 100, size_t threads = 1);
// One file, no script, no request: inline CSS and SVG, light and dark, phone and paper.
std::string to_html(const Brief& brief);
// One object, "schema": "entente.brief.v1", indented by two blanks, newline at the end.
std::string to_json(const Brief& brief);

}  // namespace entente
