#!/usr/bin/env python3
"""Makes the first part of data/countries.tsv: codes and names of countries from Unicode CLDR.

    pip install babel && tools/country_tables.py > names.tsv

Rows that people wrote (groups, names of statistics offices, states of the past) stand in data/country_words.tsv
and are not touched. CLDR is under the Unicode licence (data/NOTICE).
"""
import babel
from babel.core import get_global

LANGUAGES = ("en", "fr", "ru", "de", "es", "it", "tr", "uk", "zh", "ar")
NOT_COUNTRIES = {"AN", "CS", "SU", "YU", "DD", "EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA",
                 "IC", "TA"}


def main():
    aliases = get_global("territory_aliases")
    english = babel.Locale("en").territories
    codes = sorted(c for c in english if len(c) == 2 and c.isalpha() and c not in NOT_COUNTRIES)
    by_code = {code: [] for code in codes}
    for old, new in aliases.items():
        if len(new) == 1 and new[0] in by_code and (len(old) == 3):
            by_code[new[0]].append(old)
    print("code\ttype\ttext\tfrom\tto")
    for code in codes:
        print(f"{code}\tname\t{english[code]}\t\t")
        for old in sorted(by_code[code]):
            print(f"{code}\t{'number' if old.isdigit() else 'iso3'}\t{old}\t\t")
        said = {english[code]}
        for language in LANGUAGES:
            name = babel.Locale(language).territories.get(code)
            if name and name not in said:
                said.add(name)
                print(f"{code}\t{language}\t{name}\t\t")


if __name__ == "__main__":
    main()
