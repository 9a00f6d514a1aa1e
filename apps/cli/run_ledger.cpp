// The commands that keep a ledger.
#include "entente/ledger.h"
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

}  // namespace cli
