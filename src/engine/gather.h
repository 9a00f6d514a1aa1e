// From the paths a user names to the files to read.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "entente/engine.h"
#include "intake/documents/intake.h"

namespace entente {

struct Gathered {
  std::vector<std::string> files;     // documents, in the order named; those of a folder by path
  std::vector<std::string> lists;     // main files of sanctions lists
  std::vector<Error> problems;        // what could not be opened in folders
  std::vector<std::string> left_out;  // files in folders whose extension no reader has
};

// A file that is recognised as a list is one, wherever it stands. Other files named by the user are
// documents; of those in folders, the ones with an extension that a document format has, or none.
// Side files (NAME.meta.json), parts of a list beside its main file and the originals that a ledger
// keeps beside itself (NAME.originals/) are never taken alone.
// Zipped folders and mail with attachments are opened through options.containers; their members
// have paths as of a folder.
Gathered gather(const std::vector<std::string>& paths, const IntakeOptions& options);
// The parts of a list that lie beside its main file, sorted.
std::vector<std::string> parts_of_list(const std::string& main_file);
// The document of paths[i], or of a text when all paths are counted.
Result<Document> nth_document(const Gathered& gathered, const Inputs& inputs, size_t i,
                              const IntakeOptions& options);
// "12 files of other kinds left out: .jsonl, .png"; empty when there are none.
std::string left_out_note(const std::vector<std::string>& left_out);

// The problem of a list where only documents are read.
Error not_a_document(const std::string& list);

// bad_argument when a value would fail every document.
Result<IntakeOptions> intake_options(const Inputs& inputs, const std::atomic<bool>* stop);

}  // namespace entente
