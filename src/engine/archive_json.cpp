// nlohmann's exceptions on a wrong shape stay in this file. Nothing of a record is trusted: names
// of files come from hashes, which are checked here to be hex digits and nothing else.
#include "engine/archive_json.h"

#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"
#include "ledger/rows.h"
#include "model/claim_json.h"
#include "model/document_ref.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json json_of(const ReplayedDocument& r) {
  const Document& d = r.document;
  Json out{{"id", d.id},
           {"path", d.path},
           {"url", d.url},
           {"title", d.title},
           {"publisher", d.publisher},
           {"published", d.published},
           {"language", d.language},
           {"blocks", encode_blocks(d.blocks)},
           {"text", d.text}};
  out["claims"] = Json::array();
  for (const auto& claim : r.claims) out["claims"].push_back(Json::parse(to_json(claim)));
  return out;
}

Json json_of(const ReplayedList& l) {
  Json out{{"dataset", l.dataset}, {"edition", l.edition}};
  for (const auto& file : l.files)
    out["files"].push_back({{"path", file.path}, {"sha256", file.sha256}});
  out["entities"] = Json::array();
  for (const auto& e : l.entities) {
    Json statements = Json::array();
    for (const auto& s : e.statements)
      statements.push_back({s.property, s.value, s.language, s.place});
    out["entities"].push_back({{"id", e.id},
                               {"schema", e.schema},
                               {"caption", e.caption},
                               {"statements", std::move(statements)}});
  }
  return out;
}

Json json_of(const StoredJudgement& j) {
  return {{"id", j.id},
          {"kind", name(j.judgement.kind)},
          {"a", j.judgement.a},
          {"b", j.judgement.b},
          {"value", j.judgement.value},
          {"who", j.judgement.who},
          {"why", j.judgement.why},
          {"made", j.added}};
}

std::string word(const Json& in, const char* key) { return in.at(key).get<std::string>(); }

void want(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

ReplayedDocument document_of(const Json& in) {
  ReplayedDocument out;
  Document& d = out.document;
  d = {word(in, "id"),       word(in, "path"),      word(in, "url"),
       word(in, "title"),    word(in, "publisher"), word(in, "published"),
       word(in, "language"), word(in, "text"),      {}};
  want(d.id.size() == 64 && from_hex(d.id), "the id of a document is no SHA-256");
  auto blocks = decode_blocks(word(in, "blocks"));
  want(blocks.has_value(), "its blocks are none");
  for (const auto& b : *blocks)
    want(b.begin <= b.end && b.end <= d.text.size(), "a block lies outside the text");
  d.blocks = std::move(*blocks);
  for (const auto& one : in.at("claims")) {
    auto claim = claim_from_json(one.dump());
    want(claim.has_value(), "a claim is none");
    want(claim->id.size() == 32 && from_hex(claim->id), "the id of a claim is none");
    claim->document = ref_of(d);
    want(claim_id(*claim) == claim->id, "the id of a claim is not that of its words");
    out.claims.push_back(std::move(*claim));
  }
  return out;
}

ReplayedList list_of(const Json& in) {
  ReplayedList out{word(in, "dataset"), word(in, "edition"), {}, {}};
  for (const auto& file : in.at("files")) {
    out.files.push_back({word(file, "path"), word(file, "sha256")});
    want(out.files.back().sha256.size() == 64 && from_hex(out.files.back().sha256),
         "the hash of a file is no SHA-256");
  }
  for (const auto& e : in.at("entities")) {
    Entity& entity = out.entities.emplace_back();
    entity = {word(e, "id"), word(e, "schema"), word(e, "caption"), out.dataset, out.edition, {}};
    for (const auto& s : e.at("statements"))
      entity.statements.push_back({s.at(0).get<std::string>(), s.at(1).get<std::string>(),
                                   s.at(2).get<std::string>(), s.at(3).get<std::string>()});
  }
  return out;
}

StoredJudgement judgement_of(const Json& in) {
  const auto kind = find_judgement_kind(word(in, "kind"));
  want(kind.has_value(), "a judgement of no known kind");
  StoredJudgement out{
      {*kind, word(in, "a"), word(in, "b"), word(in, "value"), word(in, "who"), word(in, "why")},
      word(in, "id"),
      0,
      word(in, "made"),
      0};
  want(judgement_id(out.judgement, out.added) == out.id,
       "a judgement that is not what its id says");
  return out;
}

}  // namespace

std::string archive_line(const Replayed& r) {
  Json out{{"revision", r.revision}, {"added", r.added}};
  if (r.document) out["document"] = json_of(*r.document);
  if (r.list) out["list"] = json_of(*r.list);
  if (r.judgement) out["judgement"] = json_of(*r.judgement);
  return dump(out) + "\n";
}

Result<Replayed> parse_archive_line(std::string_view line) {
  if (first_ill_formed(line)) return fail(Code::bad_encoding, "not UTF-8");
  try {
    const Json in = Json::parse(line);
    Replayed out;
    if (in.contains("document")) out.document = document_of(in.at("document"));
    if (in.contains("list")) out.list = list_of(in.at("list"));
    if (in.contains("judgement")) out.judgement = judgement_of(in.at("judgement"));
    want(out.document.has_value() + out.list.has_value() + out.judgement.has_value() == 1,
         "neither a document nor a list nor a judgement");
    return out;
  } catch (const std::exception& e) {
    return fail(Code::malformed, shorten(e.what(), 200), {}, shorten(line, 80));
  }
}

}  // namespace entente
