// `entente money wallets`: addresses of a list, a table or a plain file, each by its chain's code.
#include "names/wallets.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>

#include "base/file.h"
#include "base/text.h"
#include "engine/parts.h"
#include "entente/money.h"
#include "intake/lists/lists.h"
#include "intake/payments/payments_reader.h"

namespace entente {
namespace {

constexpr size_t kPlainBytesMax = size_t{256} << 20;

struct Address {
  std::string address, currency, place;
};

std::string value_of(const Entity& entity, std::string_view property) {
  for (const Statement& s : entity.statements)
    if (s.property == property) return s.value;
  return {};
}

Status addresses_of_list(const std::string& path, std::vector<Address>& out) {
  const auto report = read_list(path, [&](Entity&& entity) {
    for (const Statement& s : entity.statements)
      if (s.property == "publicKey" || s.property == "walletAddress")
        out.push_back({s.value, value_of(entity, "currencySymbol"), s.place});
  });
  if (!report) return std::unexpected(report.error());
  return {};
}

Status addresses_of_lines(const std::string& path, std::vector<Address>& out) {
  const auto bytes = read_file(path, kPlainBytesMax);
  if (!bytes) return std::unexpected(bytes.error());
  size_t number = 0;
  for (const std::string_view line : split(*bytes, '\n')) {
    ++number;
    const std::string_view text = trim(line);
    if (text.empty() || text.starts_with('#')) continue;
    out.push_back({std::string(text), {}, path + ":" + std::to_string(number)});
  }
  return {};
}

// Accounts of a table of payments; false when it is none.
bool addresses_of_table(const std::string& path, std::vector<Address>& out) {
  PaymentsReport report;
  PaymentsOptions options;
  options.needs_amounts = false;
  const auto payments = read_payments({path}, options, report);
  if (!payments) return false;
  std::vector<uint32_t> row(payments->accounts.size());
  for (size_t i = payments->size(); i-- > 0;) {
    row[payments->source[i]] = payments->row[i];
    row[payments->target[i]] = payments->row[i];
  }
  for (uint32_t a = 0; a < payments->accounts.size(); ++a)
    out.push_back({std::string(payments->accounts[a]), {}, place_of_row(*payments, row[a])});
  return true;
}

Status addresses_of(const std::string& path, std::vector<Address>& out) {
  if (path != "-" && recognise_list(path)) return addresses_of_list(path, out);
  if (path != "-" && addresses_of_table(path, out)) return {};
  return addresses_of_lines(path, out);
}

// Addresses in hexadecimal digits are the same in either case.
std::string key_of(const std::string& address) {
  const std::string low = lower(address);
  return low.starts_with("0x") ? low : address;
}

WalletRecord record_of(const Address& address,
                       const std::unordered_map<std::string, std::string>& listed) {
  constexpr const char* kChecks[] = {"none", "good", "bad"};
  const Wallet wallet = check_wallet(address.address, address.currency);
  WalletRecord out{address.address,
                   address.currency,
                   address.place,
                   wallet.chain,
                   wallet.form,
                   kChecks[static_cast<size_t>(wallet.check)],
                   wallet.why,
                   {},
                   {}};
  if (const auto at = listed.find(key_of(address.address)); at != listed.end())
    out.listed = at->second;
  nlohmann::ordered_json json{{"address", out.address},
                              {"chain", out.chain},
                              {"form", out.form},
                              {"check", out.check},
                              {"place", out.place}};
  if (!out.currency.empty()) json["currency"] = out.currency;
  if (!out.why.empty()) json["why"] = out.why;
  if (!out.listed.empty()) json["listed"] = out.listed;
  out.json = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  return out;
}

}  // namespace

Exit check_wallets(const Settings& settings, const WalletsRequest& request,
                   const std::function<bool(const WalletRecord&)>& take) {
  const Engine::Parts parts(settings);
  if (request.paths.empty())
    return parts.report(fail(Code::bad_argument, "a file of addresses is needed", {}, {},
                             "entente money wallets wallets.csv")
                            .error());
  std::unordered_map<std::string, std::string> listed;
  for (const std::string& path : request.listed) {
    std::vector<Address> on_list;
    if (auto ok = addresses_of_list(path, on_list); !ok) return parts.report(ok.error());
    for (const Address& a : on_list) listed.try_emplace(key_of(a.address), a.place);
  }
  Tally tally;
  for (const std::string& path : request.paths) {
    std::vector<Address> addresses;
    if (auto ok = addresses_of(path, addresses); !ok) {
      parts.report(ok.error());
      ++tally.failed;
      continue;
    }
    std::unordered_set<std::string> seen;
    for (const Address& address : addresses) {
      if (parts.stopped()) return tally.end(parts);
      if (!seen.insert(address.currency + "\n" + address.address).second) continue;
      ++tally.found;
      if (take(record_of(address, listed))) continue;
      tally.cut_off = true;
      return tally.end(parts);
    }
  }
  return tally.end(parts);
}

}  // namespace entente
