// Payments as JSON Lines, as an array of objects, or as FollowTheMoney entities (schema Payment;
// entities of other schemata are passed over without a word).
#pragma once

#include <string_view>

#include "base/result.h"
#include "intake/payments/payment_values.h"

namespace entente {

// What the first objects have: which fields, and which form of time. Like a head of CSV.
PaymentColumns columns_of_json(std::string_view text);

// Objects one a line. Returns the number of lines.
uint32_t take_json_lines(std::string_view lines, PaymentRows& rows, PaymentBlock& out);
// One array of objects, or one object with an array under "payments", "transactions" or "txs";
// "lines" are then the places in the array, from 1. malformed.
Status take_json_array(std::string_view text, PaymentRows& rows, PaymentBlock& out);

}  // namespace entente
