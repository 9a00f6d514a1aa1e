#include "session.h"

namespace cli {

namespace {

// --format names how a document is read (html, markdown, plain) or how claims are printed (plover,
// jsonl, json); no word is both, so each goes where it belongs, whatever their order.
bool is_output(const std::string& word) {
  for (const auto& w : entente::words_of("outputs"))
    if (w.word == word) return true;
  return false;
}

std::string input_format(const Arguments& arguments, bool prints_formats) {
  std::string out;
  for (const auto& word : arguments.list("--format"))
    if (!prints_formats || !is_output(word)) out = word;
  return out;
}

}  // namespace

entente::TableForm table_form(const Arguments& arguments) {
  using enum entente::TableForm;
  if (arguments.has("--csv")) return csv;
  if (arguments.has("--jsonl")) return jsonl;
  return arguments.has("--json") ? json : text;
}

Form form_of(const Arguments& arguments, bool prints_formats) {
  if (prints_formats)
    for (const auto& word : arguments.list("--format")) {
      if (word == "jsonl") return Form::jsonl;
      if (word == "json") return Form::json;
    }
  if (arguments.has("--jsonl")) return Form::jsonl;
  if (arguments.has("--json")) return Form::json;
  return arguments.has("--plain") ? Form::plain : Form::text;
}

Session::Session(const Arguments& arguments, const Context& context, bool prints_formats)
    : messages(arguments.has("--quiet") || arguments.has("--plain")),
      form(form_of(arguments, prints_formats)) {
  const auto threads = arguments.number("--threads", 1, 0);
  const auto bytes_max = arguments.number("--max-bytes", 1, 0);
  const auto revision_asked = arguments.number("--revision", 1, 0);
  const auto timeout = arguments.number("--timeout", 1, 0);
  for (const auto* value : {&threads, &bytes_max, &revision_asked, &timeout})
    if (!*value && !wrong) wrong = value->error();
  if (wrong) return;
  at = {*revision_asked, arguments.text("--known-by")};
  inputs = {arguments.positionals(),        arguments.text("--title"),
            arguments.text("--publisher"),  arguments.text("--published"),
            arguments.text("--url"),        input_format(arguments, prints_formats),
            static_cast<size_t>(*bytes_max)};
  inputs.extractor = {arguments.text("--extractor"), arguments.text("--endpoint"),
                      arguments.text("--model"), arguments.text("--key-file"),
                      static_cast<unsigned>(*timeout)};
  settings.threads = static_cast<unsigned>(*threads);
  settings.home = arguments.has("--home") ? arguments.text("--home") : context.home;
  settings.ledger = arguments.has("--ledger") ? arguments.text("--ledger") : context.ledger;
  settings.reader = arguments.text("--reader");
  settings.stop = context.stop;
  settings.problem = [this](const entente::Problem& p) { messages.error(to_text(p)); };
  settings.note = [this](const std::string& text) { messages.note(text); };
  settings.progress = [this](const entente::Progress& p) {
    messages.progress(p.stage, p.done, p.total);
  };
}

std::function<bool(const entente::ClaimRecord&)> claim_printer(Session& session, Stream& stream) {
  return [&session, &stream](const entente::ClaimRecord& claim) {
    switch (session.form) {
      case Form::text:
        return stream.put(claim_text(claim, session.out.colour()), {});
      case Form::plain:
        return stream.put(claim_line(claim), {});
      default:
        return stream.put({}, claim.json);
    }
  };
}

}  // namespace cli
