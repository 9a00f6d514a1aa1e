// Written out by hand, in one piece: a head has a dozen fields that are always the same, and a
// container of fields asks for memory for each. Tests: tests/server/http_test.py.
#include "head.h"

#include <zlib.h>

#include <boost/beast/http/status.hpp>
#include <ctime>
#include <memory>

namespace server {
namespace {

constexpr size_t kPackedMin = 1024;
constexpr int kPackedLevel = 4;
constexpr std::string_view kAlways =
    "\r\nServer: entente\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n";
constexpr std::string_view kOwnFrames =
    "X-Frame-Options: DENY\r\nCross-Origin-Resource-Policy: same-origin\r\n";
constexpr std::string_view kFramed = "Cross-Origin-Resource-Policy: cross-origin\r\n";
constexpr std::string_view kPolicy =
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";

bool worth_packing(const Answer& answer) {
  return answer.body.size() >= kPackedMin && !answer.type.starts_with("image/png") &&
         !answer.type.starts_with("font/");
}

// "Sun, 22 Nov 2026 22:00:00 GMT", made once a second.
std::string_view date_now() {
  thread_local std::time_t at = 0;
  thread_local char text[40];
  thread_local size_t size = 0;
  if (const std::time_t now = std::time(nullptr); now != at) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    at = now;
  }
  return {text, size};
}

// A line end in a value would begin a field, or a body, of the asker's own making.
void add(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  for (const char c : value)
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  out += "\r\n";
}

// Kept by each thread: making one clears a quarter of a megabyte.
z_stream* packer() {
  struct End {
    void operator()(z_stream* z) const {
      deflateEnd(z);
      delete z;
    }
  };
  thread_local std::unique_ptr<z_stream, End> kept;
  if (kept) return deflateReset(kept.get()) == Z_OK ? kept.get() : nullptr;
  auto made = std::make_unique<z_stream>();
  if (deflateInit2(made.get(), kPackedLevel, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return nullptr;
  kept.reset(made.release());
  return kept.get();
}

}  // namespace

bool takes_gzip(std::string_view accepted) {
  const size_t at = accepted.find("gzip");
  if (at == std::string_view::npos) return false;
  const std::string_view after = accepted.substr(at + 4, 6);
  return !after.starts_with(";q=0") || after.starts_with(";q=0.");
}

std::string packed(const std::string& body) {
  z_stream* z = packer();
  if (!z) return {};
  std::string out(deflateBound(z, body.size()), '\0');
  z->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  z->avail_in = static_cast<uInt>(body.size());
  z->next_out = reinterpret_cast<Bytef*>(out.data());
  z->avail_out = static_cast<uInt>(out.size());
  const int status = deflate(z, Z_FINISH);
  out.resize(z->total_out);
  return status == Z_STREAM_END ? out : std::string{};
}

std::string head_of_answer(Answer& answer, const Sent& how) {
  std::string out;
  out.reserve(768);
  out += "HTTP/1.1 ";
  out += std::to_string(answer.status);
  out += ' ';
  const auto reason =
      boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(answer.status));
  out.append(reason.data(), reason.size());
  out += kAlways;
  out += answer.framed ? kFramed : kOwnFrames;
  bool has_policy = false, has_cache = false;
  for (const auto& [name, value] : answer.headers) {
    add(out, name, value);
    has_policy = has_policy || name == "Content-Security-Policy";
    has_cache = has_cache || name == "Cache-Control";
  }
  if (!has_policy) out += kPolicy;
  if (!has_cache) out += "Cache-Control: no-store\r\n";
  add(out, "Date", date_now());
  add(out, "X-Ledger-Revision", std::to_string(how.revision));
  if (!answer.body.empty() || answer.status != 304) add(out, "Content-Type", answer.type);
  if (worth_packing(answer)) {
    out += "Vary: Accept-Encoding\r\n";
    if (takes_gzip(how.accept_encoding))
      if (std::string small = packed(answer.body); !small.empty()) {
        out += "Content-Encoding: gzip\r\n";
        answer.body = std::move(small);
      }
  }
  if (answer.status != 304 && answer.status != 204)
    add(out, "Content-Length", std::to_string(answer.body.size()));
  if (!how.keep) out += "Connection: close\r\n";
  out += "\r\n";
  if (how.without_body) answer.body.clear();
  return out;
}

}  // namespace server
