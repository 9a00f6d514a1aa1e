// Identity and validity of a claim. check() is the last gate before a claim leaves the reader or
// enters the ledger: no quote, no claim.
#include "model/claim.h"

#include <array>

#include "base/hash.h"
#include "base/text.h"

namespace entente {
namespace {

using Roles = std::array<const std::vector<Mention>*, 8>;

Roles roles_of(const Claim& c) {
  return {&c.subject,   &c.counterpart, &c.against, &c.object,
          &c.in_return, &c.via,         &c.where,   &c.attribution};
}

std::string key(const Span& s) { return std::to_string(s.start) + "-" + std::to_string(s.end); }

std::string arguments_key(const Claim& claim) {
  std::string out;
  for (const auto* role : roles_of(claim)) {
    for (const auto& m : *role) out += key(m) + m.state + ",";
    out += ";";
  }
  return out;
}

Status check_span(const Span& s, std::string_view text, const OffsetMap& map,
                  std::string_view what) {
  if (s.start < s.end) {
    const size_t begin = map.bytes(s.start), end = map.bytes(s.end);
    if (text.substr(begin, end - begin) == s.text) return {};
  }
  return fail(Code::malformed, "the " + std::string(what) + " is not the text at its offsets",
              key(s), shorten(s.text, 80));
}

bool is_state(std::string_view s) {
  return s.empty() || (s.size() == 2 && is_lower(s[0]) && is_lower(s[1]));
}

}  // namespace

std::string_view finding_family(const ExtractorRef& extractor) {
  const std::string_view name = extractor.name;
  const size_t end = name.find_first_of(".:");
  return end != name.npos && name[end] == '.' ? name.substr(0, end) : std::string_view();
}

bool is_worked_out(const Claim& claim) {
  if (claim.modality != Modality::assessed) return false;
  const std::string_view family = finding_family(claim.extractor);
  return family == "trade" || family == "votes" || family == "money";
}

std::string claim_id(const Claim& c) {
  // The reader's claims have the ids they had before there was another extractor.
  const std::string arguments =
      arguments_key(c) + (c.extractor.name.empty() ? "" : "by " + c.extractor.name);
  return stable_id(
      {c.document.id, key(c.quote), name(c.kind), name(c.polarity), name(c.modality), arguments});
}

Status check(const Claim& claim, std::string_view text, const OffsetMap& map) {
  if (auto ok = check_span(claim.quote, text, map, "quote"); !ok) return ok;
  if (claim.subject.empty()) return fail(Code::malformed, "a claim without a subject");
  for (const auto* role : roles_of(claim))
    for (const auto& m : *role) {
      if (auto ok = check_span(m, text, map, "mention"); !ok) return ok;
      if (!is_state(m.state)) return fail(Code::malformed, "not a state code", {}, m.state);
    }
  const auto& [start, end] = claim.when.interval;
  if (start && end && last_day(*end) < first_day(*start))
    return fail(Code::malformed, "an interval that ends before it starts", {}, claim.when.text);
  if (claim.certainty < 0 || claim.certainty > 1)
    return fail(Code::malformed, "certainty outside 0 to 1");
  return {};
}

}  // namespace entente
