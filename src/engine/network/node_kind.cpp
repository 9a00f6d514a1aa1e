#include "engine/network/node_kind.h"

#include "base/text.h"

namespace entente {
namespace {

NodeKind kind_of(const Entry& entry) {
  switch (entry.kind) {
    case EntryKind::bank:
    case EntryKind::central_bank:
      return NodeKind::bank;
    case EntryKind::company:
    case EntryKind::shipping:
      return NodeKind::company;
    case EntryKind::vessel:
      return NodeKind::vessel;
    case EntryKind::leader:
    case EntryKind::person_role:
      return NodeKind::person;
    case EntryKind::facility:
      return NodeKind::place;
    default:
      break;
  }
  if (entry.type == EntryType::organisation) return NodeKind::body;
  if (entry.type == EntryType::place) return NodeKind::place;
  return NodeKind::actor;
}

}  // namespace

NodeKind kind_of_mention(const Dictionaries& dictionaries, std::string_view text) {
  for (const Entry* entry : dictionaries.entries_named(text))
    if (const NodeKind kind = kind_of(*entry); kind != NodeKind::actor) return kind;
  // The last noun that says what it is: "the port authority's bank" is a bank.
  NodeKind out = NodeKind::actor;
  for (const auto piece : split(text, ' ')) {
    const std::string word = lower(trim(piece));
    if (word == "bank") out = NodeKind::bank;
    else if (word == "company" || word == "corporation" || word == "ltd" || word == "llc")
      out = NodeKind::company;
    else if (const Entry* noun = dictionaries.noun(word))
      if (const NodeKind kind = kind_of(*noun); kind != NodeKind::actor) out = kind;
  }
  return out;
}

}  // namespace entente
