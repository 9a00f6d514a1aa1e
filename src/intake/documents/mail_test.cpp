#include <gmock/gmock.h>

#include "intake/documents/intake.h"
#include "intake/documents/invariants.h"
#include "intake/documents/mime.h"

namespace entente::intake {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

Document read(std::string bytes) {
  auto document = document_from_bytes(std::move(bytes), "a.eml");
  EXPECT_TRUE(document) << to_string(document.error());
  if (!document) return {};
  EXPECT_EQ(broken_rule(*document), "");
  return std::move(*document);
}

TEST(Mime, TransferEncodingsAreUndone) {
  EXPECT_EQ(decode_base64("U2hlbGxz\r\nIGFuZCBvaWw="), "Shells and oil");
  EXPECT_EQ(decode_base64("!!U2hl\tbGxz"), "Shells");
  EXPECT_EQ(decode_base64("QQ"), "A");
  EXPECT_EQ(decode_quoted_printable("caf=C3=A9 and a long=\r\n line, 2=3"),
            "café and a long line, 2=3");
}

TEST(Mime, WordsOfHeadersAreDecoded) {
  EXPECT_EQ(decode_words("=?utf-8?Q?Caf=C3=A9_news?="), "Café news");
  EXPECT_EQ(decode_words("=?UTF-8?B?7YWM7Iqk7Yq4?= =?utf-8?q?!?="), "테스트!");
  EXPECT_EQ(decode_words("Re: =?iso-8859-1?Q?M=FCller?= said"), "Re: Müller said");
  EXPECT_EQ(decode_words("=?utf-8?Q?no end"), "=?utf-8?Q?no end");
  EXPECT_EQ(decode_words("=?x?="), "=?x?=");
}

TEST(Mail, IsADocumentWithSenderSubjectAndDate) {
  const Document d = read(
      "Return-Path: <x@example.org>\r\nFrom: \"Harbour Desk\" <desk@example.org>\r\n"
      "Subject: =?utf-8?Q?Shells_by_rail?=\r\n =?utf-8?Q?_again?=\r\n"
      "Date: Mon, 14 Jul 2025 09:30:00 +0900\r\nMIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=iso-8859-1\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
      "North Korea sent shells to Russia, the Caf=E9 Review reported. The train=\r\n"
      "s went through Tumangang.\r\n\r\n> Earlier it had denied this.\r\n");
  EXPECT_EQ(d.title, "Shells by rail again");
  EXPECT_EQ(d.publisher, "Harbour Desk");
  EXPECT_EQ(d.published, "2025-07-14");
  EXPECT_THAT(d.text, HasSubstr("the Café Review reported. The trains went"));
  EXPECT_THAT(d.text, HasSubstr("\nEarlier it had denied this."));
}

TEST(Mail, OneOfTheAlternativesIsRead) {
  const std::string head =
      "From: a@example.org\nSubject: S\nMIME-Version: 1.0\nContent-Type: multipart/alternative; "
      "boundary=\"b b\"\n\npreamble\n--b b\nContent-Type: text/plain\n\n";
  const std::string page =
      "\n--b b\nContent-Type: text/html\n\n<p>The page says that Iran sold oil to Syria.</p>\n--b "
      "b--\n";
  const Document plain = read(head + "The text says that Iran sold oil to Syria." + page);
  EXPECT_THAT(plain.text, HasSubstr("The text says"));
  EXPECT_THAT(plain.text, Not(HasSubstr("The page says")));
  EXPECT_THAT(plain.text, Not(HasSubstr("preamble")));
  EXPECT_THAT(read(head + " " + page).text, HasSubstr("The page says"));
}

TEST(Mail, AttachmentsAreParts) {
  const auto mail = parse_mail(
      "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nbody\n--b\n"
      "Content-Type: application/pdf; name*0*=utf-8''%EA%B0%80; name*1=b.pdf\n\nx\n--b\n"
      "Content-Type: message/rfc822\n\nSubject: inner\n\ninner body\n--b\n",
      "a.eml");
  ASSERT_TRUE(mail);
  ASSERT_THAT(mail->parts, SizeIs(3));
  EXPECT_FALSE(mail->parts[0].attached);
  EXPECT_EQ(mail->parts[1].name, "가b.pdf");
  EXPECT_TRUE(mail->parts[2].attached);
  EXPECT_EQ(mail->parts[2].bytes, "Subject: inner\n\ninner body");
}

TEST(Mail, LimitsAreErrors) {
  std::string many = "Content-Type: multipart/mixed; boundary=b\n\n";
  for (int i = 0; i < 1100; ++i) many += "--b\n\nx\n";
  EXPECT_EQ(parse_mail(many, "a.eml").error().code, Code::too_large);
  std::string deep;
  for (int i = 0; i < 30; ++i) {
    const std::string b = "b" + std::to_string(i);
    deep += "Content-Type: multipart/mixed; boundary=" + b + "\n\n--" + b + "\n";
  }
  EXPECT_EQ(parse_mail(deep, "a.eml").error().code, Code::too_deep);
  EXPECT_EQ(
      parse_mail("Subject: " + std::string(size_t{2} << 20, 'x') + "\n\nx", "a.eml").error().code,
      Code::too_large);
}

TEST(Mail, IsRecognisedByWhatOnlyMailHas) {
  const auto mail = document_from_bytes(
      "Received: by x\nFrom: Desk <d@example.org>\nSubject: A title of some words\n\nText here.\n",
      "message.txt");
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->title, "A title of some words");
  const auto text = document_from_bytes(
      "From: the desk\nSubject: shells\n\nThe ministry said that it sent them.\n", "note.txt");
  ASSERT_TRUE(text);
  EXPECT_THAT(text->text, HasSubstr("From: the desk"));
}

}  // namespace
}  // namespace entente::intake
