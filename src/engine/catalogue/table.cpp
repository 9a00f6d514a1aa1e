// A table to screen, as it came over the wire.
#include <nlohmann/json.hpp>

#include "engine/parts.h"
#include "engine/screening/queries.h"
#include "entente/catalogue.h"

namespace entente {

Exit read_screen_table(const Settings& settings, std::string_view bytes,
                       const std::vector<std::pair<std::string, std::string>>& columns,
                       ScreenTable& out) {
  using nlohmann::ordered_json;
  const Engine::Parts parts(settings);
  auto queries = screening::parse_queries(bytes, "body", columns);
  if (!queries) return parts.report(queries.error());
  for (const Entity& entity : queries->entities) {
    EntityQuestion question{entity.id, entity.schema, {}};
    for (const Statement& s : entity.statements)
      question.properties.emplace_back(s.property, s.value);
    out.questions.push_back(std::move(question));
  }
  ordered_json guesses = queries->guesses, problems = ordered_json::array();
  for (const Error& error : queries->problems) {
    const Problem p = problem_of(error);
    problems.push_back(
        {{"code", p.code}, {"detail", p.what}, {"piece", p.piece}, {"where", p.where}});
  }
  const auto dump = [](const ordered_json& json) {
    return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  };
  out.columns_json = dump(guesses);
  out.problems_json = dump(problems);
  return Exit::done;
}

}  // namespace entente
