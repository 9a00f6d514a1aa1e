"""Events: the PLOVER gold standard records, one event a record (events.py says how they are counted).

A record without target that names several sources is a mutual event: each is the target of the other.
"""
import json

from . import common, events

FOLDER = "plover-gsr"
SPELLINGS = {"JAP": "JPN"}  # codes of the set that are not ISO 3166


def codes(side):
    return [SPELLINGS.get(actor["code"], actor["code"]) for actor in side or [] if isinstance(actor, dict) and actor.get("code")]


def score(entente, folder):
    texts, gold = {}, {}
    for path in common.files(folder, "*.json", "*GSR*.txt"):
        for row in json.loads(path.read_text(encoding="utf-8")):
            if not row.get("text") or row.get("event") == "DOCUMENT":
                continue
            source, target = codes(row.get("source")), codes(row.get("target"))
            if not target and len(source) > 1:
                target = source
            texts[row["id"]] = row["text"] + "\n"
            gold[row["id"]] = [(source, target, row["event"])]
    return events.score_events(entente, texts, gold)
