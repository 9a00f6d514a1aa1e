// Actors of events and their codes: ISO 3166-1 alpha-3 for states; IGO, NGO, BUS, MED, REB, CRM for
// others; empty where no dictionary tells.
#pragma once

#include <string>
#include <string_view>

#include "reading/framing/analysis.h"
#include "reading/layers/find.h"

namespace entente {

// The first body among the names within a text.
std::string code_of_text(std::string_view text, const Dictionaries& dictionaries);
std::string code_of(const Mention& mention, const Dictionaries& dictionaries);

// Whose an actor of the sentence is by the place that its own words or its sentence give: "security
// forces in Guinea"; "ethnic Albanians in Serbia" are taken for people of Serbia. Sets `state`.
void place_actor(Mention& mention, const Analysis& analysis, int sentence, const Spans& spans);

// An office-holder or body without a state, in a sentence that names one state only, is of that
// one.
void settle_actor(Mention& mention, const Analysis& analysis, int sentence);

}  // namespace entente
