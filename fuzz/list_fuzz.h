// One body for the fuzzers of lists: entities come out whole and sourced, or an error does.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "intake/lists/lists.h"

namespace entente {

inline const std::string& scratch_folder() {
  static const std::string folder = [] {
    const auto path =
        std::filesystem::temp_directory_path() / ("entente_fuzz_" + std::to_string(::getpid()));
    std::filesystem::create_directories(path);
    return path.string();
  }();
  return folder;
}

inline void write_scratch(const std::string& name, std::string_view bytes) {
  std::ofstream(scratch_folder() + "/" + name, std::ios::binary) << bytes;
}

inline void check_list(const std::string& path) {
  for (const bool keep_partial : {false, true}) {
    ListOptions options;
    options.keep_partial = keep_partial;
    size_t delivered = 0;
    const auto report = read_list(
        path,
        [&](Entity&& entity) {
          ++delivered;
          bool sound = !entity.id.empty() && !entity.schema.empty();
          for (const Statement& s : entity.statements)
            sound = sound && !s.place.empty() && !s.value.empty() && !first_ill_formed(s.value);
          if (!sound) std::abort();
        },
        options);
    if (!report && (delivered != 0 || report.error().what.empty())) std::abort();
    if (report && report->entities != delivered) std::abort();
  }
}

}  // namespace entente
