// Sanctioned wallets as a table of currency and address, as they are drawn from OFAC's list. The
// table carries no date; the edition comes from the caller. Tests: table_lists_test.cpp.
#include <unordered_set>

#include "base/text.h"
#include "intake/lists/list_format.h"
#include "intake/lists/table.h"

namespace entente::intake {
namespace {

constexpr std::string_view kColumns[] = {"currency", "address"};
constexpr TableSpec kSpec{kColumns, kColumns};

Status read_wallets(const std::string& file, const ListOptions& options, const EntitySink& out,
                    ListReport& report) {
  auto table = ForeignTable::open(file, kSpec, options.bytes_max);
  if (!table) return std::unexpected(table.error());
  for (;;) {
    const auto more = table->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    const std::string currency((*table)["currency"]), address((*table)["address"]);
    if (address.empty() || currency.empty())
      return fail(Code::malformed, "a row without currency or address", table->where());
    EntityBuilder entity("wallet-" + lower(currency) + "-" + address, "CryptoWallet",
                         std::string(kWallets.info.id));
    const std::string place = table->place();
    entity.add("publicKey", address, place);
    entity.add("currencySymbol", currency, place);
    entity.add("topics", "sanction", place);
    Entity made = std::move(entity).build();
    made.caption = address;
    out(std::move(made));
  }
  report.parts.push_back({place_name(file), table->rows()});
  return {};
}

Role wallets_role(std::string_view head, std::string_view) {
  return has_columns(head, ',', kColumns) ? Role::main : Role::none;
}

}  // namespace

const ListFormat kWallets{
    {"sanctioned_wallets", "Sanctioned digital currency addresses",
     "Office of Foreign Assets Control, as others tabulate it",
     "one table with the columns currency and address, plain or gzipped", "--published"},
    &wallets_role,
    &read_wallets};

}  // namespace entente::intake
