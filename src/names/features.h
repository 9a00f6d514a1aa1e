// What two entities share or contradict each other in besides their names.
#pragma once

#include <array>
#include <cstdint>

#include "names/prepared.h"
#include "names/weights.h"

namespace entente {

// slip: a date of which one part alone differs, as a slip of the pen makes it.
enum class FeatureVerdict : uint8_t { same, near, slip, differs };

struct FeatureMeeting {
  FeatureKind kind{};
  FeatureVerdict verdict{};
  uint8_t sub = 0;              // identifier: its type
  uint8_t left = 0, right = 0;  // indices into Prepared::features()
  float support = 0;            // share of what is missing to 1
  float against = 0;            // points off
  float least = 0;              // the score is at least this
};

struct FeatureMatch {
  std::array<FeatureMeeting, 24> meetings{};
  size_t count = 0;
  // The score of the names with every meeting applied; 0..1.
  float applied_to(float name_score) const;
};

// At most one meeting for each kind (each type of identifier): the best there is.
FeatureMatch match_features(const Prepared& left, const Prepared& right,
                            const FeatureWeights& weights = kFeatureWeights);

}  // namespace entente
