// What an analyst decided: who, why, and about what. It stands beside what the machine read, wins
// over it, and can be undone; neither is ever removed.
//
//   Judgement j{JudgementKind::reject, claim_id, {}, {}, "A. Lee", "the figure is a misprint"};
//   if (auto ok = check(j); !ok) …
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace entente {

enum class JudgementKind : uint8_t {
  merge,      // entity `a` and entity `b` are one
  split,      // they are not, whatever their names say
  reject,     // claim or document `a` is set aside
  regrade,    // source `a` has reliability A to F, or claim `a` credibility 1 to 6: `value`
  same,       // claims `a` and `b` assert one proposition
  different,  // they do not
  undo,       // judgement `a` no longer holds; an undo can itself be undone
  accept,     // somebody compared claim `a` with its words: it says what they say
  correct,    // claim `a` was read wrongly and is set aside; `value` is what its words say
  match,  // who was screened, `b`, is the listed entity `a`; `value` is the score, if it is told
  clear,  // who was screened, `b`, is somebody else than the listed entity `a`
};

struct JudgementKindInfo {
  JudgementKind kind;
  std::string_view name;
  std::string_view targets;  // "ENTITY ENTITY", as the command line asks for them
  std::string_view meaning;  // one line
};
std::span<const JudgementKindInfo> judgement_kinds();
std::string_view name(JudgementKind kind);
std::optional<JudgementKind> find_judgement_kind(std::string_view name);

struct Judgement {
  JudgementKind kind{};
  // Full ids, the name of a source, or of `match` and `clear` who was screened, in words or as
  // JSON; `b` empty where the kind takes one.
  std::string a, b;
  // The grade, of `regrade`; the right reading in words, of `correct`; a score, of `match`,
  // `clear`.
  std::string value;
  std::string who, why;
  bool operator==(const Judgement&) const = default;
};

// bad_argument for a missing target, reason or name, two equal targets, or a grade that is none.
Status check(const Judgement& judgement);
// The same for the same decision by the same person, entered at the same time.
std::string judgement_id(const Judgement& judgement, std::string_view added);

}  // namespace entente
