// From values of the model to the records of the public interface, and their JSON.
#pragma once

#include <string>
#include <vector>

#include "entente/engine.h"
#include "model/claim.h"
#include "model/document.h"
#include "model/entity.h"

namespace entente {

ClaimRecord record_of(const Claim& claim, int64_t revision);
DocumentRecord record_of(const Document& document);
DocumentRecord record_of(const DocumentRef& document);

std::string json_of(const AddRecord& record);
std::string json_of(const DamageRecord& record);
std::string json_of(const VerifyRecord& record, const std::vector<DamageRecord>& damage);
std::string json_of(const CodeRecord& record);
std::string json_of(const JudgementRecord& record);
std::string json_of(const RebuildRecord& record);
std::string json_of(const MoveRecord& record);
std::string json_of(const SearchRecord& record);
// {"schema":"entente.show.v1", …}: the claim with its words in context, the document or the entity.
std::string json_of(const ShowRecord& record);
std::string json_of(const Entity& entity);

}  // namespace entente
