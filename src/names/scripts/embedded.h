// Tables that are part of the program, so that romanising needs nothing to be loaded and cannot
// fail. The files stand in data/ and models/, with their origin in their heads.
#pragma once

#include <string_view>

namespace entente::scripts {

std::string_view embedded_sounds();             // models/sounds.tsv
std::string_view embedded_han_readings();       // data/han_readings.tsv
std::string_view embedded_family_names();       // data/family_names.tsv
std::string_view embedded_meanings();           // data/meanings.tsv
std::string_view embedded_chinese_in_hangul();  // data/chinese_in_hangul.tsv

}  // namespace entente::scripts
