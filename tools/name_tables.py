#!/usr/bin/env python3
"""Makes the tables of name words in data/ from rigour's reference data and the GLEIF code list.

    tools/name_tables.py SHARED_DATA OUT      (../shared/data and data; needs PyYAML)

Written: legal_forms.tsv, organisation_words.tsv, person_words.tsv, number_words.tsv, territory_names.tsv.
They are checked in; run this again only to take over a newer edition of the sources.
"""
import csv
import gzip
import io
import json
import pathlib
import re
import sys

import yaml

RIGOUR = ("# Source: rigour (https://github.com/opensanctions/rigour), {path}; MIT licence,\n"
          "# Copyright (c) 2023-2025: OpenSanctions Datenbanken GmbH. Changes: {changes}.\n")

# What a word of org_symbols or org_domains weighs beside a distinctive name (100).
LIGHT = {"co", "org", "corp", "grp", "intl", "holding", "gov", "named", "general", "center", "private", "public",
         "enterprise", "concern", "business", "special", "dept", "partner", "bros", "associates", "assoc", "global"}
# Legal forms that the tables of forms class too coarsely or leave without a class.
CLASS_OF_FORM = {}
TITLES = {"jr", "sr", "esq", "dr", "prof", "md", "dds", "phd", "haji", "sheikh", "saint", "mr", "mrs", "ms", "king",
          "queen", "lady", "sir", "lord", "master", "captain", "general", "colonel", "president"}


def clean(text):
    return re.sub(r"\s+", " ", str(text)).strip()


def write(path, head, columns, rows):
    seen, lines = set(), []
    for row in rows:
        key = row[0].casefold()
        if key in seen or not row[0]:
            continue
        seen.add(key)
        lines.append("\t".join(row))
    path.write_text(head + "#\n# " + "\t".join(columns) + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} rows")


def legal_forms(shared, out):
    rows = []
    types = yaml.safe_load((shared / "rigour-linguistics/names_org_types.yml").read_text())["types"]
    for entry in types:
        aliases = [clean(a) for a in entry.get("aliases", [])]
        display = entry.get("display") or ""
        generic = entry.get("generic") or ""
        form = entry.get("compare") or display or (generic or aliases[0])
        for alias in [display, entry.get("compare") or "", *aliases]:
            if alias:
                rows.append((clean(alias), clean(form), generic or "-"))
    known = {r[0].casefold(): r for r in rows}
    with gzip.open(shared / "gleif-elf-codes/elf-codes-1.4.1.csv.gz", "rt", encoding="utf-8-sig") as stream:
        for row in csv.reader(stream):
            if row[12] != "ACTV" or not row[5]:
                continue
            names = [clean(n) for n in (row[5], row[8]) if n]
            short = [clean(n) for part in (row[9], row[10]) for n in re.split(r"[;|]", part) if clean(n)]
            found = next((known[n.casefold()] for n in short + names if n.casefold() in known), None)
            for n in names + short:
                # Short forms of fewer than three letters are words of other languages too often.
                if n.casefold() in known or len(re.sub(r"\W", "", n)) < 3 or len(n) > 90:
                    continue
                form, generic = (found[1], found[2]) if found else ("elf-" + row[0], "-")
                if not found and len(n.split()) < 2:
                    continue
                known[n.casefold()] = (n, form, generic)
                rows.append((n, form, generic))
    head = ("# Legal forms of firms in many languages: equal `form` means the same form; `class` what kind of body it is\n"
            "# (LLC, JSC, LP, GP, LLP, SP, NGO, COOP, SOE, …; - not classed).\n"
            + RIGOUR.format(path="resources/names/org_types.yml", changes="one row an alias; long forms added")
            + "# Long forms added from the Entity Legal Forms code list of GLEIF (ISO 20275) v1.4.1, CC0.\n")
    write(out / "legal_forms.tsv", head, ("phrase", "form", "class"), rows)


