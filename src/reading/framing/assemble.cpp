// Drafts become claims: nominals become mentions whose text stands at their offsets, pronouns and
// descriptions give way to the names they stand for, figures and dates are carried over, and what
// does not pass check() is dropped rather than repaired.
#include "reading/framing/assemble.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "base/utf8.h"
#include "model/document_ref.h"
#include "reading/framing/drafts.h"
#include "reading/framing/explain.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;

class Assembler {
 public:
  explicit Assembler(const Nominals& nominals)
      : n_(nominals), a_(nominals.analysis()), map_(a_.document.text) {
    document_ = ref_of(a_.document);
  }

  std::optional<Claim> claim(const Draft& d) const {
    Claim c;
    c.document = document_;
    c.kind = d.kind;
    c.quote = span(d.frame.sentence, d.first, d.last);
    c.subject = actors(d.role(Role::subject));
    if (c.subject.empty()) c.subject.push_back(passive_subject(d));
    c.counterpart = actors(d.role(Role::counterpart));
    c.against = actors(d.role(Role::against));
    c.object = things(d.role(Role::object));
    c.in_return = things(d.role(Role::in_return));
    c.via = things(d.role(Role::via));
    c.where = things(d.role(Role::where));
    c.quantity = d.quantity;
    c.when = d.when;
    c.modality = d.grading.modality;
    c.polarity = d.grading.polarity;
    for (const Source& s : d.grading.sources)
      if (auto m = source(s)) c.attribution.push_back(std::move(*m));
    c.certainty = certainty(d);
    c.id = claim_id(c);
    if (!check(c, a_.document.text, map_)) return std::nullopt;
    return c;
  }

 private:
  Span span(int s, int first, int last) const {
    const Tree& t = a_.tree(s);
    const uint32_t begin = t[first].begin, end = t[last].end;
    return {a_.document.text.substr(begin, end - begin),
            static_cast<uint32_t>(map_.code_points(begin)),
            static_cast<uint32_t>(map_.code_points(end))};
  }

  Mention mention(const Nominal& m, bool keep_number) const {
    Mention out;
    int first = keep_number ? m.first : after_number(m);
    const Tree& t = a_.tree(m.sentence);
    while (first < m.head && leads(t[first])) ++first;
    static_cast<Span&>(out) = span(m.sentence, first, m.last);
    out.goods = m.goods;
    return out;
  }

  // A comma or conjunction before the mention's first word.
  static bool leads(const Token& t) {
    if (t.upos == Upos::punct) return t.form != "\"";
    return t.upos == Upos::cconj || t.upos == Upos::sconj;
  }

  // "about 60 Russian soldiers" -> "Russian soldiers"
  int after_number(const Nominal& m) const {
    const Tree& t = a_.tree(m.sentence);
    for (int c : t.children(m.head))
      if (t.is(c, {Rel::nummod}) && t.first(c) >= m.first && t.last(c) < m.head)
        return t.last(c) + 1;
    return m.first;
  }

  // Pronouns and unnamed descriptions give way to what they refer to.
  const Nominal& shown(int i) const {
    const Nominal& m = n_[i];
    const Nominal& r = n_[root(n_, i)];
    return m.pronoun || (!m.named && r.named) ? r : m;
  }

  std::vector<Mention> actors(const std::vector<int>& role) const {
    std::vector<Mention> out;
    for (const int i : role) add_actor(i, out);
    std::set<uint32_t> seen;
    std::erase_if(out, [&](const Mention& m) { return !seen.insert(m.start).second; });
    return out;
  }

  void add_actor(int i, std::vector<Mention>& out) const {
    const auto& members = n_[i].members.empty() ? n_[root(n_, i)].members : n_[i].members;
    if (!members.empty()) {
      for (const int m : members) add_actor(m, out);
      return;
    }
    const Nominal& m = shown(i);
    Mention mention_of = mention(m, false);
    mention_of.state = "xx";
    for (const Nominal* from : {&n_[root(n_, i)], &m, &n_[i]})
      if (!from->state.empty()) mention_of.state = from->state;
    mention_of.goods = {};
    out.push_back(std::move(mention_of));
  }

  std::vector<Mention> things(const std::vector<int>& role) const {
    std::vector<Mention> out;
    for (const int i : role) {
      const Nominal& m = measured(shown(i));
      Mention thing = mention(m, m.goods.has(Goods::funds));
      if (m.sort == Sort::place || m.sort == Sort::state) thing.state = m.state;
      out.push_back(std::move(thing));
    }
    return out;
  }

