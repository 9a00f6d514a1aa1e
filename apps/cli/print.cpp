#include "print.h"

namespace cli {
namespace {

using entente::ClaimRecord;
using entente::DocumentRecord;

// One field of a --plain line: tabs and line ends become blanks.
std::string field(std::string text) {
  for (char& c : text)
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  return text;
}

void row(std::string& out, std::string_view label, const std::string& value) {
  if (value.empty()) return;
  out += "  ";
  out += label;
  out.append(label.size() < 12 ? 12 - label.size() : 1, ' ');
  out += value + "\n";
}

std::string source_of(const DocumentRecord& d) {
  std::string out;
  for (const auto* part : {&d.publisher, &d.title, &d.published})
    if (!part->empty()) out += (out.empty() ? "" : ", ") + *part;
  const std::string& place = d.path.empty() || d.path == "-" ? d.url : d.path;
  if (!place.empty()) out += out.empty() ? place : " (" + place + ")";
  return out;
}

}  // namespace

std::string claim_text(const ClaimRecord& c, bool colour) {
  std::string out = styled(colour, "bold", c.kind);
  if (c.polarity == "negative") out += " not";
  out += "  " + c.subject + (c.counterpart.empty() ? "" : " → " + c.counterpart) + "\n";
  row(out, "what", c.object);
  row(out, "against", c.against);
  row(out, "in return", c.in_return);
  row(out, "via", c.via);
  row(out, "figures", c.quantity);
  row(out, "when", c.when);
  row(out, "where", c.where);
  row(out, "how firmly", c.modality + (c.attribution.empty() ? "" : ", by " + c.attribution));
  row(out, "quote", "“" + field(c.quote) + "”");
  row(out, "source",
      source_of(c.document) + (c.page > 0 ? ", page " + std::to_string(c.page) : "") + ", " +
          std::to_string(c.quote_start) + "–" + std::to_string(c.quote_end));
  row(out, "extractor", c.extractor);
  row(out, "id", styled(colour, "dim", c.id));
  return out + "\n";
}

std::string claim_line(const ClaimRecord& c) {
  std::string out;
  for (const auto& text :
       {c.id, c.kind, c.modality, c.polarity, c.subject, c.counterpart, c.object, c.when,
        c.document.path, std::to_string(c.quote_start), std::to_string(c.quote_end), c.quote})
    out += (out.empty() ? "" : "\t") + field(text);
  return out + "\n";
}

std::string show_text(const entente::ShowRecord& r, bool colour) {
  std::string out;
  if (r.claim) {
    out = claim_text(*r.claim, colour);
    out += styled(colour, "dim", r.before) + styled(colour, "bold", r.claim->quote) +
           styled(colour, "dim", r.after) + "\n\n";
  } else {
    if (!r.title.empty()) out += styled(colour, "bold", r.title) + "\n";
    out += r.text;
    if (!out.ends_with('\n')) out += "\n";
  }
  if (r.document) {
    row(out, "document", r.document->id);
    row(out, "source", source_of(*r.document));
    row(out, "address", r.document->url);
  }
  return out;
}

std::string add_text(const entente::AddRecord& r) {
  const std::string unit = r.kind == "list" ? "entities" : r.count == 1 ? "claim" : "claims";
  std::string out = r.added ? "added  " : "there  ";
  out += r.path + "  " + std::to_string(r.count) + " " + unit;
  if (r.changes)
    out += ": " + std::to_string(r.changes->added) + " new, " + std::to_string(r.changes->changed) +
           " changed, " + std::to_string(r.changes->removed) + " removed";
  if (r.unread) out += ", not read: language " + r.language;
  return out + "  (revision " + std::to_string(r.revision) + ")\n";
}

std::string add_line(const entente::AddRecord& r) {
  return std::string(r.added ? "added" : "there") + "\t" + std::to_string(r.revision) + "\t" +
         r.id + "\t" + std::to_string(r.count) + "\t" + field(r.path) + "\n";
}

std::string damage_text(const entente::DamageRecord& d) {
  std::string out = "damaged: ";
  if (d.revision > 0) out += "revision " + std::to_string(d.revision) + ", ";
  if (!d.table.empty())
    out += "table " + d.table + (d.row > 0 ? " row " + std::to_string(d.row) : "") + ", ";
  return out + d.file + ": " + d.what + "\n";
}

Stream::Stream(Output& out, Form form, std::string_view schema, std::string_view key)
    : out_(out), form_(form) {
  if (form_ == Form::json)
    out_.write("{\"schema\":\"" + std::string(schema) + "\",\"" + std::string(key) + "\":[");
}

bool Stream::put(const std::string& text, const std::string& json) {
  if (form_ == Form::text || form_ == Form::plain) return out_.write(text);
  if (form_ == Form::jsonl) return out_.write(json) && out_.write("\n");
  const bool first = first_;
  first_ = false;
  return out_.write(first ? "\n" : ",\n") && out_.write(json);
}

void Stream::end() {
  if (form_ == Form::json) out_.write("\n]}\n");
}

}  // namespace cli
