#include "filing.h"

namespace cli {

entente::FilingRequest filing_of(const Arguments& arguments) {
  return {
      arguments.has("--ledger"), arguments.text("--publisher"), arguments.text("--published"), {}};
}

void note_filed(Session& session, const entente::FilingRequest& request,
                const entente::FiledCounts& counts) {
  if (request.wanted)
    session.messages.note("filed " + std::to_string(counts.claims) + " claims (" +
                          std::to_string(counts.known) + " already known)");
}

}  // namespace cli
