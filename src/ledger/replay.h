// A ledger revision by revision, as it was added: what moving it to another one needs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/judgements.h"
#include "model/claim.h"
#include "model/document.h"
#include "model/entity.h"

namespace entente {

// Exactly one of document, list and judgement.
struct ReplayedDocument {
  Document document;
  std::vector<Claim> claims;  // as added: mentions name no entities of lists
};
struct ReplayedFile {
  std::string path, sha256;
};
struct ReplayedList {
  std::string dataset, edition;
  std::vector<ReplayedFile> files;
  std::vector<Entity> entities;
};
struct Replayed {
  int64_t revision = 0;
  std::string added;
  std::optional<ReplayedDocument> document = {};
  std::optional<ReplayedList> list = {};
  std::optional<StoredJudgement> judgement = {};
};

}  // namespace entente
