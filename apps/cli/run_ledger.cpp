// The commands that keep a ledger.
#include "entente/ledger.h"
#include "parquet.h"
#include "session.h"

namespace cli {
namespace {

using entente::Engine;
using entente::Exit;
using entente::JudgementRecord;

std::string fields(std::initializer_list<std::string> values) {
  std::string out;
  for (std::string value : values) {
    for (char& c : value)
      if (c == '\t' || c == '\n' || c == '\r') c = ' ';
    out += (out.empty() ? "" : "\t") + value;
  }
  return out + "\n";
}

std::string targets_of(const JudgementRecord& j) { return j.b.empty() ? j.a : j.a + " " + j.b; }

std::string judgement_text(const JudgementRecord& j, bool colour) {
  std::string out = styled(colour, "bold", j.kind) + " " + targets_of(j);
  if (!j.value.empty()) out += " " + j.value;
  out += "\n  revision " + std::to_string(j.revision) + ", " + j.added + ", by " + j.who;
  if (j.undone_by > 0) out += ", undone by revision " + std::to_string(j.undone_by);
  return out + "\n  why: " + j.why + "\n";
}

std::string search_text(const entente::SearchRecord& r, bool colour) {
  std::string out = styled(colour, "bold", r.title.empty() ? r.path : r.title) + "\n  ";
  size_t at = 0;
  for (const auto& [from, to] : r.marks) {
    out += r.snippet.substr(at, from - at);
    out += styled(colour, "bold", r.snippet.substr(from, to - from));
    at = to;
  }
  out += r.snippet.substr(at) + "\n";
  for (const auto& c : r.claims)
    out +=
        "  " + c.kind + "  “" + c.quote + "”  " + styled(colour, "dim", c.id.substr(0, 10)) + "\n";
  std::string source = r.publisher;
  for (const auto* part : {&r.published, &r.path})
    if (!part->empty()) source += (source.empty() ? "" : ", ") + *part;
  return out + "  " + styled(colour, "dim", source + ", " + r.id.substr(0, 10)) + "\n\n";
}

std::string moved_text(const entente::MoveRecord& r) {
  std::string out = std::to_string(r.documents) + " documents with " + std::to_string(r.claims) +
                    " claims, " + std::to_string(r.lists) + " lists, " +
                    std::to_string(r.judgements) + " judgements";
  if (r.there > 0) out += "; " + std::to_string(r.there) + " there already";
  return out + "\n";
}

int record_judgement(const Arguments& arguments, const Context& context,
                     entente::JudgeRequest request) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  request.who = arguments.has("--who") ? arguments.text("--who") : context.who;
  request.why = arguments.text("--why");
  return session.end(Engine(session.settings).judge(request, [&](const JudgementRecord& j) {
    if (session.form == Form::json) session.out.write(j.json + "\n");
    else if (session.form == Form::plain)
      session.out.write(fields({j.is_new ? "added" : "there", std::to_string(j.revision), j.id,
                                j.kind, targets_of(j), j.value, j.who, j.why}));
    else
      session.out.write((j.is_new ? "" : "there already: ") +
                        judgement_text(j, session.out.colour()));
  }));
}

}  // namespace

int run_judge(const Arguments& arguments, Context& context) {
  const auto& words = arguments.positionals();
  return record_judgement(arguments, context, {words[0], {words.begin() + 1, words.end()}, {}, {}});
}

int run_undo(const Arguments& arguments, Context& context) {
  return record_judgement(arguments, context, {"undo", arguments.positionals(), {}, {}});
}

int run_judgements(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  Stream stream(session.out, session.form, "entente.judgements.v1", "judgements");
  const Exit status =
      Engine(session.settings).judgements(session.at, [&](const JudgementRecord& j) {
        if (session.form == Form::text)
          return stream.put(judgement_text(j, session.out.colour()), {});
        return stream.put(fields({j.undone_by == 0 ? "holds" : "undone", std::to_string(j.revision),
                                  j.id, j.kind, targets_of(j), j.value, j.who, j.why, j.added}),
                          j.json);
      });
  stream.end();
  if (status == Exit::nothing_found) session.messages.note("no judgements");
  return session.end(status);
}

int run_rebuild(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  entente::RebuildRecord record;
  const Exit status = Engine(session.settings).rebuild(record);
  if (status == Exit::done)
    session.out.write(session.form == Form::json
                          ? record.json + "\n"
                          : "rebuilt from " + std::to_string(record.claims) + " claims\n");
  return session.end(status);
}

int run_search(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  const auto limit = arguments.number("--limit", 1, 20);
  if (!limit) return usage_error(limit.error());
  entente::SearchRequest request;
  for (const auto& word : arguments.positionals())
    request.words += (request.words.empty() ? "" : " ") + word;
  request.kinds = arguments.list("--kind");
  request.source = arguments.text("--source");
  request.since = arguments.text("--since");
  request.until = arguments.text("--until");
  request.count_max = static_cast<size_t>(*limit);
  request.at = session.at;
  Stream stream(session.out, session.form, "entente.search.v1", "hits");
  const Exit status = Engine(session.settings).search(request, [&](const entente::SearchRecord& r) {
    if (session.form == Form::text) return stream.put(search_text(r, session.out.colour()), {});
    return stream.put(fields({r.id, r.published, r.publisher, r.path, r.snippet}), r.json);
  });
  stream.end();
  if (status == Exit::nothing_found) session.messages.note("no document has all these words");
  return session.end(status);
}

int run_export(const Arguments& arguments, Context& context) {
  const std::string format = arguments.text("--format");
  if (!format.empty() && format != "archive") return run_export_entities(arguments, context);
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  if (arguments.positionals().size() != 1)
    return usage_error({"an archive needs one folder", "export", "entente export --help"});
  entente::ExportRequest request;
  const std::string& place = arguments.positionals()[0];
  const ScratchFolder scratch;
  request.folder = is_parquet(place) ? scratch.path() + "/archive" : place;
  request.actors = arguments.list("--actor");
  request.source = arguments.text("--source");
  request.since = arguments.text("--since");
  request.until = arguments.text("--until");
  request.at = session.at;
  entente::MoveRecord record;
  const Exit status = Engine(session.settings).export_archive(request, record);
  if (status == Exit::done && is_parquet(place))
    if (const int failed = pack_archive(context.python, request.folder, place)) return failed;
  if (!record.json.empty())
    session.out.write(session.form == Form::json ? record.json + "\n" : moved_text(record));
  return session.end(status);
}

int run_import(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  entente::MoveRecord record;
  const ScratchFolder scratch;
  std::string place = arguments.positionals()[0];
  if (is_parquet(place)) {
    if (const int failed = unpack_archive(context.python, place, scratch.path())) return failed;
    place = scratch.path();
  }
  const Exit status = Engine(session.settings).import_archive(place, record);
  if (!record.json.empty())
    session.out.write(session.form == Form::json ? record.json + "\n" : moved_text(record));
  return session.end(status);
}

}  // namespace cli
