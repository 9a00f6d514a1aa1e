#include "ledger/rows.h"

#include <charconv>

#include "base/text.h"
#include "model/entity_record.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 7> kBlockKinds{"title",     "heading", "paragraph", "bullet",
                                                      "table_row", "caption", "meta"};

template <class Number>
bool parse(std::string_view text, Number& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

bool decode_block(std::string_view text, Block& out) {
  const auto fields = split(text, ' ');
  if (fields.size() != 4) return false;
  for (size_t k = 0; k < kBlockKinds.size(); ++k)
    if (kBlockKinds[k] == fields[0]) {
      out.kind = static_cast<Block::Kind>(k);
      return parse(fields[1], out.begin) && parse(fields[2], out.end) &&
             parse(fields[3], out.level);
    }
  return false;
}

}  // namespace

std::array<std::pair<std::string_view, const std::vector<Mention>*>, 8> roles_of(const Claim& c) {
  return {{{"subject", &c.subject},
           {"counterpart", &c.counterpart},
           {"against", &c.against},
           {"object", &c.object},
           {"in_return", &c.in_return},
           {"via", &c.via},
           {"where", &c.where},
           {"attribution", &c.attribution}}};
}

std::vector<Mention>* find_role(Claim& claim, std::string_view role) {
  for (const auto& [name, list] : roles_of(claim))
    if (name == role) return const_cast<std::vector<Mention>*>(list);
  return nullptr;
}

std::pair<std::optional<Date>, std::optional<Date>> days_of(const Claim& claim) {
  Interval interval = claim.when.interval;
  if (interval.empty()) interval.start = interval.end = parse_date(claim.document.published);
  if (interval.start) interval.start = first_day(*interval.start);
  if (interval.end) interval.end = last_day(*interval.end);
  return {interval.start, interval.end};
}

std::string source_name(const Document& document) {
  if (!document.publisher.empty()) return document.publisher;
  std::string_view url = document.url;
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  return lower(url.substr(0, url.find_first_of("/?#")));
}

Status fill_statements(Query& query, int64_t row, Entity& entity) {
  query.reset();
  query.bind(1, row);
  for (;;) {
    const auto more = query.step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    const auto text = [&](int column) { return std::string(query.text(column)); };
    Statement statement{text(0), text(1), text(2), text(3)};
    if (!take_record_statement(entity, statement))
      entity.statements.push_back(std::move(statement));
  }
}

std::string encode_blocks(const std::vector<Block>& blocks) {
  std::string out;
  for (const auto& b : blocks) {
    out += kBlockKinds[static_cast<size_t>(b.kind)];
    out += ' ' + std::to_string(b.begin) + ' ' + std::to_string(b.end) + ' ' +
           std::to_string(b.level) + ';';
  }
  return out;
}

Result<std::vector<Block>> decode_blocks(std::string_view text) {
  std::vector<Block> out;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(';'));
    Block block;
    if (!decode_block(one, block))
      return fail(Code::ledger_corrupt, "not a block", {}, shorten(one, 80));
    out.push_back(block);
    text.remove_prefix(std::min(text.size(), one.size() + 1));
  }
  return out;
}

}  // namespace entente
