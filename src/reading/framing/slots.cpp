// Universal Dependencies gives grammatical relations; this turns them into the slots that the
// predicate table speaks of. Recursion follows heads upwards only and is bounded.
#include "reading/framing/slots.h"

#include <array>

#include "reading/words.h"

namespace entente {
namespace {

constexpr int kDepthMax = 6;

// Verbs whose to-infinitive or -ing clause is done by their object.
constexpr auto kObjectControl = std::to_array<std::string_view>(
    {"order",    "force",     "help",     "allow",      "urge",      "ask",       "expect",
     "oblige",   "enable",    "persuade", "teach",      "accuse",    "suspect",   "charge",
     "convict",  "prevent",   "stop",     "permit",     "tell",      "instruct",  "train",
     "lead",     "let",       "make",     "see",        "find",      "show",      "believe",
     "know",     "say",       "report",   "assist",     "task",      "require",   "forbid",
     "ban",      "bar",       "prohibit", "warn",       "want",      "press",     "push",
     "pressure", "encourage", "invite",   "convince",   "induce",    "beg",       "implore",
     "advise",   "dissuade",  "deter",    "discourage", "authorise", "authorize", "license",
     "get",      "cause",     "compel",   "coerce",     "direct",    "command",   "empower",
     "entitle",  "call"});

// Those of them that only watch or judge what the object does; the others have it done.
constexpr auto kOnlyLooksOn =
    std::to_array<std::string_view>({"expect", "accuse", "suspect", "charge", "convict", "see",
                                     "find", "show", "believe", "know", "say", "report"});

// Verbs of whose two objects the first is who gets the second.
constexpr auto kGiving =
    std::to_array<std::string_view>({"give", "send", "sell", "lend", "supply", "grant", "offer",
                                     "pay", "hand", "promise", "award", "owe"});

class VerbSlots {
 public:
  VerbSlots(const Tree& tree, int verb, int depth) : t_(tree), v_(verb), depth_(depth) {}

  Slots collect() {
    passive_ = t_.is_passive(v_) || shares_passive();
    for (int c : t_.children(v_)) add_child(c);
    fix_ditransitive_passive();
    fix_two_objects();
    fix_lone_receiver();
    if (t_.is(v_, {Rel::acl_relcl})) add_antecedent();
    if (t_.is(v_, {Rel::acl})) add_modified_noun();
    if (!has("subj") && !(passive_ && has("obj"))) inherit_subject();
    if (passive_ && !has("obj") && !has("iobj")) inherit_object();
    add_from_objects();
    // "was given helicopters by Russia": the agent may hang on the object instead
    if (const int by = find_slot(out_, "by"); passive_ && !has("subj") && by > v_ && !of_clause(by))
      add("subj", by);
    return std::move(out_);
  }

 private:
  bool has(std::string_view name) const { return find_slot(out_, name) >= 0; }
  void add(std::string name, int token, bool direct = true) {
    out_.push_back({std::move(name), token, direct});
  }

  // "is accused of having sent shells by sea": tells of the sending
  bool of_clause(int token) const {
    const int h = t_.head(token);
    return h >= 0 && h != v_ && t_[h].upos == Upos::verb;
  }

  // "killed or wounded": a bare participle shares the voice of the verb it is coordinated with.
  bool shares_passive() const {
    if (!t_.is(v_, {Rel::conj}) || t_.has(v_, {Rel::aux, Rel::nsubj, Rel::obj})) return false;
    if (t_[v_].xpos != "VBN" && t_[v_].xpos != "VBD") return false;
    const int first = t_.first_conjunct(v_);
    return t_.is_passive(first) && t_[first].upos == Upos::verb;
  }

  void add_child(int c) {
    switch (t_[c].rel) {
      case Rel::nsubj:
      case Rel::nsubj_outer:
      case Rel::csubj:
        return add_subject(c);
      case Rel::nsubj_pass:
      case Rel::csubj_pass:
        return add(passive_ ? "obj" : "subj", c);
      case Rel::obj:
        return add(has("obj") && !passive_ ? "obj2" : "obj", c);
      case Rel::iobj:
        return add("iobj", c);
      case Rel::obl_agent:
        if (t_.lemma_is(c, {"way", "means"})) return add_way(c);
        return add(passive_ ? "subj" : "by", c);
      case Rel::xcomp:
        return add("xcomp", c);
      case Rel::ccomp:
        return add("ccomp", c);
      case Rel::obl:
      case Rel::nmod:
        return add_oblique(c);
      case Rel::advcl:
        return add_clause(c);
      case Rel::conj:  // "acted for or on behalf of"
        if (t_.lemma_is(c, {"behalf"}) && c > v_) add_principal(c);
        return;
      case Rel::expl:
        if (t_.lemma_is(c, {"there"})) add("there", c);
        return;
      case Rel::advmod:
        add("adv", c);
        if (t_.lemma_is(c, {"there", "here"})) add("in", c);
        return;
      default:
        return;
    }
  }

