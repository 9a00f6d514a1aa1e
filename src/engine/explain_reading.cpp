// The reader's work on documents, shown: what `entente read --explain` and `--misses` print. One
// thread, for people.
#include <map>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "engine/extraction.h"
#include "engine/gather.h"
#include "engine/parts.h"
#include "engine/records.h"
#include "model/claim_json.h"
#include "model/document_part.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;
using Take = std::function<bool(const ReadingRecord&)>;

std::string indented(std::string_view lines) {
  std::string out;
  for (const auto line : split(trim(lines), '\n')) out += "    " + std::string(line) + "\n";
  return out;
}

std::string listed(std::string_view head, const std::vector<std::string>& items) {
  std::string out = "  " + std::string(head) + "\n";
  for (const auto& item : items) out += "    " + item + "\n";
  return out;
}

// "subject: Moscow [ru] 31, nobody 12, Tehran [ir] 4"
std::vector<std::string> weighed(const std::vector<PartyTrace>& parties) {
  constexpr size_t kShown = 4;
  std::vector<std::string> out;
  for (const PartyTrace& party : parties) {
    std::vector<std::string> choices;
    for (const PartyChoice& c : party.choices) {
      if (choices.size() == kShown) break;
      const std::string states = c.states.empty() ? "" : " [" + join(c.states, ", ") + "]";
      choices.push_back(c.who + states + " " + std::to_string(c.weight));
    }
    out.push_back(party.role + (party.whole ? ": " : ", whose state: ") + join(choices, "; "));
  }
  return out;
}

Json json_of(const std::vector<PartyTrace>& parties) {
  Json out = Json::array();
  for (const PartyTrace& party : parties) {
    Json choices = Json::array();
    for (const PartyChoice& c : party.choices)
      choices.push_back({{"who", c.who},
                         {"states", c.states},
                         {"weight", c.weight},
                         {"traits", c.traits},
                         {"because", c.because}});
    out.push_back({{"role", party.role}, {"whole", party.whole}, {"choices", std::move(choices)}});
  }
  return out;
}

ReadingRecord record_of(const Claim& claim, const ClaimTrace& trace) {
  const ClaimRecord c = record_of(claim, 0);
  ReadingRecord out;
  out.text = c.kind + "  " + c.subject + (c.counterpart.empty() ? "" : " → " + c.counterpart) +
             "\n  quote     “" + squeeze(c.quote) + "”\n  sentence  " + trace.sentence +
             "\n  lexicon   " + trace.row + "\n" + listed("modality and polarity", trace.modality);
  if (!trace.attribution.empty()) out.text += listed("attribution", trace.attribution);
  if (!trace.parties.empty()) out.text += listed("parties left open", weighed(trace.parties));
  out.text += "  tree\n" + indented(trace.tree) + "\n";
  out.json = Json{{"claim", Json::parse(to_json(claim))},
                  {"sentence", trace.sentence},
                  {"lexicon", trace.row},
                  {"modality", trace.modality},
                  {"attribution", trace.attribution},
                  {"parties", json_of(trace.parties)},
                  {"tree", trace.tree}}
                 .dump(-1, ' ', false, Json::error_handler_t::replace);
  return out;
}

ReadingRecord record_of(const Miss& miss, const std::string& path) {
  return {miss.sentence + "\n  actors      " + join(miss.actors, ", ") + "\n  predicates  " +
              join(miss.predicates, ", ") + "\n  document    " + path + "\n\n",
          Json{{"sentence", miss.sentence},
               {"actors", miss.actors},
               {"predicates", miss.predicates},
               {"path", path}}
              .dump(-1, ' ', false, Json::error_handler_t::replace)};
}

// False when the receiver wants no more.
bool give_claims(std::vector<Claim>& claims, const ReadingTrace& trace, const DocumentPart& part,
                 const Document& document, const Take& take, Tally& tally) {
  std::map<std::string, const ClaimTrace*> by_id;
  for (const auto& one : trace.claims) by_id[one.claim] = &one;
  std::vector<const ClaimTrace*> traces;
  for (const auto& claim : claims) traces.push_back(by_id.at(claim.id));
  place_claims(claims, part, document);
  for (size_t i = 0; i < claims.size(); ++i) {
    ++tally.found;
    if (!take(record_of(claims[i], *traces[i]))) return false;
  }
  return true;
}

}  // namespace

Exit Engine::explain_reading(const Inputs& inputs, bool misses, const Take& take) {
  const auto options = intake_options(inputs, parts_->settings.stop);
  if (!options) return parts_->report(options.error());
  const Gathered gathered = gather(inputs.paths, *options);
  const auto reader = parts_->reader();
  if (!reader) return parts_->report_missing(reader.error());
  Tally tally;
  for (const auto& problem : gathered.problems) ++tally.failed, parts_->report(problem);
  for (const auto& list : gathered.lists) ++tally.failed, parts_->report(not_a_document(list));
  if (!gathered.left_out.empty()) parts_->note(left_out_note(gathered.left_out));
  for (const auto& file : gathered.files) {
    const auto document = read_document(file, *options);
    if (!document) ++tally.failed, parts_->report(document.error());
    if (!document) continue;
    if (const auto note = language_note(*document); !note.empty()) parts_->note(note);
    PartCutter cutter(*document);
    while (const auto part = cutter.next()) {
      if (parts_->stopped() || tally.cut_off) return tally.end(*parts_);
      ReadingTrace trace;
      auto claims = (*reader)->read(part->document, trace);
      if (!misses) tally.cut_off = !give_claims(claims, trace, *part, *document, take, tally);
      for (const auto& miss : trace.misses)
        if (misses && !tally.cut_off) ++tally.found, tally.cut_off = !take(record_of(miss, file));
    }
  }
  return tally.end(*parts_);
}

}  // namespace entente
