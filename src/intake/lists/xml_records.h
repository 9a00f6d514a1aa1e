// XML as lists use it: a long row of records, each a small tree. Read with expat as a stream; one
// record is held at a time, in memory that is used again for the next.
//
//   XmlSpec spec{kElements, kRecords};
//   read_xml(path, spec, options.bytes_max, [&](const XmlElement& record, const std::string& place)
//   {
//     use(record.text("firstName"), record.child("akaList"));
//     return Status{};
//   });
//
// Elements that the list does not define are refused by name; entity declarations stop the parser
// at the first one: lists have none, and expanding them is how a kilobyte becomes a gigabyte.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace entente::intake {

class XmlTree;

// An element of the record at hand; valid while `take` runs. One that is not there is empty, and so
// is all that is asked of it.
class XmlElement {
 public:
  XmlElement() = default;
  explicit operator bool() const { return tree_ != nullptr; }
  std::string_view name() const;
  std::string_view text() const;                             // trimmed; of a leaf
  std::string_view attribute(std::string_view name) const;   // trimmed
  XmlElement child(std::string_view name) const;             // the first of this name
  std::string_view text(std::string_view child_name) const;  // of that child
  XmlElement first() const;                                  // child
  XmlElement next() const;                                   // sibling
  // Every child; every child of this name.
  template <class Use>
  void each(Use use) const {
    for (XmlElement c = first(); c; c = c.next()) use(c);
  }
  template <class Use>
  void each(std::string_view name, Use use) const {
    for (XmlElement c = first(); c; c = c.next())
      if (c.name() == name) use(c);
  }

 private:
  friend class XmlTree;
  XmlElement(const XmlTree* tree, uint32_t at) : tree_(tree), at_(at) {}
  const XmlTree* tree_ = nullptr;
  uint32_t at_ = 0;
};

inline std::string_view XmlElement::text(std::string_view child_name) const {
  return child(child_name).text();
}

struct XmlSpec {
  std::span<const std::string_view> elements;  // all that are defined, without prefixes; empty: any
  std::span<const std::string_view> records;   // what is handed on, where it stands in no other one
};

using TakeRecord = std::function<Status(const XmlElement& record, const std::string& place)>;

// `take` gets every record and, first of all, the root element with its attributes but without
// children. Its error ends the reading. Others: those of the file, truncated, malformed,
// unknown_column, forbidden_entity, too_deep, too_large (of an element's text, a tag, a record).
Status read_xml(const std::string& path, const XmlSpec& spec, size_t bytes_max,
                const TakeRecord& take);

// Whether `head` begins an XML document whose root is `root`, prefix left out.
bool has_root(std::string_view head, std::string_view root);

}  // namespace entente::intake
