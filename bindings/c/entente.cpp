// The C ABI: every function catches what may be thrown, and says it as a problem of the answer.
#include <cstring>
#include <new>

#include "arrow_in.h"

namespace {

using capi::Call;
using entente::Exit;
using entente::Problem;

std::string_view view_of(const char* text, size_t size) {
  if (!text) return {};
  return {text, size > 0 ? size : std::strlen(text)};
}

void finish(entente_answer& answer, int status) {
  answer.status = status;
  for (const Problem& p : answer.problems)
    answer.views.push_back(
        {p.code.c_str(), p.what.c_str(), p.piece.c_str(), p.where.c_str(), p.next.c_str()});
}

void wire(entente_engine& engine) {
  engine.settings.stop = &engine.stop;
  engine.settings.problem = [&engine](const Problem& p) {
    if (engine.answer) engine.answer->problems.push_back(p);
  };
  engine.settings.note = [&engine](const std::string& text) {
    if (engine.answer) engine.answer->notes.push_back(text);
  };
  engine.settings.progress = [&engine](const entente::Progress& p) {
    if (engine.progress)
      engine.progress(engine.progress_user, std::string(p.stage).c_str(), p.done, p.total);
  };
}

int run(Call& call, std::string_view name) {
  if (call.handle.wrong) return call.report(*call.handle.wrong), ENTENTE_USAGE;
  const capi::Command* command = capi::find_command(name);
  if (!command) {
    const std::string near = entente::suggest(name, capi::command_names());
    call.report({"E-BAD-ARGUMENT", "there is no such command", std::string(name.substr(0, 80)),
                 "command", near.empty() ? "" : "did you mean " + near + "?"});
    return ENTENTE_USAGE;
  }
  const Exit status = command->run(call);
  call.flush();
  return call.cut_off ? ENTENTE_INTERRUPTED : static_cast<int>(status);
}

// What is thrown is a failure of the system (no memory, no thread) or a mistake in the program; the
// engine is opened anew, since nobody knows what state it was left in.
template <class Work>
int guarded(entente_engine& engine, entente_answer& answer, Work work) {
  std::string what;
  try {
    return work();
  } catch (const std::bad_alloc&) {
    what = "there was not enough memory";
  } catch (const std::exception& error) {
    what = error.what();
  } catch (...) {
    what = "an exception of no known kind";
  }
  answer.problems.push_back({"E-IO-FAILURE", what, "", "", "try again with less at a time"});
  engine.comparers.clear();
  engine.engine = std::make_unique<entente::Engine>(engine.settings);
  return ENTENTE_SOME_FAILED;
}

entente_answer* answer_of(entente_engine* engine, const char* command, const char* request,
                          size_t size, int (*take)(void*, const char*, size_t), void* user,
                          const ArrowSchema* schema, const ArrowArray* array) try {
  auto answer = std::make_unique<entente_answer>();
  if (!engine) {
    answer->problems.push_back({"E-BAD-ARGUMENT", "there is no engine", "", "", "entente_open()"});
    finish(*answer, ENTENTE_USAGE);
    return answer.release();
  }
  const std::lock_guard lock(engine->calling);
  engine->stop = false;
  engine->answer = answer.get();
  const int status = guarded(*engine, *answer, [&] {
    capi::Request asked(view_of(request, size));
    Call call{*engine, asked, *answer, take, user, {}, {}};
    const std::string_view name = view_of(command, 0);
    if (schema && array)
      if (const auto problem = capi::take_rows(call, name, *schema, *array))
        return call.report(*problem), static_cast<int>(ENTENTE_USAGE);
    return run(call, name);
  });
  engine->answer = nullptr;
  finish(*answer, status);
  return answer.release();
} catch (...) {
  return nullptr;
}

}  // namespace

extern "C" {

const char* entente_version(void) { return entente::version().data(); }
uint32_t entente_abi(void) { return ENTENTE_ABI; }

entente_engine* entente_open(const char* settings, size_t size) try {
  auto engine = std::make_unique<entente_engine>();
  capi::Request asked(view_of(settings, size));
  engine->settings.home = asked.text("home");
  engine->settings.ledger = asked.text("ledger");
  engine->settings.reader = asked.text("reader");
  engine->settings.threads =
      static_cast<unsigned>(std::min<int64_t>(asked.number("threads", 0, 0), 1024));
  engine->wrong = asked.problem();
  if (engine->wrong) engine->wrong->where = "settings";
  wire(*engine);
  engine->engine = std::make_unique<entente::Engine>(engine->settings);
  return engine.release();
} catch (...) {
  return nullptr;
}

void entente_close(entente_engine* engine) { delete engine; }

void entente_stop(entente_engine* engine) {
  if (engine) engine->stop = true;
}

void entente_on_progress(entente_engine* engine,
                         void (*progress)(void*, const char*, uint64_t, uint64_t), void* user) try {
  if (!engine) return;
  const std::lock_guard lock(engine->calling);
  engine->progress = progress;
  engine->progress_user = user;
} catch (...) {
}

entente_answer* entente_call(entente_engine* engine, const char* command, const char* request,
                             size_t size) {
  return answer_of(engine, command, request, size, nullptr, nullptr, nullptr, nullptr);
}

entente_answer* entente_each(entente_engine* engine, const char* command, const char* request,
                             size_t size, int (*take)(void*, const char*, size_t), void* user) {
  return answer_of(engine, command, request, size, take, user, nullptr, nullptr);
}

entente_answer* entente_call_arrow(entente_engine* engine, const char* command, const char* request,
                                   size_t size, ArrowSchema* schema, ArrowArray* array) {
  const bool whole = schema && array && schema->release && array->release;
  entente_answer* answer =
      answer_of(engine, whole ? command : "rows that were released", request, size, nullptr,
                nullptr, whole ? schema : nullptr, whole ? array : nullptr);
  if (array && array->release) array->release(array);
  if (schema && schema->release) schema->release(schema);
  return answer;
}

int entente_answer_status(const entente_answer* answer) {
  return answer ? answer->status : ENTENTE_SOME_FAILED;
}

const char* entente_answer_bytes(const entente_answer* answer, size_t* size) {
  if (size) *size = answer ? answer->bytes.size() : 0;
  return answer ? answer->bytes.c_str() : "";
}

size_t entente_answer_problems(const entente_answer* answer) {
  return answer ? answer->views.size() : 0;
}

const entente_problem* entente_answer_problem(const entente_answer* answer, size_t i) {
  return answer && i < answer->views.size() ? &answer->views[i] : nullptr;
}

const char* entente_answer_note(const entente_answer* answer, size_t i) {
  return answer && i < answer->notes.size() ? answer->notes[i].c_str() : nullptr;
}

int entente_answer_arrow(entente_answer* answer, ArrowSchema* schema, ArrowArray* array) try {
  if (!answer || !answer->columns || !schema || !array) return -1;
  if (!std::move(*answer->columns).move_to(schema, array)) return -1;
  answer->columns.reset();
  return 0;
} catch (...) {
  return -1;
}

void entente_answer_free(entente_answer* answer) { delete answer; }

}  // extern "C"
