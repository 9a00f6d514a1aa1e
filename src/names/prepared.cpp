// Names first, each tokenised once; readings that several tokens share are stored once. Features in
// the order of the statements. Same entity, same bytes.
// Tests: compare_test.cpp, tests/cases/names.
#include "names/prepared.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "base/date.h"
#include "base/text.h"
#include "names/identifiers.h"
#include "names/tables.h"
#include "names/tokens.h"

namespace entente {
namespace {

constexpr size_t kReadingBytesMax = 60000;  // offsets are 16 bits
constexpr size_t kAddressRowsMax = 4;       // four words a row

class Packer {
 public:
  Packer(const Entity& entity, const NameTables& tables)
      : entity_(entity), tables_(tables), sort_(sort_of_schema(entity.schema)) {}

  std::string pack() {
    for (size_t i = 0; i < entity_.statements.size(); ++i) take(entity_.statements[i], i);
    if (names_.empty()) add_parts();
    return assemble();
  }

 private:
  void take(const Statement& s, size_t at) {
    const std::string& p = s.property;
    if (p == "name" || p == "alias" || p == "previousName") return add_name(s.value, at, 0);
    if (p == "weakAlias" || p == "abbreviation") return add_name(s.value, at, kNameWeak);
    if (p == "birthDate") return add_date(FeatureKind::birth_date, s.value, at);
    if (p == "deathDate") return add_date(FeatureKind::death_date, s.value, at);
    if (p == "incorporationDate" || p == "buildDate")
      return add_date(FeatureKind::incorporation_date, s.value, at);
    if (p == "gender") return add_gender(s.value, at);
    if (p == "nationality" || p == "citizenship") return add_country(s.value, at, 0);
    if (p == "country" || p == "jurisdiction" || p == "flag" || p == "mainCountry" ||
        p == "birthCountry")
      return add_country(s.value, at, 1);
    if (p == "address") return add_address(s.value, at);
    if (const auto id = find_identifier(p, s.value)) add_identifier(*id, at);
  }

  void add_name(std::string_view written, size_t at, uint8_t flags) {
    const uint32_t hash = hash32(written);
    for (const NameRow& known : names_)
      if (known.written == hash) return;
    for (TokenisedName& name : tokenise(written, sort_, tables_)) {
      if (names_.size() >= kNamesMax || readings_.size() >= kReadingBytesMax) {
        left_out_ = true;
        return;
      }
      NameRow row{};
      row.written = hash;
      row.first_token = static_cast<uint16_t>(tokens_.size());
      row.statement = static_cast<uint16_t>(std::min<size_t>(at, 0xFFFF));
      row.tokens = static_cast<uint8_t>(name.tokens.size());
      row.flags = static_cast<uint8_t>(flags | name.flags);
      std::string folded;
      for (NameToken& token : name.tokens) {
        folded += token.readings[0] + " ";
        tokens_.push_back(stored(token));
      }
      row.folded = hash32(folded);
      names_.push_back(row);
    }
  }

  // firstName, secondName, middleName, fatherName, lastName in that order, where no name is given.
  void add_parts() {
    std::string whole;
    size_t place = 0;
    for (const std::string_view part :
         {"firstName", "secondName", "middleName", "fatherName", "lastName"})
      for (size_t i = 0; i < entity_.statements.size(); ++i)
        if (entity_.statements[i].property == part) {
          whole += (whole.empty() ? "" : " ") + entity_.statements[i].value;
          place = i;
          break;
        }
    if (!whole.empty()) add_name(whole, place, kNamePart);
  }

  TokenRow stored(const NameToken& token) {
    TokenRow row = token.row;
    std::string bytes;
    for (const std::string& r : token.readings) {
      bytes += static_cast<char>(r.size());
      bytes += r;
    }
    row.text_size = static_cast<uint8_t>(token.readings[0].size());
    const auto [known, is_new] = place_.try_emplace(bytes, static_cast<uint16_t>(readings_.size()));
    if (is_new) readings_ += bytes;
    row.text_at = known->second;
    return row;
  }

  void add_feature(FeatureKind kind, uint8_t sub, size_t at, uint32_t value, uint32_t more) {
    if (features_.size() >= kFeaturesMax) {
      left_out_ = true;
      return;
    }
    const FeatureRow row{kind, sub, static_cast<uint16_t>(std::min<size_t>(at, 0xFFFF)), value,
                         more};
    for (const FeatureRow& f : features_)
      if (f.kind == kind && f.sub == sub && f.value == value && f.more == more) return;
    features_.push_back(row);
  }

  void add_date(FeatureKind kind, std::string_view value, size_t at) {
    if (const auto d = parse_date(value))
      add_feature(
          kind, 0, at,
          static_cast<uint32_t>(d->year << 16 | (d->month > 12 ? 0 : d->month) << 8 | d->day), 0);
  }

  void add_gender(std::string_view value, size_t at) {
    const std::string g = lower(value);
    if (g == "male" || g == "m") add_feature(FeatureKind::gender, 0, at, 'm', 0);
    if (g == "female" || g == "f") add_feature(FeatureKind::gender, 0, at, 'f', 0);
  }

