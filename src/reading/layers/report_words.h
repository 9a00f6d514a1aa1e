// Words that say who thinks, knows or is told something but frame no claim, and those of things
// that do neither: for attributions.cpp alone. By lemma unless said otherwise.
#pragma once

#include <array>
#include <string_view>

#include "reading/framing/cues.h"

namespace entente {

// Verbs of the mind, and of saying to somebody, that frame no claim but take a clause that somebody
// thinks, knows, learns or is told. By lemma.
inline constexpr auto kMental = std::to_array<std::string_view>(
    {"know",      "see",       "hear",       "feel",    "realise",  "realize",     "understand",
     "remember",  "recall",    "forget",     "learn",   "discover", "notice",      "wonder",
     "guess",     "hope",      "wish",       "imagine", "fear",     "agree",       "decide",
     "find",      "mean",      "bet",        "swear",   "dream",    "sense",       "suspect",
     "recognise", "recognize", "accept",     "tell",    "teach",    "convince",    "persuade",
     "remind",    "assure",    "worry",      "regret",  "pretend",  "trust",       "ensure",
     "ask",       "inquire",   "say",        "write",   "add",      "sing",        "shout",
     "cry",       "whisper",   "joke",       "tweet",   "post",     "theorise",    "theorize",
     "signal",    "imply",     "reflect",    "reason",  "gather",   "foresee",     "love",
     "exclaim",   "announce",  "think",      "believe", "concede",  "demand",      "request",
     "recommend", "advise",    "establish",  "observe", "read",     "hypothesize", "hypothesise",
     "speculate", "highlight", "illustrate", "confess", "allow"});
// Adjectives of the mind that take a clause: "sure that".
inline constexpr auto kMentalAdjectives = std::to_array<std::string_view>(
    {"sure", "certain", "aware", "confident", "convinced", "glad", "proud", "afraid", "happy",
     "sorry", "surprised", "hopeful", "worried", "doubtful", "unaware", "clear", "optimistic"});
// What says nothing by itself, and the words that then tell how things are: "it seems that".
inline constexpr auto kThings = std::to_array<std::string_view>({"it", "this", "that", "which"});
inline constexpr auto kOfThings = std::to_array<std::string_view>(
    {"seem", "appear", "feel", "imply", "ensure", "consider", "emphasise", "emphasize"});
// Done by somebody or not meant: "the years saw", "investment ensures".
inline constexpr auto kOnlySomebody =
    std::to_array<std::string_view>({"ensure", "see", "feel", "notice", "reflect", "find", "know"});
// Verbs with whom they tell and what.
inline constexpr auto kToSomebody = std::to_array<std::string_view>(
    {"tell", "inform", "remind", "assure", "warn", "convince", "persuade", "teach", "advise", "ask",
     "promise", "notify", "brief", "show"});
inline constexpr auto kInfinitiveReports =
    std::to_array<Cue>({Cue::claim, Cue::allege, Cue::deny, Cue::confirm});
// Passives that report with an infinitive: "is said to", "are believed to have".
inline constexpr auto kPassiveReports = std::to_array<std::string_view>(
    {"say", "believe", "think", "report", "know", "estimate", "assume", "rumour", "rumor", "reckon",
     "understand", "allege"});
// Heads of the credit under a picture: "Image: David Shankbone."
inline constexpr auto kCredits = std::to_array<std::string_view>(
    {"image", "photo", "photograph", "picture", "credit", "graphic", "illustration"});

}  // namespace entente
