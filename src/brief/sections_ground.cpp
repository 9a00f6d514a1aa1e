// What the brief stands on and where it ends: sources, time, the middle, listed entities, gaps.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "brief/sections.h"
#include "weighing/actors.h"

namespace entente {
namespace {

constexpr size_t kMiddleWordsMax = 3;
constexpr size_t kGapNamesMax = 6;

BriefSection one_group(SectionId id, std::vector<BriefFinding> findings) {
  BriefSection out{id, {}};
  if (!findings.empty()) out.groups.push_back({{}, std::move(findings)});
  return out;
}

BriefFinding plain(std::string text, const std::vector<ClaimIndex>& claims) {
  return {BriefSentence(std::move(text), *Cites::of(claims)), {}, {}, {}};
}

// Of texts; findings are told apart.
std::vector<ClaimIndex> all_claims(const Context& in) {
  std::vector<ClaimIndex> out(in.brief.told);
  for (ClaimIndex i = 0; i < out.size(); ++i) out[i] = i;
  return out;
}

// ---- sources

std::string document_title(const DocumentRef& d) {
  if (!d.title.empty()) return "“" + squeeze(d.title) + "”";
  return d.path.empty() ? "Document " + d.id.substr(0, 8) : d.path;
}

BriefFinding overview(const Context& in) {
  std::set<std::string> publishers, origins;
  size_t documents = 0;
  for (const auto& d : in.brief.documents) {
    if (d.claims.front() >= in.brief.told) continue;
    ++documents;
    if (!d.document.publisher.empty()) publishers.insert(fold_name(d.document.publisher));
  }
  for (const auto& p : in.brief.propositions) {
    for (const auto& o : p.origins) origins.insert(o.key);
    for (const ClaimIndex c : p.denies)
      for (const auto& s : speakers_of(in.claim(c), in.options)) origins.insert(s.key);
  }
  const auto claims = all_claims(in);
  const auto both = static_cast<size_t>(
      std::ranges::count_if(claims, [&](ClaimIndex c) { return in.names_both(c); }));
  std::string text = fmt::format("{} {} both {} and {}", plural(both, "claim", "claims"),
                                 both == 1 ? "names" : "name", in.brief.a.name, in.brief.b.name);
  if (both < claims.size())
    text +=
        fmt::format(", {} an actor between them", plural(claims.size() - both, "names", "name"));
  text += ": from " + plural(documents, "document", "documents");
  if (!publishers.empty()) text += " of " + plural(publishers.size(), "publisher", "publishers");
  text += ", leading to " + plural(origins.size(), "independent origin", "independent origins");
  return plain(text + ".", claims);
}

BriefFinding document_line(const BriefDocument& d) {
  const auto& ref = d.document;
  std::string text = document_title(ref);
  text += ", " + (ref.publisher.empty() ? "publisher not known" : ref.publisher);
  text += ", " + (ref.published.empty() ? "date not known" : ref.published);
  return plain(text + ": " + plural(d.claims.size(), "claim", "claims"), d.claims);
}

std::string list_title(const Context& in, const Entity& e) {
  const auto at = in.input.list_titles.find(e.dataset);
  const std::string title = at == in.input.list_titles.end() ? e.dataset : at->second;
  return e.edition.empty() ? title : title + ", edition " + e.edition;
}

// ---- the middle

BriefFinding middle_line(const Context& in, const Middle& m) {
  const auto count = plural(m.claims.size(), "claim", "claims");
  std::string text = quoted(m.name);
  if (!m.state.empty() && m.state != "xx") text += " (" + in.names.of(m.state) + ")";
  switch (m.role) {
    case MiddleRole::route:
      text += ": named as route, place of passage or means in " + count;
      break;
    case MiddleRole::broker:
      text += ": said to serve as intermediary, in " + count;
      break;
    case MiddleRole::relay:
      text +=
          ": said to get goods from one and to give goods of that class to the other; no source "
          "joins the two";
  }
  BriefFinding out = plain(text, m.claims);
  out.words =
      words_of(in, m.claims, m.role == MiddleRole::route ? kMiddleWordsMax : 2 * kMiddleWordsMax);
  return out;
}

// ---- listed entities

using Named = std::map<std::string, std::vector<std::pair<ClaimIndex, std::string>>>;

Named entities_named(const Context& in) {
  Named out;
  for (ClaimIndex i = 0; i < in.brief.claims.size(); ++i) {
    const Claim& c = in.claim(i);
    for (const auto* role : {&c.subject, &c.counterpart, &c.against, &c.object, &c.in_return,
                             &c.via, &c.where, &c.attribution})
      for (const auto& m : *role)
        if (!m.entity.empty()) out[m.entity].emplace_back(i, m.text);
  }
  return out;
}

BriefFinding listed_line(const Context& in, const Entity& e, const Named::mapped_type& named) {
  std::vector<ClaimIndex> claims;
  std::vector<std::string> names;
  for (const auto& [claim, text] : named) {
    claims.push_back(claim);
    if (std::ranges::find(names, text) == names.end()) names.push_back(text);
  }
  std::string text =
      fmt::format("{} ({}): {}, reference {}", e.caption, e.schema, list_title(in, e), e.id);
  if (!e.statements.empty()) text += ", read at " + e.statements.front().place;
  BriefFinding out = plain(text + "; named here as " + object_list(names), claims);
  out.words = words_of(in, out.line.claims(), kMiddleWordsMax);
  return out;
}

// ---- gaps

class Gaps {
 public:
  explicit Gaps(const Context& in) : in_(in) {
    for (const auto& p : in.brief.propositions)
      if (in.about_pair(p) && p.key.tense == Tense::act && !p.asserts.empty()) told_.push_back(&p);
  }