  void add_country(std::string_view value, size_t at, uint8_t sub) {
    std::string code = lower(trim(value));
    if (code.size() != 2) code = tables_.territory_code(value);
    if (code.size() >= 2)
      add_feature(FeatureKind::country, sub, at,
                  static_cast<uint32_t>(static_cast<unsigned char>(code[0]) << 8 |
                                        static_cast<unsigned char>(code[1])),
                  0);
  }

  // The hashes of its words, sixteen at most, four a row.
  void add_address(std::string_view value, size_t at) {
    std::vector<uint16_t> words;
    for (const std::string& word : fold_words(value.substr(0, kNameBytesMax)))
      if (word.size() > 1 || is_digit(word[0]))
        words.push_back(static_cast<uint16_t>(hash32(word) | 1));
    words.resize(std::min(words.size(), 4 * kAddressRowsMax));
    for (size_t i = 0; i < words.size(); i += 4) {
      const auto word = [&](size_t k) {
        return i + k < words.size() ? uint32_t{words[i + k]} : 0U;
      };
      add_feature(FeatureKind::address, static_cast<uint8_t>(i / 4), at, word(0) << 16 | word(1),
                  word(2) << 16 | word(3));
    }
  }

  void add_identifier(const Identifier& id, size_t at) {
    const uint32_t more = hash32(id.value + "\x1f") & ~1U;
    add_feature(FeatureKind::identifier, static_cast<uint8_t>(id.type), at, hash32(id.value),
                more | (id.check == Check::bad ? 1U : 0U));
  }

  std::string assemble() const {
    PreparedHead head{};
    head.version = kPreparedVersion;
    head.sort = sort_;
    head.names = static_cast<uint8_t>(names_.size());
    head.tokens = static_cast<uint16_t>(tokens_.size());
    head.features = static_cast<uint8_t>(features_.size());
    head.flags = left_out_ ? kHeadCut : 0;
    if (sort_ == Sort::other && std::ranges::any_of(tokens_, [](const TokenRow& t) {
          return t.kind == TokenKind::legal_form || t.kind == TokenKind::org_word;
        }))
      head.flags |= kHeadFirm;
    std::string out(sizeof head, '\0');
    const auto append = [&](const auto& rows) {
      out.append(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(rows[0]));
    };
    append(names_);
    append(tokens_);
    append(features_);
    out += readings_;
    out.resize((out.size() + 3) & ~size_t{3});
    head.bytes = static_cast<uint32_t>(out.size());
    std::memcpy(out.data(), &head, sizeof head);
    return out;
  }

  const Entity& entity_;
  const NameTables& tables_;
  Sort sort_;
  std::vector<NameRow> names_;
  std::vector<TokenRow> tokens_;
  std::vector<FeatureRow> features_;
  std::string readings_;
  std::unordered_map<std::string, uint16_t> place_;
  bool left_out_ = false;
};

}  // namespace

Sort sort_of_schema(std::string_view schema) {
  if (schema == "Person") return Sort::person;
  if (schema == "Vessel" || schema == "Airplane" || schema == "Vehicle") return Sort::vessel;
  if (schema == "Company" || schema == "Organization" || schema == "PublicBody")
    return Sort::organisation;
  return Sort::other;
}

std::optional<Prepared> Prepared::check(std::string_view bytes) {
  if (bytes.size() < sizeof(PreparedHead) || reinterpret_cast<uintptr_t>(bytes.data()) % 4 != 0)
    return std::nullopt;
  const Prepared p(bytes);
  const PreparedHead& h = p.head();
  const size_t rows = sizeof(PreparedHead) + h.names * sizeof(NameRow) +
                      h.tokens * sizeof(TokenRow) + h.features * sizeof(FeatureRow);
  if (h.bytes != bytes.size() || h.version != kPreparedVersion || h.names > kNamesMax ||
      rows > bytes.size())
    return std::nullopt;
  for (const NameRow& name : p.names())
    if (name.tokens > kTokensMax || name.first_token + size_t{name.tokens} > h.tokens)
      return std::nullopt;
  for (const TokenRow& token : p.tokens()) {
    size_t at = rows + token.text_at;
    if (token.readings == 0 || at >= bytes.size() ||
        static_cast<uint8_t>(bytes[at]) != token.text_size)
      return std::nullopt;
    for (size_t n = 0; n < token.readings; ++n) {
      if (at >= bytes.size()) return std::nullopt;
      const size_t end = at + 1 + static_cast<uint8_t>(bytes[at]);
      if (end == at + 1 || end > bytes.size()) return std::nullopt;
      for (size_t k = at + 1; k < end; ++k)
        if (!is_lower(bytes[k]) && !is_digit(bytes[k])) return std::nullopt;
      at = end;
    }
  }
  return p;
}

std::string prepare(const Entity& entity, const NameTables& tables) {
  return Packer(entity, tables).pack();
}

}  // namespace entente
