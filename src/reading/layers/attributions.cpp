// Who says what: one pass over the tokens of each sentence for the shapes in which English
// reports (a verb or adjective with a clause, a parenthesis, "according to", a noun with a
// that-clause, a verb before a colon), then quotations that run on over sentences. Wider than what
// frames a claim: verbs of thinking and knowing count too, as a reader of attributions expects
// (after the attribution relation of RST and of the Penn Discourse Treebank).
// Cost: linear in the tokens times the depth of the tree.
#include <algorithm>

#include "base/text.h"
#include "reading/framing/attribution.h"
#include "reading/framing/slots.h"
#include "reading/layers/find.h"
#include "reading/layers/report_words.h"
#include "reading/words.h"

namespace entente {
namespace {

std::string_view word(Cue cue) {
  switch (cue) {
    case Cue::claim:
      return "claim";
    case Cue::allege:
    case Cue::alleged:
      return "allege";
    case Cue::assess:
    case Cue::assessed:
      return "assess";
    case Cue::show:
    case Cue::hearsay:
      return "show";
    case Cue::confirm:
      return "confirm";
    case Cue::deny:
      return "deny";
    case Cue::foresee:
    case Cue::likely:
      return "foresee";
    case Cue::warn:
      return "warn";
    case Cue::plan:
      return "plan";
    case Cue::speech:
      return "speech";
    default:
      return "mental";
  }
}

bool is_quote_mark(std::string_view form) {
  return form == "\"" || form == "''" || form == "``" || form == "“" || form == "”";
}

class Finder {
 public:
  Finder(const Nominals& nominals, const Cues& cues)
      : n_(nominals),
        a_(nominals.analysis()),
        cues_(cues),
        spans_(nominals.analysis()),
        grader_(nominals, cues) {}

  std::vector<Attribution> find() {
    for (int s = 0; s < a_.size(); ++s) {
      t_ = &a_.tree(s);
      s_ = s;
      for (int i = 0; i < t_->size(); ++i) at_token(i);
      running_quotation();
      credit();
    }
    for (Attribution& one : out_) join_content(one.content);
    return std::move(out_);
  }

 private:
  const Tree& t() const { return *t_; }

  // Sentences of one quotation that stand on one line are one span.
  void join_content(std::vector<Span>& content) const {
    std::vector<Span> joined;
    for (Span& span : content) {
      if (!joined.empty() && span.start > joined.back().end &&
          span.start <= joined.back().end + 2) {
        const Span all = spans_.points(joined.back().start, span.end);
        if (all.text.find('\n') == std::string::npos) {
          joined.back() = all;
          continue;
        }
      }
      joined.push_back(std::move(span));
    }
    content = std::move(joined);
  }

  void at_token(int i) {
    if (t().is_verbal(i) || t()[i].upos == Upos::adj) clause_of_verb(i);
    if (t()[i].upos == Upos::noun) clause_of_noun(i);
    if (t().is_nominal(i) && t().preposition(i).starts_with("according")) according_to(i);
    if (t().lemma_is(i, {"word"}) && t().preposition(i) == "in") in_the_words_of(i);
    was_like(i);
  }

  // --- the shapes
  // "said that …", "is sure that …", "…, he said", "as he said", "claims to have …", "wrote: …"
  void clause_of_verb(int h) {
    const std::string lemma = lower(t()[h].lemma);
    const bool adjective = t()[h].upos == Upos::adj;
    const auto cue = adjective ? cues_.adverb(lemma) : cues_.verb(lemma);
    const bool takes_clause =
        adjective ? cue || among(kMentalAdjectives, lemma)
                  : (cue && *cue != Cue::aspect && *cue != Cue::enable && *cue != Cue::forbid) ||
                        among(kMental, lemma);
    if (!takes_clause || nobody_reports(h, lemma)) return;
    for (int c : t().children(h)) {
      if (!is_content(c, h) || says_which(c, h, lemma)) continue;
      // "shows you what it is about", "learns how to read": what is seen or learnt, not told
      if (cue == Cue::show && t()[t().first(c)].xpos.starts_with("W")) return;
      return add(h, c, cue);
    }
    if (!cue || adjective || before_colon(h, *cue) || parenthesis(h, *cue) ||
        before_quotation(h, *cue))
      return;
    if (!infinitive_reports(h, lemma, *cue)) return;
    for (int c : t().children(h))
      if (t().is(c, {Rel::xcomp}) && t()[c].upos == Upos::verb) return add(h, c, cue);
  }

