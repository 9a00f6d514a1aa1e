/* The C ABI as C11: what a caller in C may rely on. Run as: entente_c_test SOURCE_FOLDER */
#include <entente/entente.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

static int failures = 0;
#define CHECK(met)                                                   \
  do {                                                               \
    if (!(met)) {                                                    \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #met); \
      ++failures;                                                    \
    }                                                                \
  } while (0)

static const char *home;

static entente_engine *open_engine(void) {
  char settings[4096];
  snprintf(settings, sizeof settings, "{\"home\":\"%s\",\"threads\":2}", home);
  return entente_open(settings, 0);
}

static void check_problem(entente_answer *a, const char *code, const char *piece) {
  const entente_problem *p = entente_answer_problem(a, 0);
  CHECK(p != NULL);
  if (p) {
    if (strcmp(p->code, code) || !strstr(p->piece, piece))
      fprintf(stderr, "  %s: %s (%s) at %s\n", p->code, p->what, p->piece, p->where);
    CHECK(strcmp(p->code, code) == 0);
    CHECK(strstr(p->piece, piece) != NULL);
    CHECK(p->what[0] != 0);
  }
}

static void check_refused(entente_engine *e, const char *command, const char *request,
                          const char *code, const char *piece) {
  entente_answer *a = entente_call(e, command, request, 0);
  CHECK(entente_answer_status(a) == ENTENTE_USAGE);
  check_problem(a, code, piece);
  entente_answer_free(a);
}

static void answers(void) {
  entente_engine *e = open_engine();
  entente_answer *a =
      entente_call(e, "compare", "{\"left\":\"RI Yong Ju\",\"right\":\"LI Yong-ju\"}", 0);
  size_t size = 0;
  const char *bytes = entente_answer_bytes(a, &size);
  CHECK(entente_answer_status(a) == ENTENTE_DONE);
  CHECK(size == strlen(bytes) && size > 0 && bytes[size - 1] == '\n');
  CHECK(strstr(bytes, "\"match\":true") != NULL);
  CHECK(entente_answer_problems(a) == 0 && entente_answer_problem(a, 0) == NULL);
  entente_answer_free(a);

  a = entente_call(e, "read",
                   "{\"texts\":[{\"text\":\"Iran sold hundreds of drones to Russia.\"}]}", 0);
  CHECK(entente_answer_status(a) == ENTENTE_DONE);
  CHECK(strstr(entente_answer_bytes(a, NULL), "\"quote\"") != NULL);
  entente_answer_free(a);
  a = entente_call(e, "read", "{\"texts\":[{\"text\":\"The cat sat on the mat.\"}]}", 0);
  CHECK(entente_answer_status(a) == ENTENTE_NOTHING_FOUND);
  entente_answer_free(a);
  a = entente_call(e, "explain", NULL, 0);
  CHECK(strstr(entente_answer_bytes(a, NULL), "E-TOO-LARGE") != NULL);
  entente_answer_free(a);
  entente_close(e);
}

static void refusals(void) {
  entente_engine *e = open_engine();
  check_refused(e, "reed", "{}", "E-BAD-ARGUMENT", "reed");
  check_refused(e, NULL, NULL, "E-BAD-ARGUMENT", "");
  check_refused(e, "read", "{", "E-MALFORMED", "");
  check_refused(e, "read", "[]", "E-MALFORMED", "[]");
  check_refused(e, "read", "{\"path\":[]}", "E-BAD-ARGUMENT", "path");
  check_refused(e, "read", "{\"paths\":[1]}", "E-BAD-ARGUMENT", "1");
  check_refused(e, "read", "{\"texts\":[{\"txt\":\"x\"}]}", "E-BAD-ARGUMENT", "txt");
  check_refused(e, "read", "{\"max_bytes\":-1}", "E-BAD-ARGUMENT", "-1");
  check_refused(e, "read", "{\"title\":\"\xFF\"}", "E-BAD-ENCODING", "");
  check_refused(e, "brief", "{\"form\":\"pdf\"}", "E-BAD-ARGUMENT", "pdf");
  char deep[4001];
  memset(deep, '[', 4000), deep[4000] = 0;
  check_refused(e, "read", deep, "E-TOO-DEEP", "");
  entente_close(e);

  e = entente_open("{\"hoem\":\"x\"}", 0);
  check_refused(e, "explain", NULL, "E-BAD-ARGUMENT", "hoem");
  entente_close(e);
  e = entente_open("{\"home\":\"/nowhere\"}", 0);
  entente_answer *a = entente_call(e, "compare", "{\"left\":\"a\",\"right\":\"b\"}", 0);
  CHECK(entente_answer_status(a) == ENTENTE_MISSING_RESOURCE);
  check_problem(a, "E-MISSING-RESOURCE", "");
  entente_answer_free(a);
  entente_close(e);
}

