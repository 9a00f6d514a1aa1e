// The few numbers behind a score. Set by training/train_names.cpp (a seeded search,
// cross-validated; it prints what to put here), shared by every schema and script.
#pragma once

namespace entente {

struct NameWeights {
  // How much of a token a likeness is worth: 1 / (1 + exp((middle - likeness) / width)).
  float likeness_middle = 0.68F;
  float likeness_width = 0.06F;
  // What counts against what agrees: weight of a token of each side that contradicts the other's,
  // and of one that the other side only leaves out.
  float person_contradiction = 1.7F;
  float person_omission = 0.18F;
  float organisation_contradiction = 1.5F;
  float organisation_omission = 0.95F;
  // Of what agrees, the weight beyond two names counts this share: a long name that contradicts
  // itself in one place is no more the same for the rest.
  float agreement_beyond = 0.55F;
  // A person's one name against several: what is left out of it, at least in this share of a name.
  float lone_omission = 0.5F;
  float omission_power = 1.15F;  // what is left out costs its weight to this power
  float number_omission = 1.0F;  // a number that one side lacks
  float legal_conflict = 1.0F;   // forms of two classes, in weight of contradiction
  float graded_loss = 0.25F;     // a token's likeness below 1, in points for the whole name
};
inline constexpr NameWeights kNameWeights;

// What features add (towards 1, as a share of what is missing) or take (in points).
struct FeatureWeights {
  float identifier_same = 0.95F;     // the least score of two that share a unique identifier
  float identifier_differs = 0.35F;  // unique ones that differ
  float document_differs = 0.03F;    // passports and the like: people have several
  float birth_same = 0.30F, birth_year_same = 0.12F, birth_slip = 0.08F, birth_differs = 0.18F;
  float country_same = 0.08F, country_differs = 0.05F;
  float gender_differs = 0.20F;
  float address_same = 0.15F;
};
inline constexpr FeatureWeights kFeatureWeights;

}  // namespace entente
