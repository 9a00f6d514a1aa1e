#include "run.h"

#include <cstdio>
#include <expected>
#include <filesystem>
#include <fstream>

#include "entente/engine.h"
#include "print.h"
#include "session.h"

namespace cli {
namespace {

using entente::Engine;
using entente::Exit;

bool write_file(const std::string& path, const std::string& text) {
  const std::string beside = path + ".part";
  std::ofstream file(beside, std::ios::binary);
  file << text;
  file.close();
  if (file && std::rename(beside.c_str(), path.c_str()) == 0) return true;
  std::remove(beside.c_str());
  return false;
}

void note_added(Session& session, size_t added, size_t there) {
  if (added + there == 0) return;
  std::string text = std::to_string(added) + " added, " + std::to_string(there) +
                     " there already; ledger " + session.settings.ledger;
  if (added > 0) text += "\n  next: entente claims, or entente brief A B";
  session.messages.note(text);
}

}  // namespace

namespace {

// The one layer asked for, or "explain" or "misses"; empty: claims.
std::expected<std::string, UsageError> layer_asked(const Arguments& arguments) {
  std::vector<std::string> asked;
  for (const std::string_view layer :
       {"attributions", "quantities", "dates", "entities", "factuality", "explain", "misses"})
    if (arguments.has("--" + std::string(layer))) asked.emplace_back(layer);
  for (const auto& word : arguments.list("--format"))
    if (word == "plover") asked.emplace_back("events");
  if (asked.size() > 1)
    return std::unexpected(UsageError{"one of these at a time", asked[1], "entente read -h"});
  const bool how = !asked.empty() && (asked[0] == "explain" || asked[0] == "misses");
  if (how && arguments.has("--extractor") && arguments.text("--extractor") != "reader")
    return std::unexpected(UsageError{"only the reader can tell how it reads", "--" + asked[0],
                                      "leave --extractor out"});
  return asked.empty() ? std::string() : asked[0];
}

// A layer is JSON Lines unless --json wraps it.
int read_layer(Session& session, const std::string& layer) {
  const Form form = session.form == Form::json ? Form::json : Form::jsonl;
  Stream stream(session.out, form, "entente." + layer + ".v1", layer);
  const Exit status =
      Engine(session.settings).read_layer(session.inputs, layer, [&](const std::string& json) {
        return stream.put({}, json);
      });
  stream.end();
  if (status == Exit::nothing_found) session.messages.note("no " + layer + " found");
  return session.end(status);
}

// What the reader did instead of what it found.
int explain_reading(Session& session, bool misses) {
  Stream stream(session.out, session.form, misses ? "entente.misses.v1" : "entente.explained.v1",
                misses ? "misses" : "claims");
  const Exit status =
      Engine(session.settings).explain_reading(session.inputs, misses, [&](const auto& record) {
        return stream.put(record.text, record.json);
      });
  stream.end();
  if (status == Exit::nothing_found)
    session.messages.note(misses ? "none missed" : "no claims found");
  return session.end(status);
}

}  // namespace

int usage_error(const UsageError& error) {
  Messages(false).error(
      to_text(entente::Problem{"E-BAD-ARGUMENT", error.what, error.piece, "", error.next}));
  return static_cast<int>(Exit::usage);
}

int finish(Output& out, Messages& messages, int status) {
  messages.clear();
  if (out.flush()) return status;
  if (!out.refused()) return 0;  // the reader has what it wanted
  messages.error("E-IO standard output: " + std::string(out.refusal()));
  return static_cast<int>(Exit::some_failed);
}

int run_read(const Arguments& arguments, Context& context) {
  Session session(arguments, context, true);
  if (session.wrong) return usage_error(*session.wrong);
  const auto layer = layer_asked(arguments);
  if (!layer) return usage_error(layer.error());
  if (*layer == "explain" || *layer == "misses")
    return explain_reading(session, *layer == "misses");
  if (!layer->empty()) return read_layer(session, *layer);
  Stream stream(session.out, session.form, "entente.claims.v1", "claims");
  const Exit status = Engine(session.settings).read(session.inputs, claim_printer(session, stream));
  stream.end();
  if (status == Exit::nothing_found) session.messages.note("no claims found");
  return session.end(status);
}

int run_parse(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  return session.end(Engine(session.settings)
                         .parse(session.inputs, {.tokens = arguments.has("--tokens")},
                                [&](std::string_view text) { return session.out.write(text); }));
}

int run_add(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  std::error_code ignored;
  if (!arguments.has("--ledger") && context.default_ledger)
    std::filesystem::create_directories(std::filesystem::path(context.ledger).parent_path(),
                                        ignored);
  session.inputs.list = arguments.text("--list");
  session.inputs.partial = arguments.has("--partial");
  size_t added = 0, there = 0;
  Stream stream(session.out, session.form, "entente.add.v1", "added");
  const Exit status =
      Engine(session.settings).add(session.inputs, [&](const entente::AddRecord& r) {
        ++(r.added ? added : there);
        session.messages.clear();
        const bool text = session.form == Form::text;
        return stream.put(text ? add_text(r) : add_line(r), r.json) && session.out.flush();
      });
  stream.end();
  note_added(session, added, there);
  return session.end(status);
}

int run_claims(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  entente::ClaimQuery query;
  query.actors = arguments.list("--actor");
  query.kinds = arguments.list("--kind");
  query.domains = arguments.list("--domain");
  query.modalities = arguments.list("--modality");
  query.polarity = arguments.text("--polarity");
  query.source = arguments.text("--source");
  query.extractor = arguments.text("--extractor");
  query.since = arguments.text("--since");
  query.until = arguments.text("--until");
  query.at = session.at;
  Stream stream(session.out, session.form, "entente.claims.v1", "claims");
  const Exit status = Engine(session.settings).claims(query, claim_printer(session, stream));
  stream.end();
  if (status == Exit::nothing_found) session.messages.note("no claims found");
  return session.end(status);
}

int run_show(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  const bool json = session.form == Form::json;
  return session.end(
      Engine(session.settings)
          .show(arguments.positionals()[0], session.at, [&](const entente::ShowRecord& r) {
            return session.out.write(json ? r.json + "\n" : show_text(r, session.out.colour()));
          }));
}

int run_brief(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  using Request = entente::BriefRequest;
  Request request;
  request.a = arguments.positionals()[0];
  request.b = arguments.positionals()[1];
  request.as_of = arguments.text("--as-of");
  request.since = arguments.text("--since");
  request.changed_since = arguments.text("--changed-since");
  request.at = session.at;
  request.width = session.out.width();
  const std::string html = arguments.text("--html");
  if (!html.empty()) request.form = Request::Form::html;
  else if (session.form == Form::json) request.form = Request::Form::json;
  std::string text;
  const Exit status = Engine(session.settings).brief(request, text);
  if (html.empty() || html == "-" || status != Exit::done) {
    session.out.write(text);
    return session.end(status);
  }
  if (!write_file(html, text)) {
    session.messages.error("E-IO " + html + ": could not be written");
    return session.end(Exit::some_failed);
  }
  session.messages.note("brief written to " + html);
  return session.end(status);
}

int run_verify(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  entente::VerifyRecord record;
  const bool json = session.form == Form::json;
  const Exit status = Engine(session.settings).verify(record, [&](const entente::DamageRecord& d) {
    if (!json) session.out.write(damage_text(d));
  });
  if (json) session.out.write(record.json + "\n");
  else if (status == Exit::done)
    session.out.write("whole: revision " + std::to_string(record.revisions) + ", " +
                      std::to_string(record.documents) + " documents, " +
                      std::to_string(record.claims) + " claims, " +
                      std::to_string(record.entities) + " entities, " +
                      std::to_string(record.originals) + " originals\nhead: " + record.head + "\n");
  return session.end(status);
}

int run_explain(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  std::vector<entente::CodeRecord> rows = entente::codes();
  if (!arguments.positionals().empty()) {
    const std::string& code = arguments.positionals()[0];
    const auto row = entente::explain(code);
    if (!row) {
      std::vector<std::string> names;
      for (const auto& r : rows) names.push_back(r.name);
      const std::string near = entente::suggest(code.starts_with("E-") ? code : "E-" + code, names);
      session.messages.error(to_text(
          entente::Problem{"E-NOT-FOUND", "no such code", code, "",
                           near.empty() ? "entente explain" : "did you mean " + near + "?"}));
      return session.end(Exit::nothing_found);
    }
    rows = {*row};
  }
  Stream stream(session.out, session.form, "entente.codes.v1", "codes");
  for (const auto& row : rows)
    stream.put(styled(session.out.colour(), "bold", row.name) + "\n  " + row.meaning + "\n  " +
                   row.remedy + "\n",
               row.json);
  stream.end();
  return session.end(Exit::done);
}

}  // namespace cli