  // A finite clause, a quoted one, "whether …", "what …"; "feel like …".
  bool is_content(int c, int h) const {
    if (t().is(c, {Rel::obj}) && t()[c].xpos.starts_with("W") && t().last(c) > c) return true;
    if (t().lemma_is(h, {"remember", "recall"}) && t().is(c, {Rel::xcomp, Rel::ccomp}) &&
        t()[c].xpos == "VBG")
      return true;
    if (t().is(c, {Rel::advcl}) && asked(c, h)) return true;
    const bool like = has_mark(c, "like") && t().lemma_is(h, {"feel", "be", "say"});
    if (!t().is_verbal(c) && !t().preposition(c).empty()) return false;  // "In it, he observed:"
    if (!t().is(c, {Rel::ccomp}) && !(like && t().is(c, {Rel::advcl, Rel::ccomp}))) return false;
    if (!t().is_verbal(c) && t().first(c) > h && t()[t().first(c) - 1].form == ":" &&
        !is_quote_mark(t()[t().first(c)].form))
      return false;  // "has added: a hall, a crane"
    if (!t().is_verbal(c) && t()[t().first(c)].form == ":") return false;
    if (t().has(c, {Rel::nsubj, Rel::nsubj_pass, Rel::expl, Rel::csubj, Rel::nsubj_outer}))
      return t()[c].xpos != "VBG" || t().has(c, {Rel::aux}) || has_mark(c, "that");
    for (int i = t().first(c); i <= c; ++i)
      if (t()[i].xpos.starts_with("W") || has_mark(c, "that") || is_quote_mark(t()[i].form))
        return true;
    return has_mark(c, "whether") || has_mark(c, "if") || t()[c].upos != Upos::verb ||
           t()[c].xpos == "VBP" || t()[c].xpos == "VBZ" || t()[c].xpos == "VBD";
  }

  // "See that it is done", "that means that …", "you can tell what …": orders, facts and looks, not
  // what somebody says or thinks.
  bool nobody_reports(int h, const std::string& lemma) const {
    const int subject = find_slot(verb_slots(t(), h), "subj");
    const bool thing =
        t().has(h, {Rel::expl}) || (subject >= 0 && among(kThings, lower(t()[subject].form)));
    if (by_nobody(h, subject) || thoughtless(subject, h, lemma)) return true;
    if (lemma == "tell" && !t().has(h, {Rel::iobj, Rel::obj})) return true;
    if (lemma == "mean") return subject < 0 || thing || t()[subject].upos != Upos::pron;
    if (thing && (t()[h].upos == Upos::adj || among(kOfThings, lemma))) return true;
    if (lemma == "show" && has_mark(h, "to")) return true;  // "a clip to show what it is"
    return t()[h].xpos == "VB" && subject < 0 && t().is(h, {Rel::root}) &&
           among(std::to_array<std::string_view>({"see", "say", "think", "know", "tell"}), lemma);
  }

  // "it is fair to say that", "considering that"
  bool by_nobody(int h, int subject) const {
    if (subject >= 0) return false;
    if (t().lemma_is(h, {"consider"}) && t()[h].xpos == "VBG") return true;
    const int above = t().head(h);
    return has_mark(h, "to") && above >= 0 && t().is(h, {Rel::csubj, Rel::ccomp, Rel::xcomp}) &&
           t().has(above, {Rel::expl}) && t()[above].upos == Upos::adj;
  }

  // "The evidence is clear enough that", "investment ensures that": what neither thinks nor knows.
  bool thoughtless(int subject, int h, const std::string& lemma) const {
    const int i = subject >= 0 ? n_.at(s_, subject) : -1;
    if (i < 0 || t()[subject].upos == Upos::pron) return false;
    if (t()[h].upos != Upos::adj && !among(kOnlySomebody, lemma)) return false;
    const auto sort = n_[root(n_, i)].sort;
    return sort == Nominal::Sort::other || sort == Nominal::Sort::goods ||
           sort == Nominal::Sort::measure || sort == Nominal::Sort::facility;
  }

