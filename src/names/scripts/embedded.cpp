// .incbin rather than generated source: the assembler takes the bytes as they are, whatever their
// number, and CMakeLists.txt names the files so that a changed table is built in again.
#include "names/scripts/embedded.h"

#define ENTENTE_EMBED(symbol, path)                                        \
  __asm__(".section .rodata\n" #symbol ":\n.incbin \"" path "\"\n" #symbol \
          "_end:\n.byte 0\n.text\n");                                      \
  extern "C" const char symbol[] __asm__(#symbol);                         \
  extern "C" const char symbol##_end[] __asm__(#symbol "_end")

ENTENTE_EMBED(entente_sounds_tsv, ENTENTE_SOURCE_DIR "/models/sounds.tsv");
ENTENTE_EMBED(entente_han_readings_tsv, ENTENTE_SOURCE_DIR "/data/han_readings.tsv");
ENTENTE_EMBED(entente_family_names_tsv, ENTENTE_SOURCE_DIR "/data/family_names.tsv");
ENTENTE_EMBED(entente_meanings_tsv, ENTENTE_SOURCE_DIR "/data/meanings.tsv");
ENTENTE_EMBED(entente_chinese_in_hangul_tsv, ENTENTE_SOURCE_DIR "/data/chinese_in_hangul.tsv");

namespace entente::scripts {

std::string_view embedded_sounds() { return {entente_sounds_tsv, entente_sounds_tsv_end}; }
std::string_view embedded_han_readings() {
  return {entente_han_readings_tsv, entente_han_readings_tsv_end};
}
std::string_view embedded_family_names() {
  return {entente_family_names_tsv, entente_family_names_tsv_end};
}
std::string_view embedded_meanings() { return {entente_meanings_tsv, entente_meanings_tsv_end}; }
std::string_view embedded_chinese_in_hangul() {
  return {entente_chinese_in_hangul_tsv, entente_chinese_in_hangul_tsv_end};
}

}  // namespace entente::scripts
