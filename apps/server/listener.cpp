// Sockets to calls, by Boost.Beast on coroutines. A connection waits without a thread, so that a
// thousand that say nothing cost some memory and no speed; each step has its time limit. Requests
// whose length is told twice or in an unknown way are refused and the connection ends, since what
// follows cannot be told from a request of somebody else.
//
// Cost: quick routes are answered by the thread that read them, slow ones by a pool of their own.
// Tests: tests/server/http_test.py (limits, slow clients, smuggling, stop).
#include <array>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <set>

#include "entente/catalogue.h"
#include "entente/server.h"
#include "gate.h"
#include "head.h"
#include "pages.h"

namespace server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::awaitable;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kHeaderTime = 10s, kIdleTime = 75s, kBodyStepTime = 10s, kWriteTime = 30s;
constexpr auto kStopTime = 10s;
constexpr size_t kHeaderMax = 16384, kConnectionsMax = 2048, kWaitingMax = 128;
constexpr size_t kBodyRateMin = 8192;             // bytes a second, after the first ten seconds
constexpr size_t kBodiesMax = size_t{512} << 20;  // of all requests under way, as they have come
constexpr size_t kWriteStep = size_t{256} << 10;
constexpr auto use = asio::as_tuple(asio::use_awaitable);

struct Connection {
  explicit Connection(beast::tcp_stream&& s) : stream(std::move(s)) {
    error_code ignored;
    address = stream.socket().remote_endpoint(ignored).address().to_string();
  }
  beast::tcp_stream stream;
  std::string address;             // of the other side
  std::atomic<bool> busy = false;  // a request is under way
};

struct Shared {
  Service& service;
  Gate gate;
  asio::thread_pool& pool;
  std::atomic<bool> stopping = false;
  std::atomic<size_t> waiting = 0;  // slow calls, those under way among them
  std::atomic<size_t> bodies = 0;   // bytes of bodies that are held
  std::mutex mutex;
  std::set<std::shared_ptr<Connection>> connections;
};

// What a request holds of the room for bodies, until it is answered.
struct Held {
  explicit Held(std::atomic<size_t>& of) : all(of) {}
  Held(const Held&) = delete;
  ~Held() { all -= mine; }
  // False when there is no room for so many.
  bool grow(size_t bytes) {
    const size_t more = bytes > mine ? bytes - mine : 0;
    mine += more;
    return (all += more) <= kBodiesMax;
  }
  std::atomic<size_t>& all;
  size_t mine = 0;
};

using Request = http::request<http::string_body>;
using Parser = http::request_parser<http::string_body>;

std::string field(const http::fields& from, http::field name) {
  const auto value = from[name];
  return {value.data(), value.size()};
}

Head head_of(const Request& request, const std::string& address) {
  Head out;
  out.method = std::string(request.method_string());
  out.target = std::string(request.target());
  out.host = field(request, http::field::host);
  out.origin = field(request, http::field::origin);
  out.authorization = field(request, http::field::authorization);
  out.content_type = field(request, http::field::content_type);
  out.if_none_match = field(request, http::field::if_none_match);
  out.fetch_site = std::string(request["Sec-Fetch-Site"]);
  out.address = address;
  return out;
}

// Why a head cannot be trusted to say where its request ends; empty when it can.
std::string ambiguity(const Request& request) {
  size_t lengths = 0, encodings = 0, hosts = 0;
  for (const auto& each : request) {
    lengths += each.name() == http::field::content_length;
    encodings += each.name() == http::field::transfer_encoding;
    hosts += each.name() == http::field::host;
  }
  if (lengths > 1) return "Content-Length stands twice";
  if (lengths && encodings) return "both Content-Length and Transfer-Encoding are given";
  if (encodings > 1 ||
      (encodings && !beast::iequals(request[http::field::transfer_encoding], "chunked")))
    return "the Transfer-Encoding is not chunked alone";
  if (request.version() == 11 && hosts != 1) return "there is not one Host";
  if (request.version() != 11 && request.version() != 10) return "the version of HTTP is not 1.1";
  return {};
}

