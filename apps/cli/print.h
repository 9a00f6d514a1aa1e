// Records as text for people and as lines for programs.
#pragma once

#include <string>

#include "entente/engine.h"
#include "terminal.h"

namespace cli {

std::string claim_text(const entente::ClaimRecord& claim, bool colour);
std::string claim_line(const entente::ClaimRecord& claim);  // --plain
std::string show_text(const entente::ShowRecord& record, bool colour);
std::string add_text(const entente::AddRecord& record);
std::string add_line(const entente::AddRecord& record);  // --plain
std::string damage_text(const entente::DamageRecord& damage);

// Writes records one by one in the form asked for.
//
//   Stream stream(out, form, "entente.claims.v1", "claims");
//   stream.put(text, json);  …  stream.end();
enum class Form { text, plain, json, jsonl };
class Stream {
 public:
  Stream(Output& out, Form form, std::string_view schema, std::string_view key);
  // False when the reader of standard output has gone away.
  bool put(const std::string& text, const std::string& json);
  void end();
  Form form() const { return form_; }

 private:
  Output& out_;
  Form form_;
  bool first_ = true;
};

}  // namespace cli
