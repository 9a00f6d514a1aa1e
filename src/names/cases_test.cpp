// Runs tests/cases/names/*.case: left | right | schema | same or different | why.
#include <gmock/gmock.h>

#include <fstream>

#include "base/file.h"
#include "base/text.h"
#include "names/compare.h"
#include "names/tables.h"

namespace entente {
namespace {

const NameTables& tables() {
  static const NameTables loaded = *NameTables::load(std::string(ENTENTE_SOURCE_DIR) + "/data");
  return loaded;
}

// "NAME {property: value; property: value}"
Entity entity_of(std::string_view text, std::string_view schema) {
  Entity out;
  out.schema = schema;
  const size_t open = text.find('{');
  out.caption = trim(text.substr(0, open));
  out.statements.push_back({"name", out.caption, "", "case"});
  if (open == std::string_view::npos) return out;
  for (const std::string_view pair :
       split(text.substr(open + 1, text.rfind('}') - open - 1), ';')) {
    const size_t colon = pair.find(':');
    out.statements.push_back({std::string(trim(pair.substr(0, colon))),
                              std::string(trim(pair.substr(colon + 1))), "", "case"});
  }
  return out;
}

class NameCases : public testing::TestWithParam<std::string> {};
TEST_P(NameCases, ComeOutAsStated) {
  std::ifstream file(GetParam());
  std::string line;
  size_t count = 0;
  for (size_t number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const auto fields = split(line, '|');
    ASSERT_EQ(fields.size(), 5U) << GetParam() << ":" << number;
    const auto schema = trim(fields[2]), wanted = trim(fields[3]);
    ASSERT_TRUE(wanted == "same" || wanted == "different") << GetParam() << ":" << number;
    const Entity left = entity_of(fields[0], schema), right = entity_of(fields[1], schema);
    const float score = explain(left, right, tables()).result.score;
    EXPECT_EQ(score >= kMatchThreshold ? "same" : "different", wanted)
        << GetParam() << ":" << number << ": " << line << "\n  score " << score;
    EXPECT_EQ(score, explain(right, left, tables()).result.score) << "not symmetric: " << line;
    ++count;
  }
  EXPECT_GT(count, 0U) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Files, NameCases, testing::ValuesIn([] {
                           std::vector<Error> problems;
                           std::vector<std::string> out;
                           for (const auto& path :
                                list_files(std::string(ENTENTE_SOURCE_DIR) + "/tests/cases/names",
                                           problems))
                             if (path.ends_with(".case")) out.push_back(path);
                           return out;
                         }()));

}  // namespace
}  // namespace entente