  // "found the node that was marked": the clause says which node, and is not what is found.
  bool says_which(int c, int h, const std::string& lemma) const {
    if (!has_mark(c, "that") || among(kToSomebody, lemma)) return false;
    const int object = t().child(h, {Rel::obj});
    return object > h && object < t().first(c) && t()[object].upos == Upos::noun;
  }

  // "know how it works", "asked me if he came" where the parser takes the question for an adverbial
  bool asked(int c, int h) const {
    const int first = t().first(c);
    if (first <= h || first > h + 2) return false;
    if (t()[first].xpos.starts_with("W") && lower(t()[first].form) != "when") return true;
    return has_mark(c, "if") && t().lemma_is(h, {"ask", "wonder", "know", "see", "doubt"});
  }

  bool infinitive_reports(int h, const std::string& lemma, Cue cue) const {
    if (std::find(kInfinitiveReports.begin(), kInfinitiveReports.end(), cue) !=
        kInfinitiveReports.end())
      return true;
    return t().is_passive(h) && among(kPassiveReports, lemma);
  }

  // "…, officials said": all of the clause but the words of the speaker.
  bool parenthesis(int h, Cue cue) {
    if (!t().is(h, {Rel::parataxis, Rel::advcl, Rel::dep}) || !says(cue)) return false;
    const int above = t().head(h);
    if (above < 0 || t().has(h, {Rel::obj}) || !t().has(h, {Rel::nsubj})) return false;
    const bool as = t().preposition(h) == "as" || has_mark(h, "as");
    if (!as && has_mark(h, "like")) return false;
    if (t().is(h, {Rel::advcl}) && !as) return false;
    std::vector<bool> in(static_cast<size_t>(t().size()), false);
    mark_subtree(above, h, in);
    add(h, in, cue);
    return true;
  }

  bool has_mark(int h, std::string_view form) const {
    for (int c : t().children(h))
      if (t().is(c, {Rel::mark}) && equals_ignoring_case(t()[c].form, form)) return true;
    return false;
  }

  // "She further said: …", "wrote, “…”": what stands behind, or the next sentence.
  bool before_colon(int h, Cue cue) {
    if (!says(cue)) return false;
    int at = h + 1;
    while (at < t().size() && t()[at].form != ":") ++at;
    if (at >= t().size() || at > h + 12) return false;
    if (t()[at - 1].upos == Upos::adp || lower(t()[at - 1].form) == "including") return false;
    if (t().is_passive(h) || find_slot(verb_slots(t(), h), "subj") < 0) return false;
    if (at + 1 < t().size()) {
      if (!speaks_after(at)) return false;
      std::vector<bool> in(static_cast<size_t>(t().size()), false);
      for (int i = at + 1; i < t().size(); ++i) in[static_cast<size_t>(i)] = true;
      add(h, in, cue);
      return true;
    }
    if (s_ + 1 >= a_.size() || !is_spoken(a_.tree(s_ + 1))) return false;
    Attribution out = open(h, cue);
    out.content.push_back(whole(s_ + 1));
    out_.push_back(std::move(out));
    return true;
  }

  // A sentence or a quotation, rather than a list.
  static bool is_spoken(const Tree& tree) {
    if (tree.size() == 0) return false;
    if (is_quote_mark(tree[0].form)) return true;
    for (int i = 0; i < tree.size(); ++i)
      if (tree.head(i) < 0) return tree.is_verbal(i) && tree[i].xpos != "VB";
    return false;
  }

  // A clause or a quotation behind the colon, rather than a list.
  bool speaks_after(int colon) const {
    for (int i = colon + 1; i < t().size(); ++i) {
      const auto xpos = t()[i].xpos;
      if (is_quote_mark(t()[i].form) || t()[i].upos == Upos::aux || xpos == "VBZ" ||
          xpos == "VBP" || xpos == "VBD")
        return true;
      if (t()[i].form == ";" || t()[i].form == ",") return false;
    }
    return false;
  }

  // "said, “…”" where the tree puts the quotation above or beside the verb.
  bool before_quotation(int h, Cue cue) {
    if (!says(cue) || h + 3 >= t().size()) return false;
    const int mark = t()[h + 1].form == "," ? h + 2 : h + 1;
    if (!is_quote_mark(t()[mark].form)) return false;
    int end = mark + 1;
    while (end + 1 < t().size() && !is_quote_mark(t()[end].form)) ++end;
    add(h, between(mark, end), cue);
    return true;
  }

