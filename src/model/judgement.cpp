#include "model/judgement.h"

#include <array>

#include "base/hash.h"
#include "base/text.h"

namespace entente {
namespace {

using enum JudgementKind;

constexpr std::array kKinds{
    JudgementKindInfo{merge, "merge", "ENTITY ENTITY", "the two entities are one"},
    JudgementKindInfo{split, "split", "ENTITY ENTITY", "the two entities are not one"},
    JudgementKindInfo{reject, "reject", "CLAIM|DOCUMENT",
                      "the claim, or all of a document, is set aside"},
    JudgementKindInfo{regrade, "regrade", "SOURCE A..F | CLAIM 1..6",
                      "reliability of a source, or credibility of a claim"},
    JudgementKindInfo{same, "same", "CLAIM CLAIM", "the two claims assert one proposition"},
    JudgementKindInfo{different, "different", "CLAIM CLAIM",
                      "the two claims assert two propositions"},
    JudgementKindInfo{undo, "undo", "REVISION", "an earlier judgement no longer holds"},
    JudgementKindInfo{accept, "accept", "CLAIM", "the claim says what its words say"},
    JudgementKindInfo{correct, "correct", "CLAIM READING",
                      "the claim was read wrongly and is set aside; READING is what its words say"},
    JudgementKindInfo{match, "match", "ENTITY WHO [SCORE]",
                      "who was screened is the listed entity"},
    JudgementKindInfo{clear, "clear", "ENTITY WHO [SCORE]",
                      "who was screened is somebody else than the listed entity"},
};

constexpr size_t kReadingMax = 2000, kScreenedMax = 16384;

bool is_of_screening(JudgementKind kind) { return kind == match || kind == clear; }

bool takes_two(JudgementKind kind) {
  return kind == merge || kind == split || kind == same || kind == different ||
         is_of_screening(kind);
}

// 0 to 1 with at most six digits behind the point.
bool is_score(std::string_view value) {
  if (value.empty() || value.size() > 8 || (value[0] != '0' && value[0] != '1')) return false;
  if (value.size() == 1) return true;
  return value.size() > 2 && value[1] == '.' &&
         value.find_first_not_of(value[0] == '0' ? "0123456789" : "0", 2) == std::string_view::npos;
}

bool is_grade(std::string_view value) {
  return value.size() == 1 &&
         ((value[0] >= 'A' && value[0] <= 'F') || (value[0] >= '1' && value[0] <= '6'));
}

// What `value` may be, by kind; empty when it is so.
std::string_view wrong_value(const Judgement& j) {
  if (j.kind == correct)
    return trim(j.value).empty() || j.value.size() > kReadingMax
               ? "no reading, or more than 2,000 bytes: what do the words say?"
               : "";
  if (j.kind == regrade)
    return is_grade(j.value) ? "" : "no grade: A to F for a source, 1 to 6 for a claim";
  if (is_of_screening(j.kind))
    return j.value.empty() || is_score(j.value) ? "" : "no score: 0 to 1, as 0.87";
  return is_grade(j.value) ? "it takes no grade" : "";
}

}  // namespace

std::span<const JudgementKindInfo> judgement_kinds() { return kKinds; }

std::string_view name(JudgementKind kind) { return kKinds[static_cast<size_t>(kind)].name; }

std::optional<JudgementKind> find_judgement_kind(std::string_view word) {
  for (const auto& row : kKinds)
    if (row.name == word) return row.kind;
  return std::nullopt;
}

Status check(const Judgement& j) {
  const std::string targets(kKinds[static_cast<size_t>(j.kind)].targets);
  const auto wrong = [&](std::string what, std::string_view piece) -> Status {
    return fail(Code::bad_argument, std::move(what), std::string(name(j.kind)), shorten(piece, 80),
                "it takes " + targets);
  };
  if (trim(j.a).empty()) return wrong("nothing to judge", j.a);
  if (takes_two(j.kind) == j.b.empty())
    return wrong(j.b.empty() ? "a second target is needed" : "it takes one target", j.b);
  if (!j.b.empty() && j.a == j.b) return wrong("both targets are the same", j.a);
  if (j.b.size() > kScreenedMax) return wrong("more than 16,384 bytes of who was screened", j.b);
  if (const auto what = wrong_value(j); !what.empty()) return wrong(std::string(what), j.value);
  if (trim(j.who).empty()) return wrong("a judgement needs the name of who makes it", j.who);
  if (trim(j.why).empty()) return wrong("a judgement needs its reason", j.why);
  return {};
}

std::string judgement_id(const Judgement& j, std::string_view added) {
  return stable_id({name(j.kind), j.a, j.b, j.value, j.who, j.why, added}, 64);
}

}  // namespace entente
