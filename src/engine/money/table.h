// What every command about money begins with: files to one table, problems told, and what stands
// about that in the answer.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "engine/parts.h"
#include "intake/payments/payments_reader.h"

namespace entente {

// Reads the table, tells each row that was passed over, and what else a reader should know.
Result<Payments> open_payments(const Engine::Parts& parts, const std::vector<std::string>& paths,
                               bool needs_amounts, PaymentsReport& report);

// "passed_over" and "warnings" of an answer.
nlohmann::ordered_json passed_json(const Payments& payments, const PaymentsReport& report);
nlohmann::ordered_json warnings_json(const Payments& payments, const PaymentsReport& report);
std::string currency_name(const Payments& payments, uint16_t currency);

// A time as the table has them: bad_argument when it is none.
Result<int64_t> time_of(const Payments& payments, const std::string& text, const char* flag,
                        bool end_of_day);

}  // namespace entente
