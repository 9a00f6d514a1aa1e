// The HTTP server: the API of docs/formats/http.md, and the pages. Built from apps/server.
//
//   server::Options options;
//   options.settings.ledger = "ledger.db";
//   return server::serve(options);      // until the settings' stop becomes true
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "entente/engine.h"

namespace server {

struct Options {
  entente::Settings settings;        // its `stop` ends the server after what is under way
  std::vector<std::string> indexes;  // of entente index
  std::string listen = "127.0.0.1:8787";
  std::string token_file;   // empty: nobody may write
  std::string pages;        // folder of the built pages; empty: found beside the data
  unsigned threads = 0;     // of the network; 0: one per core
  bool access_log = false;  // a line on standard error for each request, without names
  std::function<void(const std::string&)> ready;  // gets "http://127.0.0.1:8787/"
  std::function<void(const std::string&)> log;
};

// done when it was stopped; usage, missing_resource and ledger_damaged when it could not start,
// which was a problem of the settings.
entente::Exit serve(const Options& options);

std::string routes_text();   // a line for each route
std::string openapi_json();  // OpenAPI 3.1
// A new token, and what stands for it in a token file.
std::string make_token();
std::string hash_of_token(std::string_view token);

}  // namespace server
