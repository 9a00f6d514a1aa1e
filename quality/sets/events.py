"""What the two sets of events share: pairing events and counting source, target and type, for the reader and for the
keyword baseline alike.

An event answers a labelled one of its sentence when any of the three agrees; pairs are one to one, those that
agree in most first. An actor agrees when a code of one side has the same first three letters (the state, or IGO, NGO …)
or, where the labels are of invented states, the same name.

  type, source, target   pairs in which it is right (P over all given, R over all owed)
  event                  all three are right
Accuracies are those over the pairs.
"""
import pathlib
import re

from . import common
from .keyword_events import Keywords

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FIELDS = ("source", "target", "type")


def alpha3_table(entente):
    """Alpha-2 to alpha-3, by the reader's own answer for each state."""
    names = {}
    for line in (ROOT / "data/states.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 2 and cells[1] == "name" and cells[0] != "xx":
            names.setdefault(cells[0], cells[2])
    texts = {code: f"{name} sent missiles to Russia.\n" if code != "ru" else "Russia sent missiles to Iran.\n"
             for code, name in names.items()}
    out = {}
    for code, rows in common.read_layer(entente, texts, "--format", "plover").items():
        for row in rows:
            for actor in row["source"] + row["target"]:
                if actor.get("code"):
                    out[actor["state"]] = actor["code"]
    return lambda code: out.get(code, code.upper())


def agree(gold, got, names):
    """gold: codes; got: [(code, text)]. Nobody agrees with nobody."""
    if not gold or not got:
        return not gold and not got
    codes = set()
    for code, text in got:
        codes.add(code[:3])
        for word in re.findall(r"[A-Z][\w-]+", text):
            codes.update(names.get(word.lower(), ()))
    return any(code[:3] in codes for code in gold)


def fields(gold, got, names):
    return {"source": agree(gold[0], got[0], names), "target": agree(gold[1], got[1], names),
            "type": gold[2] == got[2]}


def count(gold, got, names):
    """gold, got: {record: [(source, target, type)]} -> counts by field, and how many pairs."""
    counts = {name: common.Count() for name in FIELDS + ("event",)}
    pairs_total = 0
    for record, owed in gold.items():
        given = got.get(record, [])
        pairs = common.pair(owed, given, lambda g, p: sum(fields(g, p, names).values()))
        pairs_total += len(pairs)
        right = [fields(owed[i], given[k], names) for i, k in pairs]
        for name in FIELDS:
            counts[name].add(sum(f[name] for f in right), len(given), len(owed))
        counts["event"].add(sum(all(f.values()) for f in right), len(given), len(owed))
    return counts, pairs_total


def one_by_one(event):
    """An event of several actors as one for each source and target."""
    source, target, kind = event
    return [([s] if s else [], [t] if t else [], kind) for s in source or [None] for t in target or [None] if s != t]


def score_events(entente, texts, gold, names=None, pairwise=False):
    """Reader and baseline on {record: text} with {record: [event]}; lines and figures of both.
    `pairwise`: the labels have one event for each source and target."""
    names = names or {}
    read = common.read_layer(entente, texts, "--format", "plover")
    actors = lambda side: [(a.get("code", ""), a["text"]) for a in side]
    got = {name: [(actors(r["source"]), actors(r["target"]), r["type"]) for r in rows] for name, rows in read.items()}
    if pairwise:
        got = {name: [one for event in rows for one in one_by_one(event)] for name, rows in got.items()}
    keywords = Keywords(ROOT / "data", alpha3_table(entente))
    by_words = {name: [e for e in [keywords.event(text)] if e] for name, text in texts.items()}
    lines, figures = [], {}
    for label, events in (("reader", got), ("keywords", by_words)):
        counts, pairs = count(gold, events, names)
        for name, one in counts.items():
            lines.append(one.line(f"{label} {name}"))
            figures[f"{label} {name} F1"] = round(one.f1, 4)
        right = "  ".join(f"{name} {counts[name].right / max(1, pairs):.3f}" for name in FIELDS)
        lines.append(f"{label}: accuracy over {pairs} pairs: {right}")
    ahead = {name: figures[f"reader {name} F1"] - figures[f"keywords {name} F1"] for name in FIELDS + ("event",)}
    lines.append("reader ahead by: " + "  ".join(f"{name} {100 * value:+.1f}" for name, value in ahead.items()) + " points")
    figures.update({f"ahead {name}": round(value, 4) for name, value in ahead.items()})
    figures["unfaithful"] = common.unfaithful(texts, read)
    return {"figures": figures, "lines": lines}
