"""States, organisations and weapons in the labelled claims documents.

The labels are of claims, so a name is owed where a labelled claim mentions it, found at its place or, where the label
gives none, at its first place in the quote or else in the document:

  states         for each document, the states that labelled claims mention (all roles): owed by code
  organisations  mentions in roles of actors and sources that hold a name which is no state, nationality or place
                 by data/states.tsv and data/places.tsv and stands for a body: the reader must give an organisation there
  weapons        objects with goods of arms that hold a designation (capitals or digits): a weapon there

Given are all states of the document, and the organisations and weapons that overlap some labelled mention.
"""
import csv
import re

from . import common
from .events import ROOT

FOLDER = "claims-dev"
ACTORS = ("subject", "counterpart", "against", "via", "attribution")
ROLES = ACTORS + ("object", "in_return", "where")
ARMS = {"arms", "ammunition", "missiles", "drones"}


def place_of(text, quote, mention):
    words = mention["text"]
    if "start" in mention:
        return mention["start"], mention["end"]
    begin = text.find(quote)
    at = text.find(words, begin, begin + len(quote)) if begin >= 0 else -1
    at = at if at >= 0 else text.find(words)
    return (at, at + len(words)) if at >= 0 else None


def first_cells(path, column, types=None):
    with open(path, encoding="utf-8") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t",
                              quoting=csv.QUOTE_NONE)
        return {row[column] for row in rows if not types or row["type"] in types}


def score(entente, folder):
    texts, gold = {}, {}
    for path in common.files(folder, "*.claims.jsonl"):
        name = path.name[:-len(".claims.jsonl")]
        texts[name] = path.with_name(name + ".txt").read_text(encoding="utf-8")
        gold[name] = common.json_lines(path)
    read = common.read_layer(entente, texts, "--entities")
    counts = {kind: common.Count() for kind in ("states", "organisations", "weapons")}
    for name, text in texts.items():
        states, mentions = set(), {"weapon": set(), "actor": set()}
        for claim in gold[name]:
            for role in ROLES:
                for mention in claim.get(role) or []:
                    if mention.get("state") not in (None, "", "xx"):
                        states.add(mention["state"])
                    place = place_of(text, claim["quote"]["text"], mention)
                    if not place:
                        continue
                    if role == "object" and ARMS & set(mention.get("goods") or []) \
                            and re.search(r"\b[A-Z][\w-]*\d|\b[A-Z][a-z]+(?:-\d+)?\b", text[place[0]:place[1]]):
                        mentions["weapon"].add(place)
        given = read[name]
        got_states = {row["state"] for row in given if row.get("state") not in (None, "", "xx")}
        counts["states"].add(len(states & got_states), len(got_states), len(states))
        owed = sorted(mentions["weapon"])
        ours = [(r["start"], r["end"]) for r in given if r["type"] == "weapon"]
        near = [span for span in ours if any(common.overlap(span, g) for g in owed)]
        counts["weapons"].add(len(common.pair(owed, near, common.overlap)), len(near), len(owed))
    return common.result({k: v for k, v in counts.items() if v.owed}, unfaithful=common.unfaithful(texts, read))
