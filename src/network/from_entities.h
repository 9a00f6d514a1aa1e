// Nodes and ties from entities of the FollowTheMoney model, and from registers of stakes.
//
//   EntityTies entities(builder, "us_ofac_sdn", true);
//   entities.add(entity);                              // in any order
//
// A relation (Ownership, Directorship, Family, Payment, …) becomes a tie between its ends; an
// address, telephone, e-mail, web site, account or day of registration becomes a feature that those
// who have it are tied to. A tie's evidence is the line at which it was read.
#pragma once

#include <string>
#include <string_view>

#include "model/entity.h"
#include "network/graph.h"

namespace entente {

class EntityTies {
 public:
  // `all_listed`: every entity of the source is a listed party, as on a sanctions list; else those
  // that are targets, bear a topic of sanctions or are named by a Sanction.
  EntityTies(GraphBuilder& builder, std::string_view source, bool all_listed);
  void add(const Entity& entity);

 private:
  void add_relation(const Entity& entity, std::string_view from, std::string_view to);
  void add_node(const Entity& entity);
  void add_feature(uint32_t node, std::string_view kind, const Statement& statement);
  GraphBuilder& builder_;
  uint16_t source_;
  bool all_listed_;
};

void add_stakes(GraphBuilder& builder, const Stakes& stakes);

}  // namespace entente
