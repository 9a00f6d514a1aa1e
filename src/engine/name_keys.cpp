#include "engine/name_keys.h"

#include "base/text.h"

namespace entente {

std::string name_key(std::string_view text) { return lower(squeeze(text)); }

NameKeys make_name_keys() {
  return {[](const Entity&, const Statement& s) {
            const bool is_name = s.property == "name" || s.property == "alias";
            return is_name ? name_key(s.value) : std::string();
          },
          [](std::string_view text) { return name_key(text); }};
}

}  // namespace entente
