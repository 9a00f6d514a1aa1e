#include "engine/filing/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"
#include "model/document_ref.h"

namespace entente {
namespace {

constexpr size_t kTitleMax = 110;  // code points

// By file, in the order in which the finding names them; the rows of a file by line.
std::vector<EvidenceRow> in_order(const Found& found) {
  std::vector<std::string> files;
  for (const EvidenceRow& row : found.rows)
    if (std::ranges::find(files, row.file) == files.end()) files.push_back(row.file);
  std::vector<EvidenceRow> out;
  for (const std::string& file : files) {
    const size_t begin = out.size();
    for (const EvidenceRow& row : found.rows)
      if (row.file == file) out.push_back(row);
    const auto first = out.begin() + static_cast<std::ptrdiff_t>(begin);
    std::sort(first, out.end());
    out.erase(std::unique(first, out.end()), out.end());
  }
  return out;
}

std::string lines_of(const std::vector<EvidenceRow>& rows, const std::string& file) {
  std::vector<uint64_t> lines;
  for (const EvidenceRow& row : rows)
    if (row.file == file) lines.push_back(row.line);
  std::string out = lines.size() == 1 ? "line " : "lines ";
  for (size_t i = 0; i < lines.size();) {
    size_t last = i;
    while (last + 1 < lines.size() && lines[last + 1] == lines[last] + 1) ++last;
    out += (i ? ", " : "") + std::to_string(lines[i]);
    if (last > i) out += (last == i + 1 ? ", " : "-") + std::to_string(lines[last]);
    i = last + 1;
  }
  return out;
}

class Sheet {
 public:
  Sheet(Document& document) : d_(document) {}
  // A block of one line; false leaves it out of the blocks.
  void line(std::string_view text, Block::Kind kind) {
    const auto begin = static_cast<uint32_t>(d_.text.size());
    d_.text += text;
    if (!trim(text).empty())
      d_.blocks.push_back({kind, begin, static_cast<uint32_t>(d_.text.size())});
    d_.text += '\n';
  }

 private:
  Document& d_;
};

// Who did what; where, when and how much are left to the sentence.
std::string title_of(const std::string& words) {
  size_t end = words.size();
  for (const std::string_view mark : {": ", ", from ", ". ", " near ", " (", ", which "})
    end = std::min(end, words.find(mark));
  return shorten(words.substr(0, end), kTitleMax);
}

std::vector<Mention> mentions_of(const Worded& worded, Part part, const OffsetMap& map) {
  std::vector<Mention> out;
  for (const Worded::Name& name : worded.names[static_cast<size_t>(part)]) {
    Mention m;
    m.text = name.actor->text;
    m.start = static_cast<uint32_t>(map.code_points(name.begin));
    m.end = static_cast<uint32_t>(map.code_points(name.end));
    m.state = name.actor->state;
    m.goods = name.actor->goods;
    if (part == Part::attribution) m.cue = "by";
    out.push_back(std::move(m));
  }
  return out;
}

}  // namespace

DocumentEntry evidence_sheet(const Found& found, const FindingRule& rule, const SourceRows& rows,
                             const FilingRequest& request) {
  const Worded worded = word(found, rule);
  std::vector<EvidenceRow> order = in_order(found);
  const size_t more = order.size() > kSheetRows ? order.size() - kSheetRows : 0;
  order.resize(order.size() - more);

  DocumentEntry out;
  Document& d = out.document;
  Sheet sheet(d);
  sheet.line(worded.text, Block::Kind::paragraph);
  sheet.line("", Block::Kind::meta);
  sheet.line(fmt::format("Filed as {}, {} ({}, version {}).", name(*rule.kind), name(rule.modality),
                         rule.finding, rule.version),
             Block::Kind::meta);
  std::vector<std::string> told;
  for (const EvidenceRow& row : order) {
    if (std::ranges::find(told, row.file) != told.end()) continue;
    told.push_back(row.file);
    const SourceFile& file = rows.file(row.file);
    sheet.line(fmt::format("Of {}, SHA-256 {}: {}.", as_row(file.name), file.sha256,
                           lines_of(order, row.file)),
               Block::Kind::meta);
    if (!file.columns.empty()) sheet.line("Columns: " + file.columns, Block::Kind::meta);
  }
  if (more > 0) sheet.line(fmt::format("And {} rows more.", more), Block::Kind::meta);
  sheet.line("", Block::Kind::meta);
  const size_t quote_begin = d.text.size();
  size_t quote_end = quote_begin;
  for (size_t i = 0; i < order.size(); ++i) {
    sheet.line(rows.at(order[i]), Block::Kind::table_row);
    if (i < kQuotedRows) quote_end = d.text.size() - 1;
  }

  out.original = d.text;
  d.id = sha256_hex(out.original);
  const std::string& first = order.front().file;
  d.path = fmt::format("{}:{}", first, order.front().line);
  d.title = title_of(worded.short_text);
  d.publisher = request.publisher.empty() ? as_row(rows.file(first).name) : request.publisher;
  d.published = request.published;
  d.url = request.url;
  d.language = "en";

  const OffsetMap map(d.text);
  Claim claim;
  claim.document = ref_of(d);
  claim.extractor = {found.finding, rule.version};
  claim.quote = {d.text.substr(quote_begin, quote_end - quote_begin),
                 static_cast<uint32_t>(map.code_points(quote_begin)),
                 static_cast<uint32_t>(map.code_points(quote_end))};
  claim.kind = *rule.kind;
  claim.modality = rule.modality;
  claim.subject = mentions_of(worded, Part::subject, map);
  claim.counterpart = mentions_of(worded, Part::counterpart, map);
  claim.object = mentions_of(worded, Part::object, map);
  claim.via = mentions_of(worded, Part::via, map);
  claim.where = mentions_of(worded, Part::where, map);
  for (Mention& at : mentions_of(worded, Part::at, map)) claim.where.push_back(std::move(at));
  claim.attribution = mentions_of(worded, Part::attribution, map);
  claim.quantity = worded.figures;
  claim.when.interval = found.when;
  claim.certainty = 1;
  claim.id = claim_id(claim);
  out.claims.push_back(std::move(claim));
  return out;
}

}  // namespace entente
