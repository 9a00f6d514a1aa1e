// The ledger's claims through a filter.
#include "base/text.h"
#include "engine/actors.h"
#include "engine/parts.h"
#include "engine/query.h"
#include "engine/records.h"

namespace entente {
namespace {

// Turns the words of one filter into values of the vocabulary.
template <class Value, class Find>
Status read_words(const std::vector<std::string>& words, std::string_view vocabulary, Find find,
                  std::vector<Value>& out) {
  for (const auto& word : words) {
    const auto value = find(lower(word));
    if (!value) {
      std::vector<std::string> candidates;
      for (const auto& w : words_of(vocabulary)) candidates.push_back(w.word);
      const std::string near = suggest(word, candidates);
      return fail(
          Code::bad_argument, "no such word among the " + std::string(vocabulary), {}, word,
          near.empty() ? "one of: " + join(candidates, ", ") : "did you mean " + near + "?");
    }
    out.push_back(*value);
  }
  return {};
}

Status read_day(const std::string& text, bool first, std::string& out) {
  if (text.empty()) return {};
  const auto date = parse_date(text);
  if (!date)
    return fail(Code::bad_argument, "no date", {}, text, "write 2024, 2024-05 or 2024-05-17");
  out = to_string(first ? first_day(*date) : last_day(*date));
  return {};
}

bool made_by(const Claim& claim, const std::string& extractor) {
  if (extractor.empty()) return true;
  const std::string& name = claim.extractor.name;
  return name.empty() ? extractor == "reader" : name.starts_with(extractor);
}

}  // namespace

Result<ClaimFilter> filter_of(const ClaimQuery& query, const View& view,
                              const Dictionaries* dictionaries) {
  ClaimFilter out;
  std::vector<Polarity> polarity;
  const std::vector<std::string> polarity_words(query.polarity.empty() ? 0 : 1, query.polarity);
  for (const Status& ok :
       {read_words(
            query.kinds, "kinds", [](auto w) { return find_kind(w); }, out.kinds),
        read_words(
            query.domains, "domains", [](auto w) { return find_domain(w); }, out.domains),
        read_words(
            query.modalities, "modalities", [](auto w) { return find_modality(w); },
            out.modalities),
        read_words(
            polarity_words, "polarities", [](auto w) { return find_polarity(w); }, polarity),
        read_day(query.since, true, out.since), read_day(query.until, false, out.until)})
    if (!ok) return std::unexpected(ok.error());
  if (!polarity.empty()) out.polarity = polarity[0];
  out.source = query.source;
  for (const auto& named : query.actors) {
    auto actor = resolve_actor(named, view, *dictionaries);
    if (!actor) return std::unexpected(actor.error());
    out.actors.push_back(std::move(actor->signs));
  }
  return out;
}

Exit Engine::claims(const ClaimQuery& query, const std::function<bool(const ClaimRecord&)>& take) {
  const auto view = parts_->view(query.at);
  if (!view) return parts_->report(view.error());
  const Dictionaries* dictionaries = nullptr;
  if (!query.actors.empty()) {
    const auto loaded = parts_->dictionaries();
    if (!loaded) return parts_->report_missing(loaded.error());
    dictionaries = *loaded;
  }
  const auto filter = filter_of(query, *view, dictionaries);
  if (!filter) return parts_->report(filter.error());
  Tally tally;
  const auto done = view->claims(*filter, [&](StoredClaim&& stored) {
    if (parts_->stopped()) return false;
    if (!made_by(stored.claim, query.extractor)) return true;
    ++tally.found;
    tally.cut_off = !take(record_of(stored.claim, stored.revision));
    return !tally.cut_off;
  });
  if (!done) return parts_->report(done.error());
  return tally.end(*parts_);
}

}  // namespace entente
