// List files and saved indexes as one set of segments to screen against.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/parts.h"
#include "entente/screening.h"
#include "index/segment.h"

namespace entente::screening {

using Segments = std::vector<std::shared_ptr<const index::Segment>>;

// Reads the lists into one segment; problems of single files are reported and end it.
Result<std::shared_ptr<const index::Segment>> read_lists(const Engine::Parts& parts,
                                                         const NameTables& tables,
                                                         const std::vector<std::string>& paths);
// By segment and list: false where a later segment holds the list too, in an edition that has taken
// its place. `takes(segment, edition)`: an edition that it refuses is in force nowhere and takes no
// place; none: all are taken.
using TakesEdition = std::function<bool(size_t, const std::string&)>;
std::vector<std::vector<bool>> lists_in_force(const Segments& segments,
                                              const TakesEdition& takes = {});
Result<Segments> open_sources(const Engine::Parts& parts, const NameTables& tables,
                              const ScreenSources& sources);

}  // namespace entente::screening
