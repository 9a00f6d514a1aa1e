// See attribution.h. One climb per predicate (climb.h); quotations are found once per document by
// walking its quotation marks paragraph by paragraph.
#include "reading/framing/attribution.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "reading/framing/climb.h"
#include "reading/words.h"

namespace entente {
namespace {

bool opens_or_closes(std::string_view form) {
  return form == "\"" || form == "''" || form == "``" || form == "“" || form == "”";
}

bool is_party(const std::vector<std::string>& parties, const std::string& state) {
  return !state.empty() && state != "xx" && among(parties, state);
}

// Cues of verbs that introduce words between quotation marks.
bool speaks(Cue cue) {
  return cue == Cue::speech || cue == Cue::claim || cue == Cue::warn || cue == Cue::confirm ||
         cue == Cue::show;
}

Modality by_cue(Cue cue, bool party) {
  switch (cue) {
    case Cue::claim:
      return Modality::claimed;
    case Cue::allege:
    case Cue::alleged:
      return Modality::alleged;
    case Cue::assess:
    case Cue::assessed:
      return Modality::assessed;
    case Cue::confirm:
      return Modality::confirmed;
    case Cue::deny:
      return Modality::denied;
    case Cue::foresee:
    case Cue::likely:
      return Modality::foreseen;
    case Cue::show:
    case Cue::hearsay:
      return Modality::reported;
    default:
      return party ? Modality::claimed : Modality::reported;
  }
}

// The strongest restriction wins; `own_act`: who speaks is who acts; `party`: is concerned by it.
Modality modality_of(const Climb& c, bool own_act, bool party) {
  if (c.denied) return Modality::denied;
  if (c.possible) return Modality::possible;
  if (c.foreseen) return Modality::foreseen;
  if (c.planned) return Modality::planned;
  if (c.will) return own_act ? Modality::planned : Modality::foreseen;
  if (c.would) return own_act ? Modality::planned : Modality::possible;
  if (c.alleged) return Modality::alleged;
  if (!c.sources.empty()) {
    const Cue cue = c.sources[0].cue;
    return c.according && cue == Cue::speech ? Modality::reported : by_cue(cue, party);
  }
  if (c.assessed) return Modality::assessed;
  return c.hearsay ? Modality::reported : Modality::stated;
}

}  // namespace

Grader::Grader(const Nominals& nominals, const Cues& cues)
    : nominals_(&nominals), analysis_(&nominals.analysis()), cues_(&cues) {
  find_quotations();
}

// The subject of the first verb of the sentence that speaks, outside the quotation itself ("said",
// "added", "wrote").
int Grader::speaker_of_sentence(int s, const Quoted& q) const {
  const Tree& t = analysis_->tree(s);
  for (int i = 0; i < t.size(); ++i) {
    const bool quoted = std::pair(s, i) > std::pair(q.begin_sentence, q.begin_token) &&
                        std::pair(s, i) < std::pair(q.end_sentence, q.end_token);
    if (t[i].upos != Upos::verb || quoted) continue;
    const auto cue = cues_->verb(lower(t[i].lemma));
    if (!cue || !speaks(*cue)) continue;
    const int subject = find_slot(verb_slots(t, i), "subj");
    if (subject < 0) continue;
    if (const int n = nominals_->at(s, subject); n >= 0) return n;
  }
  return -1;
}

void Grader::find_quotations() {
  std::optional<Quoted> open;
  int paragraph_speaker = -1;
  const auto close = [&](int s, int token) {
    open->end_sentence = s;
    open->end_token = token;
    open->speaker = speaker_of(*open, paragraph_speaker);
    if (open->speaker >= 0) paragraph_speaker = open->speaker;
    quotations_.push_back(*open);
    open.reset();
  };
  for (int s = 0; s < analysis_->size(); ++s) {
    if (s > 0 && !analysis_->same_block(s, s - 1) && !(open && runs_into(s))) {
      if (open) close(s - 1, analysis_->tree(s - 1).size());
      paragraph_speaker = -1;
    }
    const Tree& t = analysis_->tree(s);
    for (int i = 0; i < t.size(); ++i) {
      const std::string_view form = t[i].form;
      if (!opens_or_closes(form)) continue;
      if (open && form != "“" && form != "``") close(s, i);
      else if (!open && form != "”" && form != "''") open = Quoted{s, i, s, t.size(), -1};
    }
  }
  if (open) close(analysis_->size() - 1, analysis_->tree(analysis_->size() - 1).size());
}

// Does a quotation left open before this paragraph end in it, or in one of the next? It does where
// the first mark to come closes: it stands right behind a word.
bool Grader::runs_into(int s) const {
  constexpr int kReach = 8;  // sentences
  const std::string_view text = analysis_->document.text;
  for (int k = s; k < std::min(s + kReach, analysis_->size()); ++k) {
    const Tree& t = analysis_->tree(k);
    for (int i = 0; i < t.size(); ++i) {
      if (!opens_or_closes(t[i].form)) continue;
      if (t[i].form == "”" || t[i].form == "''") return true;
      return t[i].form == "\"" && i > 0 && text[t[i].begin - 1] != ' ' &&
             text[t[i].begin - 1] != '(';
    }
  }
  return false;
}

// Who speaks in the quotation's own sentences, else before in the paragraph, else right behind it.
int Grader::speaker_of(const Quoted& q, int paragraph_speaker) const {
  int speaker = before_colon(q);
  for (int k = q.begin_sentence; k <= q.end_sentence && speaker < 0; ++k)
    speaker = speaker_of_sentence(k, q);
  if (speaker < 0) speaker = paragraph_speaker;
  const int next = q.end_sentence + 1;
  if (speaker < 0 && next < analysis_->size() && analysis_->same_block(q.end_sentence, next))
    speaker = speaker_of_sentence(next, q);
  return speaker;
}

// "He turned the question aside: “We sell tractors.”": who acts in the clause before the colon.
int Grader::before_colon(const Quoted& q) const {
  const Tree& t = analysis_->tree(q.begin_sentence);
  if (q.begin_token < 2 || t[q.begin_token - 1].form != ":") return -1;
  for (int v = q.begin_token - 2; v >= 0; --v) {
    if (t[v].upos != Upos::verb) continue;
    for (int steps = 0; steps < 4 && v >= 0 && v < q.begin_token; ++steps) {
      const int subject = find_slot(verb_slots(t, v), "subj");
      const int i = subject >= 0 ? nominals_->at(q.begin_sentence, subject) : -1;
      if (i >= 0 && (*nominals_)[root(*nominals_, i)].sort == Nominal::Sort::person) return i;
      v = t.head(v);
    }
    return -1;
  }
  return -1;
}

// Quotations stand in the order of the text and none within another: the only one that may hold the
// token is the first that does not end before it.
const Grader::Quoted* Grader::quotation_at(int s, int token) const {
  const auto q = std::partition_point(quotations_.begin(), quotations_.end(), [&](const Quoted& x) {
    return std::pair(x.end_sentence, x.end_token) <= std::pair(s, token);
  });
  const bool within =
      q != quotations_.end() && std::pair(q->begin_sentence, q->begin_token) < std::pair(s, token);
  return within ? &*q : nullptr;
}

int Grader::speaker_at(int s, int token) const {
  const Quoted* q = quotation_at(s, token);
  return q ? q->speaker : -1;
}

bool Grader::one_quotation(int a, int b) const {
  const auto [first, last] = std::minmax(a, b);
  const auto q = std::partition_point(quotations_.begin(), quotations_.end(),
                                      [&](const Quoted& x) { return x.end_sentence < last; });
  return q != quotations_.end() && q->begin_sentence <= first;
}

Grading Grader::grade(int s, int predicate, const std::vector<int>& subjects,
                      const std::string& subject_state,
                      const std::vector<std::string>& parties) const {
  const Nominals& n = *nominals_;
  Climb c = climb(n, *cues_, s, predicate);
  const Tree& t = analysis_->tree(s);
  Grading out;
  out.conditional = c.conditional || (t.size() > 0 && t[t.size() - 1].form == "?");
  out.polarity = c.negative ? Polarity::negative : Polarity::positive;
  if (c.sources.empty())
    if (const int speaker = speaker_at(s, predicate); speaker >= 0)
      c.sources.push_back({speaker, -1, -1, s, Cue::speech});

  std::string source_state;
  bool own_act = false;
  if (!c.sources.empty() && c.sources[0].nominal >= 0) {
    const int source = c.sources[0].nominal, meant = root(n, source);
    source_state = n[meant].state.empty() ? n[source].state : n[meant].state;
    own_act = std::find(subjects.begin(), subjects.end(), meant) != subjects.end() ||
              (!source_state.empty() && source_state == subject_state);
  }
  const bool of_itself = own_act && !c.sources.empty() && c.sources[0].cue == Cue::speech;
  const bool party = (is_party(parties, source_state) || of_itself) && !c.according;
  out.modality = modality_of(c, own_act, party);
  out.sources = std::move(c.sources);
  return out;
}

}  // namespace entente