  // Two subjects are a misreading; the one nearer to the verb is its own.
  void add_subject(int c) {
    const bool also = c > 1 && t_.lemma_is(c - 1, {"also"}) && t_.lemma_is(c - 2, {"but"});
    for (auto& s : out_)
      if (s.name == "subj" && c < v_ && !also) {
        s.token = c;
        return;
      }
    add("subj", c);
  }

  void add_oblique(int c) {
    std::string prep = t_.preposition(c);
    if (prep.empty()) return;
    if (const std::string swap = swapped_for(c, prep); !swap.empty()) prep = swap;
    if (prep == "by" && t_.lemma_is(c, {"way", "means"})) return add_way(c);
    add(prep == "by" && passive_ && t_[c].upos != Upos::num ? "subj" : prep, c);
    if (prep == "onto" || prep == "into") add("to", c);
    if (passive_) add_orderer(c);
    if (prep == "aboard" || prep == "on_board") add("aboard", c);
    add_inner(c, prep);
    add_principal(c);
    for (int k : t_.children(c))  // "for or on behalf of the bank", hung on the bank
      if (t_.is(k, {Rel::conj}) && t_.lemma_is(k, {"behalf"}) && k < c) add("on_behalf_of", c);
    add_comrade(c, prep);
  }

  // "into the hands of rebels", "at the helm of the firm": at_of; "into the bank's servers":
  // into_poss
  void add_inner(int c, const std::string& prep) {
    for (int k : t_.children(c)) {
      if (t_.is(k, {Rel::nmod_poss})) add(prep + "_poss", k, false);
      else if (t_.is(k, {Rel::nmod}) && t_.preposition(k) == "of") add(prep + "_of", k, false);
    }
  }

  // "side by side with", "together with", "on the side of": behind it stands who is alongside
  void add_comrade(int c, std::string_view prep) {
    if (prep == "on" && t_.lemma_is(c, {"side"}))
      for (int k : t_.children(c))
        if (t_.is(k, {Rel::nmod}) && t_.preposition(k) == "of") add("alongside", k);
    if (prep != "with") return;
    const int with = t_.child(c, {Rel::case_});
    if (with > 0 && t_.lemma_is(with - 1, {"side", "shoulder", "hand", "arm", "together", "tandem",
                                           "concert", "jointly"}))
      add("alongside", c);
  }

  // "in return for shells", wherever the shells hang: in_return_for; empty for another "for".
  std::string swapped_for(int c, std::string_view prep) const {
    const int mark = prep == "for" ? t_.child(c, {Rel::case_}) : -1;
    if (mark < 2 || t_[mark - 2].lemma != "in") return {};
    const std::string_view noun = t_[mark - 1].lemma;
    return noun == "return" || noun == "exchange" ? "in_" + std::string(noun) + "_for"
                                                  : std::string();
  }

  // "by way of a Romanian dealer", "by means of a front": what was used
  void add_way(int c) {
    for (int k : t_.children(c))
      if (t_.is(k, {Rel::nmod}) && t_.preposition(k) == "of") add("via", k);
  }

  // "were sent on the president's orders", "… at the request of Minsk"
  void add_orderer(int c) {
    if (!t_.lemma_is(c, {"order", "behest", "instruction", "request", "command", "direction"}))
      return;
    for (int k : t_.children(c))
      if (t_.is(k, {Rel::nmod_poss}) || (t_.is(k, {Rel::nmod}) && t_.preposition(k) == "of"))
        add("orderer", k);
  }

  // "on behalf of", "for or on behalf of": however the tree cuts it, behind it stands the principal
  void add_principal(int c) {
    for (const auto& [noun, name] : {std::pair{"behalf", "on_behalf_of"},
                                     {"exchange", "in_exchange_for"},
                                     {"return", "in_return_for"}})
      if (t_.lemma_is(c, {noun}))
        for (int k : t_.children(c))
          if (t_.is(k, {Rel::nmod})) add(name, k);
  }

