// A tree is an array of nodes whose names are numbers and whose texts stand in one string. An
// element name is checked against the list's own once, when it is first met. expat gives a token
// back only when it has all of it and scans it again from its start with every piece, so a tag that
// grows beyond kTokenBytesMax stops the reading before that becomes quadratic. Tests:
// xml_records_test.cpp.
#include "intake/lists/xml_records.h"

#include <expat.h>

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <unordered_map>

#include "base/nearest_word.h"
#include "base/text.h"
#include "base/utf8.h"
#include "intake/lists/byte_stream.h"
#include "intake/lists/list_format.h"

namespace entente::intake {
namespace {

constexpr size_t kDepthMax = 32;
constexpr size_t kTextBytesMax = size_t{1} << 20;   // of one element
constexpr size_t kTokenBytesMax = size_t{4} << 20;  // of one tag
constexpr size_t kRecordBytesMax = size_t{64} << 20;
constexpr size_t kPieceBytes = size_t{1} << 16;
constexpr size_t kNamesMax = 4096;

std::string_view local(std::string_view name) {
  const size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

class XmlTree {
 public:
  struct Node {
    uint32_t name = 0, text_begin = 0, text_size = 0;
    uint32_t first = 0, last = 0, next = 0;  // nodes; 0: none, for the root is nobody's child
    uint32_t attribute_begin = 0, attribute_count = 0;
  };
  struct Attribute {
    uint32_t name, begin, size;
  };

  void clear() {
    nodes.clear();
    attributes.clear();
    text.clear();
  }
  XmlElement root() const { return XmlElement(this, 0); }
  std::string_view piece(uint32_t begin, uint32_t size) const {
    return std::string_view(text).substr(begin, size);
  }
  // The number of a name; new ones are given one.
  uint32_t number(std::string_view name, bool& fresh) {
    const auto at = numbers_.find(name);
    fresh = at == numbers_.end();
    if (!fresh) return at->second;
    names.emplace_back(name);
    numbers_.emplace(names.back(), static_cast<uint32_t>(names.size() - 1));
    return static_cast<uint32_t>(names.size() - 1);
  }

  std::vector<Node> nodes;
  std::vector<Attribute> attributes;
  std::string text;
  std::deque<std::string> names;

 private:
  std::unordered_map<std::string_view, uint32_t> numbers_;
};

std::string_view XmlElement::name() const {
  return tree_ ? std::string_view(tree_->names[tree_->nodes[at_].name]) : std::string_view{};
}

std::string_view XmlElement::text() const {
  if (!tree_) return {};
  const auto& node = tree_->nodes[at_];
  return trim(tree_->piece(node.text_begin, node.text_size));
}

std::string_view XmlElement::attribute(std::string_view wanted) const {
  if (!tree_) return {};
  const auto& node = tree_->nodes[at_];
  for (uint32_t i = 0; i < node.attribute_count; ++i) {
    const auto& a = tree_->attributes[node.attribute_begin + i];
    if (tree_->names[a.name] == wanted) return trim(tree_->piece(a.begin, a.size));
  }
  return {};
}

XmlElement XmlElement::first() const {
  if (!tree_ || tree_->nodes[at_].first == 0) return {};
  return XmlElement(tree_, tree_->nodes[at_].first);
}

XmlElement XmlElement::next() const {
  if (!tree_ || tree_->nodes[at_].next == 0) return {};
  return XmlElement(tree_, tree_->nodes[at_].next);
}

XmlElement XmlElement::child(std::string_view wanted) const {
  for (XmlElement c = first(); c; c = c.next())
    if (c.name() == wanted) return c;
  return {};
}

namespace {

class XmlReader {
 public:
  XmlReader(std::string path, const XmlSpec& spec, const TakeRecord& take)
      : path_(std::move(path)),
        name_(place_name(path_)),
        spec_(spec),
        take_(take),
        parser_(XML_ParserCreate(nullptr)),
        texts_(kDepthMax + 2) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const XML_Char* name, const XML_Char** attributes) {
          static_cast<XmlReader*>(self)->start(local(name), attributes);
        },
        [](void* self, const XML_Char*) { static_cast<XmlReader*>(self)->end(); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const XML_Char* text, int size) {
      static_cast<XmlReader*>(self)->add({text, static_cast<size_t>(size)});
    });
    XML_SetEntityDeclHandler(
        parser_.get(), [](void* self, const XML_Char* name, int, const XML_Char*, int,
                          const XML_Char*, const XML_Char*, const XML_Char*, const XML_Char*) {
          static_cast<XmlReader*>(self)->stop(Code::forbidden_entity, "the XML declares an entity",
                                              name);
        });
  }

