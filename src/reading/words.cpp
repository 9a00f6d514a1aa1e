// Why one table of verbs: three questions are asked of them, and which verbs answer yes differs by
// what the parser was seen to get wrong ("testifies" is rare, "thought" is mostly a noun).
#include "reading/words.h"

#include <cstdint>

#include "base/text.h"

namespace entente {
namespace {

constexpr auto kFirmWords = std::to_array<std::string_view>(
    {"ltd",        "limited", "inc",   "corp",    "corporation", "company",
     "co",         "llc",     "fze",   "gmbh",    "jsc",         "ooo",
     "plc",        "bank",    "group", "trading", "shipping",    "industries",
     "enterprise", "holding", "pay",   "labs",    "trans"});

constexpr auto kMeasureNouns = std::to_array<std::string_view>(
    {"container",   "shipment", "ton",     "tonne",    "crate", "load",     "batch",
     "consignment", "number",   "barrel",  "round",    "piece", "majority", "rest",
     "portion",     "share",    "hundred", "thousand", "dozen", "million",  "score",
     "%",           "percent",  "half",    "most",     "lot",   "third",    "quarter"});

enum : uint8_t { kAside = 1, kCloses = 2, kThat = 4, kAll = kAside | kCloses | kThat };

struct SayingVerb {
  std::string_view lemma, third, past;  // a form left empty is not looked for
  uint8_t uses;
};

constexpr auto kSayingVerbs = std::to_array<SayingVerb>({
    {"acknowledge", "acknowledges", "acknowledged", kAll},
    {"add", "adds", "added", kAll},
    {"admit", "admits", "admitted", kAll},
    {"allege", "alleges", "alleged", kAll},
    {"announce", "announces", "announced", kAll},
    {"argue", "argues", "argued", kAll},
    {"assert", "asserts", "asserted", kAside | kThat},
    {"assess", "assesses", "assessed", kAside | kThat},
    {"believe", "believes", "believed", kAll},
    {"boast", "boasts", "boasted", kAside | kThat},
    {"charge", "charges", "charged", kAside | kThat},
    {"claim", "claims", "claimed", kAll},
    {"complain", "complains", "complained", kAside | kThat},
    {"concede", "concedes", "conceded", kAside | kThat},
    {"conclude", "concludes", "concluded", kAside | kThat},
    {"confirm", "confirms", "confirmed", kAll},
    {"contend", "", "", kThat},
    {"declare", "", "", kThat},
    {"deny", "", "", kThat},
    {"disclose", "", "", kThat},
    {"doubt", "", "", kThat},
    {"estimate", "estimates", "estimated", kAll},
    {"expect", "expects", "", kAside | kThat},
    {"explain", "explains", "explained", kAll},
    {"fear", "", "", kThat},
    {"find", "", "", kThat},
    {"indicate", "", "", kThat},
    {"inform", "", "", kThat},
    {"insist", "insists", "insisted", kAll},
    {"joke", "jokes", "joked", kAside},
    {"learn", "", "", kThat},
    {"maintain", "maintains", "maintained", kAside | kThat},
    {"note", "notes", "noted", kAll},
    {"order", "", "", kThat},
    {"predict", "predicts", "predicted", kAside | kThat},
    {"promise", "promises", "promised", kAll},
    {"recall", "recalls", "recalled", kAside | kThat},
    {"reckon", "reckons", "reckoned", kAll},
    {"reply", "replies", "replied", kAside | kThat},
    {"report", "reports", "reported", kAll},
    {"reveal", "", "", kThat},
    {"say", "says", "said", kAll},
    {"show", "", "", kThat},
    {"state", "states", "stated", kAll},
    {"suggest", "suggests", "suggested", kAll},
    {"tell", "tells", "told", kAll},
    {"testify", "", "testified", kAside | kThat},
    {"think", "thinks", "", kAll},
    {"tweet", "", "", kCloses},
    {"verify", "", "", kThat},
    {"warn", "warns", "warned", kAll},
    {"write", "writes", "wrote", kAll},
});

bool used(std::string_view lemma, uint8_t use) {
  const auto found = std::find_if(kSayingVerbs.begin(), kSayingVerbs.end(),
                                  [&](const SayingVerb& v) { return v.lemma == lemma; });
  return found != kSayingVerbs.end() && (found->uses & use) != 0;
}

}  // namespace

bool is_calendar_word(std::string_view word) {
  return among(kMonths, word) || among(kWeekdays, word);
}

bool is_firm_word(std::string_view form) {
  if (form.ends_with('.')) form.remove_suffix(1);
  return among(kFirmWords, lower(form));
}

bool is_measure_noun(std::string_view lemma) { return among(kMeasureNouns, lemma); }

bool is_reporting_form(std::string_view form) {
  if (form.empty()) return false;
  return std::any_of(kSayingVerbs.begin(), kSayingVerbs.end(), [&](const SayingVerb& v) {
    return (v.uses & kAside) && (form == v.lemma || form == v.third || form == v.past);
  });
}

bool closes_report(std::string_view lemma) { return used(lemma, kCloses); }

bool takes_that_clause(std::string_view lemma) { return used(lemma, kThat); }

}  // namespace entente