  template <class Lacks>
  void list(std::string_view lead, Lacks lacks) {
    std::vector<std::string> labels;
    std::vector<ClaimIndex> claims;
    for (const auto* p : told_) {
      if (!lacks(*p)) continue;
      claims.insert(claims.end(), p->asserts.begin(), p->asserts.end());
      labels.push_back(short_label(*p, in_.names));
    }
    if (labels.empty()) return;
    const size_t more = labels.size() > kGapNamesMax ? labels.size() - kGapNamesMax : 0;
    labels.resize(labels.size() - more);
    std::string text = std::string(lead) + ": " + join(labels, "; ");
    if (more) text += fmt::format("; and {} more", more);
    out_.push_back(plain(text + ".", claims));
  }

  void direction(const BriefActor& from, const BriefActor& to, const std::vector<Flow>& flows,
                 const std::vector<Flow>& other) {
    if (!flows.empty()) return;
    const auto claims = other.empty() ? all_claims(in_) : claims_of(other);
    out_.push_back(plain(
        fmt::format("No claim here says that {} gives {} anything.", from.name, to.name), claims));
  }

  void routes() {
    auto claims = claims_of(in_.brief.exchange.forth);
    const auto back = claims_of(in_.brief.exchange.back);
    claims.insert(claims.end(), back.begin(), back.end());
    if (claims.empty() || !in_.brief.exchange.middles.empty()) return;
    out_.push_back(plain("No claim about these flows names a route or an intermediary.", claims));
  }

  void age() {
    std::optional<Date> newest;
    const BriefDocument* last = nullptr;
    std::vector<ClaimIndex> undated;
    for (const auto& d : in_.brief.documents) {
      if (d.claims.front() >= in_.brief.told) continue;
      const auto day = parse_date(d.document.published);
      if (!day) undated.insert(undated.end(), d.claims.begin(), d.claims.end());
      else if (!newest || *newest < last_day(*day)) newest = last_day(*day), last = &d;
    }
    if (!undated.empty())
      out_.push_back(plain("The document bears no date that could be read.", undated));
    if (!newest || !in_.brief.as_of) return;
    const Date limit = add_months(last_day(*in_.brief.as_of), -12);
    if (*newest < limit)
      out_.push_back(plain(fmt::format("Nothing here is newer than {}, more than a year before {}.",
                                       last->document.published, to_string(*in_.brief.as_of)),
                           last->claims));
  }

  std::vector<BriefFinding> take() { return std::move(out_); }

 private:
  static std::vector<ClaimIndex> claims_of(const std::vector<Flow>& flows) {
    std::vector<ClaimIndex> out;
    for (const auto& f : flows) out.insert(out.end(), f.claims.begin(), f.claims.end());
    return out;
  }

