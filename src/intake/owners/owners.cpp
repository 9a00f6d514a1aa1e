// Which register a file is, by its first bytes, and who reads it.
#include "intake/owners/owners.h"

#include <array>

#include "base/text.h"
#include "intake/lists/byte_stream.h"
#include "intake/lists/xml_records.h"
#include "intake/owners/builder.h"

namespace entente {
namespace {

struct Format {
  StakeFormatInfo info;
  bool (*is)(std::string_view head);
  Status (*read)(const std::string& path, intake::StakeBuilder& out);
};

bool is_json(std::string_view head) { return head.starts_with('{') || head.starts_with('['); }
bool holds(std::string_view head, std::string_view word) { return head.find(word) != head.npos; }

constexpr std::array kFormats{
    Format{{"bods", "Beneficial Ownership Data Standard 0.2 to 0.4", "JSON or JSON Lines"},
           [](std::string_view head) {
             return is_json(head) &&
                    (holds(head, "\"recordDetails\"") || holds(head, "\"statementId\"") ||
                     holds(head, "\"statementID\""));
           },
           &intake::read_stakes_bods},
    Format{{"psc", "persons with significant control, Companies House", "JSON Lines"},
           [](std::string_view head) { return is_json(head) && holds(head, "\"company_number\""); },
           &intake::read_stakes_psc},
    Format{{"gleif", "GLEIF level 2, who owns whom", "JSON of the golden copy or the API"},
           [](std::string_view head) {
             return is_json(head) &&
                    (holds(head, "\"StartNode\"") || holds(head, "\"startNode\"") ||
                     holds(head, "\"ExceptionCategory\"") || holds(head, "\"relations\""));
           },
           &intake::read_stakes_gleif},
    Format{{"ftm", "FollowTheMoney Ownership, Control and Directorship", "JSON Lines"},
           [](std::string_view head) {
             return is_json(head) && holds(head, "\"schema\"") && holds(head, "\"id\"");
           },
           &intake::read_stakes_ftm},
    Format{{"gleif_csv", "GLEIF level 2, who owns whom", "CSV of the golden copy"},
           [](std::string_view head) { return holds(head, "Relationship.StartNode.NodeID"); },
           &intake::read_stakes_gleif_csv},
    Format{{"gleif_xml", "GLEIF level 2, who owns whom", "XML: RR-CDF 2.1, or exceptions"},
           [](std::string_view head) {
             return intake::has_root(head, "RelationshipData") ||
                    intake::has_root(head, "ReportingExceptionData");
           },
           &intake::read_stakes_gleif_xml},
    Format{{"stakes_csv", "a table of stakes", "CSV: owner,entity,percent[,percent_max,from,to]"},
           [](std::string_view head) {
             const std::string header = lower(head.substr(0, head.find('\n')));
             return !is_json(head) && (holds(header, "owner") || holds(header, "percent"));
           },
           &intake::read_stakes_csv},
};

constexpr auto kInfos = [] {
  std::array<StakeFormatInfo, kFormats.size()> out{};
  for (size_t i = 0; i < out.size(); ++i) out[i] = kFormats[i].info;
  return out;
}();

}  // namespace

std::span<const StakeFormatInfo> stake_formats() { return kInfos; }

Result<StakesReport> read_stakes(const std::string& path, Stakes& into,
                                 const StakesOptions& options) {
  auto stream = intake::ByteStream::open(path);
  if (!stream) return std::unexpected(stream.error());
  constexpr size_t kHead = 1 << 14;
  const auto bytes = stream->read(kHead, SIZE_MAX);
  if (!bytes) return std::unexpected(bytes.error());
  std::string_view head = *bytes;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head = trim(head);
  if (head.empty()) return fail(Code::empty_input, "the file is empty", path);
  for (const Format& format : kFormats) {
    if (!format.is(head)) continue;
    intake::StakeBuilder builder(path, into, options);
    builder.report.format = format.info.id;
    if (auto done = format.read(path, builder); !done) return std::unexpected(done.error());
    return std::move(builder.report);
  }
  return fail(Code::unknown_format, "no register of ownership that is known here", path,
              shorten(head.substr(0, 200), 60),
              "CSV with owner,entity,percent, or FollowTheMoney, BODS, GLEIF level 2, UK PSC");
}

}  // namespace entente
