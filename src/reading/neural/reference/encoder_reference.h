// The encoder's forward pass as the textbook has it: float weights, float activations, one loop
// after the other. Slow; tests hold encoder.h to it, and it to what torch computed.
#pragma once

#include <vector>

#include "reading/neural/encoder.h"

namespace entente::reference {

// What encode() gives for one sentence, without rounding activations to int8.
std::vector<float> encode(const EncoderModel& model, const PieceRow& sentence);
// What score_arcs() gives.
std::vector<float> score_arcs(const EncoderModel& model, const float* rows, size_t words);

}  // namespace entente::reference
