// The bare ceiling of this machine: Boost.Beast on coroutines as the server uses it, answering
// every request with the same few hundred bytes. What the server's own figures are printed beside
// (bench/server_load.py).
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <cstdio>
#include <thread>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
constexpr auto use = asio::as_tuple(asio::use_awaitable);

asio::awaitable<void> answer(tcp::socket socket) {
  beast::tcp_stream stream(std::move(socket));
  beast::flat_buffer buffer;
  for (;;) {
    http::request<http::string_body> request;
    stream.expires_after(std::chrono::seconds(30));
    auto [error, size] = co_await http::async_read(stream, buffer, request, use);
    if (error) co_return;
    http::response<http::string_body> response(http::status::ok, 11);
    response.set(http::field::content_type, "application/json");
    response.body() = std::string(1500, ' ');
    response.prepare_payload();
    auto [failed, sent] = co_await http::async_write(stream, response, use);
    if (failed) co_return;
  }
}

asio::awaitable<void> accept(tcp::acceptor& acceptor) {
  for (;;) {
    auto [error, socket] =
        co_await acceptor.async_accept(asio::make_strand(acceptor.get_executor()), use);
    if (error) co_return;
    const auto executor = socket.get_executor();
    asio::co_spawn(executor, answer(std::move(socket)), asio::detached);
  }
}

}  // namespace

int main() {
  asio::io_context io(2);
  tcp::acceptor acceptor(io, {asio::ip::make_address("127.0.0.1"), 0});
  asio::co_spawn(io, accept(acceptor), asio::detached);
  std::printf("ready: http://127.0.0.1:%d/\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  std::thread other([&io] { io.run(); });
  io.run();
  other.join();
}
