#include "base/child.h"

#include <gtest/gtest.h>

#include <chrono>

namespace entente {
namespace {

TEST(Child, GivesWhatTheProgramPrints) {
  const auto out =
      run_child({.program = "cat", .arguments = {std::string(kInputPath)}, .input = "some bytes"});
  ASSERT_TRUE(out) << to_string(out.error());
  EXPECT_EQ(out->status, 0);
  EXPECT_EQ(out->output, "some bytes");
}

TEST(Child, HasNoEnvironmentOfOurs) {
  const auto out = run_child({.program = "env"});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->output, "LC_ALL=C.UTF-8\n");
}

TEST(Child, FailureIsItsStatusAndMessage) {
  const auto out = run_child({.program = "sh", .arguments = {"-c", "echo why >&2; exit 7"}});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->status, 7);
  EXPECT_EQ(out->messages, "why\n");
}

TEST(Child, CrashStaysOutside) {
  const auto out = run_child({.program = "sh", .arguments = {"-c", "kill -SEGV $$"}});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->status, 128 + 11);
}

struct Bound {
  const char* what;
  ChildJob job;
  Code code;
};

TEST(Child, LimitsHold) {
  const Bound bounds[] = {
      {"no such program", {.program = "no-such-program-here"}, Code::missing_resource},
      {"too long by the clock",
       {.program = "sleep", .arguments = {"30"}, .wall_seconds_max = 1},
       Code::too_large},
      {"too much output", {.program = "yes", .output_bytes_max = 5000}, Code::too_large},
  };
  for (const auto& b : bounds) {
    const auto begin = std::chrono::steady_clock::now();
    const auto out = run_child(b.job);
    ASSERT_FALSE(out) << b.what;
    EXPECT_EQ(out.error().code, b.code) << b.what;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10)) << b.what;
  }
}

TEST(Child, ProcessorTimeIsLimited) {
  const auto out = run_child({.program = "sh",
                              .arguments = {"-c", "while :; do :; done"},
                              .cpu_seconds_max = 1,
                              .wall_seconds_max = 30});
  ASSERT_TRUE(out) << to_string(out.error());
  EXPECT_GT(out->status, 128);
}

TEST(Child, WritesNoFiles) {
  const auto out = run_child(
      {.program = "sh",
       .arguments = {
           "-c", "f=/tmp/entente-child-test.$$; cat /proc/version > $f; s=$?; rm $f; exit $s"}});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->status, 128 + 25);  // SIGXFSZ
}

TEST(Child, StopsWhenTold) {
  const std::atomic<bool> stop{true};
  const auto out = run_child({.program = "sleep", .arguments = {"30"}, .stop = &stop});
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, Code::interrupted);
}

}  // namespace
}  // namespace entente
