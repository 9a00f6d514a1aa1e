// One list format: how it is recognised and read. Inside intake only.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "intake/lists/lists.h"
#include "model/entity.h"

namespace entente::intake {

enum class Role { none, main, part };

struct ListFormat {
  ListInfo info;
  // By the first bytes of a file and its name.
  Role (*role)(std::string_view head, std::string_view file_name);
  // Appends whole entities to `out`; on failure those before it stand there. Fills edition, parts.
  Status (*read)(const std::string& main_file, const ListOptions&, std::vector<Entity>& out,
                 ListReport&);
};

extern const ListFormat kUnConsolidated;
extern const ListFormat kOfacLegacy;

// Collects the statements of one entity; blank values and repeated ones are left out.
class EntityBuilder {
 public:
  EntityBuilder(std::string id, std::string schema, std::string dataset);
  void add(std::string_view property, std::string_view value, const std::string& place);
  Entity build() &&;  // the first name becomes the caption

 private:
  Entity entity_;
  std::unordered_set<std::string> seen_;
};

// "Company" for a name with a legal form (LTD, GMBH, S.A.), else "Organization".
std::string_view schema_of_organisation(std::string_view name);
// "IMO Number: 1790183", "IMO 8412467": seven digits after the letters; empty when none.
std::vector<std::string> imo_numbers(std::string_view text);

}  // namespace entente::intake
