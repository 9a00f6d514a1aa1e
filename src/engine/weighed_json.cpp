// The JSON of what is weighed. Claims stand under "claims" once for each proposition, with what a
// reader needs to look them up; everything else names them by id. A day's changes are thousands of
// these: they are written as text, without a tree (a tenth of the time). nlohmann's header stays
// here, for numbers with a fraction and for texts that are not UTF-8.
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "engine/weighed.h"
#include "weighing/actors.h"
#include "weighing/chains.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void add_escaped(std::string& out, char c) {
  constexpr std::string_view kShort = "\b\f\n\r\t\"\\", kLetters = "bfnrt\"\\";
  constexpr char kHex[] = "0123456789abcdef";
  out += '\\';
  if (const auto at = kShort.find(c); at != kShort.npos) out += kLetters[at];
  else out += "u00", out += kHex[c >> 4], out += kHex[c & 15];
}

void add_text(std::string& out, std::string_view text) {
  bool plain = true, ascii = true;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || c == '"' || c == '\\') plain = false;
    if (byte >= 0x80) ascii = false;
  }
  if (!ascii && first_ill_formed(text)) {
    out += dump(Json(text));
    return;
  }
  out += '"';
  if (plain) out += text;
  else
    for (const char c : text) {
      if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\') add_escaped(out, c);
      else out += c;
    }
  out += '"';
}

void add_text_or_null(std::string& out, const std::string& text) {
  if (text.empty()) out += "null";
  else add_text(out, text);
}

void add_date(std::string& out, const std::optional<Date>& d) {
  if (d) out += '"', out += to_string(*d), out += '"';
  else out += "null";
}

void add_number(std::string& out, std::optional<double> value) {
  if (!value) out += "null";
  else if (const auto whole = static_cast<long long>(*value); static_cast<double>(whole) == *value)
    out += std::to_string(whole);
  else out += dump(Json(*value));
}

void add_flag(std::string& out, bool value) { out += value ? "true" : "false"; }

// "[…]", an element by each call.
template <class List, class Add>
void add_list(std::string& out, const List& list, Add add) {
  out += '[';
  bool first = true;
  for (const auto& element : list) {
    if (!first) out += ',';
    first = false;
    add(element);
  }
  out += ']';
}

template <class Texts>
void add_texts(std::string& out, const Texts& texts) {
  add_list(out, texts, [&](std::string_view text) { add_text(out, text); });
}

// "{…}" around what is written while it lives.
class Object {
 public:
  explicit Object(std::string& out) : out_(out) { out_ += '{'; }
  Object(const Object&) = delete;
  ~Object() { out_ += '}'; }
  // Where the value of the next key goes.
  std::string& at(std::string_view key) {
    if (out_.back() != '{') out_ += ',';
    out_ += '"', out_ += key, out_ += "\":";
    return out_;
  }

 private:
  std::string& out_;
};

void add_ids(std::string& out, const WeighedLedger& from, const std::vector<ClaimIndex>& claims) {
  add_list(out, claims, [&](ClaimIndex c) { add_text(out, from.claims[c].id); });
}

void put_claim(Object& o, const Claim& c) {
  add_text(o.at("id"), c.id);
  add_text(o.at("document"), c.document.id);
  add_text_or_null(o.at("publisher"), c.document.publisher);
  add_text_or_null(o.at("published"), c.document.published);
  add_text(o.at("modality"), name(c.modality));
  add_text(o.at("polarity"), name(c.polarity));
  add_texts(o.at("chain"), links_of(c));
  add_text(o.at("quote"), c.quote.text);
}

const Decision* last_grade(const WeighedLedger& from, DecisionAct act, const std::string& of) {
  const Decision* out = nullptr;
  for (const auto& d : from.options.decisions) {
    if (d.act != act) continue;
    if (act == DecisionAct::grade_claim ? d.a == of : fold_name(d.a) == fold_name(of)) out = &d;
  }
  return out;
}

void add_grade(std::string& out, const Decision* d) {
  if (!d) {  // not graded: never defaulted
    out += "null";
    return;
  }
  Object o(out);
  add_text(o.at("grade"), std::string_view(&d->grade, 1));
  add_text(o.at("by"), d->who);
  add_text(o.at("on"), d->day);
  add_text(o.at("why"), d->why);
}

