#include "engine/parts.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include "base/date.h"
#include "base/file.h"
#include "base/utf8.h"
#include "engine/name_keys.h"

namespace entente {

size_t Engine::Parts::threads() const {
  if (settings.threads > 0) return settings.threads;
  return std::max(1u, std::thread::hardware_concurrency());
}

Exit Engine::Parts::report(const Error& error) const {
  if (settings.problem) settings.problem(problem_of(error));
  return exit_of(error.code);
}

Exit Engine::Parts::report_missing(const Error& error) const {
  const Exit exit = report(error);
  return exit == Exit::usage ? exit : Exit::missing_resource;  // a reader that does not exist
}

void Engine::Parts::note(const std::string& text) const {
  if (settings.note) settings.note(text);
}

void Engine::Parts::progress(std::string_view stage, size_t done, size_t total) const {
  if (settings.progress) settings.progress({stage, done, total});
}

Writer::Options Engine::Parts::writing() const {
  static constexpr auto kWorthTelling = std::chrono::milliseconds(300);
  struct Wait {
    std::chrono::steady_clock::time_point since = {}, last = {};
    bool told = false;
  };
  const auto wait = std::make_shared<Wait>();
  const auto go_on = [this, wait] {
    const auto now = std::chrono::steady_clock::now();
    if (now - wait->last > kWorthTelling) *wait = {now, now, false};  // another wait than the last
    wait->last = now;
    if (!wait->told && now - wait->since >= kWorthTelling) {
      note("waiting for another process that writes to the ledger …");
      wait->told = true;
    }
    return !stopped();
  };
  return {.busy_ms = 5000, .waiting = go_on, .to_rebuild = false};
}

Result<std::string> Engine::Parts::home() const { return find_home(settings.home); }

Result<View> Engine::Parts::view(const LedgerTime& at) const {
  View::Options options;
  options.keys = make_name_keys();
  options.revision_max = at.revision;
  options.file_names = settings.file_names;
  if (!at.known_by.empty()) {
    const auto day = parse_date(at.known_by);
    if (!day)
      return fail(Code::bad_argument, "no date", {}, at.known_by,
                  "write 2024, 2024-05 or 2024-05-17");
    options.known_by = to_string(last_day(*day));
  }
  return View::open(settings.ledger, options);
}

Result<ReaderKind> Engine::Parts::reader_kind() const {
  const auto kind = find_reader_kind(settings.reader);
  const auto folder = home();
  if (!settings.reader.empty() || !kind || *kind == ReaderKind::fast || !folder) return kind;
  if (std::filesystem::exists(encoder_path(*folder))) return kind;
  note("the accurate reader's " + encoder_path(*folder) + " is missing: the fast reader reads");
  return ReaderKind::fast;
}

Result<const Reader*> Engine::Parts::reader(Reader::Use use) {
  if (!reader_ || use > reader_use_) {
    const auto folder = home();
    if (!folder) return std::unexpected(folder.error());
    const auto kind = reader_kind();
    if (!kind) return std::unexpected(kind.error());
    auto opened = Reader::open(*folder, *kind, use);
    if (!opened) return std::unexpected(opened.error());
    reader_ = std::move(*opened);
    reader_use_ = use;
  }
  return reader_.get();
}

Result<const Dictionaries*> Engine::Parts::dictionaries() {
  if (!dictionaries_) {
    const auto folder = home();
    if (!folder) return std::unexpected(folder.error());
    using Loaded = std::unique_ptr<const Dictionaries>;
    const auto loaded = keep<Loaded>(
        settings.kept.get(), "dictionaries\n" + *folder,
        [&]() -> Result<Loaded> { return Dictionaries::load(*folder + "/data"); },
        [](const Loaded&) { return size_t{0}; });
    if (!loaded) return std::unexpected(loaded.error());
    dictionaries_ = {*loaded, (*loaded)->get()};
  }
  return dictionaries_.get();
}

Exit exit_of(Code code) {
  switch (code) {
    case Code::bad_argument:
      return Exit::usage;
    case Code::missing_resource:
      return Exit::missing_resource;
    case Code::ledger_corrupt:
    case Code::ledger_version:
      return Exit::ledger_damaged;
    case Code::interrupted:
      return Exit::interrupted;
    case Code::not_found:
      return Exit::nothing_found;
    default:
      return Exit::some_failed;
  }
}

namespace {

// Offending pieces and names of files may hold anything; a message must not steer a terminal.
std::string printable(std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  size_t bad = first_ill_formed(text).value_or(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != 0x7f && i != bad) {
      out += text[i];
      continue;
    }
    out += {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
    if (i == bad) bad = i + 1 + first_ill_formed(text.substr(i + 1)).value_or(text.size() - i - 1);
  }
  return out;
}

}  // namespace

Problem problem_of(const Error& error) {
  return {std::string(code_info(error.code).name), error.what, printable(error.piece),
          printable(error.where), error.next};
}

Exit Tally::end(const Engine::Parts& parts) const {
  if (parts.stopped())
    return parts.report(
        fail(Code::interrupted, "stopped before the end", {}, {}, "run the same command again")
            .error());
  if (cut_off) return Exit::done;
  if (failed > 0) return Exit::some_failed;
  return found > 0 ? Exit::done : Exit::nothing_found;
}

}  // namespace entente
