// Who owns, runs or is tied to vessels of the lists in a ledger: FollowTheMoney's relations with a
// vessel at one end (Ownership, Directorship, Representation, UnknownLink, …), and what a vessel
// says of its owner and operator itself. Of all these, whoever owns them (Ownership alone), and so
// on upwards.
//
//   auto owners = ShipOwners::read(view, {"x-vessel-1"});
//   for (const auto& owner : owners->of("x-vessel-1"))
//     for (const auto& above : owners->of(owner.id)) …     // may lead back in a circle
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "ledger/view.h"

namespace entente {

class ShipOwners {
 public:
  struct Listing {
    std::string list, id, caption;
    std::string by;  // "id", or "name": of another entity of that name
  };
  struct Owner {
    std::string role;           // "owner", "operator", or as the relation says: "manager"
    std::string id, name = {};  // of the entity at the other end; its id where it has no name
    std::string country = {};   // two small letters, or empty
    std::string list, place;    // where the tie stands: "register", "ties.json:7"
    Interval when = {};         // of the tie; open where nothing is said
    std::string since = {}, until = {};  // as written
    std::vector<Listing> listings = {};  // where the owner stands itself
  };
  // A chain from a ship to its last owner is told up to this many ties.
  static constexpr int kStepsMax = 8;
  // Of the newest edition of each list. `view` needs keys for owners to be found by name. Cost: the
  // lists are read once for each step that leads to somebody new.
  static Result<ShipOwners> read(const View& view, const std::set<std::string>& vessels);
  std::span<const Owner> of(const std::string& owned) const;

 private:
  using Ids = std::set<std::string>;
  // The ties of those owned; `any`: of every kind, not ownership alone.
  Status collect(const View& view, const StoredList& edition, const Ids& owned, bool any);
  void add(const std::string& owned, Owner&& owner);
  Status look_up(const View& view, Owner& owner) const;
  std::map<std::string, std::vector<Owner>> owners_;  // by what they own
};

// The newest edition of each list.
Result<std::vector<StoredList>> newest_editions(const View& view);

}  // namespace entente
