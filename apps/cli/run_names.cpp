// `entente compare`.
#include <algorithm>

#include "entente/names.h"
#include "run.h"

namespace cli {
namespace {

size_t shown_width(std::string_view text) {
  return static_cast<size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, size_t width) {
  return text + std::string(width > shown_width(text) ? width - shown_width(text) : 0, ' ');
}

std::string points(double weight) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%+.2f", weight);
  return weight == 0 ? "" : buffer;
}

// The score, then a row for each reason: what, both values, verdict, points.
std::string table_of(const entente::CompareRecord& record, bool colour) {
  char score[32];
  std::snprintf(score, sizeof score, "%.4f", record.score);
  std::string out = styled(colour, "bold", score) + (record.match ? "  match" : "  no match") +
                    "  (" + record.algorithm + ")\n\n";
  size_t widths[4] = {4, 4, 5, 7};
  for (const auto& r : record.reasons) {
    const std::string* columns[] = {&r.what, &r.left, &r.right, &r.verdict};
    for (size_t i = 0; i < 4; ++i)
      widths[i] = std::max(widths[i], std::min<size_t>(shown_width(*columns[i]), 44));
  }
  const auto row = [&](const std::string& a, const std::string& b, const std::string& c,
                       const std::string& d, const std::string& e, const std::string& f) {
    std::string line = "  " + padded(a, widths[0]) + "  " + padded(b, widths[1]) + "  " +
                       padded(c, widths[2]) + "  " + padded(d, widths[3]) + "  " + padded(e, 6) +
                       "  " + f;
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  };
  row("what", "left", "right", "verdict", "points", "");
  for (const auto& r : record.reasons)
    row(r.what, r.left, r.right, r.verdict, points(r.weight), r.detail);
  return out;
}

}  // namespace

int run_compare(const Arguments& arguments, Context& context) {
  Output out;
  Messages messages(arguments.has("--quiet"));
  entente::Settings settings;
  settings.home = arguments.has("--home") ? arguments.text("--home") : context.home;
  settings.stop = context.stop;
  settings.problem = [&](const entente::Problem& p) { messages.error(to_text(p)); };
  entente::NameComparer comparer(settings, arguments.text("--algorithm"));
  const auto& names = arguments.positionals();
  if (arguments.has("--jsonl")) {
    if (!names.empty())
      return usage_error(
          {"--jsonl takes a file, not names", names[0], "entente compare --jsonl pairs.jsonl"});
    return finish(out, messages,
                  static_cast<int>(comparer.compare_lines(
                      arguments.text("--jsonl"),
                      [&](const entente::CompareRecord& r) { return out.write(r.json + "\n"); })));
  }
  if (names.size() != 2)
    return usage_error({"two names are needed", names.empty() ? "" : names[0],
                        "entente compare \"RI Yong Ju\" \"LI Yong-ju\""});
  entente::ComparePair pair{names[0], names[1]};
  if (arguments.has("--schema")) pair.schema = arguments.text("--schema");
  entente::CompareRecord record;
  const auto status = comparer.compare(pair, record);
  if (!record.json.empty())
    out.write(arguments.has("--json") ? record.json + "\n" : table_of(record, out.colour()));
  return finish(out, messages, static_cast<int>(status));
}

}  // namespace cli