  std::vector<bool> between(int first, int last) const {
    std::vector<bool> in(static_cast<size_t>(t().size()), false);
    for (int i = first; i <= last; ++i) in[static_cast<size_t>(i)] = true;
    return in;
  }

  // "I was like, no, let's stay", "she goes, what?": the rest of the sentence.
  void was_like(int i) {
    if (i < 1 || i + 2 >= t().size()) return;
    const bool comma = t()[i + 1].form == ",";
    int be = i - 1;
    while (be > 0 && t()[be].upos == Upos::adv) --be;
    if (be > 0 && among(std::to_array<std::string_view>({"kind", "sort"}), lower(t()[be].form)))
      --be;
    if (equals_ignoring_case(t()[i].form, "like") && t().lemma_is(be, {"be"})) {
      const bool someone = be > 0 && t()[be - 1].upos == Upos::pron && t()[be - 1].xpos == "PRP" &&
                           !equals_ignoring_case(t()[be - 1].form, "it");
      if (!someone || (!comma && t().is(i, {Rel::case_}))) return;
      if (!comma && tells_how(i, be)) return;
    } else if (!t().lemma_is(i, {"go"}) || !comma || find_slot(verb_slots(t(), i), "subj") < 0 ||
               !(is_quote_mark(t()[i + 2].form) || t()[i + 2].upos == Upos::intj)) {
      return;
    }
    add(i, between(i + (comma ? 2 : 1), t().size() - 1), Cue::speech);
  }

  // "she was like too far away": no words of hers
  bool tells_how(int like, int be) const {
    const int of = t().head(be);
    return of > like && t().is(be, {Rel::cop}) &&
           (t()[of].upos == Upos::adj || t()[of].upos == Upos::adv);
  }

  // "Image: David Shankbone." behind a caption in the same block: who shows it.
  void credit() {
    const int open = t().size() > 0 && t()[0].form == "(" ? 1 : 0;
    if (s_ == 0 || t().size() < open + 3 || t().size() > 12 || t()[open + 1].form != ":") return;
    if (!among(kCredits, lower(t()[open].form)) || a_.tree(s_ - 1).size() == 0) return;
    Attribution out;
    out.manner = "show";
    out.cue = spans_.of(s_, open, open);
    int last = t().size() - 1;
    while (last > open + 2 && t()[last].upos == Upos::punct) --last;
    Mention source;
    static_cast<Span&>(source) = spans_.of(s_, open + 2, last);
    out.source = std::move(source);
    out.content.push_back(whole(s_ - 1));
    out_.push_back(std::move(out));
  }

  // "the allegation that …", "Seoul's estimate that …"
  void clause_of_noun(int h) {
    const auto cue = cues_.noun(lower(t()[h].lemma));
    if (!cue) return;
    for (int c : t().children(h)) {
      if (!t().is(c, {Rel::acl, Rel::ccomp}) || !has_mark(c, "that")) continue;
      Attribution out;
      out.cue = spans_.of(s_, h, h);
      out.manner = word(*cue);
      if (const int owner = t().child(h, {Rel::nmod_poss}); owner >= 0) out.source = mention(owner);
      // "the belief that", "came to the conclusion that": nobody's
      if (!out.source && *cue != Cue::claim && *cue != Cue::allege && *cue != Cue::deny) return;
      finish(std::move(out), subtree(c, -1));
      return;
    }
  }

  void according_to(int source) {
    int cue = -1;
    for (int c : t().children(source))
      if (lower(t()[c].form) == "according") cue = c;
    const int above = t().head(source);
    if (cue < 0 || above < 0 || goes_by(source, cue)) return;
    Attribution out;
    out.manner = "speech";
    out.source = mention(source);
    const bool two = cue + 1 < t().size() && t()[cue + 1].form == "to";
    out.cue = spans_.of(s_, cue, two ? cue + 1 : cue);
    finish(std::move(out), subtree(clause_above(above), source));
  }

