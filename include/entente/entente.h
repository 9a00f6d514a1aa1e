/* Entente for other languages: the C ABI of libentente.so.
 *
 *   entente_engine *engine = entente_open("{\"home\":\"/usr/share/entente\"}", 0);
 *   entente_answer *a = entente_call(engine, "compare",
 *                                    "{\"left\":\"RI Yong Ju\",\"right\":\"LI Yong-ju\"}", 0);
 *   if (entente_answer_status(a) == ENTENTE_DONE) puts(entente_answer_bytes(a, NULL));
 *   entente_answer_free(a);
 *   entente_close(engine);
 *
 * C11. Commands are named as on the command line; requests are JSON objects in UTF-8, whose keys
 * docs/formats/c-abi.md lists; a key or a value that is not known is a problem that names it. An
 * answer is the bytes that `entente COMMAND --jsonl` (or --json, of commands with one object)
 * prints for the same request.
 *
 * Text: UTF-8, and its length in bytes; a length of 0 with a text that is not empty means that the
 * text ends at its first NUL. What a function returns to be read is borrowed: it lives as long as
 * the answer or the engine it was asked of.
 *
 * Failure: nothing here exits, prints, raises a signal on purpose or lets a C++ exception out. A
 * call always gives an answer; its status and its problems say how it went. NULL is returned only
 * where memory for the answer itself is lacking. A handle that is NULL is answered like a request
 * that makes no sense; a handle that was freed must not be used.
 *
 * Threads: every function may be called on any thread. Calls on one engine wait for each other, and
 * each uses up to the engine's "threads" of its own; engines are independent. entente_stop() may be
 * called while another thread waits in entente_call(). An answer belongs to one thread at a time.
 * After fork() a child opens engines of its own.
 *
 * Versions: symbols are ENTENTE_1; a function that is there keeps its meaning. entente_abi() is
 * what the library was built as, ENTENTE_ABI what the caller was. */
#ifndef ENTENTE_ENTENTE_H
#define ENTENTE_ENTENTE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ENTENTE_ABI 1

#if defined(__GNUC__)
#define ENTENTE_API __attribute__((visibility("default")))
#else
#define ENTENTE_API
#endif

/* The exit statuses of the command line. */
enum {
  ENTENTE_DONE = 0,
  ENTENTE_NOTHING_FOUND = 1, /* ran, and the answer is empty */
  ENTENTE_USAGE = 2,         /* the request makes no sense: one problem says why */
  ENTENTE_SOME_FAILED = 3,   /* finished, but some inputs failed; each is a problem */
  ENTENTE_LEDGER_DAMAGED = 4,
  ENTENTE_MISSING_RESOURCE = 5,
  ENTENTE_INTERRUPTED = 130 /* entente_stop(), or a `take` that returned 0 */
};

typedef struct entente_engine entente_engine;
typedef struct entente_answer entente_answer;

/* `code` is stable ("E-TOO-LARGE"); no member is NULL, any but `code` and `what` may be empty. */
typedef struct entente_problem {
  const char *code, *what, *piece, *where, *next;
} entente_problem;

ENTENTE_API const char* entente_version(void);
ENTENTE_API uint32_t entente_abi(void);

/* Settings: {"home","ledger","reader","threads"}, all optional. "home" is the folder of models/ and
 * data/. Nothing is opened yet: models, tables and lists are loaded by the first call that needs
 * them and kept. Settings that make no sense are the problem of every call. */
ENTENTE_API entente_engine* entente_open(const char* settings, size_t size);
ENTENTE_API void entente_close(entente_engine* engine); /* NULL is allowed */
/* Ends the call under way, if there is one, at the next document or batch. */
ENTENTE_API void entente_stop(entente_engine* engine);
/* `progress` is called on the thread that called, some times a second; NULL: no more. */
ENTENTE_API void entente_on_progress(entente_engine* engine,
                                     void (*progress)(void* user, const char* stage, uint64_t done,
                                                      uint64_t total),
                                     void* user);

ENTENTE_API entente_answer* entente_call(entente_engine* engine, const char* command,
                                         const char* request, size_t size);
/* The same with the records given out as they come, in blocks of whole lines, on the thread that
 * called; `take` returns 0 to stop. The answer then has no bytes of its own. */
ENTENTE_API entente_answer* entente_each(entente_engine* engine, const char* command,
                                         const char* request, size_t size,
                                         int (*take)(void* user, const char* lines, size_t size),
                                         void* user);

/* The Arrow C Data Interface (https://arrow.apache.org/docs/format/CDataInterface.html). */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};
#endif

/* entente_call() with rows from outside. `schema` and `array` are a struct whose columns are text
 * (formats u, U) or whole numbers (c C s S i I l L); others are a problem that names the column.
 * Both are released before the call returns, whatever it returns. Commands:
 *   "read"    columns text, and path, title, publisher, published, url where they are there
 *   "screen"  columns by their names as of a CSV, or by the request's "columns" */
ENTENTE_API entente_answer* entente_call_arrow(entente_engine* engine, const char* command,
                                               const char* request, size_t size,
                                               struct ArrowSchema* schema,
                                               struct ArrowArray* array);

ENTENTE_API int entente_answer_status(const entente_answer* answer);
/* Lines, or one object, or text; NUL-terminated; never NULL. `size` may be NULL. */
ENTENTE_API const char* entente_answer_bytes(const entente_answer* answer, size_t* size);
ENTENTE_API size_t entente_answer_problems(const entente_answer* answer);
/* NULL when there is no i-th. */
ENTENTE_API const entente_problem* entente_answer_problem(const entente_answer* answer, size_t i);
/* Worth knowing and no failure; NULL when there is no i-th. */
ENTENTE_API const char* entente_answer_note(const entente_answer* answer, size_t i);
/* The records as columns, of commands that give claims, screening answers or findings about ships
 * ("table": false in the request leaves them out). Moves the columns out without copying; the
 * caller releases both. 0, or -1 when there are none (any more). */
ENTENTE_API int entente_answer_arrow(entente_answer* answer, struct ArrowSchema* schema,
                                     struct ArrowArray* array);
ENTENTE_API void entente_answer_free(entente_answer* answer); /* NULL is allowed */

#ifdef __cplusplus
}
#endif

#endif
