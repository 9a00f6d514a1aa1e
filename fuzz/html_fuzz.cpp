// Pages. Also holds the cheap scan of nesting against the tree that the parser builds: a page that
// the scan lets through must not be deeper than the scan said, but for what the parser adds itself.
#include "document_fuzz.h"
#include "intake/documents/html_page.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  check_document(data, size, "a.html", "html");
  const std::string html(reinterpret_cast<const char*>(data), size);
  const auto page = intake::Page::parse(html, "a.html", 60);
  if (!page && page.error().code == Code::too_deep)
    demand(!page.error().what.ends_with("elements within each other"), "the scan sees all depth");
  return 0;
}
