#include "intake/documents/xml.h"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace entente::intake {
namespace {

constexpr size_t kPieceMax = size_t{1} << 20;  // expat counts in int

class Parse {
 public:
  Parse(const std::string& path, const XmlEvents& events, size_t depth_max)
      : path_(path), events_(events), depth_max_(depth_max), parser_(XML_ParserCreate(nullptr)) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const XML_Char* name, const XML_Char** attributes) {
          static_cast<Parse*>(self)->start(name, attributes);
        },
        [](void* self, const XML_Char* name) { static_cast<Parse*>(self)->end(name); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const XML_Char* text, int size) {
      static_cast<Parse*>(self)->text({text, static_cast<size_t>(size)});
    });
    XML_SetEntityDeclHandler(parser_.get(), [](void* self, const XML_Char* name, int,
                                               const XML_Char*, int, const XML_Char*,
                                               const XML_Char*, const XML_Char*, const XML_Char*) {
      static_cast<Parse*>(self)->stop(Code::forbidden_entity, "the XML declares entities", name);
    });
  }

  Status run(std::string_view bytes) {
    do {
      const std::string_view piece = bytes.substr(0, kPieceMax);
      bytes.remove_prefix(piece.size());
      const bool parsed = XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()),
                                    bytes.empty()) == XML_STATUS_OK;
      if (failure_) return std::unexpected(*failure_);
      if (!parsed) return broken(bytes.empty());
    } while (!bytes.empty());
    return {};
  }

 private:
  struct Closer {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };

  Status broken(bool at_end) const {
    const XML_Error error = XML_GetErrorCode(parser_.get());
    const bool cut =
        at_end && (error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN ||
                   error == XML_ERROR_PARTIAL_CHAR);
    return fail(cut ? Code::truncated : Code::malformed, XML_ErrorString(error), place());
  }
  std::string place() const {
    return path_ + ":" + std::to_string(XML_GetCurrentLineNumber(parser_.get())) + ":" +
           std::to_string(XML_GetCurrentColumnNumber(parser_.get()) + 1);
  }
  void stop(Code code, std::string what, std::string piece) {
    if (!failure_) failure_ = fail(code, std::move(what), place(), std::move(piece)).error();
    XML_StopParser(parser_.get(), XML_FALSE);
  }
  void start(const char* name, const char** attributes) {
    if (++depth_ > depth_max_)
      return stop(Code::too_deep,
                  "more than " + std::to_string(depth_max_) + " elements within each other", name);
    if (events_.start && !failure_) events_.start(name, XmlAttributes(attributes));
  }
  void end(const char* name) {
    --depth_;
    if (events_.end && !failure_) events_.end(name);
  }
  void text(std::string_view piece) {
    if (events_.text && !failure_) events_.text(piece);
  }

  const std::string& path_;
  const XmlEvents& events_;
  size_t depth_max_, depth_ = 0;
  std::unique_ptr<XML_ParserStruct, Closer> parser_;
  std::optional<Error> failure_;
};

}  // namespace

Status read_xml(std::string_view bytes, const std::string& path, const XmlEvents& events,
                size_t depth_max) {
  return Parse(path, events, depth_max).run(bytes);
}

}  // namespace entente::intake
