// Words to search for come from anywhere and end in a query of FTS5: whatever they are, they are
// searched for or refused, and what is found holds up.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/hash.h"
#include "base/utf8.h"
#include "engine/name_keys.h"
#include "ledger/view.h"
#include "ledger/writer.h"

namespace {

using namespace entente;

DocumentEntry document_of(const std::string& text) {
  DocumentEntry out;
  out.document.text = out.original = text;
  out.document.id = sha256_hex(text);
  out.document.title = "Report";
  return out;
}

// A small ledger in several scripts, made once.
const View& ledger() {
  static const View view = [] {
    const auto folder = std::filesystem::temp_directory_path() /
                        ("entente_search_fuzz." + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const std::string path = (folder / "l.db").string();
    auto writer = Writer::open(path, make_name_keys());
    for (const char* text :
         {"Iran sold \"drones\" to Russia; AND OR NOT NEAR(a b, 2) col:x*", "러시아와 북한 미사일",
          "إيران باعت طائرات", "Россия купила боеприпасы", "中国 和 朝鲜"}) {
      const DocumentEntry entry = document_of(text);
      if (!writer || !writer->add_documents({&entry, 1}, "2025-01-01T00:00:00Z")) std::abort();
    }
    return *View::open(path, {.keys = make_name_keys()});
  }();
  return view;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
  const std::string words(reinterpret_cast<const char*>(data), size);
  SearchQuery query{.words = words};
  if (size > 0 && data[0] % 4 == 0) query.source = words;
  const auto hits = ledger().search(query);
  if (!hits) {
    if (hits.error().code != Code::bad_argument) std::abort();
    return 0;
  }
  for (const auto& hit : *hits) {
    if (first_ill_formed(hit.snippet)) std::abort();
    for (const auto& [from, to] : hit.marks)
      if (from > to || to > hit.snippet.size()) std::abort();
  }
  return 0;
}
