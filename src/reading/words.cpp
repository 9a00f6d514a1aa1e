// Why one table of verbs: three questions are asked of them, and which verbs answer yes differs by
// what the parser was seen to get wrong ("testifies" is rare, "thought" is mostly a noun).
#include "reading/words.h"

#include <cstdint>

#include "base/text.h"

namespace entente {
namespace {

constexpr auto kFirmWords = std::to_array<std::string_view>(
    {"ltd",         "limited",    "inc",          "corp",        "corporation",
     "company",     "co",         "llc",          "fze",         "gmbh",
     "jsc",         "ooo",        "plc",          "bank",        "group",
     "trading",     "shipping",   "industries",   "enterprise",  "holding",
     "pay",         "labs",       "trans",        "maritime",    "marine",
     "logistics",   "petroleum",  "insurance",    "airlines",    "aviation",
     "electronics", "holdings",   "technologies", "custody",     "denizcilik",
     "teknik",      "tech",       "systems",      "components",  "engineering",
     "machinery",   "management", "lines",        "airways",     "cargo",
     "partners",    "ventures",   "capital",      "robotics",    "optics",
     "metals",      "mining",     "motors",       "instruments", "microelectronics",
     "solutions",   "software",   "energy"});

constexpr auto kLegalForms = std::to_array<std::string_view>(
    {"ltd",  "limited", "inc", "incorporated", "corp", "llc",  "llp",  "fze",  "fzc", "fzco",
     "dmcc", "gmbh",    "ag",  "kg",           "jsc",  "ojsc", "pjsc", "cjsc", "ooo", "oao",
     "zao",  "pao",     "tov", "plc",          "bhd",  "sarl", "sal",  "spa",  "srl", "bv",
     "nv",   "oy",      "ab",  "sa",           "as",   "doo",  "dd",   "sro",  "zrt", "kft",
     "lda",  "ltda",    "sas", "aps",          "pte",  "pvt",  "est",  "eood", "ood", "kk"});

// Forms of one state's law and no other's.
constexpr std::pair<std::string_view, std::string_view> kSeats[] = {
    {"fze", "ae"},  {"fzc", "ae"}, {"fzco", "ae"}, {"dmcc", "ae"}, {"bhd", "my"}, {"ooo", "ru"},
    {"oao", "ru"},  {"zao", "ru"}, {"pao", "ru"},  {"kft", "hu"},  {"zrt", "hu"}, {"aps", "dk"},
    {"eood", "bg"}, {"ood", "bg"}, {"ltda", "br"}, {"tbk", "id"},  {"oyj", "fi"}};

constexpr auto kMeasureNouns = std::to_array<std::string_view>(
    {"container",   "shipment", "ton",       "tonne",     "crate",    "load",     "batch",
     "consignment", "number",   "barrel",    "round",     "piece",    "majority", "rest",
     "portion",     "share",    "hundred",   "thousand",  "dozen",    "million",  "score",
     "%",           "percent",  "half",      "most",      "lot",      "third",    "quarter",
     "planeload",   "shipload", "truckload", "trainload", "boatload", "cargo",    "tranche",
     "litre",       "gallon",   "bottle",    "sack",      "box",      "pallet",   "case"});

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
    {"answer", "answers", "answered", kAside},
    {"argue", "argues", "argued", kAll},
    {"assert", "asserts", "asserted", kAside | kThat},
    {"assess", "assesses", "assessed", kAside | kThat},
    {"believe", "believes", "believed", kAll},
    {"boast", "boasts", "boasted", kAside | kThat},
    {"calculate", "calculates", "calculated", kAside},
    {"caution", "cautions", "cautioned", kAside | kThat},
    {"charge", "charges", "charged", kAside | kThat},
    {"claim", "claims", "claimed", kAll},
    {"complain", "complains", "complained", kAside | kThat},
    {"concede", "concedes", "conceded", kAside | kThat},
    {"conclude", "concludes", "concluded", kAside | kThat},
    {"confess", "confesses", "confessed", kAside | kThat},
    {"confirm", "confirms", "confirmed", kAll},
    {"contend", "contends", "contended", kAside | kThat},
    {"declare", "declares", "declared", kAside | kThat},
    {"deny", "", "", kThat},
    {"disclose", "discloses", "disclosed", kAside | kThat},
    {"doubt", "", "", kThat},
    {"emphasise", "emphasises", "emphasised", kAside | kThat},
    {"emphasize", "emphasizes", "emphasized", kAside | kThat},
    {"estimate", "estimates", "estimated", kAll},
    {"expect", "expects", "", kAside | kThat},
    {"explain", "explains", "explained", kAll},
    {"fear", "fears", "feared", kAside | kThat},
    {"find", "finds", "found", kAside | kThat},
    {"hint", "hints", "hinted", kAside | kThat},
    {"imply", "implies", "implied", kAside | kThat},
    {"indicate", "", "", kThat},
    {"inform", "", "", kThat},
    {"insist", "insists", "insisted", kAll},
    {"joke", "jokes", "joked", kAside},
    {"lament", "laments", "lamented", kAside | kThat},
    {"learn", "", "", kThat},
    {"maintain", "maintains", "maintained", kAside | kThat},
    {"note", "notes", "noted", kAll},
    {"observe", "observes", "observed", kAside | kThat},
    {"order", "", "", kThat},
    {"predict", "predicts", "predicted", kAside | kThat},
    {"profess", "professes", "professed", kAside | kThat},
    {"promise", "promises", "promised", kAll},
    {"protest", "", "protested", kAside},
    {"recall", "recalls", "recalled", kAside | kThat},
    {"reckon", "reckons", "reckoned", kAll},
    {"recount", "recounts", "recounted", kAside},
    {"remark", "remarks", "remarked", kAside | kThat},
    {"reply", "replies", "replied", kAside | kThat},
    {"report", "reports", "reported", kAll},
    {"reveal", "reveals", "revealed", kAside | kThat},
    {"say", "says", "said", kAll},
    {"show", "", "", kThat},
    {"speculate", "speculates", "speculated", kAside},
    {"state", "states", "stated", kAll},
    {"stress", "stresses", "stressed", kAside | kThat},
    {"suggest", "suggests", "suggested", kAll},
    {"surmise", "surmises", "surmised", kAside},
    {"swear", "swears", "swore", kAside | kThat},
    {"tell", "tells", "told", kAll},
    {"testify", "testifies", "testified", kAside | kThat},
    {"think", "thinks", "", kAll},
    {"tweet", "", "tweeted", kAside | kCloses},
    {"verify", "", "", kThat},
    {"vow", "vows", "vowed", kAside | kThat},
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

namespace {

std::string without_dots(std::string_view form) {
  std::string plain;
  std::copy_if(form.begin(), form.end(), std::back_inserter(plain),
               [](char c) { return c != '.'; });
  return plain;
}

}  // namespace

std::string_view seat_of_legal_form(std::string_view form) {
  const std::string plain = lower(without_dots(form));
  for (const auto& [legal_form, state] : kSeats)
    if (legal_form == plain) return state;
  return {};
}

bool is_legal_form(std::string_view form) {
  const std::string plain = without_dots(form);
  const bool dotted = plain.size() + 1 < form.size();
  // "as", "est": in small letters words of their own unless dotted
  if (plain.empty() || (!dotted && !is_upper(plain[0]))) return false;
  return among(kLegalForms, lower(plain));
}

bool is_measure_noun(std::string_view lemma) { return among(kMeasureNouns, lemma); }

bool is_reporting_form(std::string_view form) {
  if (form.empty()) return false;
  return std::any_of(kSayingVerbs.begin(), kSayingVerbs.end(), [&](const SayingVerb& v) {
    return (v.uses & kAside) && (form == v.lemma || form == v.third || form == v.past);
  });
}

bool closes_report(std::string_view lemma) { return used(lemma, kCloses); }

bool asks_with(std::string_view lemma, std::string_view preposition) {
  if (lemma == "call" || lemma == "prevail") return preposition == "on" || preposition == "upon";
  if (lemma == "appeal") return preposition == "to";
  return lemma == "plead" && preposition == "with";
}

bool takes_that_clause(std::string_view lemma) { return used(lemma, kThat); }

}  // namespace entente
