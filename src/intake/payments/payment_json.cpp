// simdjson's tree of one line at a time. A number goes through a 64-bit floating one and comes back
// as its shortest decimal, which is the one that was written for up to 15 digits; longer amounts
// are strings in every format that means them exactly. Tests: payments_test.cpp;
// fuzz/payments_fuzz.cpp.
#include "intake/payments/payment_json.h"

#include <simdjson.h>

#include <algorithm>

#include "base/text.h"

namespace entente {
namespace {

namespace dom = simdjson::dom;

constexpr size_t kLinesLookedAt = 200;

// The text of a string, a number as it is best written, or the first of an array of those.
std::string_view text_of(dom::element value, PaymentBlock& out) {
  switch (value.type()) {
    case dom::element_type::STRING:
      return trim(out.keep(std::string(value.get_string().value_unsafe())));
    case dom::element_type::INT64:
    case dom::element_type::UINT64:
      return out.keep(simdjson::minify(value));
    case dom::element_type::DOUBLE:
      return out.keep(simdjson::to_string(value));
    case dom::element_type::ARRAY: {
      dom::array array = value.get_array().value_unsafe();
      if (array.size() == 0 || (*array.begin()).is_array()) return {};
      return text_of(*array.begin(), out);
    }
    case dom::element_type::OBJECT: {  // a nested entity: its id
      dom::element id;
      if (value["id"].get(id) != simdjson::SUCCESS || !id.is_string()) return {};
      return text_of(id, out);
    }
    default:
      return {};
  }
}

void read_fields(dom::object object, RawPayment& raw, PaymentBlock& out) {
  for (const auto field : object) {
    const PaymentRole role = payment_role(field.key);
    if (role == PaymentRole::none) continue;
    std::string_view& cell = cell_of(raw, role);
    if (cell.empty()) cell = text_of(field.value, out);
  }
}

// Where the amount in its own currency is not told, that in euros or dollars.
void read_converted_amount(dom::object properties, RawPayment& raw, PaymentBlock& out) {
  for (const auto& [name, currency] : {std::pair("amountEur", "EUR"), {"amountUsd", "USD"}})
    if (dom::element value;
        raw.amount.empty() && properties[name].get(value) == simdjson::SUCCESS) {
      raw.amount = text_of(value, out);
      if (!raw.amount.empty()) raw.currency = currency;
    }
}

// False when it is an entity of another kind.
bool read_object(dom::object object, RawPayment& raw, PaymentBlock& out) {
  dom::element schema, properties;
  const bool is_entity = object["schema"].get(schema) == simdjson::SUCCESS &&
                         object["properties"].get(properties) == simdjson::SUCCESS &&
                         properties.is_object();
  if (!is_entity) {
    read_fields(object, raw, out);
    return true;
  }
  if (!schema.is_string() || schema.get_string().value_unsafe() != "Payment") return false;
  dom::element id;
  if (object["id"].get(id) == simdjson::SUCCESS) raw.id = text_of(id, out);
  // A sequence number of an entity is a word of its source, and not on all of them.
  read_fields(properties.get_object().value_unsafe(), raw, out);
  if (raw.amount.empty()) read_converted_amount(properties.get_object().value_unsafe(), raw, out);
  raw.sequence = {};
  return true;
}

template <class Use>
uint32_t each_line(std::string_view lines, Use use) {
  uint32_t line = 0;
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view text = trim(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
    ++line;
    if (!text.empty() && !use(line, text)) break;
  }
  return line;
}

// The array that holds the payments.
bool find_array(dom::element root, dom::array& array) {
  if (root.get(array) == simdjson::SUCCESS) return true;
  for (const char* key : {"payments", "transactions", "txs"})
    if (root.is_object() && root[key].get(array) == simdjson::SUCCESS) return true;
  return false;
}

void note_columns(const RawPayment& raw, PaymentColumns& columns) {
  columns.amount |= !raw.amount.empty();
  columns.sequence |= !raw.sequence.empty();
  columns.id |= !raw.id.empty();
  columns.currency |= !raw.currency.empty();
  if (!columns.time && !raw.time.empty()) columns.calendar = parse_calendar(raw.time).has_value();
  columns.time |= !raw.time.empty();
}

}  // namespace

PaymentColumns columns_of_json(std::string_view text) {
  PaymentColumns out;
  PaymentBlock scratch;
  dom::parser parser;
  size_t seen = 0;
  const auto note = [&](dom::element item) {
    dom::object object;
    RawPayment raw;
    if (item.get(object) == simdjson::SUCCESS && read_object(object, raw, scratch))
      note_columns(raw, out);
    return ++seen < kLinesLookedAt;
  };
  dom::element root;
  dom::array array;
  if (parser.parse(text.data(), text.size()).get(root) == simdjson::SUCCESS &&
      find_array(root, array)) {
    for (const dom::element item : array)
      if (!note(item)) break;
    return out;
  }
  each_line(text, [&](uint32_t, std::string_view line) {
    dom::element item;
    return parser.parse(line.data(), line.size()).get(item) != simdjson::SUCCESS || note(item);
  });
  return out;
}

uint32_t take_json_lines(std::string_view lines, PaymentRows& rows, PaymentBlock& out) {
  dom::parser parser;
  return each_line(lines, [&](uint32_t line, std::string_view text) {
    dom::object object;
    if (parser.parse(text.data(), text.size()).get(object) != simdjson::SUCCESS) {
      out.passed.push_back({line, "no JSON object", shorten(text.substr(0, 400), 80), true});
      return true;
    }
    RawPayment raw;
    raw.line = line;
    if (read_object(object, raw, out)) rows.take(raw, out);
    return true;
  });
}

Status take_json_array(std::string_view text, PaymentRows& rows, PaymentBlock& out) {
  dom::parser parser;
  dom::element root;
  dom::array array;
  if (const auto error = parser.parse(text.data(), text.size()).get(root))
    return fail(Code::malformed, std::string("no sound JSON: ") + simdjson::error_message(error));
  if (!find_array(root, array))
    return fail(Code::malformed, "no array of payments", {}, {},
                "an array of objects, or an object with one under \"payments\"");
  uint32_t place = 0;
  for (const dom::element item : array) {
    dom::object object;
    RawPayment raw;
    raw.line = ++place;
    if (item.get(object) != simdjson::SUCCESS)
      out.passed.push_back({place, "no JSON object", {}, true});
    else if (read_object(object, raw, out)) rows.take(raw, out);
  }
  out.lines = place;
  return {};
}

}  // namespace entente
