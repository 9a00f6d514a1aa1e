// Makes zip archives for tests.
//
//   std::string bytes = make_zip({{"a.txt", "text"}, {"folder/b.txt", "more"}});
#pragma once

#include <zip.h>

#include <string>
#include <utility>
#include <vector>

namespace entente::intake {

inline std::string make_zip(const std::vector<std::pair<std::string, std::string>>& files) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  for (const auto& [name, bytes] : files) {
    zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  }
  zip_close(archive);
  std::string out;
  zip_source_open(target);
  char buffer[4096];
  for (zip_int64_t got = 0; (got = zip_source_read(target, buffer, sizeof buffer)) > 0;)
    out.append(buffer, static_cast<size_t>(got));
  zip_source_close(target);
  zip_source_free(target);
  return out;
}

}  // namespace entente::intake
