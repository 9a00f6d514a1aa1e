// Who a mention stands for, and who may be taken at whose word. Internal to weighing/ and network/.
#pragma once

#include <string>
#include <vector>

#include "weighing/weighing.h"

namespace entente {

// Someone who says it: a government, a named body or person, or a publisher.
struct Speaker {
  std::string key;      // "state:kr", "entity:…", "name:…"; two with one key are one origin
  std::string name;     // as the text has it
  std::string state;    // whom it speaks for; empty when for none
  bool nobody = false;  // "local media", "press reports": somebody's word, nobody knows whose
};

// The origins that a claim's attribution chain ends in: several when they speak jointly ("Moscow
// and Pyongyang confirmed"). Without attribution the publisher, else the document itself; a
// publisher that bears the name of a state and of an office ("Foreign Ministry of Iran") speaks for
// that state.
std::vector<Speaker> speakers_of(const Claim& claim, const WeighOptions& options);

// A voice's name without what it is and how many say it: "the wire agency Northline" and "Northline
// news" are "northline", "two diplomats" are "diplomats". The errors are towards fewer origins.
std::string voice_name(std::string_view name);

// The links of a claim's attribution, nearest first, those who speak jointly in one step.
std::vector<std::vector<std::string>> attribution_steps(const Claim& claim);

// "of North Korea, at war since …" for the first rivalry between `state` and one of `actors`; empty
// when there is none.
std::string rivalry_reason(const std::string& state, const std::vector<std::string>& actors,
                           const WeighOptions& options);

}  // namespace entente