def organisation_words(shared, out):
    data = yaml.safe_load((shared / "rigour-linguistics/names_symbols.yml").read_text())
    rows = []
    for section, weight in (("org_symbols", "40"), ("org_domains", "70")):
        for meaning, aliases in data[section].items():
            kind = "optional" if meaning in ("socalled", "repoff", "liquidation") else "word"
            w = "25" if meaning in LIGHT else weight
            rows.extend((clean(a), meaning, kind, w) for a in aliases)
    head = ("# What organisations call themselves, in many languages: equal `meaning` means the same; `weight` is beside\n"
            "# 100 for a distinctive name. kind: word, or optional (says nothing of which organisation it is).\n"
            + RIGOUR.format(path="resources/names/symbols.yml", changes="one row a phrase, weights added"))
    write(out / "organisation_words.tsv", head, ("phrase", "meaning", "kind", "weight"), rows)


def person_words(shared, out):
    data = yaml.safe_load((shared / "rigour-linguistics/names_symbols.yml").read_text())
    stop = yaml.safe_load((shared / "rigour-linguistics/names_stopwords.yml").read_text())
    rows = []
    for phrase in stop["PERSON_NAME_PREFIXES"]:
        rows.append((clean(phrase), clean(phrase).lower(), "title"))
    for meaning, aliases in data["person_symbols"].items():
        kind = "title" if meaning in TITLES else "particle"
        rows.extend((clean(a), meaning, kind) for a in aliases)
    for meaning, aliases in data["person_nick"].items():
        rows.extend((f"{clean(a)}", meaning, "given") for a in aliases)
    return data, rows


def number_words(shared, out):
    data = yaml.safe_load((shared / "rigour-linguistics/text_ordinals.yml").read_text())["ordinals"]
    rows = []
    for number, words in data.items():
        for word in words:
            word = clean(word)
            # Forms in digits are read as numbers anyway; letters of roman numerals by their own rule.
            if re.search(r"\d", word) or re.fullmatch(r"[IVXLCDM]+(th|st|nd|rd)?", word) or len(word) < 2:
                continue
            rows.append((word, str(number)))
    head = ("# Numbers in words, most of them ordinal, in many languages.\n"
            + RIGOUR.format(path="resources/text/ordinals.yml", changes="forms in digits and numerals left out"))
    write(out / "number_words.tsv", head, ("phrase", "number"), rows)


def territory_names(shared, out):
    rows = []
    with gzip.open(shared / "rigour-linguistics/territories.jsonl.gz", "rt", encoding="utf-8") as stream:
        entries = [json.loads(line) for line in stream]
    entries.sort(key=lambda e: (not e.get("is_country"), len(e["code"]), e["code"]))
    for strong in (True, False):
        for e in entries:
            if len(e["code"]) > 5:
                continue
            names = [e["name"], e.get("full_name", ""), *e.get("names_strong", [])] if strong else e.get("names_weak", [])
            if not strong and not e.get("is_country"):
                continue
            for n in names:
                n = clean(n)
                if not strong and n.isascii() and len(n) < 6:
                    continue
                if len(n) >= (4 if n.isascii() else 2) and len(n) <= 40 and len(n.split()) <= 4:
                    rows.append((n, e["code"]))
    head = ("# Countries and territories by name, with the code FollowTheMoney uses.\n"
            + RIGOUR.format(path="rust/data/territories/data.jsonl", changes="names and codes only; of namesakes the state"))
    write(out / "territory_names.tsv", head, ("name", "code"), rows)


def main():
    shared, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    legal_forms(shared, out)
    organisation_words(shared, out)
    number_words(shared, out)
    territory_names(shared, out)
    _, rows = person_words(shared, out)
    head = ("# Titles, particles and short forms of given names. kind: title (never tells two apart), particle\n"
            "# (hardly does), given (stands for another given name of the same meaning).\n"
            + RIGOUR.format(path="resources/names/{symbols,stopwords}.yml", changes="one row a phrase; further rows in name_words.tsv"))
    head = head.replace("{{", "{").replace("}}", "}")
    path = out / "person_words.tsv"
    # A given name may stand for several: keep every row.
    path.write_text(head + "#\n# phrase\tmeaning\tkind\n" + "\n".join("\t".join(r) for r in dict.fromkeys(rows)) + "\n", encoding="utf-8")
    print(f"person_words.tsv: {len(rows)} rows")


if __name__ == "__main__":
    main()
