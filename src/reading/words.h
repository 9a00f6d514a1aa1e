// Closed lists of English words that several stages of the reader ask about: the calendar, the
// words of firms and of measures, the verbs of saying. Kept here so that no two stages disagree on
// them; what only one stage asks stands in that stage, and what users may extend stands in data/.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace entente {

template <class List>
constexpr bool among(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

inline constexpr auto kMonths =
    std::to_array<std::string_view>({"january", "february", "march", "april", "may", "june", "july",
                                     "august", "september", "october", "november", "december"});
inline constexpr auto kWeekdays = std::to_array<std::string_view>(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});

// "january", "friday": a month or a day of the week, in lower case.
bool is_calendar_word(std::string_view word);

// "Ltd.", "Trading": stands in the names of firms; in any case, with or without a full stop.
bool is_firm_word(std::string_view form);
// "Ltd", "d.o.o.", "OOO": ends the name of a firm.
bool is_legal_form(std::string_view form);

// "FZE" -> "ae": the state whose law alone knows the form; empty where several do.
std::string_view seat_of_legal_form(std::string_view form);

// By lemma: a noun of measure or number, before "of": "container", "dozen", "%".
bool is_measure_noun(std::string_view lemma);

// A form of a verb of saying or believing, as in ", officials say,": "said", "estimates".
bool is_reporting_form(std::string_view form);

// By lemma: may it stand behind what it reports, as in "…, the spokesperson added."?
bool closes_report(std::string_view lemma);

// By lemma: does it take a that-clause?
bool takes_that_clause(std::string_view lemma);

// "called on China to stop": does the verb name by this preposition who is asked to act?
bool asks_with(std::string_view lemma, std::string_view preposition);

}  // namespace entente
