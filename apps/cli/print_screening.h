// Answers of screening as text, CSV and HTML.
#pragma once

#include <string>

#include "entente/screening.h"
#include "terminal.h"

namespace cli {

std::string index_text(const entente::IndexRecord& record, const std::string& path);
std::string match_text(const entente::ScreenRecord& record, bool colour);

// csv: a line a result (query, rank, entity, …), or one with empty fields for a query without any.
// html: one self-contained page. jsonl: ScreenRecord::json.
enum class ScreenForm { jsonl, csv, html };
class ScreenPrinter {
 public:
  ScreenPrinter(Output& out, ScreenForm form) : out_(out), form_(form) {}
  bool put(const entente::ScreenRecord& record);
  void end();

 private:
  bool begin();
  Output& out_;
  ScreenForm form_;
  bool begun_ = false;
  size_t queries_ = 0, alerts_ = 0;
};

}  // namespace cli
