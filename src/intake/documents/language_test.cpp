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

}  // namespace
}  // namespace entente::intake
