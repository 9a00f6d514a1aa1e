// An archive's directory is foreign bytes: what opens lists names that stay inside, each member is
// read within its limit or refused.
#include "base/utf8.h"
#include "document_fuzz.h"
#include "intake/documents/archive.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  const intake::ArchiveLimits limits{
      .members_max = 50, .member_bytes_max = 1 << 16, .total_bytes_max = 1 << 18, .ratio_max = 50};
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto archive = intake::Archive::open_bytes(bytes, "a.zip", limits);
  if (!archive) {
    demand(!archive.error().what.empty(), "an error says what is wrong");
    return 0;
  }
  demand(archive->members().size() <= limits.members_max, "no more members than allowed");
  for (const auto& member : archive->members()) {
    demand(!member.name.empty() && member.name[0] != '/', "names are relative");
    demand(("/" + member.name + "/").find("/../") == std::string::npos, "names stay inside");
    demand(!first_ill_formed(member.name), "names are UTF-8");
    demand(archive->has(member.name), "what is listed is there");
    const auto content = archive->read(member.name);
    demand(!content || content->size() <= limits.member_bytes_max, "no member over its limit");
  }
  return 0;
}