  Status feed(std::string_view piece, bool last) {
    fed_ += piece.size();
    const auto size = static_cast<int>(piece.size());
    const bool parsed = XML_Parse(parser_.get(), piece.data(), size, last) == XML_STATUS_OK;
    if (failure_) return std::unexpected(*failure_);
    if (parsed) {
      const auto at =
          static_cast<size_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser_.get())));
      if (fed_ - std::min(at, fed_) < kTokenBytesMax) return {};
      return fail(Code::too_large, "a tag of over " + std::to_string(kTokenBytesMax) + " bytes",
                  where());
    }
    const XML_Error error = XML_GetErrorCode(parser_.get());
    const bool cut =
        last && (error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN ||
                 error == XML_ERROR_PARTIAL_CHAR || error == XML_ERROR_UNCLOSED_CDATA_SECTION);
    if (cut)
      return fail(Code::truncated, "the list ends in the middle", where(), last_record_,
                  "fetch the list again");
    if (error == XML_ERROR_INVALID_TOKEN && is_no_ascii(piece))
      return fail(Code::bad_encoding, "bytes that are no letters of the encoding the file states",
                  where(), last_record_,
                  "save it in UTF-8, or state its encoding in the first line");
    const bool encoding =
        error == XML_ERROR_UNKNOWN_ENCODING || error == XML_ERROR_INCORRECT_ENCODING;
    return fail(encoding ? Code::bad_encoding : Code::malformed, XML_ErrorString(error), where(),
                last_record_);
  }

 private:
  // The byte that the parser stopped at, in the piece that was fed last.
  bool is_no_ascii(std::string_view piece) const {
    const auto at = static_cast<size_t>(XML_GetErrorByteIndex(parser_.get())),
               before = fed_ - piece.size();
    return at >= before && at - before < piece.size() &&
           static_cast<unsigned char>(piece[at - before]) >= 0x80;
  }
  std::string where() const {
    return path_ + ":" + std::to_string(XML_GetCurrentLineNumber(parser_.get())) + ":" +
           std::to_string(XML_GetCurrentColumnNumber(parser_.get()) + 1);
  }

  void stop(Code code, std::string what, std::string_view piece, std::string next = {}) {
    if (failure_) return;
    failure_ = fail(code, std::move(what), where(), shorten(piece, 80), std::move(next)).error();
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  // The number of an element's name; a name that is met for the first time must be known.
  uint32_t number_of(std::string_view name) {
    bool fresh = false;
    const uint32_t out = tree_.number(name, fresh);
    if (!fresh) return out;
    if (tree_.names.size() > kNamesMax) stop(Code::malformed, "too many kinds of elements", name);
    if (spec_.elements.empty() || std::ranges::find(spec_.elements, name) != spec_.elements.end())
      return out;
    const std::string near = nearest_word(name, spec_.elements);
    stop(Code::unknown_column, "an element that the list does not define", name,
         near.empty() ? "" : "did you mean " + near + "?");
    return out;
  }

  bool is_record(std::string_view name) const {
    return std::ranges::find(spec_.records, name) != spec_.records.end();
  }

  void start(std::string_view name, const XML_Char** attributes) {
    if (failure_) return;
    const uint32_t number = number_of(name);
    if (failure_) return;
    if (++depth_ > kDepthMax) return stop(Code::too_deep, "elements within each other", name);
    if (!open_.empty() || is_record(name)) return open(number, attributes);
    if (depth_ > 1) return;
    open(number, attributes);
    hand_on();
    open_.clear();
  }

  void open(uint32_t number, const XML_Char** attributes) {
    if (open_.empty()) {
      tree_.clear();
      line_ = XML_GetCurrentLineNumber(parser_.get());
    }
    const auto at = static_cast<uint32_t>(tree_.nodes.size());
    XmlTree::Node node;
    node.name = number;
    node.attribute_begin = static_cast<uint32_t>(tree_.attributes.size());
    for (; *attributes; attributes += 2) {
      bool fresh = false;
      const std::string_view value(attributes[1]);
      tree_.attributes.push_back({tree_.number(local(attributes[0]), fresh),
                                  static_cast<uint32_t>(tree_.text.size()),
                                  static_cast<uint32_t>(value.size())});
      tree_.text += value;
      ++node.attribute_count;
    }
    if (!open_.empty()) {
      XmlTree::Node& parent = tree_.nodes[open_.back()];
      if (parent.first == 0) parent.first = at;
      else tree_.nodes[parent.last].next = at;
      parent.last = at;
    }
    tree_.nodes.push_back(node);
    open_.push_back(at);
    texts_[open_.size()].clear();
    const size_t size = tree_.text.size() + tree_.nodes.size() * sizeof(XmlTree::Node);
    if (size > kRecordBytesMax) stop(Code::too_large, "a record of over 64 MiB", {});
  }

  void add(std::string_view piece) {
    if (open_.empty()) return;
    std::string& text = texts_[open_.size()];
    text += piece;
    if (text.size() > kTextBytesMax)
      stop(Code::too_large, "an element of over a million bytes",
           std::string_view(text).substr(0, 320));
  }

  void end() {
    if (failure_) return;
    --depth_;
    if (open_.empty()) return;
    XmlTree::Node& node = tree_.nodes[open_.back()];
    const std::string& text = texts_[open_.size()];
    node.text_begin = static_cast<uint32_t>(tree_.text.size());
    node.text_size = static_cast<uint32_t>(text.size());
    if (node.first == 0) tree_.text += text;  // text between children is white space
    else node.text_size = 0;
    open_.pop_back();
    if (open_.empty()) hand_on();
  }

  void hand_on() {
    last_record_ = tree_.root().name();
    if (auto status = take_(tree_.root(), name_ + ":" + std::to_string(line_)); !status) {
      if (failure_) return;
      failure_ = status.error();
      if (failure_->where.empty()) failure_->where = where();
      XML_StopParser(parser_.get(), XML_FALSE);
    }
  }

  struct Closer {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };
  std::string path_, name_;
  const XmlSpec& spec_;
  const TakeRecord& take_;
  std::unique_ptr<XML_ParserStruct, Closer> parser_;
  XmlTree tree_;
  std::vector<uint32_t> open_;      // nodes of the record from its root to here
  std::vector<std::string> texts_;  // of the open ones
  size_t depth_ = 0, fed_ = 0, line_ = 0;
  std::string last_record_;
  std::optional<Error> failure_;
};

}  // namespace

Status read_xml(const std::string& path, const XmlSpec& spec, size_t bytes_max,
                const TakeRecord& take) {
  auto stream = ByteStream::open(path);
  if (!stream) return std::unexpected(stream.error());
  XmlReader reader(path, spec, take);
  for (;;) {
    const auto piece = stream->read(kPieceBytes, bytes_max);
    if (!piece) return std::unexpected(piece.error());
    if (auto status = reader.feed(*piece, piece->empty()); !status) return status;
    if (piece->empty()) return {};
  }
}

bool has_root(std::string_view head, std::string_view root) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head = trim(head);
  if (!head.starts_with('<')) return false;
  for (size_t at = 0; (at = head.find('<', at)) != std::string_view::npos; ++at) {
    const std::string_view rest = head.substr(at + 1);
    if (rest.starts_with("!--")) {
      at = head.find("-->", at);
      if (at == std::string_view::npos) return false;
    } else if (!rest.starts_with('?') && !rest.starts_with('!')) {
      return local(rest.substr(0, rest.find_first_of(" \t\r\n/>"))) == root;
    }
  }
  return false;
}

}  // namespace entente::intake