  // "accused of stealing", "with cutting": the clause, by its preposition
  void add_clause(int c) {
    const std::string prep = t_.preposition(c);
    if (prep == "of" || prep == "with" || prep == "for") add("xcomp", c);
    else if (t_[c].xpos == "VBG" && t_.lemma_is(c, {"use"})) add("using", t_.child(c, {Rel::obj}));
  }

  // "Russia was given drones": what stands as passive subject is who gets it
  void fix_ditransitive_passive() {
    int objects = 0;
    for (const auto& s : out_) objects += s.name == "obj";
    if (!passive_ || objects < 2) return;
    for (auto& s : out_)
      if (s.name == "obj" && t_.is(s.token, {Rel::nsubj_pass})) s.name = "iobj";
  }

  // "sent the island 14 cargoes": of two objects the first is who gets the second.
  void fix_two_objects() {
    if (passive_ || has("iobj") || !has("obj2") || !among(kGiving, t_[v_].lemma)) return;
    for (auto& s : out_)
      if (s.name == "obj") s.name = "iobj";
      else if (s.name == "obj2") s.name = "obj";
  }

  // "had warned Niger", "told parliament": without a thing given the receiver is the object.
  void fix_lone_receiver() {
    if (passive_ || has("obj")) return;
    for (auto& s : out_)
      if (s.name == "iobj") s.name = "obj";
  }

  // A relative clause: its pronoun stands for the noun; where it has none, the noun fills the gap.
  void add_antecedent() {
    const int noun = t_.head(v_);
    bool bound = false;
    for (auto& s : out_)
      if (s.token >= 0 && t_.lemma_is(s.token, {"who", "which", "that", "whom"}) &&
          t_[s.token].upos == Upos::pron) {
        s.token = noun;
        bound = true;
      }
    if (bound) return;
    for (int c : t_.children(v_))  // "whose", "of which more than 900 were counted"
      if (t_[c].lemma == "which" || t_[c].lemma == "whose") return;
    if (!has("subj") && !passive_) add("subj", noun);
    else if (!has("obj")) add("obj", noun);
  }

  // "missiles sent by …", "accounts controlled by", "a bill targeting …", "plans to send"
  void add_modified_noun() {
    const int noun = t_.head(v_);
    const bool infinitive = to_infinitive();
    if (passive_) {
      if (!has("obj")) add("obj", noun);
    } else if (!infinitive && (t_[v_].xpos == "VBG" || having())) {
      add("subj", noun);
    } else if (infinitive) {
      inherit_from_noun(noun);
    }
  }

  bool having() const {  // "Iran, having received jets, …"
    const int have = t_.child(v_, {Rel::aux});
    return have >= 0 && t_[have].xpos == "VBG" && !t_.has(v_, {Rel::mark});
  }

  bool to_infinitive() const {
    for (int c : t_.children(v_))
      if (t_.is(c, {Rel::mark}) && t_[c].lemma == "to") return true;
    return false;
  }

  void inherit_from_noun(int noun) {
    if (const int owner = t_.child(noun, {Rel::nmod_poss}); owner >= 0) return add("subj", owner);
    for (int c : t_.children(noun))  // "a request by Denmark to re-export"
      if (t_.is(c, {Rel::nmod}) && c < v_ && t_.preposition(c) == "by") return add("subj", c);
    // "Turkey was the first state to sell"
    if (const int s = t_.has(noun, {Rel::cop}) ? t_.child(noun, {Rel::nsubj}) : -1; s >= 0)
      return add("subj", s);
    const int verb = t_.head(noun);
    if (verb < 0 || depth_ >= kDepthMax || !t_.is_verbal(verb)) return;
    const Slots above = VerbSlots(t_, verb, depth_ + 1).collect();
    if (const int s = find_slot(above, "subj"); s >= 0) add("subj", s);
  }