class Session {
 public:
  Session(Shared& shared, std::shared_ptr<Connection> connection)
      : shared_(shared), connection_(std::move(connection)), stream_(connection_->stream) {}
  awaitable<void> run();

 private:
  awaitable<bool> exchange();
  void parse_read(Parser& parser, error_code& error);
  awaitable<bool> read_head(Parser& parser);
  awaitable<bool> read_body(Parser& parser, Held& held);
  awaitable<Answer> answer(Parser& parser, Passage& passage, bool& whole);
  awaitable<Answer> call(Call& call);
  awaitable<bool> send(Answer&& answer, const Request& request, bool keep);
  awaitable<bool> send_events(uint64_t job);
  awaitable<void> linger();
  void log(const Request& request, const Passage& passage, unsigned status,
           Clock::time_point since);

  Shared& shared_;
  std::shared_ptr<Connection> connection_;
  beast::tcp_stream& stream_;
  beast::flat_buffer buffer_{kHeaderMax + 4096};
};

awaitable<void> Session::run() {
  while (!shared_.stopping && co_await exchange()) connection_->busy = false;
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
  stream_.close();
  const std::lock_guard lock(shared_.mutex);
  shared_.connections.erase(connection_);
}

// Of what has come already: most requests come whole, and need not be waited for piece by piece.
void Session::parse_read(Parser& parser, error_code& error) {
  const size_t used = parser.put(buffer_.data(), error);
  buffer_.consume(used);
}

awaitable<bool> Session::read_head(Parser& parser) {
  if (buffer_.size() == 0) {
    stream_.expires_after(kIdleTime);
    auto [error, size] = co_await stream_.async_read_some(buffer_.prepare(4096), use);
    if (error) co_return false;
    buffer_.commit(size);
  }
  connection_->busy = true;
  error_code error;
  parse_read(parser, error);
  if (error == http::error::need_more) {
    stream_.expires_after(kHeaderTime);
    size_t size = 0;
    std::tie(error, size) = co_await http::async_read_header(stream_, buffer_, parser, use);
  }
  if (!error) co_return true;
  if (error == http::error::end_of_stream || error == beast::error::timeout ||
      error == asio::error::connection_reset || error == asio::error::operation_aborted)
    co_return false;
  const bool large = error == http::error::header_limit || error == http::error::buffer_overflow;
  Answer answer = large ? refuse({431,
                                  "the head of the request is too large",
                                  "E-TOO-LARGE",
                                  {},
                                  "head",
                                  "at most 16384 bytes"})
                        : refuse({400,
                                  "this is no HTTP/1.1 request",
                                  "E-MALFORMED",
                                  {},
                                  "head",
                                  "one Content-Length or Transfer-Encoding: chunked"});
  co_await send(std::move(answer), parser.get(), false);
  co_await linger();
  co_return false;
}

// Slowly dripped bodies end with the connection.
awaitable<bool> Session::read_body(Parser& parser, Held& held) {
  const auto since = Clock::now();
  while (!parser.is_done()) {
    error_code error = http::error::need_more;
    if (buffer_.size() > 0) parse_read(parser, error);
    if (error == http::error::need_more) {
      stream_.expires_after(kBodyStepTime);
      size_t size = 0;
      std::tie(error, size) = co_await http::async_read_some(stream_, buffer_, parser, use);
    }
    if (error || !held.grow(parser.get().body().size())) co_return false;
    const std::chrono::duration<double> passed = Clock::now() - since;
    if (passed > 10s &&
        static_cast<double>(parser.get().body().size()) < passed.count() * kBodyRateMin)
      co_return false;
  }
  co_return true;
}

Answer too_many(const Route& route) {
  Answer busy = refuse({503,
                        "too many of these are under way",
                        "E-TOO-MANY",
                        {},
                        {},
                        std::to_string(route.in_flight) + " at once"});
  busy.headers.emplace_back("Retry-After", "1");
  return busy;
}

