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
};

constexpr size_t kReadingMax = 2000;

bool takes_two(JudgementKind kind) {
  return kind == merge || kind == split || kind == same || kind == different;
}

bool is_grade(std::string_view value) {
  return value.size() == 1 &&
         ((value[0] >= 'A' && value[0] <= 'F') || (value[0] >= '1' && value[0] <= '6'));
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
  if (j.kind == correct && (trim(j.value).empty() || j.value.size() > kReadingMax))
    return wrong("no reading, or more than 2,000 bytes: what do the words say?", j.value);
  if (j.kind != correct && (j.kind == regrade) != is_grade(j.value))
    return wrong(j.kind == regrade ? "no grade: A to F for a source, 1 to 6 for a claim"
                                   : "it takes no grade",
                 j.value);
  if (trim(j.who).empty()) return wrong("a judgement needs the name of who makes it", j.who);
  if (trim(j.why).empty()) return wrong("a judgement needs its reason", j.why);
  return {};
}

std::string judgement_id(const Judgement& j, std::string_view added) {
  return stable_id({name(j.kind), j.a, j.b, j.value, j.who, j.why, added}, 64);
}

}  // namespace entente
