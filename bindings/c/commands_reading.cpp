// Commands that read documents, and those that show what was read.
#include "call.h"

namespace capi {
namespace {

using entente::ClaimRecord;
using Type = Columns::Type;

entente::Inputs inputs_of(Request& request) {
  entente::Inputs out;
  out.paths = request.list("paths");
  out.title = request.text("title");
  out.publisher = request.text("publisher");
  out.published = request.text("published");
  out.url = request.text("url");
  out.format = request.text("format");
  out.bytes_max = static_cast<size_t>(request.number("max_bytes", 0, 0));
  return out;
}

std::vector<entente::TextInput> texts_of(Call& call) {
  std::vector<entente::TextInput> out = std::move(call.texts);
  for (Request& text : call.request.objects("texts")) {
    out.push_back({text.text("text"), text.text("path"), text.text("title"), text.text("publisher"),
                   text.text("published"), text.text("url")});
    if (const auto problem = text.problem())
      call.request.refuse("texts", problem->what + " (" + problem->where + ")", problem->piece,
                          problem->next);
  }
  return out;
}

void make_claim_columns(Call& call) {
  std::vector<Columns::Column> columns;
  for (const char* name :
       {"id",          "kind",    "domain",      "modality",  "polarity", "subject",
        "counterpart", "against", "object",      "in_return", "via",      "place",
        "quantity",    "time",    "attribution", "quote",     "document", "path",
        "url",         "title",   "publisher",   "published", "language", "extractor"})
    columns.push_back({name, Type::text});
  for (const char* name : {"quote_start", "quote_end", "page", "revision"})
    columns.push_back({name, Type::whole});
  columns.push_back({"json", Type::text});
  call.make_columns(std::move(columns));
}

bool put_claim(Call& call, const ClaimRecord& c) {
  if (call.answer.columns) {
    Columns& out = *call.answer.columns;
    const auto& d = c.document;
    for (const std::string* text :
         {&c.id,          &c.kind,    &c.domain,      &c.modality,  &c.polarity, &c.subject,
          &c.counterpart, &c.against, &c.object,      &c.in_return, &c.via,      &c.where,
          &c.quantity,    &c.when,    &c.attribution, &c.quote,     &d.id,       &d.path,
          &d.url,         &d.title,   &d.publisher,   &d.published, &d.language, &c.extractor})
      out.text(*text);
    out.whole(c.quote_start), out.whole(c.quote_end), out.whole(c.page), out.whole(c.revision);
    out.text(c.json);
  }
  return call.line(c.json);
}

}  // namespace

Exit run_read(Call& call) {
  entente::Inputs inputs = inputs_of(call.request);
  inputs.texts = texts_of(call);
  const std::string layer = call.request.text("layer");
  const bool records = call.request.flag("records");
  if (records && !layer.empty())
    call.request.refuse("records", "and layer exclude each other", layer);
  if (records) {
    call.make_columns({{"document", Type::text},
                       {"path", Type::text},
                       {"claims", Type::whole},
                       {"record", Type::text}});
    if (call.refused()) return Exit::usage;
    return call.engine().read_records(inputs, [&](const entente::DocumentRecord& d, size_t claims,
                                                  const std::string& line) {
      if (call.answer.columns) {
        Columns& out = *call.answer.columns;
        out.text(d.id), out.text(d.path), out.whole(static_cast<int64_t>(claims)), out.text(line);
      }
      return call.line(line);
    });
  }
  if (layer.empty()) make_claim_columns(call);
  if (call.refused()) return Exit::usage;
  if (layer.empty())
    return call.engine().read(inputs, [&](const ClaimRecord& c) { return put_claim(call, c); });
  return call.engine().read_layer(inputs, layer,
                                  [&](const std::string& json) { return call.line(json); });
}

Exit run_parse(Call& call) {
  entente::Inputs inputs = inputs_of(call.request);
  const bool tokens = call.request.flag("tokens");
  if (call.refused()) return Exit::usage;
  return call.engine().parse(inputs, {.tokens = tokens}, [&](std::string_view text) {
    call.answer.bytes += text;
    return !call.take || call.flush();
  });
}

Exit run_add(Call& call) {
  entente::Inputs inputs = inputs_of(call.request);
  inputs.list = call.request.text("list");
  inputs.partial = call.request.flag("partial");
  if (call.refused()) return Exit::usage;
  return call.engine().add(inputs, [&](const entente::AddRecord& r) { return call.line(r.json); });
}

Exit run_claims(Call& call) {
  Request& r = call.request;
  entente::ClaimQuery query;
  query.actors = r.list("actors");
  query.kinds = r.list("kinds");
  query.domains = r.list("domains");
  query.modalities = r.list("modalities");
  query.polarity = r.text("polarity");
  query.source = r.text("source");
  query.extractor = r.text("extractor");
  query.since = r.text("since");
  query.until = r.text("until");
  query.at = ledger_time(r);
  make_claim_columns(call);
  if (call.refused()) return Exit::usage;
  return call.engine().claims(query, [&](const ClaimRecord& c) { return put_claim(call, c); });
}

Exit run_show(Call& call) {
  const std::string id = call.request.text("id");
  const auto at = ledger_time(call.request);
  if (call.refused()) return Exit::usage;
  return call.engine().show(id, at,
                            [&](const entente::ShowRecord& r) { return call.line(r.json); });
}

Exit run_brief(Call& call) {
  Request& r = call.request;
  using Form = entente::BriefRequest::Form;
  entente::BriefRequest request;
  request.a = r.text("a");
  request.b = r.text("b");
  request.as_of = r.text("as_of");
  request.since = r.text("since");
  request.changed_since = r.text("changed_since");
  request.at = ledger_time(r);
  request.width = static_cast<size_t>(r.number("width", 20, 100));
  const std::string form = r.text("form");
  if (form == "html") request.form = Form::html;
  else if (form == "json") request.form = Form::json;
  else if (!form.empty() && form != "markdown") r.refuse("form", "is markdown, html or json", form);
  if (call.refused()) return Exit::usage;
  return call.engine().brief(request, call.answer.bytes);
}

Exit run_search(Call& call) {
  Request& r = call.request;
  entente::SearchRequest request;
  request.words = r.text("words");
  request.kinds = r.list("kinds");
  request.source = r.text("source");
  request.since = r.text("since");
  request.until = r.text("until");
  request.count_max = static_cast<size_t>(r.number("limit", 1, 20));
  request.at = ledger_time(r);
  if (call.refused()) return Exit::usage;
  return call.engine().search(request,
                              [&](const entente::SearchRecord& s) { return call.line(s.json); });
}

}  // namespace capi
