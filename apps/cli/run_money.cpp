// entente money trace, entente money typologies, entente money wallets.
#include <filesystem>

#include "entente/money.h"
#include "filing.h"
#include "run.h"
#include "session.h"

namespace cli {
namespace {

using entente::Exit;

// --origin takes one word for the parser; `--origin A B FILE` leaves B among the files. What is no
// file there, and not the last word, is an account.
void part_files(std::vector<std::string> words, const Arguments& arguments,
                entente::MoneyTraceRequest& request) {
  const bool takes_accounts = arguments.has("--origin");
  for (size_t i = 0; i < words.size(); ++i) {
    const bool last_chance = i + 1 == words.size() && request.paths.empty();
    if (takes_accounts && !last_chance && words[i] != "-" && !std::filesystem::exists(words[i]))
      request.origins.push_back(words[i]);
    else request.paths.push_back(words[i]);
  }
}

int run_trace(const Arguments& arguments, Session& session) {
  const auto hops = arguments.number("--hops", 1, 0);
  const auto limit = arguments.number("--limit", 0, 30);
  for (const auto* value : {&hops, &limit})
    if (!*value) return usage_error(value->error());
  entente::MoneyTraceRequest request;
  request.method = arguments.text("--method");
  request.origins = arguments.list("--origin");
  request.listed = arguments.list("--listed");
  request.outside = arguments.list("--outside");
  request.dust = arguments.text("--dust");
  request.hops_max = static_cast<size_t>(*hops);
  request.since = arguments.text("--since");
  request.until = arguments.text("--until");
  request.back = arguments.list("--back");
  request.limit = static_cast<size_t>(*limit);
  request.filing = filing_of(arguments);
  std::vector<std::string> words = arguments.positionals();
  words.erase(words.begin());
  part_files(std::move(words), arguments, request);
  entente::MoneyRecord record;
  record.wants_text = session.form == Form::text;
  record.wants_json = !record.wants_text;
  const Exit status = entente::trace_money(session.settings, request, record);
  session.out.write(session.form == Form::text ? record.text : record.json);
  note_filed(session, request.filing, record.filed);
  return session.end(status);
}

std::string finding_text(const entente::TypologyFinding& finding) {
  std::string out = finding.typology + " ";
  for (size_t i = 0; i < finding.accounts.size() && i < 12; ++i)
    out += (i ? ", " : " ") + finding.accounts[i];
  if (finding.accounts.size() > 12)
    out += " and " + std::to_string(finding.accounts.size() - 12) + " more";
  out += "\n  " + finding.why + "\n";
  for (size_t i = 0; i < finding.transactions.size() && i < 12; ++i) {
    const auto& t = finding.transactions[i];
    out += "  " + t.time + "  " + t.source + " paid " + t.target;
    if (!t.amount.empty()) out += " " + t.amount;
    if (!t.currency.empty()) out += " " + t.currency;
    out += "  (" + t.row + ")\n";
  }
  if (finding.transactions.size() > 12)
    out += "  and " + std::to_string(finding.transactions.size() - 12) + " payments more\n";
  return out;
}

// A flag's value as a number above nothing; `usual` when it is not given.
std::expected<double, UsageError> positive(const Arguments& arguments, const std::string& flag,
                                           double usual) {
  if (!arguments.has(flag)) return usual;
  const std::string text = arguments.text(flag);
  try {
    size_t end = 0;
    const double value = std::stod(text, &end);
    if (end == text.size() && value > 0 && value < 1e15) return value;
  } catch (const std::exception&) {
  }
  return std::unexpected(UsageError{flag + " needs a number above 0", text, flag + " 7"});
}

int run_typologies(const Arguments& arguments, Session& session) {
  entente::TypologiesRequest request;
  request.paths = {arguments.positionals().begin() + 1, arguments.positionals().end()};
  for (const std::string& list : arguments.list("--only"))
    for (size_t at = 0; at <= list.size();) {
      const size_t comma = std::min(list.find(',', at), list.size());
      if (comma > at) request.only.push_back(list.substr(at, comma - at));
      at = comma + 1;
    }
  const auto window = positive(arguments, "--window", 0);
  const auto threshold = positive(arguments, "--threshold", 0);
  for (const auto* value : {&window, &threshold})
    if (!*value) return usage_error(value->error());
  request.window_days = *window;
  request.structuring_limit = *threshold;
  request.hide_amounts = arguments.has("--no-amounts");
  request.filing = filing_of(arguments);
  entente::TypologiesCounts counts;
  bool first = true;
  if (session.form == Form::json) session.out.write("{\"findings\":[");
  const Exit status = entente::find_money_typologies(
      session.settings, request, counts, [&](const entente::TypologyFinding& finding) {
        if (session.form == Form::text) return session.out.write(finding_text(finding));
        const bool separate = session.form == Form::json && !first;
        first = false;
        return session.out.write((separate ? "," : "") + finding.json +
                                 (session.form == Form::json ? "" : "\n"));
      });
  if (session.form == Form::json)
    session.out.write("],\"counts\":" + (counts.json.empty() ? "null" : counts.json) + "}\n");
  if (counts.payments > 0)
    session.messages.note(std::to_string(counts.findings) + " findings in " +
                          std::to_string(counts.payments) + " payments of " +
                          std::to_string(counts.accounts) + " accounts");
  note_filed(session, request.filing, counts.filed);
  return session.end(status);
}

int run_wallets(const Arguments& arguments, Session& session) {
  const entente::WalletsRequest request{
      {arguments.positionals().begin() + 1, arguments.positionals().end()},
      arguments.list("--listed")};
  size_t count = 0, bad = 0;
  if (session.form == Form::json) session.out.write("{\"wallets\":[");
  const Exit status =
      entente::check_wallets(session.settings, request, [&](const entente::WalletRecord& wallet) {
        bad += wallet.check == "bad";
        if (session.form == Form::jsonl) return session.out.write(wallet.json + "\n");
        if (session.form == Form::json)
          return session.out.write((count++ > 0 ? "," : "") + wallet.json);
        std::string line = wallet.address + "  " +
                           (wallet.chain.empty() ? "no chain known" : wallet.chain) + " " +
                           wallet.form + "  checksum " + wallet.check;
        if (!wallet.why.empty()) line += "  " + wallet.why;
        if (!wallet.listed.empty()) line += "  LISTED " + wallet.listed;
        return session.out.write(line + "  (" + wallet.place + ")\n");
      });
  if (session.form == Form::json) session.out.write("]}\n");
  if (bad > 0) session.messages.note(std::to_string(bad) + " checksums do not hold");
  return session.end(status);
}

}  // namespace

int run_money(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  const std::string& what = arguments.positionals()[0];
  if (what == "trace") return run_trace(arguments, session);
  if (what == "typologies") return run_typologies(arguments, session);
  if (what == "wallets") return run_wallets(arguments, session);
  return usage_error({"money does no such thing", what, "entente money trace FILE"});
}

}  // namespace cli
