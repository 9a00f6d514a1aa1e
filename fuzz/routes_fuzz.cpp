// Every route's path, parameters and body, from the route table: the input chooses a row and fills
// its parameters with its own bytes, so that a new row is fuzzed without a word here. The gate and
// the handlers of the server run without a socket, over a ledger and lists made once. What must
// hold: no crash, no exception that a handler did not catch (500), JSON where JSON is promised, and
// no path of this machine in an answer.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "gate.h"

namespace {

namespace fs = std::filesystem;

constexpr const char* kPeople =
    R"({"id":"p-1","schema":"Person","datasets":["people"],"referents":["p-0"],"properties":{"name":["Kim Yong Chol","김영철"],"birthDate":["1946"],"nationality":["kp"],"topics":["sanction"]}}
{"id":"c-1","schema":"Company","datasets":["people"],"properties":{"name":["Eastern Star Shipping LLC"],"country":["ru"]}}
{"id":"o-1","schema":"Ownership","datasets":["people"],"properties":{"owner":["p-1"],"asset":["c-1"]}}
)";
constexpr const char* kReport =
    "North Korea shipped at least 148 ballistic missiles to Russia in 2024, according to Ukrainian "
    "intelligence.\n\nRussia supplied North Korea with air defence systems.\n";

struct World {
  World() {
    folder = (fs::temp_directory_path() / "entente-fuzz-XXXXXX").string();
    if (!mkdtemp(folder.data())) std::abort();
    std::ofstream(folder + "/people.ftm.json") << kPeople;
    std::ofstream(folder + "/report.txt") << kReport;
    server::Options options;
    options.settings.home = ENTENTE_SOURCE_DIR;
    options.settings.ledger = folder + "/ledger.db";
    options.settings.reader = "fast";
    entente::Inputs inputs;
    inputs.paths = {folder + "/people.ftm.json", folder + "/report.txt"};
    inputs.within = folder;
    entente::Engine(options.settings).add(inputs, [](const auto&) { return true; });
    std::ofstream(folder + "/tokens") << "fuzz admin token-of-the-fuzzer\n";
    service = std::make_unique<server::Service>(options, *server::Tokens::read(folder + "/tokens"));
    if (service->start() != entente::Exit::done) std::abort();
    gate = std::make_unique<server::Gate>(*service);
  }
  ~World() {
    gate.reset();
    service.reset();
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  std::string folder;
  std::unique_ptr<server::Service> service;
  std::unique_ptr<server::Gate> gate;
};

// Bytes of the input, taken from the front.
class Taker {
 public:
  Taker(const uint8_t* data, size_t size) : data_(data), size_(size) {}
  size_t number() { return size_ ? (--size_, *data_++) : 0; }
  std::string text(size_t most) {
    const size_t size = std::min({number(), size_, most});
    std::string out(reinterpret_cast<const char*>(data_), size);
    data_ += size;
    size_ -= size;
    return out;
  }
  std::string rest() { return {reinterpret_cast<const char*>(data_), size_}; }

 private:
  const uint8_t* data_;
  size_t size_;
};

std::string escaped(const std::string& text, bool raw) {
  if (raw) return text;
  std::string out;
  for (const unsigned char c : text) {
    constexpr char kHex[] = "0123456789ABCDEF";
    if (std::isalnum(c)) out += static_cast<char>(c);
    else out += {'%', kHex[c >> 4], kHex[c & 15]};
  }
  return out;
}

// Good values often, so that handlers are reached.
std::string value_for(const server::Parameter& p, Taker& in) {
  using server::Type;
  const size_t way = in.number() % 4;
  if (way == 0) return escaped(in.text(64), in.number() % 8 == 0);
  switch (p.type) {
    case Type::integer:
    case Type::number:
      return std::to_string(in.number() % 8);
    case Type::boolean:
      return way == 1 ? "true" : "false";
    case Type::day:
    case Type::moment:
      return way == 1 ? "2024" : "2024-05-17";
    case Type::time:
      return way == 1 ? "2024" : way == 2 ? "r1" : "r2";
    case Type::word:
      return std::string(p.words.substr(0, p.words.find(' ')));
    case Type::text:
      return way == 1 ? "kp" : way == 2 ? "people" : "ru";
  }
  return {};
}

std::string target_for(const server::Route& route, Taker& in) {
  std::string out;
  std::string_view path = route.path;
  for (size_t at; (at = path.find('{')) != std::string_view::npos;) {
    out += path.substr(0, at);
    const size_t end = path.find('}');
    const bool dataset = path.substr(at, end - at) == "{dataset";
    out += in.number() % 2 ? (dataset ? "default" : "p-1") : escaped(in.text(40), false);
    path.remove_prefix(end + 1);
  }
  out += path;
  char mark = '?';
  for (const server::Parameter& p : route.parameters) {
    if (!p.required && in.number() % 4 != 0) continue;
    out += mark + std::string(p.name) + "=" + value_for(p, in);
    mark = '&';
  }
  if (in.number() % 16 == 0) out += mark + in.text(100);
  return out;
}

void hold(bool what) {
  if (!what) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static World world;
  Taker in(data, size);
  const auto rows = server::routes();
  const server::Route& route = rows[in.number() % rows.size()];
  server::Head head;
  head.method = std::string(server::name(route.method));
  head.target = target_for(route, in);
  head.host = "localhost";
  head.content_type = "application/json";
  head.authorization = "Bearer token-of-the-fuzzer";
  auto passage = world.gate->open(head);
  server::Answer answer = std::move(passage.answer);
  if (passage.route) {
    passage.call.body = in.rest();
    if (passage.call.body.size() > passage.route->bytes_max) return 0;
    // Reading adds to the ledger in the background: of uploads only the checks are fuzzed.
    if (passage.route->path == "/api/documents" && route.method == server::Method::post) return 0;
    answer = world.gate->handle(passage.call);
  }
  hold(answer.status >= 200 && answer.status != 500);
  // What was asked may be told back, and libFuzzer learns the folder's name from the comparison
  // here.
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (input.find(world.folder) == std::string_view::npos)
    hold(answer.body.find(world.folder) == std::string::npos);
  if (answer.type == "application/json" && !answer.body.empty())
    hold(nlohmann::json::accept(answer.body));
  return 0;
}
