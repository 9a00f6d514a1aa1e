// One body for the fuzzers of documents: whatever the bytes, the result is an error with a place or
// a document that keeps all rules.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "intake/documents/intake.h"
#include "intake/documents/invariants.h"

namespace entente {

inline void demand(bool holds, const std::string& rule) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", rule.c_str());
  std::abort();
}

inline void check_document(const uint8_t* data, size_t size, const std::string& path,
                           const std::string& format) {
  IntakeOptions options;
  options.format = format;
  options.html_depth_max = 60;
  const auto document =
      document_from_bytes(std::string(reinterpret_cast<const char*>(data), size), path, options);
  if (!document) {
    demand(document.error().where.starts_with(path), "an error names its file");
    return;
  }
  const std::string rule = intake::broken_rule(*document);
  demand(rule.empty(), rule);
}

}  // namespace entente