  // "do justice according to the law": by what it is done. Who or what says it is set apart, or is
  // somebody.
  bool goes_by(int source, int cue) const {
    if (cue == 0 || t()[cue - 1].upos == Upos::punct) return false;
    if (t().lemma_is(source, {"law", "constitution", "rule", "rules", "statute"})) return true;
    const int i = n_.at(s_, source);
    if (i < 0) return true;
    const auto sort = n_[root(n_, i)].sort;
    return sort != Nominal::Sort::person && sort != Nominal::Sort::organisation &&
           sort != Nominal::Sort::group && sort != Nominal::Sort::state &&
           sort != Nominal::Sort::document && !n_[i].media && !n_[i].named;
  }

  // "In the words of the prosecutor, …"
  void in_the_words_of(int words) {
    const int source = t().child(words, {Rel::nmod}), above = t().head(words);
    if (source < 0 || above < 0) return;
    Attribution out;
    out.manner = "speech";
    out.source = mention(source);
    out.cue = spans_.of(s_, words, words);
    finish(std::move(out), subtree(clause_above(above), words));
  }

  // The head of the clause that "according to" speaks of.
  int clause_above(int i) const {
    for (int steps = 0; steps < 12 && !t().is_verbal(i) && t().head(i) >= 0; ++steps)
      i = t().head(i);
    return i;
  }

  static bool says(Cue cue) {
    return cue != Cue::aspect && cue != Cue::negate && cue != Cue::enable && cue != Cue::plan &&
           cue != Cue::exclude && cue != Cue::forbid;
  }

  // --- making one
  void add(int h, int content, std::optional<Cue> cue) { add(h, subtree(content, -1), cue); }

  void add(int h, std::vector<bool> in, std::optional<Cue> cue) {
    finish(open(h, cue), std::move(in));
  }

  Attribution open(int h, std::optional<Cue> cue) const {
    Attribution out;
    int last = h;
    for (int c : t().children(h))
      if (t().is(c, {Rel::compound_prt}) && c == h + 1) last = c;
    out.cue = spans_.of(s_, h, last);
    out.manner = cue ? word(*cue) : "mental";
    const int subject = find_slot(verb_slots(t(), h), "subj");
    if (subject >= 0) out.source = mention(subject);
    for (int c : t().children(h))
      if (t().is(c, {Rel::advmod}) && t().lemma_is(c, {"not", "n't", "never"})) out.negative = true;
    return out;
  }

  Mention mention(int token) const {
    const int i = n_.at(s_, token);
    Mention out;
    int first = token, last = token;
    if (i >= 0) {
      first = n_[i].first;
      last = n_[i].last;
      const auto& meant = n_[root(n_, i)];
      out.state = n_[i].state.empty() ? meant.state : n_[i].state;
    }
    while (first < token && t()[first].upos == Upos::punct) ++first;
    static_cast<Span&>(out) = spans_.of(s_, first, last);
    return out;
  }

  void finish(Attribution out, std::vector<bool> in) {
    const auto found = runs(std::move(in));
    const auto verbal = [&](const std::pair<int, int>& run) {
      for (int i = run.first; i <= run.second; ++i)
        if (t().is_verbal(i)) return true;
      return false;
    };
    const bool clause = std::any_of(found.begin(), found.end(), verbal);
    for (const auto& run : found)  // "In it, he observed: …": what only leads in is not said
      if (!clause || verbal(run)) out.content.push_back(spans_.of(s_, run.first, run.second));
    if (out.content.empty()) return;
    const int speaker = out.manner == "mental" ? -1 : quoted_in(s_);
    if (speaker >= 0) take_in_quotation(out, speaker);
    if (speaker >= 0) {
      speaker_before_ = speaker;
      sentence_before_ = s_;
      place_before_ = out_.size();
    }
    out_.push_back(std::move(out));
  }

  std::vector<bool> subtree(int top, int without) const {
    std::vector<bool> in(static_cast<size_t>(t().size()), false);
    mark_subtree(top, without, in);
    return in;
  }

  void mark_subtree(int i, int without, std::vector<bool>& in) const {
    if (i == without) return;
    in[static_cast<size_t>(i)] = true;
    for (int c : t().children(i)) mark_subtree(c, without, in);
  }