  // "28,000 containers of munitions", "most of the coins": the munitions, the coins
  const Nominal& measured(const Nominal& m) const {
    const Tree& t = a_.tree(m.sentence);
    const bool measure = m.sort == Sort::number || m.pronoun || t[m.head].upos == Upos::det ||
                         t[m.head].upos == Upos::adj || is_measure_noun(lower(t[m.head].lemma));
    if (!measure) return m;
    for (int c : t.children(m.head))
      if (t.is(c, {Rel::nmod, Rel::obl}) && t.preposition(c) == "of")
        if (const int i = n_.at(m.sentence, c); i >= 0) return shown(i);
    return m;
  }

  // A passive whose agent nobody names: the verb as it stands.
  Mention passive_subject(const Draft& d) const {
    Mention out;
    static_cast<Span&>(out) = span(d.frame.sentence, d.frame.predicate, d.frame.predicate);
    out.state = "xx";
    return out;
  }

  std::optional<Mention> source(const Source& s) const {
    if (s.nominal < 0) return std::nullopt;
    const Nominal& own = n_[s.nominal];
    const Nominal& m = shown(s.nominal);
    if (m.sort == Sort::time || m.sort == Sort::number) return std::nullopt;
    if (m.pronoun && m.state.empty()) return std::nullopt;
    Mention out = mention(m, true);
    out.goods = {};
    out.state = m.media && m.state.empty() ? "xx" : !own.state.empty() ? own.state : m.state;
    if (out.state.empty()) out.state = "xx";
    if (s.cue_first >= 0) out.cue = cue_text(s);
    return out;
  }

  std::string cue_text(const Source& s) const {
    const Tree& t = a_.tree(s.cue_sentence);
    const std::string cue = lower(t[s.cue_first].form);
    return cue == "according" ? "according to" : cue;
  }

  // That the sentence was read correctly: each step that had to be inferred costs.
  double certainty(const Draft& d) const {
    double out = d.frame.entry->pos == Predicate::Pos::verb ? 0.9 : 0.75;
    if (d.copied) out -= 0.2;
    if (d.role(Role::subject).empty()) out -= 0.2;
    const auto inferred = [&](const std::vector<int>& role) {
      return std::any_of(role.begin(), role.end(), [&](int i) {
        return n_[i].sentence != d.frame.sentence || n_[i].referent >= 0;
      });
    };
    if (inferred(d.role(Role::subject))) out -= 0.1;
    if (inferred(d.role(Role::counterpart))) out -= 0.1;
    return std::max(0.1, static_cast<double>(static_cast<int>(out * 100 + 0.5)) / 100);
  }

  const Nominals& n_;
  const Analysis& a_;
  OffsetMap map_;
  DocumentRef document_;
};

std::vector<ReadClaim> read_claims(const Analysis& analysis, const Predicates& predicates,
                                   const Cues& cues, ReadingTrace* trace) {
  Nominals nominals(analysis);
  resolve(nominals);
  const auto published = parse_date(analysis.document.published);
  auto drafts = draft_claims(nominals, predicates, cues, published);
  learn_states(drafts, nominals);
  fill_roles(drafts, nominals, trace != nullptr);
  const Assembler assembler(nominals);
  std::vector<ReadClaim> out;
  std::set<std::string> seen;
  for (const Draft& d : drafts)
    if (auto c = assembler.claim(d); c && seen.insert(c->id).second) {
      if (trace) trace->claims.push_back(explain_draft(d, c->id, nominals, cues));
      out.push_back({std::move(*c), d.frame.sentence, d.frame.predicate, d.frame.entry});
    }
  if (trace) trace->misses = find_misses(drafts, nominals, predicates);
  std::stable_sort(out.begin(), out.end(), [](const ReadClaim& a, const ReadClaim& b) {
    return a.claim.quote.start < b.claim.quote.start;
  });
  return out;
}

}  // namespace

std::vector<ReadClaim> assemble_traced(const Analysis& analysis, const Predicates& predicates,
                                       const Cues& cues) {
  return read_claims(analysis, predicates, cues, nullptr);
}

std::vector<Claim> assemble(const Analysis& analysis, const Predicates& predicates,
                            const Cues& cues, ReadingTrace* trace) {
  std::vector<Claim> out;
  for (ReadClaim& read : read_claims(analysis, predicates, cues, trace))
    out.push_back(std::move(read.claim));
  return out;
}

}  // namespace entente
