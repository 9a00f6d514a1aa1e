#include "intake/documents/language.h"

#include <gtest/gtest.h>

namespace entente::intake {
namespace {

TEST(Language, IsDetected) {
  for (const auto& [language, text] : std::initializer_list<std::pair<const char*, const char*>>{
           {"en",
            "The ministry said on Monday that it had not sent any of the missiles to Russia."},
           {"fr",
            "Le ministère a dit que les missiles n’ont pas été livrés à la Russie par le pays en "
            "cause."},
           {"de",
            "Das Ministerium sagte am Montag, dass es die Raketen nicht an Russland geliefert hat "
            "und auch nicht wird."},
           {"es",
            "El ministerio dijo el lunes que los misiles no han sido entregados a Rusia por el "
            "país."},
           {"it",
            "Il ministero ha detto che i missili non sono stati consegnati alla Russia, e che la "
            "notizia è falsa."},
           {"ru", "Министерство заявило, что ракеты не были переданы."},
           {"uk", "Міністерство заявило, що ракети не були передані її союзникам."},
           {"ko", "북한은 미사일을 러시아에 보내지 않았다고 밝혔다."},
           {"ja", "外務省はミサイルをロシアに送っていないと述べた。"},
           {"zh", "外交部表示没有向俄罗斯运送导弹。"},
           {"fa",
            "وزارت خارجه گفت که موشک‌ها به روسیه فرستاده "
            "نشده‌اند."},
           {"ar", "قالت الوزارة إن الصواريخ لم ترسل إلى روسيا."},
           {"he", "המשרד מסר כי הטילים לא נשלחו לרוסיה."},
           {"", "Sea Crane 3 Cameroon Togo"},
           {"", "12 345"}})
    EXPECT_EQ(detect_language(text), language) << text;
}

// Each by itself, as a headline or a line of a list.
TEST(Language, ShortTextsAndForeignNamesAreNotTakenForForeign) {
  for (const char* text :
       {"Hwasong-18 launched from Pyongyang Sunan", "Pyongyang, Moscow sign pact",
        "Choe Son Hui meets Lavrov in Wonsan", "Nodong, Taepodong, Hwasong, Musudan",
        "Rosoboronexport, Uralvagonzavod, Almaz-Antey, Kalashnikov, Tekhmash",
        "Korea Mining Development Trading Corporation (KOMID)",
        "Iran: Shahed-136 Mohajer-6 Ababil-3", "Kim Jong Un", "Vladi Pimenov ext. 37625",
        "TEHRAN (AFP) -", "\"Lenhart, Matthew\"",
        "Ri Pyong Chol, Pak Jong Chon, Kim Yong Chol, Choe Ryong Hae, Jo Yong Won",
        "Sociedad Anónima Petróleos de Venezuela",
        "Société Générale and Crédit Agricole froze two accounts"}) {
    const std::string language = detect_language(text);
    EXPECT_TRUE(language.empty() || language == "en") << text << ": " << language;
  }
}

TEST(Language, ASentenceIsEnough) {
  for (const auto& [language, text] : std::initializer_list<std::pair<const char*, const char*>>{
           {"fr", "La Corée du Nord a livré des obus à la Russie."},
           {"es", "Irán y Venezuela firman acuerdo de cooperación militar en Caracas."},
           {"de", "Nordkorea hat Russland nach Angaben aus Seoul Granaten geliefert."},
           {"fi", "Pohjois-Korea on toimittanut Venäjälle tykistön ammuksia, kertovat lähteet."},
           {"hu", "Észak-Korea tüzérségi lőszert szállított Oroszországnak a jelentés szerint."},
           {"vi", "Triều Tiên đã gửi đạn pháo cho Nga, theo tình báo Hàn Quốc."}})
    EXPECT_EQ(detect_language(text), language) << text;
}

TEST(Language, BlocksOfMixedDocumentsAreToldApart) {
  Document d;
  const std::string pieces[] = {
      "Министерство обороны заявило, что ракеты не были переданы союзникам.",
      "The ministry said that the missiles had not been handed to its allies.",
      "Le ministère a dit que les missiles n’ont pas été livrés à ses alliés.", "KCNA"};
  for (const auto& piece : pieces) {
    const auto begin = static_cast<uint32_t>(d.text.size());
    d.text += piece;
    d.blocks.push_back({Block::Kind::paragraph, begin, static_cast<uint32_t>(d.text.size()), 0});
    d.text += "\n\n";
  }
  d.language = "ru";
  mark_foreign_blocks(d);
  EXPECT_TRUE(d.blocks[0].foreign);
  EXPECT_FALSE(d.blocks[1].foreign);
  EXPECT_TRUE(d.blocks[2].foreign);
  EXPECT_TRUE(d.blocks[3].foreign);  // too short to tell: as the document
  d.language = "en";
  mark_foreign_blocks(d);
  EXPECT_FALSE(d.blocks[3].foreign);
}

}  // namespace
}  // namespace entente::intake
