// From the paths a user names to the files to read.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "entente/engine.h"
#include "intake/documents/intake.h"

namespace entente {

struct Gathered {
  std::vector<std::string> files;     // in the order named; those of a folder by path
  std::vector<Error> problems;        // folders that could not be opened
  std::vector<std::string> left_out;  // files in folders whose extension no reader has
};

// Files named by the user are always taken. In folders those with an extension that a document
// format or a list has, or with none, are taken; side files (NAME.meta.json) never.
Gathered gather(const std::vector<std::string>& paths, bool with_lists);
// "12 files of other kinds left out: .jsonl, .png"; empty when there are none.
std::string left_out_note(const std::vector<std::string>& left_out);

IntakeOptions intake_options(const Inputs& inputs);

}  // namespace entente
