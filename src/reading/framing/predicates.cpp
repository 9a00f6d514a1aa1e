// One pass over the table; sets and defaults must stand above the rows that use them.
#include "reading/framing/predicates.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "reading/known_verbs.h"
#include "reading/lexicon/table.h"

namespace entente {
namespace {

constexpr std::string_view kRoleLetters = "SCAOVRW";

using Cells = std::vector<std::string_view>;
using Roles = std::array<std::vector<std::string>, kRoleCount>;

std::optional<Predicate::Pos> find_pos(std::string_view text) {
  if (text == "v") return Predicate::Pos::verb;
  if (text == "n") return Predicate::Pos::noun;
  if (text == "a") return Predicate::Pos::adjective;
  return std::nullopt;
}

// Builds the lexicon line by line, remembering sets and defaults.
class TableReader {
 public:
  explicit TableReader(std::string where) : where_(std::move(where)) {}

  Status line(std::string_view text, int number) {
    number_ = number;
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (trim(text).empty() || text.starts_with('#') || text.starts_with("predicate\t")) return {};
    Cells cells = split(text, '\t');
    if (cells[0] == "set") return read_set(cells);
    if (cells.size() < 3) return bad("a row needs at least predicate, pos and kind", text);
    cells.resize(5);
    if (cells[0] == "default") return read_default(cells);
    return read_predicate(cells);
  }

  std::vector<Predicate> take() { return std::move(out_); }

 private:
  std::unexpected<Error> bad(std::string what, std::string_view piece) const {
    return fail(Code::malformed, std::move(what), where_ + ":" + std::to_string(number_),
                std::string(piece.substr(0, 80)));
  }

  Status read_set(const Cells& cells) {
    if (cells.size() != 4) return bad("a set needs a name, '-' and its lemmas", cells[0]);
    auto& set = sets_[std::string(cells[1])];
    for (const auto lemma : split(cells[3], ' '))
      if (!lemma.empty()) set.emplace_back(lemma);
    return {};
  }

  Status read_default(const Cells& cells) {
    const auto pos = find_pos(cells[1]);
    const auto kind = find_kind(cells[2]);
    if (!pos || !kind) return bad("unknown part of speech or kind", cells[!pos ? 1 : 2]);
    const bool late = std::any_of(out_.begin(), out_.end(), [&](const Predicate& row) {
      return row.kind == *kind && row.pos == *pos;
    });
    if (late) return bad("a default must stand above the rows that use it", cells[2]);
    return read_roles(cells[3], defaults_[{*kind, *pos}]);
  }

  Status read_predicate(const Cells& cells) {
    Predicate p;
    const auto words = split(cells[0], ' ');
    p.lemma = words[0];
    if (words.size() > 1) p.particle = words[1];
    const auto pos = find_pos(cells[1]);
    const auto kind = find_kind(cells[2]);
    if (!pos || !kind) return bad("unknown part of speech or kind", cells[!pos ? 1 : 2]);
    p.pos = *pos;
    p.kind = *kind;
    p.line = number_;
    p.roles = defaults_[{*kind, *pos}];
    if (auto ok = read_roles(cells[3], p.roles, &p); !ok) return ok;
    yield_object(cells[3], p.roles);
    for (const auto condition : split(cells[4], ' '))
      if (!condition.empty())
        if (auto ok = read_condition(condition, p); !ok) return ok;
    out_.push_back(std::move(p));
    return {};
  }

  // "comply with the cap": what the row names as the object is not the means of the default.
  static void yield_object(std::string_view cell, Roles& roles) {
    if (!cell.contains("O=") || cell.contains("V=")) return;
    auto& via = roles[static_cast<size_t>(Role::via)];
    for (const auto& slot : roles[static_cast<size_t>(Role::object)]) std::erase(via, slot);
  }

  // `p` takes what is no role: P=neg and M=modality; defaults have none of these.
  Status read_roles(std::string_view cell, Roles& out, Predicate* p = nullptr) const {
    for (const auto part : split(cell, ' ')) {
      if (part.empty()) continue;
      if (p && part == "P=neg") {
        p->negative = true;
        continue;
      }
      if (p && part.starts_with("M=")) {
        p->modality = find_modality(part.substr(2));
        if (!p->modality) return bad("no such modality", part);
        continue;
      }
      const auto letter = kRoleLetters.find(part[0]);
      if (part.size() < 3 || part[1] != '=' || letter == std::string_view::npos)
        return bad("a role reads LETTER=slot,slot with a letter of SCAOVRW", part);
      auto& slots = out[letter];
      slots.clear();
      for (const auto slot : split(part.substr(2), ','))
        if (slot != "-") slots.emplace_back(slot);
    }
    return {};
  }

