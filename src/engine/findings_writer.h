// Findings of tables as the form that was asked for: text, one JSON object, JSON Lines, CSV.
//
//   FindingsWriter out(form, "entente.trade.mirror.v1", take);
//   out.head("method", "simple");
//   out.row(json, text);          // false when the receiver wants no more
//   out.end();
//
// CSV takes its columns from the first row: nested objects become "coverage.months", lists are
// joined by blanks.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "entente/trade.h"

namespace entente {

class FindingsWriter {
 public:
  FindingsWriter(TableForm form, std::string_view schema, const TakeBytes& take,
                 std::string_view rows_name = "rows");
  // Before the first row; of no meaning to JSON Lines and CSV.
  void head(std::string_view name, const nlohmann::ordered_json& value);
  bool row(const nlohmann::ordered_json& json, const std::string& text);
  bool end();
  size_t rows() const { return rows_; }

 private:
  bool put(std::string_view bytes) { return go_on_ = go_on_ && take_(bytes); }
  bool open();
  TableForm form_;
  const TakeBytes& take_;
  std::string head_, rows_name_;
  std::vector<std::string> columns_;
  size_t rows_ = 0;
  bool opened_ = false, go_on_ = true;
};

// To so many decimals; null when it is not finite.
nlohmann::ordered_json figure(double value, int decimals);

}  // namespace entente
