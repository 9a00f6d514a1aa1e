#include "intake/tracks/nmea.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace entente {
namespace {

std::string sentence(const std::string& body) {
  unsigned sum = 0;
  for (const char c : body) sum ^= static_cast<unsigned char>(c);
  return fmt::format("!{}*{:02X}", body, sum);
}

constexpr const char* kPosition = "!AIVDM,1,1,,B,13aDp<PP000IwSlN?Wm@0?wN2<1T,0*29";

TEST(Nmea, takes_a_message_of_one_piece) {
  NmeaReader reader;
  const AisMessage* message = reader.take(kPosition);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->bits.unsigned_at(8, 30), 244660274u);
  EXPECT_EQ(message->time_ms, kNoTime);
  EXPECT_EQ(message->line, 1u);
}

TEST(Nmea, joins_pieces_with_others_between_them) {
  NmeaReader reader;
  const std::string first =
      "!AIVDM,2,1,9,B,55R3Vn82=ILTQ3KKS>1<D60Dq@E918U<F222221J1`?164vc03S1CCAD,0*2A";
  const std::string other = sentence("AIVDM,2,1,3,A,55R3Vn8,0");
  EXPECT_FALSE(reader.take(first));
  EXPECT_FALSE(reader.take(other));
  EXPECT_TRUE(reader.take(kPosition));
  const AisMessage* message = reader.take("!AIVDM,2,2,9,B,`88888888888880,2*76");
  ASSERT_TRUE(message);
  EXPECT_EQ(message->bits.size(), 424u);
  EXPECT_EQ(message->bits.text_at(112, 120), "SEA ENTERPRISE");
  reader.finish();
  EXPECT_EQ(reader.counts().incomplete, 1u);
  EXPECT_EQ(reader.counts().damaged, 0u);
}

TEST(Nmea, takes_the_time_of_a_tag_block_or_of_the_logger) {
  NmeaReader reader;
  const AisMessage* message = reader.take(
      "\\s:rORBCOMM104,q:u,c:1418172113,T:2014-12-10 00.41.53*55\\"
      "!AIVDM,1,1,,B,13F?Vv700<DJuLEtvep`iToV0<00,0*78");
  ASSERT_TRUE(message);
  EXPECT_EQ(message->time_ms, 1418172113000);
  message = reader.take(
      "!AIVDM,1,1,,A,15N1u<PP1FJuvSRHOE6QIwwh0HQ6,0*30,d-080,S2118,t050056.00,T56.4837741,"
      "r003669946,1325394060,1325394001");
  ASSERT_TRUE(message);
  EXPECT_EQ(message->time_ms, 1325394001000);
  // Milliseconds, as newer receivers write them.
  std::string block = "c:1418172113250";
  unsigned sum = 0;
  for (const char c : block) sum ^= static_cast<unsigned char>(c);
  message = reader.take(fmt::format("\\{}*{:02X}\\{}", block, sum, kPosition));
  ASSERT_TRUE(message);
  EXPECT_EQ(message->time_ms, 1418172113250);
}

TEST(Nmea, counts_what_is_damaged_and_goes_on) {
  NmeaReader reader;
  for (const char* line : {"!AIVDM,1,1,,B,13aDp<PP000IwSlN?Wm@0?wN2<1T,0*28",  // checksum
                           "!AIVDM,1,1,,B,13aDp<PP000Iw", "!AIVDM,1,1,,B,*", "\\c:1,!AIVDM",
                           "!AIVDM,0,1,,B,13aDp,0*00"})
    EXPECT_FALSE(reader.take(line)) << line;
  EXPECT_FALSE(reader.take(sentence("AIVDM,2,3,1,B,13aDp,0")));
  EXPECT_FALSE(reader.take(sentence("AIVDM,1,1,,B,13aDp\x7f,0")));
  EXPECT_FALSE(reader.take("$GPRMC,213950.00,A,5250.53669,N,00542.34920,E,0.020,,070420,,,A*7D"));
  EXPECT_FALSE(reader.take("# a comment, !AIVDM,1,1"));
  EXPECT_FALSE(reader.take(""));
  EXPECT_TRUE(reader.take(kPosition));
  EXPECT_EQ(reader.counts().damaged, 7u);
  EXPECT_EQ(reader.counts().other, 3u);
  EXPECT_EQ(reader.counts().messages, 1u);
  EXPECT_EQ(reader.counts().lines, 11u);
}

}  // namespace
}  // namespace entente
