#!/usr/bin/env python3
"""Makes data/chinese_in_hangul.tsv: how Korean writes the syllables of Chinese names.

    tools/chinese_in_hangul.py UNIHAN_FOLDER OUT    (the folder with Unihan_Readings.txt.bz2 and
                                                     Unihan_DictionaryLikeData.txt.bz2, and data)

The spelling follows the rules for loan words (National Institute of Korean Language, 1986, table 5), the readings
are those that Korean gives to characters of the syllable. Checked in; run again only for a newer Unihan.
"""
import bz2
import collections
import pathlib
import sys
import unicodedata

HEAD = """\
# How Korean writes the syllables of Chinese names: pinyin without marks, its spelling by the rules for loan
# words (National Institute of Korean Language 1986, table 5: facts), and the Sino-Korean readings of its
# characters, the commonest first ("-": none). Made by tools/chinese_in_hangul.py.
# Readings from Unicode's Unihan database 15.0 (kMandarin, kHangul, kFrequency), Unicode License V3,
# Copyright (c) 1991-2022 Unicode, Inc. Changes: counted by syllable, rare ones left out.
#
# pinyin	spelling	readings
"""
ONSETS = "ㄱ ㄲ ㄴ ㄷ ㄸ ㄹ ㅁ ㅂ ㅃ ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ".split()
VOWELS = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅘ ㅙ ㅚ ㅛ ㅜ ㅝ ㅞ ㅟ ㅠ ㅡ ㅢ ㅣ".split()
CODAS = {"": 0, "ㄴ": 4, "ㄹ": 8, "ㅇ": 21}
INITIALS = {"b": "ㅂ", "p": "ㅍ", "m": "ㅁ", "f": "ㅍ", "d": "ㄷ", "t": "ㅌ", "n": "ㄴ", "l": "ㄹ", "g": "ㄱ", "k": "ㅋ",
            "h": "ㅎ", "j": "ㅈ", "q": "ㅊ", "x": "ㅅ", "zh": "ㅈ", "ch": "ㅊ", "sh": "ㅅ", "r": "ㄹ", "z": "ㅉ",
            "c": "ㅊ", "s": "ㅆ", "": "ㅇ"}
# Final: the vowel and end of its first syllable, then further syllables as they stand.
FINALS = {"a": ("ㅏ", "", ""), "o": ("ㅗ", "", ""), "e": ("ㅓ", "", ""), "ai": ("ㅏ", "", "이"), "ei": ("ㅔ", "", "이"),
          "ao": ("ㅏ", "", "오"), "ou": ("ㅓ", "", "우"), "an": ("ㅏ", "ㄴ", ""), "en": ("ㅓ", "ㄴ", ""),
          "ang": ("ㅏ", "ㅇ", ""), "eng": ("ㅓ", "ㅇ", ""), "er": ("ㅓ", "ㄹ", ""), "ong": ("ㅜ", "ㅇ", ""),
          "i": ("ㅣ", "", ""), "ia": ("ㅑ", "", ""), "ie": ("ㅖ", "", ""), "iao": ("ㅑ", "", "오"), "iu": ("ㅠ", "", ""),
          "ian": ("ㅖ", "ㄴ", ""), "in": ("ㅣ", "ㄴ", ""), "iang": ("ㅑ", "ㅇ", ""), "ing": ("ㅣ", "ㅇ", ""),
          "iong": ("ㅠ", "ㅇ", ""), "u": ("ㅜ", "", ""), "ua": ("ㅘ", "", ""), "uo": ("ㅝ", "", ""),
          "uai": ("ㅘ", "", "이"), "ui": ("ㅜ", "", "이"), "uan": ("ㅘ", "ㄴ", ""), "un": ("ㅜ", "ㄴ", ""),
          "uang": ("ㅘ", "ㅇ", ""), "v": ("ㅟ", "", ""), "ve": ("ㅞ", "", ""), "van": ("ㅟ", "", "안"),
          "vn": ("ㅟ", "ㄴ", "")}