void add_set_aside(std::string& out, const WeighedLedger& from, const SetAside& s) {
  Object o(out);
  add_text(o.at("claim"), from.claims[s.claim].id);
  add_text(o.at("why"), s.why);
}

void add_origin(std::string& out, const WeighedLedger& from, const Origin& origin) {
  Object o(out);
  add_text(o.at("key"), origin.key);
  add_text(o.at("name"), origin.name);
  add_text_or_null(o.at("state"), origin.state);
  add_flag(o.at("party"), origin.party);
  add_text_or_null(o.at("rival"), origin.rival_reason);
  add_flag(o.at("independent"), !origin.party && origin.rival_reason.empty() && !origin.closed);
  add_grade(o.at("reliability"), last_grade(from, DecisionAct::grade_source, origin.name));
  add_ids(o.at("claims"), from, origin.claims);
  add_list(o.at("chains"), origin.chains, [&](const Chain& c) {
    Object chain(out);
    add_text(chain.at("picture"), c.text());
    add_texts(chain.at("links"), c.links);
    add_ids(chain.at("claims"), from, c.claims);
  });
  add_list(o.at("copies"), origin.copies, [&](const Copy& c) {
    Object copy(out);
    add_text(copy.at("claim"), from.claims[c.copy].id);
    add_text(copy.at("copies"), from.claims[c.original].id);
  });
  add_text_or_null(o.at("circle"), origin.circle);
  add_texts(o.at("joined_because"), origin.joined);
}

void add_figure(std::string& out, const WeighedLedger& from, const FigureSaid& x) {
  const Claim& c = from.claims[x.claim];
  Object o(out);
  add_text(o.at("claim"), c.id);
  add_text(o.at("text"), c.quantity[x.quantity].text);
  add_number(o.at("low"), x.low);
  add_number(o.at("high"), x.high);
  add_date(o.at("as_of"), x.as_of);
  add_text_or_null(o.at("converted"), x.converted);
  add_date(o.at("since"), c.when.interval.start);
  add_date(o.at("until"), c.when.interval.end);
  add_text(o.at("by"), links_of(c).back());
  add_text_or_null(o.at("publisher"), c.document.publisher);
  add_text_or_null(o.at("published"), c.document.published);
}

void add_figures(std::string& out, const WeighedLedger& from, const Figures& f) {
  Object o(out);
  add_text(o.at("of"), f.of);
  add_text(o.at("unit"), f.unit);
  add_text(o.at("agreement"), name(f.agreement));
  add_number(o.at("low"), f.low);
  add_number(o.at("high"), f.high);
  add_texts(o.at("reasons"), f.reasons);
  add_list(o.at("figures"), f.figures, [&](const FigureSaid& x) { add_figure(out, from, x); });
}

void add_all_figures(std::string& out, const WeighedLedger& from, const Proposition& p) {
  add_list(out, p.figures, [&](const Figures& f) { add_figures(out, from, f); });
}

void add_key(std::string& out, const PropositionKey& k) {
  std::vector<std::string_view> goods;
  for (int g = 0; g < kGoodsCount; ++g)
    if (k.goods.has(static_cast<Goods>(g))) goods.push_back(name(static_cast<Goods>(g)));
  Object o(out);
  add_text(o.at("family"), k.family);
  add_texts(o.at("from"), k.from);
  add_texts(o.at("to"), k.to);
  add_flag(o.at("mutual"), k.mutual);
  add_text(o.at("what"), k.what);
  add_texts(o.at("goods"), goods);
  add_text(o.at("tense"), k.tense == Tense::plan ? "plan" : "act");
  add_date(o.at("start"), k.span.start);
  add_date(o.at("end"), k.span.end);
}

// What the standing would suggest to an analyst; a suggestion, never a grade.
std::string_view suggested_credibility(Standing s) {
  switch (s) {
    case Standing::confirmed:
      return "1";
    case Standing::corroborated:
      return "2";
    case Standing::reported:
      return "3";
    case Standing::disputed:
      return "4";
    case Standing::refuted:
      return "5";
    case Standing::unverified:
      return "6";
  }
  return {};
}

