#include "engine/feeds.h"

#include "engine/weighed.h"

namespace entente {
namespace {

// Control characters have no place in XML 1.0, escaped or not.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
  }
  return out;
}

std::string moment(const std::string& day) {
  return (day.empty() ? "1970-01-01" : day) + "T00:00:00Z";
}

}  // namespace

std::string to_atom(const Feed& feed) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
  out += "<title>" + escaped(feed.title) + "</title>\n";
  out += "<id>urn:entente:diff</id>\n<updated>" + moment(feed.updated) + "</updated>\n";
  out += "<author><name>entente</name></author>\n";
  for (const auto& e : feed.entries) {
    out += "<entry>\n<title>" + escaped(e.title) + "</title>\n";
    out += "<id>urn:entente:" + escaped(e.id) + "</id>\n";
    out += "<updated>" + moment(e.updated) + "</updated>\n";
    out += "<content type=\"text\">" + escaped(e.text) + "</content>\n</entry>\n";
  }
  return out + "</feed>\n";
}

std::string to_json_feed(const Feed& feed) {
  std::string out = "{\"version\":\"https://jsonfeed.org/version/1.1\",\n\"title\":";
  out += quoted_json(feed.title) + ",\n\"items\":[";
  for (size_t i = 0; i < feed.entries.size(); ++i) {
    const auto& e = feed.entries[i];
    out += i == 0 ? "\n" : ",\n";
    out += "{\"id\":" + quoted_json("urn:entente:" + e.id) + ",\"title\":" + quoted_json(e.title) +
           ",\"content_text\":" + quoted_json(e.text) +
           ",\"date_published\":" + quoted_json(moment(e.updated)) + "}";
  }
  return out + "\n]}\n";
}

}  // namespace entente