WHOLE = {"yi": "이", "ya": "야", "yo": "요", "ye": "예", "yai": "야이", "yao": "야오", "you": "유", "yan": "옌", "yin": "인",
         "yang": "양", "ying": "잉", "yong": "융", "wu": "우", "wa": "와", "wo": "워", "wai": "와이", "wei": "웨이",
         "wan": "완", "wen": "원", "wang": "왕", "weng": "웡", "yu": "위", "yue": "웨", "yuan": "위안", "yun": "윈",
         "zhi": "즈", "chi": "츠", "shi": "스", "ri": "르", "zi": "쯔", "ci": "츠", "si": "쓰"}
PLAIN = {"ㅑ": "ㅏ", "ㅖ": "ㅔ", "ㅛ": "ㅗ", "ㅠ": "ㅜ"}  # after ㅈ, ㅉ, ㅊ
SHARE_MIN, WEIGHT_MIN, READINGS_MAX = 0.015, 0.1, 10


def spelling(syllable):
    if syllable in WHOLE:
        return WHOLE[syllable]
    size = 2 if syllable[:2] in INITIALS else 1 if syllable[:1] in INITIALS else 0
    initial, final = syllable[:size], syllable[size:]
    if initial in ("j", "q", "x") and final.startswith("u"):
        final = "v" + final[1:]
    if final not in FINALS:
        return None
    vowel, coda, rest = FINALS[final]
    onset = INITIALS[initial]
    if onset in "ㅈㅉㅊ":
        vowel = PLAIN.get(vowel, vowel)
    return chr(0xAC00 + (ONSETS.index(onset) * 21 + VOWELS.index(vowel)) * 28 + CODAS[coda]) + rest


def plain(pinyin):
    """Without tones; ü is v after n and l, as it is typed."""
    marked = unicodedata.normalize("NFD", pinyin).replace("u\u0308", "v")
    return "".join(c for c in marked if not unicodedata.combining(c))


def typed(syllable):
    """The same with ü, as far as there is such a syllable."""
    return syllable.replace("u", "v") if syllable in ("lu", "nu", "lue", "nue") else syllable


def column(path, name):
    out = {}
    for line in bz2.open(path, "rt", encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if len(fields) == 3 and fields[1] == name:
            out[fields[0]] = fields[2]
    return out


def readings(folder):
    hangul, mandarin = (column(folder / "Unihan_Readings.txt.bz2", n) for n in ("kHangul", "kMandarin"))
    frequency = column(folder / "Unihan_DictionaryLikeData.txt.bz2", "kFrequency")
    weights = collections.defaultdict(collections.Counter)
    for character in hangul.keys() & mandarin.keys():
        read = hangul[character].split()
        weight = 1 if "E" in hangul[character] else 0.6 if "N" in hangul[character] else 0.05
        weight *= 6 - int(frequency[character]) if character in frequency else 0.3
        for place, each in enumerate(read[:2]):
            weights[plain(mandarin[character].split()[0])][each.split(":")[0]] += weight * (0.3 if place else 1)
    return weights


def main():
    weights = readings(pathlib.Path(sys.argv[1]))
    for syllable in [s for s in weights if "v" in s]:  # "lu" is both lu and lü where marks are left off
        weights[syllable.replace("v", "u")] += weights[syllable]
    rows = []
    for syllable in sorted(s for s in weights if "v" not in s):
        spelt = " ".join(dict.fromkeys(filter(None, map(spelling, (syllable, typed(syllable))))))
        if not spelt:
            continue
        counts = sorted(weights[syllable].items(), key=lambda pair: (-pair[1], pair[0]))
        whole = sum(weight for _, weight in counts)
        kept = [r for r, weight in counts if weight >= WEIGHT_MIN and weight / whole >= SHARE_MIN][:READINGS_MAX]
        rows.append("\t".join((syllable, spelt, " ".join(kept) or "-")))
    (pathlib.Path(sys.argv[2]) / "chinese_in_hangul.tsv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


main()
