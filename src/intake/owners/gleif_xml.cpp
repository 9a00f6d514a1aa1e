// GLEIF level 2 as XML: the concatenated file of relationship records (Relationship Record Common
// Data File format 2.1) and that of reporting exceptions (format 2.1), one record at a time,
// whatever prefix their namespace has. What a record comes to: gleif.h.
//
//   <rr:RelationshipRecord><rr:Relationship>
//     <rr:StartNode><rr:NodeID>LEI of the child</rr:NodeID>…</rr:StartNode>
//     <rr:EndNode><rr:NodeID>LEI of the parent</rr:NodeID>…</rr:EndNode>
//     <rr:RelationshipType>IS_DIRECTLY_CONSOLIDATED_BY</rr:RelationshipType>
//     <rr:RelationshipPeriods><rr:RelationshipPeriod>…
//   <repex:Exception><repex:LEI>…</repex:LEI><repex:ExceptionCategory>…
//
// A percentage among the quantifiers is one of accounting (how much is consolidated), no share. The
// header tells how many records there are: fewer is a problem, for a file cut between two records
// and closed again looks whole.
#include <charconv>

#include "base/text.h"
#include "intake/lists/xml_records.h"
#include "intake/owners/gleif.h"

namespace entente::intake {
namespace {

constexpr std::string_view kRecords[] = {"Header", "RelationshipRecord", "Exception"};

// Of "file.xml:17".
size_t line_of(std::string_view place) {
  size_t out = 0;
  const size_t colon = place.rfind(':');
  if (colon != place.npos)
    std::from_chars(place.data() + colon + 1, place.data() + place.size(), out);
  return out;
}

GleifRecord record_of(const XmlElement& record) {
  const XmlElement relationship = record.child("Relationship");
  GleifRecord out;
  out.child = relationship.child("StartNode").text("NodeID");
  out.parent = relationship.child("EndNode").text("NodeID");
  out.type = relationship.text("RelationshipType");
  out.status = relationship.text("RelationshipStatus");
  out.registration = record.child("Registration").text("RegistrationStatus");
  relationship.child("RelationshipPeriods")
      .each("RelationshipPeriod", [&](const XmlElement& period) {
        if (period.text("PeriodType") != "RELATIONSHIP_PERIOD") return;
        out.from = period.text("StartDate");
        out.to = period.text("EndDate");
      });
  return out;
}

void take_exception(const XmlElement& record, size_t line, StakeBuilder& out) {
  const std::string_view lei = record.text("LEI");
  if (lei.empty())
    return out.problem(Code::malformed, "an exception without an LEI", line,
                       record.text("ExceptionCategory"), "it is left out");
  std::string reasons;
  record.each("ExceptionReason", [&](const XmlElement& reason) {
    reasons += (reasons.empty() ? "" : ", ") + std::string(reason.text());
  });
  out.undisclosed(lei, std::string(record.text("ExceptionCategory")) + ": " + reasons);
}

}  // namespace

Status read_stakes_gleif_xml(const std::string& path, StakeBuilder& out) {
  size_t told = 0, records = 0;
  const auto done = read_xml(path, {{}, kRecords}, out.options().bytes_max,
                             [&](const XmlElement& record, const std::string& place) -> Status {
                               const size_t line = line_of(place);
                               if (record.name() == "Header") {
                                 const std::string_view count = record.text("RecordCount");
                                 std::from_chars(count.data(), count.data() + count.size(), told);
                               } else if (record.name() == "RelationshipRecord") {
                                 ++records;
                                 if (record.child("Relationship").child("RelationshipQuantifiers"))
                                   out.leave_out("a percentage of accounting, which is no share");
                                 take_gleif(record_of(record), line, out);
                               } else if (record.name() == "Exception") {
                                 ++records;
                                 take_exception(record, line, out);
                               }
                               return {};
                             });
  if (done && told > records)
    out.problem(Code::truncated, "the header tells of more records than there are", 0,
                std::to_string(records) + " of " + std::to_string(told), "fetch the file again");
  return done;
}

}  // namespace entente::intake
