// `entente dedupe`: pairs that may be one, one key a decision. On a terminal a key answers at once;
// from a pipe the keys are read as they come, blanks left out, and its end quits.
#include <termios.h>
#include <unistd.h>

#include <charconv>
#include <optional>

#include "entente/dedupe.h"
#include "session.h"

namespace cli {
namespace {

using entente::DedupeChoice;
using entente::DedupePair;
using entente::Engine;
using entente::Exit;

// Keys at once, as long as it lives.
class RawKeys {
 public:
  RawKeys() : terminal_(isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!terminal_) return;
    termios raw = before_;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
  }
  ~RawKeys() {
    if (terminal_) tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
  }
  RawKeys(const RawKeys&) = delete;
  RawKeys& operator=(const RawKeys&) = delete;

  // 0 at the end.
  char next() {
    char c = 0;
    while (read(STDIN_FILENO, &c, 1) == 1)
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return c;
    return 0;
  }

 private:
  termios before_{};
  bool terminal_;
};

constexpr std::string_view kKeys = "y same, n different, s skip, u undo, q quit";

std::optional<DedupeChoice> choice_of(char key) {
  switch (key) {
    case 'y':
      return DedupeChoice::same;
    case 'n':
      return DedupeChoice::different;
    case 's':
      return DedupeChoice::skip;
    case 'u':
      return DedupeChoice::undo;
    case 'q':
    case 0:
      return DedupeChoice::quit;
    default:
      return std::nullopt;
  }
}

std::string side_text(const entente::DedupeSide& side, bool colour) {
  return "  " + styled(colour, "bold", side.caption) + "  " + side.schema + ", " + side.dataset +
         "  " + styled(colour, "dim", side.id) + "\n";
}

std::string pair_text(const DedupePair& pair, size_t left, bool colour) {
  char score[8];
  std::snprintf(score, sizeof score, "%.2f", pair.score);
  std::string out = std::string("\n") + score + "  at most " + std::to_string(left) + " to go\n";
  out += side_text(pair.left, colour) + side_text(pair.right, colour);
  for (const auto& r : pair.reasons) {
    out += "    " + r.what + ": " + r.left + (r.right.empty() ? "" : " | " + r.right) + "  " +
           r.verdict + "\n";
  }
  for (const auto& mention : pair.mentions)
    out += "    reports say “" + mention + "”: ambiguous until they are one\n";
  return out;
}

std::optional<UsageError> read_score(const Arguments& arguments, std::string_view flag,
                                     double& out) {
  if (!arguments.has(flag)) return std::nullopt;
  const std::string text = arguments.text(flag);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error == std::errc() && end == text.data() + text.size() && out > 0 && out <= 1)
    return std::nullopt;
  return UsageError{std::string(flag) + " takes a number between 0 and 1", text, "0.9"};
}

// The key pressed, until it is one that answers.
DedupeChoice asked(RawKeys& keys, Session& session, const DedupePair& pair, size_t left) {
  session.messages.clear();
  session.out.write(pair_text(pair, left, session.out.colour()));
  session.out.write("  " + std::string(kKeys) + ": ");
  session.out.flush();
  for (;;) {
    const char key = keys.next();
    if (const auto choice = choice_of(key)) {
      session.out.write(std::string(key ? std::string(1, key) : "q") + "\n");
      return *choice;
    }
    session.messages.note(std::string("no such key: ") + key + "; " + std::string(kKeys));
  }
}

}  // namespace

int run_dedupe(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  entente::DedupeRequest request;
  double automatic = 2;
  for (const auto& [flag, target] :
       {std::pair{"--threshold", &request.threshold}, {"--auto", &automatic}})
    if (const auto wrong = read_score(arguments, flag, *target)) return usage_error(*wrong);
  request.within_lists = arguments.has("--within-lists");
  request.who = arguments.has("--who") ? arguments.text("--who") : context.who;
  request.why = arguments.text("--why");
  const bool merges = automatic <= 1, lists = session.form != Form::text;
  if (merges) request.threshold = std::max(request.threshold, automatic);
  Stream stream(session.out, session.form, "entente.dedupe.v1", "pairs");
  std::optional<RawKeys> keys;
  entente::DedupeRecord record;
  const Exit status =
      Engine(session.settings)
          .dedupe(
              request,
              [&](const DedupePair& pair, size_t left) {
                if (merges || lists) {
                  if (!stream.put(pair_text(pair, left, session.out.colour()), pair.json))
                    return DedupeChoice::quit;
                  return merges ? DedupeChoice::same : DedupeChoice::skip;
                }
                if (!keys) keys.emplace();
                return asked(*keys, session, pair, left);
              },
              record);
  keys.reset();
  if (merges || lists) stream.end();
  session.messages.note(std::to_string(record.entities) + " entities, " +
                        std::to_string(record.pairs) + " pairs to decide; " +
                        std::to_string(record.merged) + " merged, " + std::to_string(record.split) +
                        " split");
  return session.end(status);
}

}  // namespace cli
