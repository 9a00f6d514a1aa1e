// entente trade mirror, reexport, dualuse, breaks.
#include "entente/trade.h"
#include "filing.h"
#include "run.h"
#include "session.h"

namespace cli {
namespace {

using entente::Exit;

std::expected<double, UsageError> number_of(const Arguments& arguments, const std::string& flag) {
  const std::string text = arguments.text(flag);
  try {
    size_t end = 0;
    const double out = text.empty() ? 0 : std::stod(text, &end);
    if (end == text.size() && (text.empty() || out > 0)) return out;
  } catch (const std::exception&) {
  }
  return std::unexpected(UsageError{flag + " needs a number above 0", text, "entente trade -h"});
}

std::expected<entente::TradeTables, UsageError> tables_of(const Arguments& arguments) {
  entente::TradeTables out;
  for (const std::string& pair : arguments.list("--columns"))
    for (size_t at = 0; at <= pair.size();) {
      const size_t comma = std::min(pair.find(',', at), pair.size());
      const std::string one = pair.substr(at, comma - at);
      const size_t equals = one.find('=');
      if (equals == std::string::npos)
        return std::unexpected(
            UsageError{"--columns needs ROLE=NAME", one, "--columns partner=Country"});
      out.columns[one.substr(0, equals)] = one.substr(equals + 1);
      at = comma + 1;
    }
  out.reporter = arguments.text("--reporter");
  out.currency = arguments.text("--currency");
  out.rates = arguments.text("--rates");
  out.revision = arguments.text("--edition");
  out.concordance = arguments.text("--concordance");
  return out;
}

int run_mirror(const Arguments& arguments, Session& session) {
  entente::MirrorRequest request;
  request.exports = arguments.list("--exports");
  request.imports = arguments.list("--imports");
  if (request.exports.empty() || request.imports.empty())
    return usage_error(
        {"mirror needs two tables", "", "entente trade mirror --exports FILE --imports FILE"});
  const auto tables = tables_of(arguments);
  if (!tables) return usage_error(tables.error());
  const auto cif_fob = number_of(arguments, "--cif-fob");
  if (!cif_fob) return usage_error(cif_fob.error());
  request.tables = *tables;
  request.cif_fob = *cif_fob;
  request.method = arguments.text("--method");
  request.distances = arguments.text("--distances");
  request.partners = arguments.list("--partner");
  request.each_exporter = arguments.has("--each");
  request.filing = filing_of(arguments);
  request.form = table_form(arguments);
  entente::TradeCounts counts;
  const Exit status =
      entente::trade_mirror(session.settings, request, counts,
                            [&](std::string_view bytes) { return session.out.write(bytes); });
  note_filed(session, request.filing, counts.filed);
  return session.end(status);
}

std::vector<std::string> files_of(const Arguments& arguments) {
  return {arguments.positionals().begin() + 1, arguments.positionals().end()};
}

int run_reexport(const Arguments& arguments, Session& session) {
  entente::ReexportRequest request;
  request.files = files_of(arguments);
  const auto tables = tables_of(arguments);
  if (!tables) return usage_error(tables.error());
  const auto window = arguments.number("--window", 1, 24);
  if (!window) return usage_error(window.error());
  request.tables = *tables;
  request.from = arguments.list("--from");
  request.via = arguments.list("--via");
  request.target = arguments.text("--to");
  request.since = arguments.text("--since");
  request.window_months = static_cast<int>(*window);
  request.controls = arguments.list("--controls");
  request.codes = arguments.list("--codes");
  request.placebos = arguments.list("--placebo");
  request.list = arguments.text("--list");
  request.filing = filing_of(arguments);
  request.form = table_form(arguments);
  entente::TradeCounts counts;
  const Exit status =
      entente::trade_reexport(session.settings, request, counts,
                              [&](std::string_view bytes) { return session.out.write(bytes); });
  note_filed(session, request.filing, counts.filed);
  return session.end(status);
}

int run_dual_use(const Arguments& arguments, Session& session) {
  const auto tables = tables_of(arguments);
  if (!tables) return usage_error(tables.error());
  const entente::DualUseRequest request{files_of(arguments),         *tables,
                                        arguments.list("--partner"), arguments.text("--list"),
                                        table_form(arguments),       filing_of(arguments)};
  entente::TradeCounts counts;
  const Exit status =
      entente::trade_dual_use(session.settings, request, counts,
                              [&](std::string_view bytes) { return session.out.write(bytes); });
  note_filed(session, request.filing, counts.filed);
  return session.end(status);
}

int run_breaks(const Arguments& arguments, Session& session) {
  const auto tables = tables_of(arguments);
  if (!tables) return usage_error(tables.error());
  const auto year = arguments.number("--since", 1900, 2022);
  if (!year) return usage_error(year.error());
  const entente::TradeBreaksRequest request{files_of(arguments),         *tables,
                                            arguments.list("--partner"), static_cast<int>(*year),
                                            table_form(arguments),       filing_of(arguments)};
  entente::TradeCounts counts;
  const Exit status =
      entente::trade_breaks(session.settings, request, counts,
                            [&](std::string_view bytes) { return session.out.write(bytes); });
  note_filed(session, request.filing, counts.filed);
  return session.end(status);
}

}  // namespace

int run_trade(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  const std::string& what = arguments.positionals()[0];
  if (what == "mirror") return run_mirror(arguments, session);
  if (what != "reexport" && what != "dualuse" && what != "breaks")
    return usage_error(
        {"no such question", what, "entente trade mirror, reexport, dualuse or breaks"});
  if (arguments.positionals().size() < 2)
    return usage_error({what + " needs a table", "", "entente trade " + what + " FILE…"});
  if (what == "reexport") return run_reexport(arguments, session);
  return what == "dualuse" ? run_dual_use(arguments, session) : run_breaks(arguments, session);
}

}  // namespace cli
