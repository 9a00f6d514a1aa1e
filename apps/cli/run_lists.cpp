// entente lists, entente export.
#include "entente/lists.h"
#include "session.h"

namespace cli {
namespace {

using entente::Exit;

std::string cells(std::initializer_list<std::string> values) {
  std::string out;
  for (std::string text : values) {
    for (char& c : text)
      if (c == '\t' || c == '\n' || c == '\r') c = ' ';
    out += (out.empty() ? "" : "\t") + text;
  }
  return out + "\n";
}

std::string edition_text(const entente::ListEditionRecord& r, Form form, bool colour) {
  if (form == Form::plain)
    return cells({r.list, r.edition.empty() ? "-" : r.edition, std::to_string(r.revision),
                  std::to_string(r.entities), r.added});
  const std::string edition = r.edition.empty() ? "no date" : r.edition;
  return styled(colour, r.latest ? "bold" : "dim", r.list) + "  " + edition + "  " +
         std::to_string(r.entities) + " entities  (r" + std::to_string(r.revision) + ", added " +
         r.added + ")\n";
}

std::string format_text(const entente::ListFormatRecord& f, Form form, bool colour) {
  if (form == Form::plain) return cells({f.id, f.title, f.publisher, f.files, f.edition});
  return styled(colour, "bold", f.id) + "  " + f.title + "\n  from      " + f.publisher +
         "\n  files     " + f.files + "\n  edition   " + f.edition + "\n";
}

std::string change_line(const entente::ListChangeRecord& c) {
  if (c.change != "changed") return cells({c.change, c.id, c.schema, c.caption, "", "", ""});
  std::string out;
  for (const auto* values : {&c.removed, &c.added})
    for (const auto& v : *values)
      out += cells({c.change, c.id, c.schema, c.caption, v.property,
                    (values == &c.added ? "+" : "-") + v.value, v.place});
  return out.empty() ? cells({c.change, c.id, c.schema, c.caption, "", "", ""}) : out;
}

std::string change_text(const entente::ListChangeRecord& c, bool colour) {
  const char mark = c.change == "added" ? '+' : c.change == "removed" ? '-' : '~';
  std::string out = std::string(1, mark) + " " + styled(colour, "bold", c.caption) + "  " +
                    c.schema + "  " + styled(colour, "dim", c.id) + "\n";
  if (!c.caption_before.empty()) out += "    was called " + c.caption_before + "\n";
  if (!c.schema_before.empty()) out += "    was a " + c.schema_before + "\n";
  for (const auto& v : c.removed) out += "    - " + v.property + ": " + v.value + "\n";
  for (const auto& v : c.added) out += "    + " + v.property + ": " + v.value + "\n";
  return out;
}

// A cell of a Markdown table.
std::string cell(std::string text) {
  for (size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
    text.insert(at, "\\");
  return text;
}

std::string formats_page() {
  std::string out =
      "# Lists that are read\n\nWritten by `entente lists formats --markdown`; a test keeps the "
      "two "
      "the same. A list is recognised by\nits content, plain or gzipped, whatever its name. "
      "Columns "
      "and elements that a format does not define\nare an error that names them.\n\n"
      "| format | list | publisher | files | edition |\n|---|---|---|---|---|\n";
  for (const auto& f : entente::list_formats())
    out += "| `" + f.id + "` | " + cell(f.title) + " | " + cell(f.publisher) + " | " +
           cell(f.files) + " | " + cell(f.edition) + " |\n";
  return out;
}

int run_formats(const Arguments& arguments, Session& session) {
  if (arguments.has("--markdown")) {
    session.out.write(formats_page());
    return session.end(Exit::done);
  }
  Stream stream(session.out, session.form, "entente.list_formats.v1", "formats");
  for (const auto& f : entente::list_formats())
    stream.put(format_text(f, session.form, session.out.colour()), f.json);
  stream.end();
  return session.end(Exit::done);
}

int run_editions(Session& session, int64_t revision) {
  Stream stream(session.out, session.form, "entente.lists.v1", "editions");
  const Exit status = entente::list_editions(
      session.settings, {revision, {}}, {}, [&](const entente::ListEditionRecord& r) {
        return stream.put(edition_text(r, session.form, session.out.colour()), r.json);
      });
  stream.end();
  if (status == Exit::nothing_found)
    session.messages.note("the ledger has no lists\n  next: entente add LIST");
  return session.end(status);
}

// Two words that are paths, or whose first is one, are files; otherwise a list and its editions.
bool are_files(const std::vector<std::string>& words) {
  return words.size() == 3 && (words[1].find_first_of("/.") != std::string::npos);
}

int run_diff(const Arguments& arguments, Session& session) {
  const auto& words = arguments.positionals();
  if (words.size() < 2)
    return usage_error({"diff needs a list, or two files", "", "entente lists diff LIST"});
  entente::ListDiffRequest request;
  if (are_files(words)) {
    request.files = {words[1], words[2]};
    request.list = arguments.text("--list");
    request.partial = arguments.has("--partial");
  } else {
    request.list = words[1];
    if (words.size() > 2) request.from = words[2];
    if (words.size() > 3) request.to = words[3];
  }
  request.delta = arguments.has("--delta");
  entente::ListDiffSummary summary;
  const bool json = session.form == Form::json;
  std::string changes;
  const Exit status = entente::diff_lists(
      session.settings, request, summary, [&](const entente::ListChangeRecord& c) {
        if (request.delta) return session.out.write(c.delta);
        if (json) return changes += (changes.empty() ? "\n" : ",\n") + c.json, true;
        if (session.form == Form::jsonl) return session.out.write(c.json + "\n");
        return session.out.write(
            session.form == Form::plain ? change_line(c) : change_text(c, session.out.colour()));
      });
  if (summary.json.empty() || request.delta) return session.end(status);
  if (json)
    session.out.write("{\"schema\":\"entente.list_diff.v1\",\"summary\":" + summary.json +
                      ",\"changes\":[" + changes + "\n]}\n");
  if (session.form == Form::text)
    session.out.write(summary.list + ", " + summary.from + " to " + summary.to + ": " +
                      std::to_string(summary.added) + " added, " + std::to_string(summary.changed) +
                      " changed, " + std::to_string(summary.removed) + " removed, " +
                      std::to_string(summary.same) + " the same\n");
  return session.end(status);
}

}  // namespace

int run_lists(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  const auto& words = arguments.positionals();
  if (words.empty()) {
    const auto revision = arguments.number("--revision", 1, 0);
    return run_editions(session, revision ? *revision : 0);
  }
  if (words[0] == "formats") return run_formats(arguments, session);
  if (words[0] == "diff") return run_diff(arguments, session);
  const std::string near = entente::suggest(words[0], {"formats", "diff"});
  return usage_error({"lists has no such part", words[0],
                      near.empty() ? "entente lists --help" : "did you mean " + near + "?"});
}

int run_export_entities(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  const auto revision = arguments.number("--revision", 1, 0);
  return session.end(entente::export_entities(
      session.settings,
      {arguments.positionals(), arguments.text("--format"), arguments.text("--list"),
       revision ? *revision : 0, arguments.has("--partial")},
      [&](std::string_view text) { return session.out.write(text); }));
}

}  // namespace cli