awaitable<Answer> Session::call(Call& call) {
  const Route& route = *call.route;
  if (!shared_.gate.enter(route)) co_return too_many(route);
  Answer out;
  if (route.pace == Pace::quick && !call.looks_back()) {
    out = shared_.gate.handle(call);
  } else if (shared_.waiting.fetch_add(1) >= kWaitingMax) {
    out = refuse({503, "too much is under way", "E-TOO-MANY", {}, {}, "later"});
    out.headers.emplace_back("Retry-After", "2");
    shared_.waiting.fetch_sub(1);
  } else {
    out = co_await asio::co_spawn(
        shared_.pool.get_executor(),
        [&]() -> awaitable<Answer> { co_return shared_.gate.handle(call); }, asio::use_awaitable);
    shared_.waiting.fetch_sub(1);
  }
  shared_.gate.leave(route);
  co_return out;
}

// `whole`: all of the request was read, so that another may follow.
awaitable<Answer> Session::answer(Parser& parser, Passage& passage, bool& whole) {
  whole = parser.is_done();
  if (!passage.route) co_return std::move(passage.answer);
  const size_t most = passage.route->bytes_max;
  const auto too_large = [&] {
    return refuse({413,
                   most == 0 ? "this takes no body" : "the body is too large",
                   "E-TOO-LARGE",
                   {},
                   "body",
                   "at most " + std::to_string(most) + " bytes"});
  };
  parser.body_limit(most == 0 ? 1 : most);
  if (const auto length = parser.content_length(); length && *length > most) co_return too_large();
  if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
    constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    stream_.expires_after(kWriteTime);
    co_await asio::async_write(stream_, asio::buffer(kContinue), use);
  }
  Held held(shared_.bodies);
  if (!whole && !co_await read_body(parser, held))
    co_return shared_.bodies > kBodiesMax
        ? refuse({503, "too much is under way", "E-TOO-MANY", {}, {}, "later"})
    : parser.get().body().size() >= most
        ? too_large()
        : refuse({408, "the body did not come", "E-TIMEOUT", {}, "body", "a whole body, in time"});
  if (most == 0 && !parser.get().body().empty()) co_return too_large();
  whole = true;
  passage.call.body = std::move(parser.get().body());
  co_return co_await call(passage.call);
}

awaitable<bool> Session::exchange() {
  Parser parser;
  parser.header_limit(kHeaderMax);
  parser.body_limit(size_t{1} << 30);
  if (!co_await read_head(parser)) co_return false;
  const auto since = Clock::now();
  Passage passage;
  bool whole = false;
  Answer out;
  if (const std::string why = ambiguity(parser.get()); !why.empty()) {
    out = refuse({400,
                  why,
                  "E-MALFORMED",
                  {},
                  "head",
                  "one Host, and one Content-Length or Transfer-Encoding: chunked"});
  } else {
    passage = shared_.gate.open(head_of(parser.get(), connection_->address));
    out = co_await answer(parser, passage, whole);
  }
  log(parser.get(), passage, out.status, since);
  if (out.events_of_job != 0) {
    const Route& route = *passage.call.route;
    if (!shared_.gate.enter(route)) co_return co_await send(too_many(route), parser.get(), false);
    co_await send_events(out.events_of_job);
    shared_.gate.leave(route);
    co_return false;
  }
  const bool keep = whole && parser.get().keep_alive() && !shared_.stopping;
  const bool sent = co_await send(std::move(out), parser.get(), keep);
  if (sent && !whole) co_await linger();
  co_return sent&& keep;
}

// What the socket takes at once goes out at once; only the rest waits. Who takes it in drops is let
// go.
awaitable<bool> Session::send(Answer&& answer, const Request& request, bool keep) {
  const std::string head = head_of_answer(
      answer, {keep, request.method() == http::verb::head, shared_.service.revision(),
               std::string_view(request[http::field::accept_encoding])});
  const size_t whole = head.size() + answer.body.size();
  const auto since = Clock::now();
  for (size_t sent = 0, step = 0; sent < whole; sent += step) {
    const size_t of_head = std::min(sent, head.size()), of_body = sent - of_head;
    const std::array<asio::const_buffer, 2> rest{
        asio::buffer(head) + of_head,
        asio::buffer(answer.body.data() + of_body,
                     std::min(answer.body.size() - of_body, kWriteStep))};
    error_code error;
    step = stream_.socket().write_some(rest, error);
    if (error == asio::error::would_block || error == asio::error::try_again) {
      stream_.expires_after(kWriteTime);
      std::tie(error, step) = co_await stream_.async_write_some(rest, use);
    }
    const std::chrono::duration<double> passed = Clock::now() - since;
    if (error || (passed > kWriteTime && static_cast<double>(sent) < passed.count() * kBodyRateMin))
      co_return false;
  }
  co_return true;
}

