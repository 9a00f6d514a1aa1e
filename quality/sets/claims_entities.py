"""States, organisations and weapons named in the labelled claims documents.

  states         for each document, the states that labelled claims mention (all roles), by code; given are those that any
                 name of the document is given
  organisations  every occurrence of a name that claims_names.tsv marks so, the longest first; a given name answers it
  weapons        when the spans overlap. Given are all names of that type, but descriptions in small letters

The names of claims_names.tsv are those of claims-dev, marked by hand. For other documents put a NAMES.tsv of the same form
into the folder; without one only states are scored there.
"""
import csv
import pathlib
import re

from . import common

FOLDER = "claims-dev"
HERE = pathlib.Path(__file__).resolve().parent
ROLES = ("subject", "counterpart", "against", "via", "attribution", "object", "in_return", "where")


def labelled_names(folder):
    path = folder / "NAMES.tsv"
    if not path.exists():
        path = HERE / "claims_names.tsv"
    with open(path, encoding="utf-8") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return sorted(((row["name"], row["type"]) for row in rows), key=lambda row: -len(row[0]))


def occurrences(text, names):
    """(start, end, type) of every name, the longest first, apart."""
    out, taken = [], []
    for name, kind in names:
        for hit in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not any(common.overlap(hit.span(), t) for t in taken):
                taken.append(hit.span())
                out.append((*hit.span(), kind))
    return out


def score(entente, folder):
    texts, states = {}, {}
    for path in common.files(folder, "*.claims.jsonl"):
        name = path.name[:-len(".claims.jsonl")]
        texts[name] = path.with_name(name + ".txt").read_text(encoding="utf-8")
        states[name] = {mention["state"] for claim in common.json_lines(path) for role in ROLES
                        for mention in claim.get(role) or [] if mention.get("state") not in (None, "", "xx")}
    names = labelled_names(folder)
    read = common.read_layer(entente, texts, "--entities")
    counts = {kind: common.Count() for kind in ("states", "organisations", "weapons")}
    for name, text in texts.items():
        got = {row["state"] for row in read[name] if row.get("state") not in (None, "", "xx")}
        counts["states"].add(len(states[name] & got), len(got), len(states[name]))
        marked = occurrences(text, names)
        if not marked:
            continue
        for kind, singular in (("organisations", "organisation"), ("weapons", "weapon")):
            owed = [m[:2] for m in marked if m[2] == singular]
            given = [(r["start"], r["end"]) for r in read[name]
                     if r["type"] == singular and re.search("[A-Z]", r["text"])]
            counts[kind].add(len(common.pair(owed, given, common.overlap)), len(given), len(owed))
    return common.result({k: v for k, v in counts.items() if v.owed}, unfaithful=common.unfaithful(texts, read))
