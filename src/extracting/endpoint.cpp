// Tests: llm_extractor_test.cpp against a server that misbehaves (tests/cli/extractor_test.py).
#include "extracting/endpoint.h"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <thread>

#include "base/text.h"

namespace entente {
namespace {

constexpr long kConnectSeconds = 10;
constexpr long kStallSeconds = 60;  // without a byte

struct Free {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Answer {
  const Endpoint& endpoint;
  std::string body;
  bool too_large = false;
};

size_t take_bytes(char* data, size_t size, size_t count, void* target) {
  auto& answer = *static_cast<Answer*>(target);
  if (answer.body.size() + size * count > answer.endpoint.answer_bytes_max) {
    answer.too_large = true;
    return 0;
  }
  answer.body.append(data, size * count);
  return size * count;
}

int look_at_stop(void* target, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto* stop = static_cast<Answer*>(target)->endpoint.stop;
  return stop && stop->load(std::memory_order_relaxed);
}

void start_curl_once() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

void set_up(CURL* curl, const Endpoint& endpoint, const std::string& body, curl_slist* headers,
            Answer& answer) {
  curl_easy_setopt(curl, CURLOPT_URL, endpoint.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(endpoint.timeout_seconds));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, kStallSeconds);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_bytes);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &look_at_stop);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &answer);
}

struct Attempt {
  Result<std::string> result;
  bool may_pass = false;  // worth another try
};

Attempt try_once(const Endpoint& endpoint, const std::string& body) {
  const std::unique_ptr<CURL, Free> curl(curl_easy_init());
  if (!curl) return {fail(Code::service_failed, "no connection could be prepared", endpoint.url)};
  curl_slist* list = curl_slist_append(nullptr, "Content-Type: application/json");
  if (!endpoint.key.empty())
    list = curl_slist_append(list, ("Authorization: Bearer " + endpoint.key).c_str());
  const std::unique_ptr<curl_slist, Free> headers(list);
  Answer answer{endpoint, {}};
  set_up(curl.get(), endpoint, body, list, answer);
  const CURLcode code = curl_easy_perform(curl.get());
  if (code == CURLE_ABORTED_BY_CALLBACK) return {fail(Code::interrupted, "stopped")};
  if (answer.too_large)
    return {fail(Code::too_large,
                 "an answer of more than " + std::to_string(endpoint.answer_bytes_max) + " bytes",
                 endpoint.url)};
  if (code != CURLE_OK)
    return {fail(Code::service_failed, curl_easy_strerror(code), endpoint.url),
            code == CURLE_COULDNT_CONNECT || code == CURLE_GOT_NOTHING || code == CURLE_RECV_ERROR};
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 200)
    return {fail(Code::service_failed, "answered with status " + std::to_string(status),
                 endpoint.url, shorten(squeeze(answer.body), 80)),
            status == 429 || status >= 500};
  return {std::move(answer.body)};
}

}  // namespace

Result<std::string> post_json(const Endpoint& endpoint, const std::string& body) {
  start_curl_once();
  for (unsigned attempt = 1;; ++attempt) {
    Attempt made = try_once(endpoint, body);
    if (made.result || !made.may_pass || attempt >= endpoint.tries) return std::move(made.result);
    std::this_thread::sleep_for(std::chrono::milliseconds(250u << std::min(attempt, 4u)));
  }
}

}  // namespace entente
