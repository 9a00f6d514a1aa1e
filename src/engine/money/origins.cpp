#include "engine/money/origins.h"

#include <algorithm>

#include "base/text.h"
#include "intake/lists/lists.h"

namespace entente {

std::optional<uint32_t> AccountFinder::find(const std::string& name) {
  if (auto at = payments_.accounts.find(name)) return at;
  const std::string low = lower(name);
  if (!low.starts_with("0x")) return std::nullopt;
  if (!hex_known_) {
    for (uint32_t a = 0; a < payments_.accounts.size(); ++a) {
      const std::string_view text = payments_.accounts[a];
      if (!text.starts_with("0x") && !text.starts_with("0X")) continue;
      if (hex_.add(lower(text)) == hex_account_.size()) hex_account_.push_back(a);
    }
    hex_known_ = true;
  }
  const auto at = hex_.find(low);
  if (!at) return std::nullopt;
  return hex_account_[*at];
}

std::vector<uint32_t> AccountFinder::find_all(const std::string& word,
                                              std::vector<std::string>& unknown) {
  if (const auto at = find(std::string(trim(word)))) return {*at};
  std::vector<uint32_t> out;
  for (const std::string_view piece : split(word, ',')) {
    const std::string name(trim(piece));
    if (name.empty()) continue;
    if (const auto at = find(name)) out.push_back(*at);
    else unknown.push_back(name);
  }
  return out;
}

Result<Origins> find_origins(const MoneyTraceRequest& request, AccountFinder& finder) {
  Origins out;
  for (const std::string& word : request.origins)
    for (const uint32_t account : finder.find_all(word, out.unknown))
      out.accounts.push_back(account);
  for (const std::string& path : request.listed) {
    const auto report = read_list(path, [&](Entity&& entity) {
      for (const Statement& statement : entity.statements) {
        if (statement.property != "publicKey" && statement.property != "walletAddress") continue;
        ++out.wallets_listed;
        const auto at = finder.find(statement.value);
        if (!at) continue;
        ++out.wallets_found;
        out.accounts.push_back(*at);
      }
    });
    if (!report) return std::unexpected(report.error());
  }
  std::ranges::sort(out.accounts);
  out.accounts.erase(std::ranges::unique(out.accounts).begin(), out.accounts.end());
  return out;
}

}  // namespace entente