void add_history(std::string& out, const WeighedLedger& from, const Proposition& p) {
  add_list(out, p.history, [&](const StandingSince& h) {
    Object o(out);
    add_date(o.at("since"), h.published);
    add_text(o.at("standing"), name(h.standing));
    add_text(o.at("rule"), h.rule);
    add_ids(o.at("because"), from, h.because);
  });
}

void put_head(Object& o, const WeighedLedger& from, const Proposition& p) {
  add_text(o.at("id"), p.id);
  add_text(o.at("proposition"), title_of(p, from.options));
  add_key(o.at("key"), p.key);
  add_texts(o.at("objects"), p.objects);
  add_text(o.at("standing"), name(p.verdict.standing));
  add_date(o.at("since"), p.history.empty() ? std::nullopt : p.history.back().published);
}

void add_claims(std::string& out, const WeighedLedger& from, const Proposition& p) {
  add_list(out, p.claims, [&](ClaimIndex c) {
    const Claim& claim = from.claims[c];
    Object o(out);
    put_claim(o, claim);
    add_grade(o.at("reliability"),
              last_grade(from, DecisionAct::grade_source, claim.document.publisher));
    add_grade(o.at("credibility"), last_grade(from, DecisionAct::grade_claim, claim.id));
  });
}

Json rate(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

void add_suggestion(std::string& out, const Verdict& verdict) {
  Object o(out);
  add_text(o.at("grade"), suggested_credibility(verdict.standing));
  add_flag(o.at("suggestion"), true);
  add_text(o.at("because"), verdict.rule);
}

void add_side(std::string& out, const WeighedLedger& from, size_t origins,
              const std::vector<ClaimIndex>& claims) {
  Object o(out);
  o.at("origins") += std::to_string(origins);
  add_ids(o.at("claims"), from, claims);
}

// An object of its own.
template <class Put>
std::string object(Put put) {
  std::string out;
  {
    Object o(out);
    put(o);
  }
  return out;
}

}  // namespace

std::string quoted_json(const std::string& text) {
  std::string out;
  add_text(out, text);
  return out;
}

std::string json_of_standing(const WeighedLedger& from, const Proposition& p) {
  return object([&](Object& o) {
    put_head(o, from, p);
    add_text(o.at("rule"), p.verdict.rule);
    add_text(o.at("meaning"), meaning(p.verdict.standing));
    add_suggestion(o.at("suggested_credibility"), p.verdict);
    std::string& out = o.at("origins");
    add_list(out, p.origins, [&](const Origin& origin) { add_origin(out, from, origin); });
    o.at("origins_count") += std::to_string(p.origins.size());
    add_ids(o.at("used"), from, p.verdict.used);
    add_ids(o.at("asserts"), from, p.asserts);
    add_ids(o.at("denies"), from, p.denies);
    std::vector<SetAside> aside = p.verdict.set_aside;
    aside.insert(aside.end(), p.rejected.begin(), p.rejected.end());
    add_list(o.at("set_aside"), aside, [&](const SetAside& s) { add_set_aside(out, from, s); });
    add_history(o.at("history"), from, p);
    add_all_figures(o.at("figures"), from, p);
    add_claims(o.at("claims"), from, p);
  });
}

std::string json_of_figures(const WeighedLedger& from, const Proposition& p) {
  return object([&](Object& o) {
    put_head(o, from, p);
    add_all_figures(o.at("figures"), from, p);
  });
}

std::string json_of_conflict(const WeighedLedger& from, const Conflict& c) {
  const Proposition& p = from.propositions[c.proposition];
  return object([&](Object& o) {
    put_head(o, from, p);
    add_text(o.at("conflict"), name(c.kind));
    add_text(o.at("what"), c.what);
    add_side(o.at("one"), from, c.origins_one, c.one);
    add_side(o.at("other"), from, c.origins_other, c.other);
    if (c.figures) add_figures(o.at("figures"), from, p.figures[*c.figures]);
  });
}

