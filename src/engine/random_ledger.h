// For tests: ledgers small enough to hold many coincidences. Few actors, goods and years; denials
// that name no recipient, or anyone; claims with several actors; firms in the middle; judgements.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "engine/name_keys.h"
#include "ledger/writer.h"
#include "model/document_ref.h"

namespace entente {

class RandomLedger {
 public:
  explicit RandomLedger(uint32_t seed) : random_(seed) {
    std::string pattern = std::filesystem::temp_directory_path() / "entente_kin_XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  RandomLedger(const RandomLedger&) = delete;
  ~RandomLedger() { std::filesystem::remove_all(folder_); }
  std::string path() const { return folder_ + "/l.db"; }

  void grow(int documents) {
    auto writer = Writer::open(path(), make_name_keys()).value();
    for (int i = 0; i < documents; ++i) {
      const DocumentEntry entry = document();
      ASSERT_TRUE(writer.add_documents({&entry, 1}, "2025-01-01T00:00:00Z"));
      for (const auto& claim : entry.claims) ids_.push_back(claim.id);
    }
  }
  void judge(JudgementKind kind) {
    Judgement j{.kind = kind, .a = any_id(), .b = {}, .value = {}, .who = "A. Lee", .why = "test"};
    if (kind != JudgementKind::reject) j.b = any_id();
    if (j.a == j.b) return;
    auto writer = Writer::open(path(), make_name_keys()).value();
    ASSERT_TRUE(writer.add_judgement(j, "2025-01-02T00:00:00Z"));
  }
  int below(int n) { return static_cast<int>(random_() % static_cast<uint32_t>(n)); }

 private:
  std::string any_id() { return ids_[static_cast<size_t>(below(static_cast<int>(ids_.size())))]; }
  Mention put(std::string& text, const std::string& words, const std::string& state) {
    Mention m;
    m.start = static_cast<uint32_t>(text.size());
    text += words + " ";
    m.end = m.start + static_cast<uint32_t>(words.size());
    m.text = words, m.state = state;
    return m;
  }
  Mention actor(std::string& text) {
    static const std::vector<std::pair<std::string, std::string>> kActors{
        {"Iran", "ir"},  {"Russia", "ru"},     {"Moscow", "ru"},    {"North Korea", "kp"},
        {"Syria", "sy"}, {"Acme Trading", ""}, {"Orion Bank", "sy"}};
    const auto& [words, state] = kActors[static_cast<size_t>(below(7))];
    return put(text, words, state);
  }
  void add_recipient(std::string& text, Claim& c) {
    const int kind = below(8);
    if (kind == 0) return;
    if (kind == 1) c.counterpart = {put(text, "any country", "")};
    else c.counterpart = {actor(text)};
    if (kind == 2) c.counterpart.push_back(actor(text));
  }
  Interval time() {
    const int first = 2012 + below(12);
    const auto year = [](int y) { return parse_date(std::to_string(y)); };
    switch (below(8)) {
      case 0:
        return {year(first), std::nullopt};
      case 1:
        return {std::nullopt, year(first)};
      case 2:
        return {year(first), year(first + 1 + below(3))};
      default:
        return {year(first), year(first)};
    }
  }
  void add_claim(DocumentEntry& out) {
    static constexpr Kind kKinds[] = {Kind::transfer, Kind::transfer, Kind::acquire, Kind::meet,
                                      Kind::mediate};
    static const std::vector<std::pair<std::string, Goods>> kGoods{
        {"missiles", Goods::missiles}, {"weapons", Goods::arms}, {"crude oil", Goods::energy}};
    std::string& text = out.document.text;
    Claim c;
    c.kind = kKinds[below(5)];
    c.modality = below(4) == 0 ? Modality::denied : static_cast<Modality>(below(9));
    c.polarity = below(12) == 0 ? Polarity::negative : Polarity::positive;
    c.certainty = 0.5;
    const size_t begin = text.size();
    c.subject = {actor(text)};
    if (below(6) == 0) c.subject.push_back(actor(text));
    text += below(9) == 0 ? "never sent " : "sent ";
    if (below(6) != 0) {
      const auto& [words, goods] = kGoods[static_cast<size_t>(below(3))];
      c.object = {put(text, words, "")};
      c.object[0].goods.add(goods);
    }
    add_recipient(text, c);
    if (below(5) == 0) c.where = {actor(text)};
    if (below(3) != 0) c.when = {"then", time()};
    if (below(3) == 0) c.attribution = {put(text, "Agency " + std::to_string(below(3)), "")};
    static_cast<Span&>(c.quote) =
        Span{text.substr(begin), static_cast<uint32_t>(begin), static_cast<uint32_t>(text.size())};
    out.claims.push_back(std::move(c));
  }
  DocumentEntry document() {
    DocumentEntry out;
    Document& d = out.document;
    d.title = "Report " + std::to_string(random_());
    d.publisher = "Publisher " + std::to_string(below(4));
    if (below(20) != 0) d.published = to_string(add_days({2014, 1, 1}, below(4000)));
    d.text = d.title + ". ";
    for (int i = 1 + below(3); i > 0; --i) add_claim(out);
    out.original = d.text;
    d.id = sha256_hex(out.original);
    bind_claims(d, out.claims);
    return out;
  }

  std::string folder_;
  std::mt19937 random_;
  std::vector<std::string> ids_;
};

}  // namespace entente
