// Raw text, or CoNLL-U whose sentences and tokens are kept, to CoNLL-U with tags and trees.
#include <filesystem>

#include "base/file.h"
#include "base/ordered_work.h"
#include "engine/gather.h"
#include "engine/parts.h"
#include "reading/grammar/conllu.h"
#include "reading/grammar/grammar.h"

namespace entente {
namespace {

Result<std::string> parse_text(const Grammar& grammar, const std::string& path,
                               const IntakeOptions& options) {
  const auto document = read_document(path, options);
  if (!document) return std::unexpected(document.error());
  const OffsetMap offsets(document->text);
  const std::string stem = path == "-" ? "stdin" : std::filesystem::path(path).stem().string();
  std::string out;
  size_t number = 0;
  for (const auto& sentence : grammar.analyse(document->text, document->blocks))
    write_conllu(out, sentence, document->text, offsets, stem + "-" + std::to_string(++number));
  return out;
}

Result<std::string> parse_tokens(const Grammar& grammar, const std::string& path,
                                 const IntakeOptions& options) {
  const auto text = read_file(path, options.bytes_max, options.stop);
  if (!text) return std::unexpected(text.error());
  if (const auto bad = first_ill_formed(*text))
    return fail(Code::bad_encoding, "CoNLL-U is UTF-8", path + ": byte " + std::to_string(*bad));
  const auto sentences = read_conllu(*text, path);
  if (!sentences) return std::unexpected(sentences.error());
  if (sentences->empty()) return fail(Code::empty_input, "holds no sentence", path);
  std::string out;
  std::vector<Sentence> parsed;
  for (const auto& lines : *sentences) parsed.push_back(to_sentence(lines, *text));
  std::vector<Sentence*> all;
  for (Sentence& sentence : parsed) all.push_back(&sentence);
  grammar.tag_and_parse(all);
  for (size_t i = 0; i < parsed.size(); ++i) fill_conllu(out, (*sentences)[i], parsed[i]);
  return out;
}

}  // namespace

Exit Engine::parse(const Inputs& inputs, const ParseOptions& options,
                   const std::function<bool(std::string_view)>& take) {
  const auto intake = intake_options(inputs, parts_->settings.stop);
  if (!intake) return parts_->report(intake.error());
  const auto home = parts_->home();
  if (!home) return parts_->report_missing(home.error());
  const auto kind = parts_->reader_kind();
  if (!kind) return parts_->report(kind.error());
  const auto grammar = Grammar::load(*home, *kind);
  if (!grammar) return parts_->report_missing(grammar.error());
  const Gathered gathered = gather(inputs.paths, *intake);
  Tally tally;
  for (const auto& problem : gathered.problems) ++tally.failed, parts_->report(problem);
  for (const auto& list : gathered.lists) ++tally.failed, parts_->report(not_a_document(list));

  const auto make = [&](size_t i) {
    return options.tokens ? parse_tokens(*grammar, gathered.files[i], *intake)
                          : parse_text(*grammar, gathered.files[i], *intake);
  };
  const auto give = [&](size_t, Result<std::string>&& conllu) {
    if (parts_->stopped()) return false;
    if (!conllu) return ++tally.failed, parts_->report(conllu.error()), true;
    ++tally.found;
    tally.cut_off = !take(*conllu);
    return !tally.cut_off;
  };
  ordered_work(gathered.files.size(), parts_->threads(), make, give);
  return tally.end(*parts_);
}

}  // namespace entente
