#include "reading/framing/explain.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "model/vocabulary.h"
#include "reading/framing/climb.h"
#include "reading/framing/implied_parties.h"

namespace entente {
namespace {

std::string words(const Analysis& a, int s, int first, int last) {
  const Tree& t = a.tree(s);
  return squeeze(a.document.text.substr(t[first].begin, t[last].end - t[first].begin));
}

std::string place_of(const Predicate& row) {
  return "data/predicates.tsv:" + std::to_string(row.line);
}

std::string tree_of(const Tree& t) {
  std::string out;
  for (int i = 0; i < t.size(); ++i)
    out += std::to_string(i + 1) + "\t" + std::string(t[i].form) + "\t" + std::string(t[i].lemma) +
           "\t" + std::string(name(t[i].upos)) + "\t" + std::string(name(t[i].rel)) + "\t" +
           std::to_string(t.head(i) + 1) + "\n";
  return out;
}

std::vector<std::string> reasons_of(const Draft& d, const Nominals& nominals, const Cues& cues) {
  std::vector<std::string> out{"came out as " + std::string(name(d.grading.modality)) + ", " +
                               std::string(name(d.grading.polarity))};
  if (d.copied) out.emplace_back("takes up the claim before it: a denial or a confirmation");
  if (d.frame.entry->modality)
    out.push_back("the row of the lexicon says M=" + std::string(name(*d.frame.entry->modality)));
  if (d.frame.entry->negative) out.emplace_back("the row of the lexicon says P=neg");
  const Climb c = climb(nominals, cues, d.frame.sentence, d.frame.predicate);
  const std::pair<bool, const char*> met[] = {
      {c.denied, "a word of denial above it"},
      {c.possible, "can, could, may or might, or a word of possibility"},
      {c.foreseen, "a word of expectation"},
      {c.planned, "a word of planning, or an infinitive of what is to be"},
      {c.will, "will"},
      {c.would, "would"},
      {c.hearsay, "reportedly, or reports of it"},
      {c.alleged, "allegedly, or an allegation of it"},
      {c.assessed, "a word of assessment"},
      {c.negative, "a negation"},
      {c.according, "according to"}};
  for (const auto& [holds, what] : met)
    if (holds) out.push_back("met on the way up the tree: " + std::string(what));
  if (c.sources.empty() && !d.grading.sources.empty())
    out.emplace_back("stands in a quotation: its speaker is the source");
  return out;
}

std::vector<std::string> sources_of(const Draft& d, const Nominals& nominals) {
  std::vector<std::string> out;
  const Analysis& a = nominals.analysis();
  for (const Source& s : d.grading.sources) {
    std::string line = "nobody named";
    if (s.nominal >= 0) {
      const Nominal& m = nominals[s.nominal];
      line = words(a, m.sentence, m.first, m.last);
      if (const Nominal& r = nominals[root(nominals, s.nominal)]; &r != &m)
        line += ", which is " + words(a, r.sentence, r.first, r.last);
    }
    if (s.cue_first >= 0)
      line += ", by the cue “" + words(a, s.cue_sentence, s.cue_first, s.cue_last) + "”";
    out.push_back(std::move(line));
  }
  return out;
}

std::vector<PartyTrace> parties_of(const Draft& d, const Nominals& nominals) {
  std::vector<PartyTrace> out;
  for (const OpenParty& open : d.open) {
    PartyTrace one{open.role == Role::subject ? "subject" : "counterpart", open.whole, {}};
    for (const PartyCandidate& c : open.candidates) {
      std::string who = "nobody";
      if (!c.nominals.empty()) {
        const Nominal& m = nominals[c.nominals[0]];
        who = words(nominals.analysis(), m.sentence, m.first, m.last);
      }
      std::vector<std::string> because;
      for (const uint8_t trait : c.traits) because.push_back(ImpliedParties::trait_name(trait));
      one.choices.push_back({std::move(who), c.states, c.traits, std::move(because), c.weight});
    }
    std::stable_sort(one.choices.begin(), one.choices.end(),
                     [](const auto& a, const auto& b) { return a.weight > b.weight; });
    out.push_back(std::move(one));
  }
  return out;
}

bool may_claim(const Block& b) {
  return b.kind == Block::Kind::paragraph || b.kind == Block::Kind::bullet ||
         b.kind == Block::Kind::table_row;
}

std::vector<std::string> predicates_in(const Tree& t, const Predicates& predicates) {
  std::vector<std::string> out;
  for (int i = 0; i < t.size(); ++i) {
    const auto pos = t[i].upos == Upos::verb   ? Predicate::Pos::verb
                     : t[i].upos == Upos::noun ? Predicate::Pos::noun
                                               : Predicate::Pos::adjective;
    if (pos == Predicate::Pos::adjective && t[i].upos != Upos::adj) continue;
    const auto rows = predicates.find(lower(t[i].lemma), pos);
    if (!rows.empty())
      out.push_back(std::string(t[i].lemma) + " (" + std::string(name(rows[0].kind)) + ", " +
                    place_of(rows[0]) + ")");
  }
  return out;
}

}  // namespace

ClaimTrace explain_draft(const Draft& d, const std::string& claim, const Nominals& nominals,
                         const Cues& cues) {
  const Analysis& a = nominals.analysis();
  const Tree& t = a.tree(d.frame.sentence);
  const Predicate& row = *d.frame.entry;
  constexpr std::string_view kPos[] = {"verb", "noun", "adjective"};
  return {claim,
          words(a, d.frame.sentence, 0, t.size() - 1),
          tree_of(t),
          place_of(row) + ": " + row.lemma + (row.particle.empty() ? "" : " " + row.particle) +
              ", " + std::string(kPos[static_cast<size_t>(row.pos)]) + ", " +
              std::string(name(row.kind)) + "; fired at token " +
              std::to_string(d.frame.predicate + 1),
          reasons_of(d, nominals, cues),
          sources_of(d, nominals),
          parties_of(d, nominals)};
}

std::vector<Miss> find_misses(const std::vector<Draft>& claimed, const Nominals& nominals,
                              const Predicates& predicates) {
  const Analysis& a = nominals.analysis();
  std::set<int> with_claim;
  for (const Draft& d : claimed) with_claim.insert(d.frame.sentence);
  std::vector<std::set<std::string>> states(static_cast<size_t>(a.size()));
  std::vector<std::vector<std::string>> actors(static_cast<size_t>(a.size()));
  for (int i = 0; i < nominals.size(); ++i) {
    const Nominal& m = nominals[i];
    const std::string& state = nominals[root(nominals, i)].state;
    if (state.empty() || state == "xx") continue;
    if (states[static_cast<size_t>(m.sentence)].insert(state).second)
      actors[static_cast<size_t>(m.sentence)].push_back(words(a, m.sentence, m.first, m.last) +
                                                        " [" + state + "]");
  }
  std::vector<Miss> out;
  for (int s = 0; s < a.size(); ++s) {
    const Tree& t = a.tree(s);
    auto& named = actors[static_cast<size_t>(s)];
    if (named.size() < 2 || t.size() == 0 || with_claim.contains(s) || !may_claim(a.block(s)))
      continue;
    auto known = predicates_in(t, predicates);
    if (!known.empty())
      out.push_back({words(a, s, 0, t.size() - 1), std::move(named), std::move(known)});
  }
  return out;
}

}  // namespace entente
