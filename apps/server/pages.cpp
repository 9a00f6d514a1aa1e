#include "pages.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

namespace server {
namespace {

namespace fs = std::filesystem;

constexpr size_t kPageMax = size_t{8} << 20, kPagesMax = 2000;

struct Page {
  std::string type, body, tag;
  bool lasting = false;  // its name changes with what is in it
};
std::map<std::string, Page, std::less<>> pages;

constexpr std::string_view kStandIn =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Entente</title>"
    "<h1>Entente</h1><p>The server runs; its pages are not built (npm run build in web/).</p>"
    "<p><a href=\"/openapi.json\">The API</a></p></html>\n";

// The only way for a script or a style to come is from here.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

std::string type_of(const fs::path& file) {
  static const std::map<std::string, std::string> kTypes{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"}};
  const auto at = kTypes.find(file.extension().string());
  return at == kTypes.end() ? "application/octet-stream" : at->second;
}

}  // namespace

void load_pages(const std::string& folder) {
  pages.clear();
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (!at->is_regular_file(error) || at->file_size(error) > kPageMax || pages.size() >= kPagesMax)
      continue;
    std::ifstream file(at->path(), std::ios::binary);
    std::ostringstream body;
    body << file.rdbuf();
    const std::string name = "/" + fs::relative(at->path(), folder, error).generic_string();
    Page page{type_of(at->path()), body.str(), {}, name.starts_with("/assets/")};
    page.tag = "\"" + std::to_string(std::hash<std::string>{}(page.body)) + "\"";
    pages[name] = std::move(page);
  }
  if (!pages.contains("/index.html"))
    pages["/index.html"] = {"text/html; charset=utf-8", std::string(kStandIn), "\"0\"", false};
}

bool page_answer(std::string_view path, std::string_view if_none_match, Answer& answer) {
  const bool own = path == "/" || path == "/view" || path.starts_with("/view/");
  const auto at = pages.find(own ? std::string_view("/index.html") : path);
  if (at == pages.end()) return false;
  const Page& page = at->second;
  answer.status = if_none_match == page.tag ? 304 : 200;
  answer.type = page.type;
  if (answer.status == 200) answer.body = page.body;
  answer.headers = {
      {"ETag", page.tag},
      {"Cache-Control", page.lasting ? "public, max-age=31536000, immutable" : "no-cache"},
      {"Content-Security-Policy", std::string(kPolicy)}};
  return true;
}

}  // namespace server
