#include "intake/documents/encoding.h"

#include <gtest/gtest.h>

namespace entente::intake {
namespace {

std::string decoded(std::string bytes, std::string_view declared = {}) {
  auto text = decode_text(std::move(bytes), declared, "a");
  return text ? *text : to_string(text.error());
}

TEST(Encoding, ReadsWhatItShould) {
  EXPECT_EQ(decoded("caf\xC3\xA9"), "café");
  EXPECT_EQ(decoded("\xEF\xBB\xBF"
                    "a\r\nb\rc"),
            "a\nb\nc");
  EXPECT_EQ(decoded(std::string("\xFF\xFE"
                                "K\0i\0m\0\x21\x04",
                                10)),
            "KimС");
  EXPECT_EQ(decoded(std::string("\xFE\xFF\0K\0i\0m\xD8\x3D\xDE\x00", 12)), "Kim😀");
  EXPECT_EQ(decoded(std::string("I\0r\0a\0n\0 \0s\0o\0l\0d\0", 18)), "Iran sold");
  EXPECT_EQ(decoded(std::string("\0I\0r\0a\0n\0 \0s\0o\0l\0d", 18)), "Iran sold");
}

TEST(Encoding, ReadsWindows1252) {
  EXPECT_EQ(decoded("caf\xE9 for \x80\x31 \x97 \x93no\x94, said Jos\xE9"),
            "café for €1 — “no”, said José");
  EXPECT_EQ(decoded("Iran\x92s drone"), "Iran’s drone");
  EXPECT_EQ(decoded("\xC9mile Mu\xF1oz"), "Émile Muñoz");
}

TEST(Encoding, HonoursTheDeclaredCharset) {
  EXPECT_EQ(decoded("\xD0\xEE\xF1\xF1\xE8\xFF", "windows-1251"), "Россия");
  EXPECT_EQ(decoded("\xF2\xCF\xD3\xD3\xC9\xD1", "koi8-r"), "Россия");
  EXPECT_EQ(decoded("caf\xC3\xA9", "windows-1251"),
            "café");  // the bytes are UTF-8 whatever they say
  EXPECT_EQ(decoded("caf\xE9", "utf-8"), "café");
  EXPECT_EQ(decoded("caf\xE9", "no-such-charset"), "café");
}

TEST(Encoding, FindsTheDeclaredCharset) {
  EXPECT_EQ(declared_charset("<head><meta charset=\"UTF-8\">"), "utf-8");
  EXPECT_EQ(declared_charset(
                "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1251'>"),
            "windows-1251");
  EXPECT_EQ(declared_charset("<meta name=x content=y><meta charset = koi8-r />"), "koi8-r");
  EXPECT_EQ(declared_charset("charset=utf-8"), "");
}

}  // namespace
}  // namespace entente::intake