  // The subject shared with the verb above: coordination, to-infinitive, participle clause.
  void inherit_subject() {
    const int h = t_.head(v_);
    if (h < 0 || depth_ >= kDepthMax) return;
    if (!t_.is(v_, {Rel::conj, Rel::xcomp, Rel::advcl, Rel::ccomp, Rel::parataxis})) return;
    if (t_.is(v_, {Rel::ccomp, Rel::parataxis}) && t_[v_].xpos != "VBG" && t_[v_].xpos != "VB")
      return;
    if (t_[h].upos == Upos::adj && !t_.is(v_, {Rel::conj}))
      if (const int who = described_by(h); who >= 0) return add(passive_ ? "obj" : "subj", who);
    if (!t_.is_verbal(h)) {
      if (t_.is(v_, {Rel::conj})) return;
      return inherit_from_noun(h);
    }
    const Slots above = VerbSlots(t_, h, depth_ + 1).collect();
    const bool control = !t_.is(v_, {Rel::conj}) && among(kObjectControl, t_[h].lemma);
    if (control)
      if (const int o = first_of(above, {"iobj", "obj"}); o >= 0) {
        const int s = find_slot(above, "subj");
        if (s >= 0 && !among(kOnlyLooksOn, t_[h].lemma)) add("orderer", s);
        return add(passive_ ? "obj" : "subj", o);
      }
    if (const int o = asked(above, h); o >= 0) return add(passive_ ? "obj" : "subj", o);
    const bool above_passive = t_.is_passive(h);
    int shared = find_slot(above, "subj");
    if (above_passive) shared = first_of(above, {"obj", "iobj", "subj"});
    if (shared >= 0 && shared != v_) add(passive_ ? "obj" : "subj", shared);
  }

  // "companies responsible for shipping", "held China responsible for selling": whom the adjective
  // is said of; -1 where it has a subject of its own or none.
  int described_by(int adjective) const {
    const int above = t_.head(adjective);
    if (above < 0) return -1;
    if (t_.is(adjective, {Rel::amod})) return above;
    if (t_.is(adjective, {Rel::xcomp}) && t_.is_verbal(above)) return t_.child(above, {Rel::obj});
    return -1;
  }

  // "called on China to stop"; -1 where the verb asks nobody by a preposition.
  int asked(const Slots& above, int verb) const {
    if (!t_.is(v_, {Rel::xcomp})) return -1;
    for (const auto& slot : above)
      if (asks_with(t_[verb].lemma, slot.name)) return slot.token;
    return -1;
  }

  void inherit_object() {
    if (!t_.is(v_, {Rel::conj}) || depth_ >= kDepthMax) return;
    const Slots above = VerbSlots(t_, t_.head(v_), depth_ + 1).collect();
    if (const int o = find_slot(above, "obj"); o >= 0) add("obj", o);
  }

  static int first_of(const Slots& slots, std::initializer_list<std::string_view> names) {
    for (const auto name : names)
      if (const int i = find_slot(slots, name); i >= 0) return i;
    return -1;
  }

  // "sent containers of munitions to Russia": the phrase may hang on the object instead
  void add_from_objects() {
    const size_t direct = out_.size();
    for (size_t k = 0; k < direct; ++k) {
      if (out_[k].name == "subj") add_subject_complements(out_[k].token);
      if (out_[k].name == "subj" || out_[k].name == "ccomp" || out_[k].name == "orderer") continue;
      add_nominal_complements(out_[k].token, 0);
    }
  }

  // "Relations between A and B have soured": subj_between; "Pyongyang's reactor": subj_poss
  void add_subject_complements(int noun) {
    for (int c : t_.children(noun)) {
      if (t_.is(c, {Rel::nmod_poss})) add("subj_poss", c, false);
      if (!t_.is(c, {Rel::nmod})) continue;
      if (const std::string prep = t_.preposition(c); !prep.empty()) add("subj_" + prep, c, false);
    }
  }

  void add_nominal_complements(int noun, int depth) {
    if (noun < 0 || depth > 2 || stands_for_preposition(noun)) return;
    if (in_time_phrase(t_, noun, v_)) return;
    for (int c : t_.children(noun)) {
      if (t_.is(c, {Rel::nmod, Rel::obl})) {
        if (const std::string prep = t_.preposition(c); !prep.empty()) add(prep, c, false);
        add_nominal_complements(c, depth + 1);
      } else if (t_.is(c, {Rel::nmod_poss})) {
        add("obj_poss", c, false);
      } else if (depth == 0 && t_.is(c, {Rel::amod})) {
        add("obj_amod", c, false);
      } else if (t_.is(c, {Rel::acl}) && t_.lemma_is(c, {"target", "affect", "cover"})) {
        add("target", t_.child(c, {Rel::obj}), false);
      } else if (t_.is(c, {Rel::conj}) && t_.is_nominal(c)) {
        add_nominal_complements(c, depth + 1);
      }
    }
  }