  // Runs of tokens, punctuation between and right behind them taken in.
  std::vector<std::pair<int, int>> runs(std::vector<bool> in) const {
    std::vector<std::pair<int, int>> out;
    const auto has = [&](int i) { return in[static_cast<size_t>(i)]; };
    for (int i = 0; i < t().size();) {
      if (!has(i) || (t()[i].upos == Upos::punct && !is_quote_mark(t()[i].form))) {
        ++i;
        continue;
      }
      int last = i, word_last = i;
      for (int k = i; k < t().size() && (has(k) || t()[k].upos == Upos::punct); ++k) {
        last = k;
        if (has(k) && t()[k].upos != Upos::punct) word_last = k;
      }
      while (last > word_last && !closes(last)) --last;
      if (i > 0 && is_quote_mark(t()[i - 1].form) && !has(i - 1)) --i;
      out.emplace_back(i, last);
      i = std::max(last, word_last) + 1;
    }
    std::erase_if(out, [&](const auto& run) {
      for (int i = run.first; i <= run.second; ++i)
        if (t()[i].upos != Upos::punct) return false;
      return true;
    });
    return out;
  }

  bool closes(int i) const {
    const auto form = t()[i].form;
    return form == "." || form == "," || form == "?" || form == "!" || is_quote_mark(form);
  }

  // --- quotations
  // Whose words the sentence quotes; -1 where it quotes nobody known.
  int quoted_in(int s) const {
    const Tree& tree = a_.tree(s);
    for (int i = 0; i < tree.size(); ++i)
      if (tree[i].upos != Upos::punct)
        if (const int speaker = grader_.speaker_at(s, i); speaker >= 0) return speaker;
    return -1;
  }

  // Is every word of the sentence in a quotation of that speaker?
  bool wholly_quoted(int s, int speaker) const {
    const Tree& tree = a_.tree(s);
    for (int i = 0; i < tree.size(); ++i)
      if (tree[i].upos != Upos::punct && grader_.speaker_at(s, i) != speaker) return false;
    return tree.size() > 0;
  }

  bool together(int k, int s) const { return a_.same_block(k, s) || grader_.one_quotation(k, s); }

  Span whole(int s) const { return spans_.of(s, 0, a_.tree(s).size() - 1); }

  // The sentences before and after that belong to the same quotation.
  void take_in_quotation(Attribution& out, int speaker) {
    for (int k = s_ - 1; k >= 0 && together(k, s_) && wholly_quoted(k, speaker); --k) {
      if (taken_ >= k) break;
      out.content.insert(out.content.begin(), whole(k));
      drop_quotation(k);
    }
    for (int k = s_ + 1; k < a_.size() && together(k, s_) && wholly_quoted(k, speaker); ++k) {
      out.content.push_back(whole(k));
      taken_ = k;
    }
  }

  // A sentence in a running quotation that nothing has taken in yet.
  void running_quotation() {
    if (taken_ >= s_) return;
    const int speaker = quoted_in(s_);
    if (speaker < 0 || !wholly_quoted(s_, speaker)) return;
    if (speaker == speaker_before_ && a_.same_block(sentence_before_, s_) &&
        place_before_ < out_.size()) {
      out_[place_before_].content.push_back(whole(s_));
      return;
    }
    Attribution out;
    out.manner = "speech";
    const Nominal& who = n_[speaker];
    Mention source;
    static_cast<Span&>(source) = spans_.of(who.sentence, who.first, who.last);
    source.state = n_[root(n_, speaker)].state;
    out.source = std::move(source);
    out.content.push_back(whole(s_));
    out_.push_back(std::move(out));
  }

  // What running_quotation() made of a sentence whose speaker stands behind it.
  void drop_quotation(int s) {
    const Span gone = whole(s);
    std::erase_if(out_, [&](const Attribution& a) {
      return !a.cue && a.content.size() == 1 && a.content[0] == gone;
    });
  }

  const Nominals& n_;
  const Analysis& a_;
  const Cues& cues_;
  Spans spans_;
  Grader grader_;
  const Tree* t_ = nullptr;
  int s_ = 0;
  int speaker_before_ = -1, sentence_before_ = 0;  // of the last attribution with a quotation
  size_t place_before_ = 0;
  int taken_ = -1;  // the last sentence that a quotation before it has taken in
  std::vector<Attribution> out_;
};

}  // namespace

std::vector<Attribution> find_attributions(const Nominals& nominals, const Cues& cues) {
  return Finder(nominals, cues).find();
}

}  // namespace entente