std::string json_of_gaps(const WeighedLedger& from, const std::vector<Gap>& gaps) {
  return object([&](Object& o) {
    put_head(o, from, from.propositions[gaps.front().proposition]);
    std::string& out = o.at("gaps");
    add_list(out, gaps, [&](const Gap& g) {
      Object gap(out);
      add_text(gap.at("gap"), name(g.kind));
      add_text(gap.at("what"), g.what);
    });
  });
}

std::string json_of_forecast(const WeighedLedger& from, const Forecast& f) {
  const Claim& c = from.claims[f.claim];
  return object([&](Object& o) {
    put_head(o, from, from.propositions[f.proposition]);
    add_text(o.at("claim"), c.id);
    add_text(o.at("quote"), c.quote.text);
    add_texts(o.at("by"), f.by);
    add_flag(o.at("planned"), f.planned);
    add_flag(o.at("negative"), f.negative);
    add_date(o.at("made"), f.made);
    add_date(o.at("due"), f.due);
    o.at("likelihood") += dump(f.likelihood ? Json{{"word", f.likelihood->word},
                                                   {"scale", f.likelihood->scale},
                                                   {"low", f.likelihood->low},
                                                   {"high", f.likelihood->high}}
                                            : Json(nullptr));
    add_text(o.at("outcome"), name(f.outcome));
    add_date(o.at("resolved"), f.resolved);
    add_ids(o.at("resolved_by"), from, f.resolved_by);
    add_text(o.at("why"), f.why);
  });
}

std::string record_json(const ForecastRecord& r) {
  return dump({{"source", r.name},
               {"key", r.key},
               {"count", r.count},
               {"open", r.open},
               {"overdue", r.overdue},
               {"fulfilled", r.fulfilled},
               {"contradicted", r.contradicted},
               {"hit_rate", rate(r.hit_rate())},
               {"with_likelihood", r.graded},
               {"brier", rate(r.brier())}});
}

std::string json_of_change(const WeighedLedger& before, const WeighedLedger& after,
                           const Change& change) {
  const Proposition& p = after.propositions[change.proposition];
  return object([&](Object& o) {
    put_head(o, after, p);
    std::string& out = o.at("change");
    add_text(out, !change.before ? "new" : change.standing ? "standing" : "claims");
    if (change.before) {
      const Proposition& was = before.propositions[*change.before];
      Object then(o.at("was"));
      add_text(then.at("id"), was.id);
      add_text(then.at("standing"), name(was.verdict.standing));
      add_text(then.at("rule"), was.verdict.rule);
    }
    add_text(o.at("rule"), p.verdict.rule);
    add_list(o.at("new_claims"), change.claims, [&](ClaimIndex c) {
      Object claim(out);
      put_claim(claim, after.claims[c]);
    });
    add_ids(o.at("lost_claims"), before, change.lost);
    add_list(o.at("new_origins"), change.origins,
             [&](size_t i) { add_text(out, p.origins[i].name); });
    add_list(o.at("new_figures"), change.figures,
             [&](size_t i) { add_figures(out, after, p.figures[i]); });
  });
}

std::string json_of_gone(const WeighedLedger& before, size_t proposition) {
  return object([&](Object& o) {
    put_head(o, before, before.propositions[proposition]);
    add_text(o.at("change"), "gone");
  });
}

std::string answer_json(const std::string& name, const WeighedLedger& from,
                        const std::vector<AnswerPart>& parts) {
  std::string out = "{\"schema\":" + quoted_json("entente." + name + ".v1");
  out += ",\"revision\":" + std::to_string(from.revision);
  out += ",\"as_of\":";
  add_date(out, from.options.as_of);
  size_t size = out.size() + 2;
  for (const auto& part : parts) size += part.key.size() + part.json.size() + 5;
  out.reserve(size);
  for (const auto& part : parts) {
    out += ",\n";
    add_text(out, part.key);
    out += ':';
    out += part.json;
  }
  return out + "}\n";
}

std::string list_json(const std::vector<WeighedItem>& items) {
  std::string out = "[";
  size_t size = 4;
  for (const auto& item : items) size += item.json.size() + 2;
  out.reserve(size);
  for (size_t i = 0; i < items.size(); ++i) {
    out += i == 0 ? "\n" : ",\n";
    out += items[i].json;
  }
  return out + "\n]";
}

}  // namespace entente
