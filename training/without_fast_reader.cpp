// The fast reader's model without what only the fast reader needs: the accurate one takes sentence
// ends, words and lemmas from it, not its tagger and parser, which are seven of its ten megabytes.
// What is left out is named in a section of its own, by which the fast reader refuses the file.
//
//   without_fast_reader models/reader-en.bin OUT
#include <cstdio>
#include <fstream>

#include "base/file.h"
#include "reading/grammar/linear_model.h"
#include "reading/grammar/model_file.h"

using namespace entente;

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("usage: without_fast_reader MODEL OUT\n", stderr), 2;
  const auto mapped = MappedFile::open(argv[1]);
  const auto file = mapped ? ModelFile::parse(mapped->bytes(), argv[1])
                           : Result<ModelFile>(std::unexpected(mapped.error()));
  if (!file) return std::fprintf(stderr, "%s\n", to_string(file.error()).c_str()), 1;
  ModelSections sections;
  for (const char* name : {"signature", "tags", "actions", "forms", "endings", "splitter"})
    sections.emplace_back(name, file->section(name));
  for (const char* name : {"tagger", "parser"}) {
    const auto model = LinearModel::view(file->section(name));
    if (!model) return std::fprintf(stderr, "%s\n", to_string(model.error()).c_str()), 1;
    sections.emplace_back(name, pack_linear_model(model->classes(), {}));
  }
  sections.emplace_back("left-out", "tagger parser");
  std::ofstream out(argv[2], std::ios::binary);
  out << pack_model_file(sections);
  out.close();
  return out ? 0 : 1;
}
