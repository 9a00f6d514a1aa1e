// The commands about who is tied to whom: owners.
#include "entente/owners.h"
#include "run.h"
#include "session.h"

namespace cli {

int run_owners(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  entente::OwnersRequest request;
  request.files = arguments.positionals();
  request.listed = arguments.list("--listed");
  request.listed_from = arguments.text("--listed-from");
  request.rule = arguments.text("--rule");
  request.date = arguments.text("--date");
  entente::OwnersRecord record;
  const auto status = entente::trace_owners(session.settings, request, record);
  session.out.write(session.form == Form::json ? record.json : record.text);
  return session.end(status);
}

}  // namespace cli