// Reads for a moment what the other side still sends, so that it gets the answer at all.
awaitable<void> Session::linger() {
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream_.expires_after(2s);
  char dropped[16384];
  for (size_t total = 0; total < (size_t{64} << 20);) {
    auto [error, size] = co_await stream_.async_read_some(asio::buffer(dropped), use);
    if (error) break;
    total += size;
  }
}

// Server-sent events: the job whenever it changed, until it has ended.
awaitable<bool> Session::send_events(uint64_t id) {
  std::string out =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
      "X-Content-Type-Options: nosniff\r\nX-Ledger-Revision: " +
      std::to_string(shared_.service.revision()) + "\r\nConnection: close\r\n\r\n";
  uint64_t changes = UINT64_MAX;
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (auto told = Clock::now();;) {
    const auto job = shared_.service.job(id);
    if (job && job->changes != changes) {
      changes = job->changes;
      out += "event: job\nid: " + std::to_string(changes) + "\ndata: " + job_json(*job) + "\n\n";
    } else if (Clock::now() - told > 15s) {
      out += ": still here\n\n";
    }
    if (!out.empty()) {
      told = Clock::now();
      stream_.expires_after(kWriteTime);
      auto [error, size] = co_await asio::async_write(stream_, asio::buffer(out), use);
      if (error) co_return false;
      out.clear();
    }
    if (!job || job->ended() || shared_.stopping) co_return false;
    timer.expires_after(100ms);
    co_await timer.async_wait(use);
  }
}

// No query and no body, so that no name that was asked about is written down.
void Session::log(const Request& request, const Passage& passage, unsigned status,
                  Clock::time_point since) {
  const Options& options = shared_.service.options();
  if (!options.access_log || !options.log) return;
  const auto taken =
      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - since).count();
  const std::string_view path = passage.call.route ? passage.call.route->path : "-";
  options.log(std::string(request.method_string().substr(0, 16)) + " " + std::string(path) + " " +
              std::to_string(status) + " " + std::to_string(taken) + " us");
}

awaitable<void> accept(Shared& shared, tcp::acceptor& acceptor) {
  for (;;) {
    auto [error, socket] =
        co_await acceptor.async_accept(asio::make_strand(acceptor.get_executor()), use);
    if (error == asio::error::operation_aborted || shared.stopping) co_return;
    if (error) {  // too many open files: wait for some to close
      asio::steady_timer timer(acceptor.get_executor(), 50ms);
      co_await timer.async_wait(use);
      continue;
    }
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    socket.non_blocking(true, ignored);
    auto connection = std::make_shared<Connection>(beast::tcp_stream(std::move(socket)));
    {
      const std::lock_guard lock(shared.mutex);
      if (shared.connections.size() >= kConnectionsMax) continue;  // closes it
      shared.connections.insert(connection);
    }
    const auto executor = connection->stream.get_executor();
    asio::co_spawn(
        executor,
        [&shared, connection]() -> awaitable<void> { co_await Session(shared, connection).run(); },
        asio::detached);
  }
}