static void nothing_at_all(void) {
  check_refused(NULL, "read", NULL, "E-BAD-ARGUMENT", "");
  entente_close(NULL);
  entente_stop(NULL);
  entente_on_progress(NULL, NULL, NULL);
  entente_answer_free(NULL);
  size_t size = 1;
  CHECK(entente_answer_bytes(NULL, &size)[0] == 0 && size == 0);
  CHECK(entente_answer_status(NULL) == ENTENTE_SOME_FAILED);
  CHECK(entente_answer_arrow(NULL, NULL, NULL) == -1);
  CHECK(entente_abi() == ENTENTE_ABI);
  CHECK(entente_version()[0] != 0);
}

static void arrow_round_trip(void) {
  entente_engine *e = open_engine();
  entente_answer *a = entente_call(
      e, "read",
      "{\"texts\":[{\"text\":\"Iran sold hundreds of drones to Russia.\",\"title\":\"T\"}]}", 0);
  struct ArrowSchema schema;
  struct ArrowArray array;
  CHECK(entente_answer_arrow(a, &schema, &array) == 0);
  CHECK(entente_answer_arrow(a, &schema, &array) == -1); /* moved out */
  entente_answer_free(a);
  CHECK(strcmp(schema.format, "+s") == 0 && schema.n_children == array.n_children);
  CHECK(array.length >= 1);
  CHECK(strcmp(schema.children[0]->name, "id") == 0);
  const int32_t *offsets = array.children[0]->buffers[1];
  CHECK(offsets[0] == 0 && offsets[1] > 0);
  /* The table goes back in: it has no column "text", which is said. */
  a = entente_call_arrow(e, "read", NULL, 0, &schema, &array);
  CHECK(schema.release == NULL && array.release == NULL);
  CHECK(entente_answer_status(a) == ENTENTE_USAGE);
  check_problem(a, "E-UNKNOWN-COLUMN", "");
  entente_answer_free(a);
  a = entente_call_arrow(e, "read", NULL, 0, &schema, &array); /* released already */
  CHECK(entente_answer_status(a) == ENTENTE_USAGE);
  entente_answer_free(a);
  entente_close(e);
}

static int blocks = 0;
static int take_one(void *user, const char *lines, size_t size) {
  ++blocks;
  CHECK(user == &blocks && size > 0 && lines[size - 1] == '\n');
  return 0;
}

static void streams_stop(void) {
  entente_engine *e = open_engine();
  entente_answer *a = entente_each(e, "explain", NULL, 0, take_one, &blocks);
  CHECK(blocks == 1);
  CHECK(entente_answer_status(a) == ENTENTE_INTERRUPTED);
  CHECK(entente_answer_bytes(a, NULL)[0] == 0);
  entente_answer_free(a);
  entente_close(e);
}

static int compare_often(void *engine) {
  for (int i = 0; i < 50; ++i) {
    entente_answer *a =
        entente_call(engine, "compare", "{\"left\":\"Kim Jong Un\",\"right\":\"김정은\"}", 0);
    if (entente_answer_status(a) > ENTENTE_NOTHING_FOUND) return 1;
    entente_answer_free(a);
    entente_stop(engine);
  }
  return 0;
}

static void threads_share_an_engine(void) {
  entente_engine *e = open_engine();
  thrd_t threads[4];
  for (int i = 0; i < 4; ++i) CHECK(thrd_create(&threads[i], compare_often, e) == thrd_success);
  for (int i = 0; i < 4; ++i) {
    int wrong = 1;
    thrd_join(threads[i], &wrong);
    CHECK(wrong == 0 || wrong == 1);
  }
  entente_close(e);
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  home = argv[1];
  nothing_at_all();
  answers();
  refusals();
  arrow_round_trip();
  streams_stop();
  threads_share_an_engine();
  if (failures == 0) puts("the C ABI holds");
  return failures > 0;
}
