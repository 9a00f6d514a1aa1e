#include "intake/documents/calendar.h"

#include <gtest/gtest.h>

#include "intake/documents/furniture.h"

namespace entente::intake {
namespace {

std::string found(std::string_view text) {
  const auto date = find_date(text);
  if (!date) return "none";
  const Date& d = date->date;
  return d.year ? to_string(d) : "--" + std::to_string(d.month) + "-" + std::to_string(d.day);
}

TEST(Calendar, FindsDates) {
  for (const auto& [text, expected] : std::initializer_list<std::pair<const char*, const char*>>{
           {"September 18, 2024", "2024-09-18"},
           {"Sept. 18, 2024", "2024-09-18"},
           {"Wednesday, 18 September 2024", "2024-09-18"},
           {"18th of September, 2024", "2024-09-18"},
           {"18-Sep-2024", "2024-09-18"},
           {"on 2024-09-18T10:00:00Z", "2024-09-18"},
           {"18.09.2024", "2024-09-18"},
           {"18/09/2024", "2024-09-18"},
           {"9/18/2024", "2024-09-18"},
           {"05/05/2024", "2024-05-05"},
           {"September 2024", "2024-09"},
           {"July 14 (Meridian)", "--7-14"},
           {"04/05/2024", "none"},  // May or April
           {"February 30, 2024", "none"},
           {"may 5 ships sail", "none"},
           {"Marches 5", "none"},
           {"in 2024", "none"},
           {"version 2024-13-01", "none"}})
    EXPECT_EQ(found(text), expected) << text;
}

TEST(Calendar, TellsDateLines) {
  Date date;
  EXPECT_TRUE(is_date_line("Updated on Wed, 18 September 2024 at 14:05 GMT", date));
  EXPECT_EQ(to_string(date), "2024-09-18");
  EXPECT_FALSE(is_date_line("Iran sold oil on 18 September 2024", date));
}

TEST(Furniture, FindsDatelines) {
  const auto cut = [](std::string_view line) {
    const Dateline d = find_dateline(line);
    return std::string(line.substr(0, d.end)) + "/" + d.agency;
  };
  EXPECT_EQ(cut("SEOUL/KYIV, July 14 (Meridian Newswire)"),
            "SEOUL/KYIV, July 14 (Meridian Newswire)/Meridian Newswire");
  EXPECT_EQ(cut("LONDON, Sept 11, 2024 (Harbour Press) - Iran denied"),
            "LONDON, Sept 11, 2024 (Harbour Press) - /Harbour Press");
  EXPECT_EQ(cut("WASHINGTON -- The Treasury"), "WASHINGTON -- /");
  EXPECT_EQ(cut("SEOUL, South Korea (AP) — North Korea"), "SEOUL, South Korea (AP) — /AP");
  EXPECT_EQ(cut("Vilnius, 3 May 2024"), "Vilnius, 3 May 2024/");
  EXPECT_EQ(cut("July 14 (Reuters) - Iran"), "July 14 (Reuters) - /Reuters");
  for (std::string_view prose :
       {"NATO said on July 14 that", "EU - Russia trade fell.",
        "U.S. officials (two of them) - said", "On July 14 - a Monday - Iran denied it.",
        "KN-23 missiles were sent.", "IMO 9187629 is the ship"})
    EXPECT_EQ(cut(prose), "/") << prose;
}

}  // namespace
}  // namespace entente::intake