// Waits for the word to stop; then nobody new is let in, who waits idly is let go, and what is
// under way ends, within kStopTime.
awaitable<void> watch_stop(Shared& shared, tcp::acceptor& acceptor, asio::io_context& io) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  const auto* stop = shared.service.options().settings.stop;
  while (!stop || !stop->load()) {
    timer.expires_after(50ms);
    co_await timer.async_wait(use);
  }
  shared.stopping = true;
  error_code ignored;
  acceptor.close(ignored);
  for (const auto until = Clock::now() + kStopTime; Clock::now() < until;) {
    {
      const std::lock_guard lock(shared.mutex);
      if (shared.connections.empty()) break;
      for (const auto& connection : shared.connections)
        if (!connection->busy)
          asio::post(connection->stream.get_executor(), [connection] {
            if (!connection->busy) connection->stream.cancel();
          });
    }
    timer.expires_after(20ms);
    co_await timer.async_wait(use);
  }
  io.stop();
}

bool split_listen(const std::string& listen, std::string& host, std::string& port) {
  const size_t colon = listen.rfind(':');
  if (colon == std::string::npos) return false;
  host = listen.substr(0, colon);
  port = listen.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  return !host.empty() && !port.empty() && port.size() <= 5 &&
         port.find_first_not_of("0123456789") == std::string::npos && std::stoul(port) < 65536;
}

entente::Exit problem(const Options& options, entente::Exit exit, entente::Problem&& problem) {
  if (options.settings.problem) options.settings.problem(problem);
  return exit;
}

std::string folder_of_pages(const Options& options) {
  if (!options.pages.empty()) return options.pages;
  const std::string home = entente::home_folder(options.settings);
  for (const char* place : {"/web/dist", "/web"})
    if (std::filesystem::exists(home + place + std::string("/index.html")) &&
        (place == std::string_view("/web/dist") ||
         std::filesystem::exists(home + place + std::string("/assets"))))
      return home + place;
  return {};
}

}  // namespace

entente::Exit serve(const Options& options) {
  using entente::Exit;
  const auto bad = [&](std::string what, std::string piece, std::string next) {
    return problem(options, Exit::usage,
                   {"E-BAD-ARGUMENT", std::move(what), std::move(piece), "", std::move(next)});
  };
  std::string host, port;
  if (!split_listen(options.listen, host, port))
    return bad("no address to listen at", options.listen, "--listen 127.0.0.1:8787");
  error_code error;
  const auto address = asio::ip::make_address(host, error);
  if (error) return bad("no address to listen at", options.listen, "--listen 127.0.0.1:8787");
  Tokens tokens;
  if (!options.token_file.empty()) {
    auto read = Tokens::read(options.token_file);
    if (!read) return bad(read.error(), options.token_file, "entente token --help");
    tokens = *std::move(read);
    if (tokens.plain() && options.settings.note)
      options.settings.note("the token file holds tokens in plain: entente token hashes them");
  }
  if (!address.is_loopback() && tokens.empty())
    return bad("others could reach this address, and nobody has a token", options.listen,
               "give --token-file, or listen at 127.0.0.1");
  Service service(options, std::move(tokens));
  service.set_loopback(address.is_loopback());
  load_pages(folder_of_pages(options));
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const unsigned threads = options.threads ? options.threads : cores;
  asio::io_context io(static_cast<int>(threads));
  tcp::acceptor acceptor(io);
  const tcp::endpoint endpoint(address, static_cast<uint16_t>(std::stoul(port)));
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(1024, error);
  if (error)
    return problem(options, Exit::missing_resource,
                   {"E-IO-FAILURE", "the address cannot be listened at: " + error.message(),
                    options.listen, "", "is another server there? --listen 127.0.0.1:0 takes any"});
  if (const Exit started = service.start(); started != Exit::done) return started;
  asio::thread_pool pool(std::max(4U, cores + 2));
  Shared shared{service, Gate(service), pool, {}, {}, {}, {}, {}};
  asio::co_spawn(io, accept(shared, acceptor), asio::detached);
  asio::co_spawn(io, watch_stop(shared, acceptor, io), asio::detached);
  const auto local = acceptor.local_endpoint(error);
  service.set_base_url("http://" + (address.is_v6() ? "[" + host + "]" : host) + ":" +
                       std::to_string(local.port()) + "/");
  if (options.ready) options.ready(service.base_url());
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back([&io] { io.run(); });
  io.run();
  for (auto& thread : others) thread.join();
  pool.join();
  service.stop();
  return Exit::done;
}

}  // namespace server