  // "in return for shells": the shells hang on no noun; add_principal() has given them their slot.
  bool stands_for_preposition(int noun) const {
    return t_.lemma_is(noun, {"behalf", "exchange", "return"}) && !t_.preposition(noun).empty();
  }

  const Tree& t_;
  int v_;
  int depth_;
  bool passive_ = false;
  Slots out_;
};

}  // namespace

bool in_time_phrase(const Tree& t, int token, int verb) {
  static constexpr auto kTimes =
      std::to_array<std::string_view>({"before", "after", "since", "until", "during", "following"});
  for (int at = token, steps = 0; at >= 0 && at != verb && steps < 6; at = t.head(at), ++steps)
    if (t.is(at, {Rel::obl, Rel::nmod}) && among(kTimes, t.preposition(at))) return true;
  return false;
}

Slots verb_slots(const Tree& tree, int verb) { return VerbSlots(tree, verb, 0).collect(); }

namespace {

// "the delivery of tanks by A to B": each phrase may hang on the one before it.
void add_nested(const Tree& t, Slots& out) {
  for (size_t k = 0; k < out.size(); ++k) {
    const std::string name = out[k].name;
    if (name == "poss" || name == "amod" || name == "compound" || name == "subj") continue;
    const bool whole = name == "of";  // all that hangs there; elsewhere who took part
    const bool party = whole || name == "by" || name == "from" || name == "to";
    for (int c : t.children(out[k].token)) {
      if (!t.is(c, {Rel::nmod})) continue;
      const auto prep = t.preposition(c);
      if (prep == "by" || (party && (prep == "from" || prep == "to")) || (whole && !prep.empty()))
        out.push_back({prep, c, false});
    }
  }
}

}  // namespace

Slots noun_slots(const Tree& t, int noun) {
  Slots out;
  const auto add = [&](std::string name, int token) {
    out.push_back({std::move(name), token, true});
  };
  for (int c : t.children(noun)) {
    if (t.is(c, {Rel::nmod_poss})) add("poss", c);
    else if (t.is(c, {Rel::amod}) || (t.is(c, {Rel::compound}) && t[c].upos == Upos::propn))
      add("amod", c);
    else if (t.is(c, {Rel::compound})) add("compound", c);
    else if (t.is(c, {Rel::nsubj, Rel::nsubj_outer})) add("subj", c);
    else if (t.is(c, {Rel::nmod, Rel::obl}))
      if (const auto prep = t.preposition(c); !prep.empty()) add(prep, c);
  }
  // "the sale of Russian jets", "the withdrawal of Moscow's troops": of_amod, whose they are
  if (const int of = find_slot(out, "of"); of >= 0)
    for (int c : t.children(of))
      if (t.is(c, {Rel::amod, Rel::nmod_poss}) ||
          (t.is(c, {Rel::compound}) && t[c].upos == Upos::propn))
        out.push_back({"of_amod", c, false});
  // what it is said of: "Kang, a manager of …"; "its sole shareholder is Chen"
  if (t.is(noun, {Rel::appos})) add("subj", t.head(noun));
  if (t.is(noun, {Rel::nsubj}) && t.head(noun) >= 0 && t.has(t.head(noun), {Rel::cop}))
    add("subj", t.head(noun));
  // "two banks, both under American sanctions", "12 were under sanctions"
  if (t.preposition(noun) == "under") {
    if (t.is(noun, {Rel::nmod, Rel::acl_relcl, Rel::acl})) add("subj", t.head(noun));
    if (const int both = t.is(noun, {Rel::nmod}) ? t.head(noun) : -1;
        both >= 0 && t.is(both, {Rel::appos}) && t.lemma_is(both, {"both", "all", "each", "two"}))
      add("subj", t.head(both));
  }
  // "China has become the main buyer of …"
  if (t.is(noun, {Rel::xcomp, Rel::obj}) && t.lemma_is(t.head(noun), {"become", "remain", "be"}))
    add("subj", t.child(t.head(noun), {Rel::nsubj}));
  add_nested(t, out);
  return out;
}

int find_slot(const Slots& slots, std::string_view name) {
  for (const bool direct : {true, false})
    for (const auto& s : slots)
      if (s.direct == direct && s.name == name && s.token >= 0) return s.token;
  return -1;
}

}  // namespace entente
