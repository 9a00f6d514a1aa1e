#include "entente/engine.h"

#include "engine/parts.h"

namespace entente {

Engine::Engine(Settings settings) : parts_(std::make_unique<Parts>(std::move(settings))) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;

// The version of CMakeLists.txt; a test compares the two.
std::string_view version() { return "0.1.0"; }

std::string to_text(const Problem& p) {
  std::string out = p.code;
  if (!p.where.empty()) out += " " + p.where;
  out += ": " + p.what;
  if (!p.piece.empty()) out += " (" + p.piece + ")";
  if (!p.next.empty()) out += "\n  next: " + p.next;
  return out;
}

}  // namespace entente
