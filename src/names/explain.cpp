// A comparison in words: the pair of names, each token with its partner, the features, and what is
// odd about the writing. Takes the score from the same code as the fast path.
// Tests: compare_test.cpp, tests/cases/names.
#include <algorithm>
#include <cstdio>

#include "base/text.h"
#include "names/compare.h"
#include "names/features.h"
#include "names/identifiers.h"
#include "names/match.h"
#include "names/near_names.h"
#include "names/tables.h"
#include "names/tokens.h"

namespace entente {
namespace {

constexpr size_t kShownMax = 120;  // code points of a value

std::string shown(const Entity& entity, uint16_t statement) {
  return statement < entity.statements.size()
             ? shorten(entity.statements[statement].value, kShownMax)
             : std::string();
}

std::string_view kind_name(TokenKind kind) {
  switch (kind) {
    case TokenKind::word:
      return "part of name";
    case TokenKind::initial:
      return "initial";
    case TokenKind::patronymic:
      return "patronymic";
    case TokenKind::number:
      return "number";
    case TokenKind::legal_form:
      return "legal form";
    case TokenKind::org_word:
      return "kind of firm";
    case TokenKind::territory:
      return "territory";
    case TokenKind::particle:
      return "particle";
    case TokenKind::title:
      return "title";
  }
  return "part of name";
}

struct Sides {
  const Entity &left_entity, &right_entity;
  const Prepared &left, &right;
};

// Whether a name has a part of weight that met nothing.
bool has_rest(std::span<const TokenRow> tokens, const std::array<int8_t, kTokensMax>& partner) {
  for (size_t i = 0; i < tokens.size(); ++i)
    if (partner[i] == NameMatch::kNone && tokens[i].weight >= 24) return true;
  return false;
}

void add_tokens(const Sides& s, const NameRow& a, const NameRow& b, const NameMatch& m,
                std::vector<Reason>& out) {
  const auto x = s.left.tokens(a), y = s.right.tokens(b);
  // What is left over on both sides stands against each other; on one side it was left out.
  const bool clash = has_rest(x, m.partner) && has_rest(y, m.right_partner);
  const float all = std::max(m.agreed + m.contradicted + m.omitted, 0.01F);
  for (size_t i = 0; i < x.size(); ++i) {
    Reason r{.what = std::string(kind_name(x[i].kind)),
             .left = std::string(s.left.text(x[i])),
             .right = {},
             .verdict = {},
             .detail = {}};
    const float weight = static_cast<float>(x[i].weight) / 64.0F / all;
    if (m.partner[i] == NameMatch::kNone) {
      r.verdict = clash && x[i].weight >= 24 ? "contradicts" : "missing";
      r.detail = "stands on the left only";
    } else {
      const TokenRow& t = y[static_cast<size_t>(m.partner[i])];
      r.right = s.right.text(t);
      r.verdict = m.likeness[i] >= 0.99F ? "same" : m.likeness[i] >= 0.8F ? "alike" : "differs";
      char number[32];
      std::snprintf(number, sizeof number, "likeness %.2f", static_cast<double>(m.likeness[i]));
      r.detail = number;
      r.weight = weight * m.likeness[i];
    }
    out.push_back(std::move(r));
  }
  for (size_t j = 0; j < y.size(); ++j)
    if (m.right_partner[j] == NameMatch::kNone)
      out.push_back({std::string(kind_name(y[j].kind)), "", std::string(s.right.text(y[j])),
                     clash && y[j].weight >= 24 ? "contradicts" : "missing",
                     "stands on the right only", 0});
}

void add_conflicts(const NameMatch& m, std::vector<Reason>& out) {
  const auto said = [&](const char* what, const char* detail) {
    out.push_back({what, "", "", "contradicts", detail, 0});
  };
  if (m.reordered)
    said("order", "the same names in another order: father and son exchanged, or syllables");
  if (m.legal_conflict) said("legal form", "the forms are of different classes in law");
  if (m.number_conflict) said("number", "the numbers differ");
  if (m.abbreviated)
    out.push_back({"abbreviation", "", "", "alike", "one is the first letters of the other", 0});
}

std::string feature_name(const FeatureRow& f) {
  switch (f.kind) {
    case FeatureKind::birth_date:
      return "birth date";
    case FeatureKind::death_date:
      return "death date";
    case FeatureKind::incorporation_date:
      return "date of founding or building";
    case FeatureKind::country:
      return "country";
    case FeatureKind::gender:
      return "gender";
    case FeatureKind::address:
      return "address";
    case FeatureKind::identifier:
      return std::string(name_of(static_cast<IdentifierType>(f.sub)));
  }
  return "feature";
}

void add_features(const Sides& s, std::vector<Reason>& out) {
  const FeatureMatch match = match_features(s.left, s.right);
  for (size_t i = 0; i < match.count; ++i) {
    const FeatureMeeting& m = match.meetings[i];
    const FeatureRow &a = s.left.features()[m.left], &b = s.right.features()[m.right];
    Reason r{feature_name(a),
             shown(s.left_entity, a.statement),
             shown(s.right_entity, b.statement),
             m.verdict == FeatureVerdict::same   ? "same"
             : m.verdict == FeatureVerdict::near ? "alike"
             : m.verdict == FeatureVerdict::slip ? "differs"
                                                 : "contradicts",
             {},
             m.support - m.against};
    if (m.least > 0) r.weight = m.least, r.detail = "an identifier of one only";
    out.push_back(std::move(r));
  }
}

void add_warnings(const Entity& entity, const Prepared& p, bool left, std::vector<Reason>& out) {
  const auto warn = [&](std::string value, const char* detail) {
    Reason r{"warning", {}, {}, "flagged", detail, 0};
    (left ? r.left : r.right) = std::move(value);
    out.push_back(std::move(r));
  };
  constexpr std::pair<uint8_t, const char*> kWarnings[] = {
      {kNameControl, "control characters within the name were left out"},
      {kNameBidi, "marks that reverse the direction of writing were left out"},
      {kNameHomoglyph, "letters of several scripts within one word: look-alikes"},
      {kNameCut, "longer than what is compared: the rest was left out"},
  };
  uint8_t seen = 0;
  for (const NameRow& name : p.names())
    for (const auto& [flag, detail] : kWarnings)
      if (name.flags & flag & ~seen) {
        warn(shown(entity, name.statement), detail);
        seen |= flag;
      }
  if (p.head().flags & kHeadCut)
    warn(entity.caption, "more names or features than are compared: the rest was left out");
  for (const FeatureRow& f : p.features())
    if (f.kind == FeatureKind::identifier && (f.more & 1))
      warn(shown(entity, f.statement), "wrong check digit or form");
}

}  // namespace

namespace {

Explanation explain_blocks(const Entity& left, const std::string& left_bytes, const Entity& right,
                           const std::string& right_bytes) {
  const Prepared a(left_bytes), b(right_bytes);
  Explanation out;
  out.result = compare(a, b);
  const Sides sides{left, right, a, b};
  if (!a.names().empty() && !b.names().empty()) {
    const NameRow &x = a.names()[out.result.left_name], &y = b.names()[out.result.right_name];
    const NameMatch match = match_names(a, x, b, y);
    out.reasons.push_back({"name", shown(left, x.statement), shown(right, y.statement),
                           out.result.name_score >= kMatchThreshold ? "alike" : "differs",
                           "the best pair of names", out.result.name_score});
    if (x.written == y.written) out.reasons.back().verdict = "same";
    add_tokens(sides, x, y, match, out.reasons);
    add_conflicts(match, out.reasons);
  }
  add_features(sides, out.reasons);
  add_warnings(left, a, true, out.reasons);
  add_warnings(right, b, false, out.reasons);
  return out;
}

}  // namespace

Explanation explain(const Entity& left, const Entity& right, const NameTables& tables) {
  const std::string left_bytes = prepare(left, tables), right_bytes = prepare(right, tables);
  if (!(Prepared(right_bytes).head().flags & kHeadCut))
    return explain_blocks(left, left_bytes, right, right_bytes);
  const Entity near = near_names_first(left, right);
  return explain_blocks(left, left_bytes, near, prepare(near, tables));
}

}  // namespace entente
