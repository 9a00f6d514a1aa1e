#include "print_screening.h"

#include <fmt/core.h>

#include <algorithm>

#include "print.h"

namespace cli {
namespace {

using entente::ScreenHit;
using entente::ScreenReason;
using entente::ScreenRecord;

// A spreadsheet must not take a name for a formula.
std::string csv_field(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos)
    text.insert(text.begin(), '\'');
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string html_text(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// Terminals must not be steered by what a list or a query holds.
std::string printable(std::string_view text) {
  std::string out;
  for (char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  return out;
}

std::string in_words(const std::vector<ScreenReason>& reasons) {
  std::string out;
  for (const ScreenReason& r : reasons) {
    if (!out.empty()) out += "; ";
    out += r.what + " " + r.verdict + ": " + r.left + " / " + r.right;
  }
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string csv_rows(const ScreenRecord& record) {
  if (record.hits.empty())
    return csv_field(record.id) + "," + csv_field(record.name) + ",,,,,,,,\n";
  std::string out;
  size_t rank = 0;
  for (const ScreenHit& hit : record.hits)
    out += fmt::format("{},{},{},{},{},{},{:.4f},{},{},{}\n", csv_field(record.id),
                       csv_field(record.name), ++rank, csv_field(hit.id), csv_field(hit.caption),
                       csv_field(hit.schema), hit.score, hit.match ? "yes" : "no",
                       csv_field(joined(hit.datasets)), csv_field(in_words(hit.explanations)));
  return out;
}

std::string html_section(const ScreenRecord& record) {
  if (record.hits.empty()) return {};
  std::string out = "<section><h2>" + html_text(record.name) + " <small>" + html_text(record.id) +
                    "</small></h2>\n";
  for (const ScreenHit& hit : record.hits) {
    out += fmt::format(
        "<details{}><summary><b>{:.2f}</b> {} <small>{} · {} · {}</small></summary>\n<table>",
        hit.match ? " class=match" : "", hit.score, html_text(hit.caption), html_text(hit.id),
        html_text(hit.schema), html_text(joined(hit.datasets)));
    out += "<tr><th>feature<th>query<th>listed<th>verdict<th>weight</tr>\n";
    for (const ScreenReason& r : hit.explanations)
      out += "<tr><td>" + html_text(r.what) + "<td>" + html_text(r.left) + "<td>" +
             html_text(r.right) + "<td>" + html_text(r.verdict) +
             fmt::format("<td>{:+.3f}</tr>\n", r.weight);
    out += "</table>";
    if (!hit.allowed_reason.empty())
      out += "<p>Cleared: " + html_text(hit.allowed_reason) + " (until " +
             html_text(hit.allowed_until.empty() ? "further notice" : hit.allowed_until) + ")</p>";
    out += "</details>\n";
  }
  return out + "</section>\n";
}

constexpr std::string_view kHtmlHead =
    "<!doctype html>\n<html lang=en><meta charset=utf-8><title>Screening</title>\n<style>"
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "h2{font-size:1.1rem;margin:1.5rem 0 .3rem}small{color:#666;font-weight:normal}"
    "details{border-left:3px solid #ccc;padding:.2rem .8rem;margin:.3rem 0}"
    ".match{border-color:#b00}table{border-collapse:collapse;margin:.5rem 0}"
    "td,th{border:1px solid #ddd;padding:.2rem .5rem;text-align:left;vertical-align:top}"
    "</style>\n<h1>Screening</h1>\n";

}  // namespace

std::string index_text(const entente::IndexRecord& record, const std::string& path) {
  std::string out = fmt::format("{}: {} entities, {} words, {:.1f} MiB\n", path, record.entities,
                                record.terms, static_cast<double>(record.bytes) / (1 << 20));
  for (const std::string& list : record.lists) out += "  " + list + "\n";
  return out;
}

std::string match_text(const ScreenRecord& record, bool colour) {
  std::string out;
  for (const ScreenHit& hit : record.hits) {
    out += fmt::format("{}  {}  {} {} [{}]\n",
                       styled(colour, hit.match ? "red" : "dim", fmt::format("{:.2f}", hit.score)),
                       styled(colour, "bold", printable(hit.caption)), hit.schema, hit.id,
                       joined(hit.datasets));
    for (const ScreenReason& r : hit.explanations)
      out += fmt::format("      {:<14} {:<12} {:+.3f}  {} / {}{}\n", r.what, r.verdict, r.weight,
                         printable(r.left), printable(r.right),
                         r.detail.empty() ? "" : "  (" + printable(r.detail) + ")");
    if (!hit.allowed_reason.empty())
      out += "      cleared: " + printable(hit.allowed_reason) + "\n";
  }
  return out;
}

bool ScreenPrinter::begin() {
  begun_ = true;
  if (form_ == ScreenForm::csv)
    return out_.write("query,name,rank,entity,caption,schema,score,match,datasets,reasons\n");
  return form_ != ScreenForm::html || out_.write(kHtmlHead);
}

bool ScreenPrinter::put(const ScreenRecord& record) {
  if (!begun_ && !begin()) return false;
  ++queries_;
  alerts_ += std::ranges::any_of(record.hits, [](const ScreenHit& h) { return h.match; });
  switch (form_) {
    case ScreenForm::csv:
      return out_.write(csv_rows(record));
    case ScreenForm::html:
      return out_.write(html_section(record));
    default:
      return out_.write(record.json + "\n");
  }
}

void ScreenPrinter::end() {
  if (!begun_) begin();
  if (form_ == ScreenForm::html)
    out_.write(fmt::format("<p>{} of {} queries match.</p>\n</html>\n", alerts_, queries_));
}

}  // namespace cli
