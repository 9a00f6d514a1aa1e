#include "intake/lists/ofac_remarks.h"

#include <gmock/gmock.h>

#include "intake/lists/csv.h"

namespace entente::intake {
namespace {

using testing::ElementsAre;

std::vector<std::string> statements(std::string_view remarks) {
  EntityBuilder builder("ofac-1", "Person", "us_ofac_sdn");
  add_remarks(builder, remarks, "sdn.csv:1");
  std::vector<std::string> out;
  for (const Statement& s : std::move(builder).build().statements)
    out.push_back(s.property + "=" + s.value);
  return out;
}

TEST(OfacRemarks, BecomeStatements) {
  EXPECT_THAT(statements("DOB 18 Jun 1964; alt. DOB circa 1965; POB Kaesong, DPRK; nationality "
                         "Korea, North; Gender Male; "
                         "Passport 381420754 (Korea, North) issued 07 Dec 2011 expires 07 Dec "
                         "2016; a.k.a. 'SMILING, Jo'; "
                         "Linked To: NATIONAL DEFENSE COMMISSION."),
              ElementsAre("birthDate=1964-06-18", "birthDate=1965", "birthPlace=Kaesong, DPRK",
                          "nationality=kp", "gender=male", "passportNumber=381420754",
                          "weakAlias=SMILING, Jo", "unknownLinkTo=NATIONAL DEFENSE COMMISSION"));
  EXPECT_THAT(
      statements("Vessel Registration Identification IMO 9187629; MMSI 445123000; f.k.a. 'ANA I'."),
      ElementsAre("imoNumber=9187629", "mmsi=445123000", "previousName=ANA I"));
  EXPECT_THAT(statements("DOB 1956 to 1958; Linked To: ALPHA S.A."),
              ElementsAre("birthDate=1956", "birthDate=1958", "unknownLinkTo=ALPHA S.A."));
  EXPECT_THAT(statements("ICTY indictee; SWIFT/BIC KDBKKPPY"),
              ElementsAre("notes=ICTY indictee", "swiftBic=KDBKKPPY"));
  EXPECT_THAT(statements(""), ElementsAre());
}

TEST(Csv, ReadsQuotedFields) {
  CsvReader csv("1,\"a \"\"b\"\", c\",\"two\nlines\" ,-0- \n\n2,x\n\x1A", "t.csv");
  std::vector<std::string> row;
  ASSERT_TRUE(*csv.next(row));
  EXPECT_THAT(row, ElementsAre("1", "a \"b\", c", "two\nlines", "-0- "));
  ASSERT_TRUE(*csv.next(row));
  EXPECT_THAT(row, ElementsAre("2", "x"));
  EXPECT_EQ(csv.place(), "t.csv:4");
  EXPECT_FALSE(*csv.next(row));
  CsvReader bad("1,\"a\"b\n", "t.csv");
  EXPECT_EQ(bad.next(row).error().code, Code::malformed);
}

}  // namespace
}  // namespace entente::intake
