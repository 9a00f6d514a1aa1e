// entente serve, entente token.
#include <cstdio>
#include <iostream>

#include "entente/server.h"
#include "session.h"

namespace cli {

int run_serve(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  if (arguments.has("--routes") || arguments.has("--openapi")) {
    session.out.write(arguments.has("--routes") ? server::routes_text() : server::openapi_json());
    return session.end(entente::Exit::done);
  }
  server::Options options;
  options.settings = session.settings;
  options.settings.threads = 0;
  options.threads = session.settings.threads;
  options.indexes = arguments.list("--index");
  if (arguments.has("--listen")) options.listen = arguments.text("--listen");
  options.token_file = arguments.text("--token-file");
  options.pages = arguments.text("--pages");
  options.access_log = arguments.has("--access-log");
  options.log = [](const std::string& line) { std::fputs((line + "\n").c_str(), stderr); };
  options.ready = [&](const std::string& url) {
    session.messages.clear();
    session.out.write("ready: " + url + "\n");
    session.out.flush();
  };
  return session.end(server::serve(options));
}

int run_token(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  const std::string role = arguments.has("--role") ? arguments.text("--role") : "analyst";
  const std::string name = arguments.has("--name") ? arguments.text("--name") : role;
  if (role != "reader" && role != "analyst" && role != "admin")
    return usage_error({"no role", role, "--role reader, analyst or admin"});
  if (name.empty() || name.find_first_of(" \t\n#") != std::string::npos)
    return usage_error({"a name is one word", name, "--name lee"});
  const std::string token = server::make_token();
  if (token.empty()) return session.end(entente::Exit::missing_resource);
  std::cerr << token << "\n";
  session.out.write(name + " " + role + " " + server::hash_of_token(token) + "\n");
  return session.end(entente::Exit::done);
}

}  // namespace cli
