// What the commands share: the settings, what is loaded once and kept, and how an error becomes a
// problem and an exit.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/kept.h"
#include "entente/engine.h"
#include "ledger/view.h"
#include "ledger/writer.h"
#include "reading/lexicon/dictionaries.h"
#include "reading/reader.h"

namespace entente {

struct Engine::Parts {
  explicit Parts(Settings s) : settings(std::move(s)) {}

  size_t threads() const;
  bool stopped() const { return settings.stop && settings.stop->load(std::memory_order_relaxed); }
  // Hands the error to Settings::problem; returns what it makes of a run that ends with it.
  Exit report(const Error& error) const;
  // The same for what must be loaded before any work: whatever is wrong with it, it is missing.
  Exit report_missing(const Error& error) const;
  void note(const std::string& text) const;
  void progress(std::string_view stage, size_t done, size_t total) const;

  // How this program writes: a second writer says so and waits, until it is stopped.
  Writer::Options writing() const;
  Result<std::string> home() const;
  // The ledger as it was then. bad_argument for a day that is none, and the view's own errors.
  Result<View> view(const LedgerTime& at) const;
  // What --reader asked for; unasked, the fast one where the accurate one's network is missing.
  Result<ReaderKind> reader_kind() const;
  // Loaded by the first call and kept.
  Result<const Reader*> reader(Reader::Use use = Reader::Use::claims);
  Result<const Dictionaries*> dictionaries();

  Settings settings;
  std::shared_ptr<void> desk;  // what screen.cpp has open, kept while the lists stay as they are

 private:
  std::unique_ptr<const Reader> reader_;
  Reader::Use reader_use_ = Reader::Use::claims;
  std::shared_ptr<const Dictionaries> dictionaries_;
};

Exit exit_of(Code code);
Problem problem_of(const Error& error);

// Counts what became of the inputs of a run and says how it ended.
struct Tally {
  size_t found = 0;      // records given out
  size_t failed = 0;     // inputs that were problems
  bool cut_off = false;  // the receiver wanted no more
  Exit end(const Engine::Parts& parts) const;
};

}  // namespace entente