  Status read_condition(std::string_view text, Predicate& p) const {
    Condition c;
    const size_t equals = text.find('=');
    if (equals != std::string_view::npos) {
      const bool no = text.starts_with("no:");
      c.test = no ? Condition::Test::not_lemma : Condition::Test::lemma;
      c.slot = no ? text.substr(3, equals - 3) : text.substr(0, equals);
      return read_lemmas(text.substr(equals + 1), c, p);
    }
    const auto parts = split(text, ':');
    if (parts.size() == 2 && (parts[0] == "has" || parts[0] == "no")) {
      c.test = parts[0] == "has" ? Condition::Test::present : Condition::Test::absent;
      c.slot = parts[1];
    } else if (parts.size() == 3 && parts[0] == "no") {
      c.test = Condition::Test::not_klass;
      c.slot = parts[1];
      for (const auto k : split(parts[2], '|')) c.values.emplace_back(k);
    } else if (parts.size() == 2) {
      c.test = Condition::Test::klass;
      c.slot = parts[0];
      for (const auto k : split(parts[1], '|')) {
        // "obj:goods|obj=shipment": a class or a lemma
        c.values.emplace_back(k);
      }
    } else {
      return bad("a condition reads slot:class, slot=lemma, has:slot, no:slot or no:slot=lemma",
                 text);
    }
    p.conditions.push_back(std::move(c));
    return {};
  }

  Status read_lemmas(std::string_view list, Condition& c, Predicate& p) const {
    // "obj:goods|obj=shipment,cargo" arrives here with slot "obj:goods|obj": classes come first.
    if (const size_t bar = c.slot.rfind('|'); bar != std::string::npos) {
      const size_t colon = c.slot.find(':');
      for (const auto k : split(std::string_view(c.slot).substr(colon + 1, bar - colon - 1), '|'))
        c.values.emplace_back(":" + std::string(k));
      c.slot = c.slot.substr(0, colon);
    }
    for (const auto lemma : split(list, ',')) {
      if (!lemma.starts_with('@')) {
        c.values.emplace_back(lemma);
        continue;
      }
      const auto set = sets_.find(std::string(lemma.substr(1)));
      if (set == sets_.end()) return bad("no such set", lemma);
      c.values.insert(c.values.end(), set->second.begin(), set->second.end());
    }
    p.conditions.push_back(std::move(c));
    return {};
  }

  std::string where_;
  int number_ = 0;
  std::map<std::string, std::vector<std::string>> sets_;
  std::map<std::pair<Kind, Predicate::Pos>, Roles> defaults_;
  std::vector<Predicate> out_;
};

}  // namespace

Result<Predicates> Predicates::load(const std::string& path) {
  auto bytes = Table::text_of(path);
  if (!bytes) return std::unexpected(bytes.error());
  return parse(*bytes, path);
}

Result<Predicates> Predicates::parse(std::string_view table, const std::string& where) {
  TableReader reader(where);
  int number = 0;
  for (const auto line : split(table, '\n'))
    if (auto ok = reader.line(line, ++number); !ok) return std::unexpected(ok.error());
  Predicates out;
  for (auto& p : reader.take()) {
    ++out.size_;
    out.rows_[{p.lemma, p.pos}].push_back(std::move(p));
  }
  // The special before the general, wherever they stand in the table.
  for (auto& [lemma, rows] : out.rows_)
    std::stable_sort(rows.begin(), rows.end(), [](const Predicate& a, const Predicate& b) {
      return std::pair(a.particle.empty(), a.conditions.empty()) <
             std::pair(b.particle.empty(), b.conditions.empty());
    });
  return out;
}

std::span<const Predicate> Predicates::find(std::string_view lemma, Predicate::Pos pos) const {
  const auto it = rows_.find(std::pair<std::string, Predicate::Pos>(lemma, pos));
  return it == rows_.end() ? std::span<const Predicate>() : std::span<const Predicate>(it->second);
}

void Predicates::add_verbs_to(KnownVerbs& verbs) const {
  for (const auto& [key, rows] : rows_)
    if (key.second == Predicate::Pos::verb) verbs.add(key.first);
}

}  // namespace entente
