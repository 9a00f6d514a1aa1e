// What every command's run needs: the form asked for, its engine's settings with problems and
// progress wired to standard error, and the end.
//
//   Session session(arguments, context);
//   if (session.wrong) return usage_error(*session.wrong);
//   return session.end(Engine(session.settings).claims(query, claim_printer(session, stream)));
#pragma once

#include <optional>
#include <string>

#include "arguments.h"
#include "entente/engine.h"
#include "entente/trade.h"  // TableForm
#include "print.h"
#include "run.h"
#include "terminal.h"

namespace cli {

// `prints_formats`: --format may name a form of the answer too.
Form form_of(const Arguments& arguments, bool prints_formats = false);
// Of the tables of trade and votes: text unless --csv, --jsonl or --json asks otherwise.
entente::TableForm table_form(const Arguments& arguments);

struct Session {
  Session(const Arguments& arguments, const Context& context, bool prints_formats = false);
  int end(entente::Exit status) { return finish(out, messages, static_cast<int>(status)); }

  std::optional<UsageError> wrong;
  Output out;
  Messages messages;
  Form form;
  entente::Settings settings;
  entente::Inputs inputs;
  entente::LedgerTime at;  // --revision, --known-by
};

// Prints claims as they come, in whatever form was asked for.
std::function<bool(const entente::ClaimRecord&)> claim_printer(Session& session, Stream& stream);

}  // namespace cli