  const Context& in_;
  std::vector<const Proposition*> told_;
  std::vector<BriefFinding> out_;
};

bool is_countable(const Proposition& p) {
  return p.key.family == "give" || p.key.family == "deploy" || p.key.family == "train" ||
         p.key.family == "lose";
}

bool only_interested(const Proposition& p) {
  return p.verdict.standing != Standing::confirmed &&
         std::ranges::all_of(p.origins,
                             [](const Origin& o) { return o.party || !o.rival_reason.empty(); });
}

}  // namespace

bool touches(const Claim& c, const std::string& key, const WeighOptions& options) {
  for (const auto* role :
       {&c.subject, &c.counterpart, &c.against, &c.object, &c.in_return, &c.via, &c.where})
    for (const auto& m : *role)
      if (actor_key(m, options) == key) return true;
  return false;
}

Context::Context(const BriefInput& of, const Brief& so_far, const ActorNames& named,
                 const WeighOptions& how)
    : input(of), brief(so_far), names(named), options(how) {
  for (const auto& c : brief.claims)
    both_.push_back(touches(c, brief.a.key, options) && touches(c, brief.b.key, options));
}

bool Context::about_pair(const Proposition& p) const {
  return std::ranges::any_of(p.claims, [&](ClaimIndex c) { return names_both(c); });
}

BriefSentence words_of(const Context& in, ClaimIndex claim) {
  const Claim& c = in.claim(claim);
  const bool denied = c.modality == Modality::denied;  // its words tell the thing, not the denial
  return {in.brief.who[claim] + ": " +
              (denied ? in_context(in.brief.contexts[claim], c.quote.text) : quoted(c.quote.text)),
          Cites(claim)};
}

std::vector<BriefSentence> words_of(const Context& in, const std::vector<ClaimIndex>& claims,
                                    size_t count_max) {
  std::vector<BriefSentence> out;
  const size_t shown = claims.size() > count_max ? count_max - 1 : claims.size();
  for (size_t i = 0; i < shown; ++i) out.push_back(words_of(in, claims[i]));
  if (shown < claims.size()) {
    const std::vector<ClaimIndex> rest(claims.begin() + static_cast<std::ptrdiff_t>(shown),
                                       claims.end());
    out.emplace_back(fmt::format("and {} more claims", rest.size()), *Cites::of(rest));
  }
  return out;
}

BriefSection sources_section(const Context& in) {
  std::vector<BriefFinding> out;
  if (in.brief.told > 0) out.push_back(overview(in));
  std::map<std::string, std::vector<ClaimIndex>> found;  // by whose rows they are
  for (const auto& d : in.brief.documents) {
    if (d.claims.front() < in.brief.told) out.push_back(document_line(d));
    else found[d.document.publisher].push_back(d.claims.front());
  }
  for (const auto& [publisher, claims] : found)
    out.push_back(plain(publisher + ": " + plural(claims.size(), "finding", "findings") +
                            " of this program, each on its rows",
                        claims));
  const Named named = entities_named(in);
  std::map<std::string, std::vector<ClaimIndex>> lists;
  for (const auto& e : in.input.entities)
    if (const auto at = named.find(e.id); at != named.end())
      for (const auto& [claim, text] : at->second) lists[list_title(in, e)].push_back(claim);
  for (const auto& [title, claims] : lists)
    out.push_back(plain(title + ": entities on it are named", claims));
  return one_group(SectionId::sources, std::move(out));
}

BriefSection timeline_section(const Context& in) {
  std::vector<ClaimIndex> dated;
  for (const ClaimIndex c : all_claims(in))
    if (!in.claim(c).when.interval.empty() && in.names_both(c)) dated.push_back(c);
  const auto start = [&](ClaimIndex c) {
    const auto& i = in.claim(c).when.interval;
    return std::pair{i.start ? first_day(*i.start) : first_day(*i.end),
                     i.end ? last_day(*i.end) : Date{9999, 12, 31}};
  };
  std::ranges::stable_sort(dated, {}, start);
  std::vector<BriefFinding> out;
  for (const ClaimIndex c : dated)
    out.push_back(
        {BriefSentence(period(in.claim(c).when.interval) + ": " + words_of(in, c).text(), Cites(c)),
         {},
         {},
         {}});
  return one_group(SectionId::timeline, std::move(out));
}

BriefSection middles_section(const Context& in) {
  std::vector<BriefFinding> out;
  for (const auto& m : in.brief.exchange.middles) out.push_back(middle_line(in, m));
  return one_group(SectionId::middles, std::move(out));
}

BriefSection listed_section(const Context& in) {
  const Named named = entities_named(in);
  std::vector<BriefFinding> out;
  for (const auto& e : in.input.entities)
    if (const auto at = named.find(e.id); at != named.end())
      out.push_back(listed_line(in, e, at->second));
  return one_group(SectionId::listed, std::move(out));
}

BriefSection gaps_section(const Context& in) {
  if (in.brief.told == 0) return {SectionId::gaps, {}};
  Gaps gaps(in);
  const auto& b = in.brief;
  gaps.direction(b.a, b.b, b.exchange.forth, b.exchange.back);
  gaps.direction(b.b, b.a, b.exchange.back, b.exchange.forth);
  gaps.list("No figure is given for",
            [](const Proposition& p) { return is_countable(p) && p.figures.empty(); });
  gaps.list("No date is given for", [](const Proposition& p) { return p.key.span.empty(); });
  gaps.list("One origin only stands behind",
            [](const Proposition& p) { return p.origins.size() == 1; });
  gaps.list("Only parties or their rivals say so, for", only_interested);
  gaps.routes();
  gaps.age();
  return one_group(SectionId::gaps, gaps.take());
}

}  // namespace entente
