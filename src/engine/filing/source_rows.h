// Rows of the files that findings stand on, read again by their line numbers in one pass: only the
// rows asked for are held, whatever the size of the file.
//
//   SourceRows rows;
//   rows.want({"ais.csv.gz", 165});
//   rows.read(stop);                                  // Status
//   rows.at({"ais.csv.gz", 165})                      // the line without its end; UTF-8
//   rows.file("ais.csv.gz").sha256
//
// Of a JSON array row n is its n-th object. What is not UTF-8, and control characters, become
// U+FFFD.
#pragma once

#include <atomic>
#include <map>
#include <string>

#include "base/result.h"
#include "engine/filing/found.h"

namespace entente {

struct SourceFile {
  static constexpr size_t kKeptBytes = size_t{16} << 20;
  std::string name;     // without its folders
  std::string sha256;   // of its bytes as they lie
  std::string columns;  // the first line, where it names columns
  std::string bytes;    // as they lie; empty above kKeptBytes
  std::map<uint64_t, std::string> rows;
};

class SourceRows {
 public:
  void want(const EvidenceRow& row) { files_[row.file].rows[row.line]; }
  // not_found, unreadable; bad_argument for standard input, which cannot be read again.
  Status read(const std::atomic<bool>* stop);
  const std::string& at(const EvidenceRow& row) const {
    return files_.at(row.file).rows.at(row.line);
  }
  const SourceFile& file(const std::string& path) const { return files_.at(path); }
  const std::map<std::string, SourceFile>& files() const { return files_; }

 private:
  std::map<std::string, SourceFile> files_;
};

// Well-formed, on one line, of at most 2,000 bytes.
std::string as_row(std::string_view bytes);

}  // namespace entente
