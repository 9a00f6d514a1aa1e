"""Names and figures in defence news (re3d).

Owed are the labelled spans of a type; given are those the reader's layers give for it (TYPES). The labels hold
whole phrases ("the Kurdish YPG"), ours names, so a pair is any overlap, one to one, most overlap first; `exact`
asks for the same span but for an article before it. A figure within a labelled span of another type ("nine members",
"two weeks") is neither owed nor wrong unless a Quantity is labelled there too. Quantities come from --quantities (amounts of money apart),
Temporal from --dates, the others from --entities.
"""
import re

from . import common

FOLDER = "re3d"
TYPES = {"organisation": "Organisation", "place": "Location", "state": "Location", "person": "Person",
         "nationality": "Nationality", "weapon": "Weapon", "vessel": "MilitaryPlatform", "facility": "Location"}
ORDER = ("Quantity", "Temporal", "Organisation", "Location", "Person", "Nationality", "Weapon", "Money")
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)


def sources(folder):
    inner = sorted(path.parent for path in folder.glob("*/entities.jsonl"))
    return inner or [folder]


def layers(entente, texts):
    out = {name: [] for name in texts}
    for name, rows in common.read_layer(entente, texts, "--quantities").items():
        for row in rows:
            money = re.fullmatch(r"[A-Z]{3}(/.*)?", row.get("unit", ""))
            out[name].append(("Money" if money else "Quantity", row))
    for name, rows in common.read_layer(entente, texts, "--dates").items():
        out[name] += [("Temporal", row) for row in rows]
    for name, rows in common.read_layer(entente, texts, "--entities").items():
        out[name] += [(TYPES[row["type"]], row) for row in rows if row["type"] in TYPES]
    return out


def bare(row, text):
    article = ARTICLE.match(text[row[0]:row[1]])
    return (row[0] + (article.end() if article else 0), row[1])


def score(entente, folder):
    texts, gold = {}, {}
    for source in sources(folder):
        if not (source / "documents.jsonl").exists():
            raise common.BadData(f"{source}: no documents.jsonl")
        for row in common.json_lines(source / "documents.jsonl"):
            texts[row["_id"]] = row["text"]
        for row in common.json_lines(source / "entities.jsonl"):
            gold.setdefault(row["documentId"], set()).add((row["begin"], row["end"], row["type"]))
    read = layers(entente, texts)
    counts = {kind: common.Count() for kind in ORDER}
    exact = {kind: common.Count() for kind in ORDER}
    for name, text in texts.items():
        for kind in ORDER:
            owed = sorted((b, e) for b, e, t in gold.get(name, ()) if t == kind)
            given = [(row["start"], row["end"]) for t, row in read[name] if t == kind]
            if kind == "Quantity":
                others = [(b, e) for b, e, t in gold.get(name, ()) if t != kind]
                given = [g for g in given if any(common.overlap(g, o) for o in owed)
                         or not any(common.overlap(g, o) for o in others)]
            pairs = common.pair(owed, given, common.overlap)
            counts[kind].add(len(pairs), len(given), len(owed))
            same = sum(bare(owed[i], text) == bare(given[k], text) for i, k in pairs)
            exact[kind].add(same, len(given), len(owed))
    out = common.result(counts)
    out["lines"] = [f"{line}  exact F1 {exact[kind].f1:.3f}" for kind, line in zip(ORDER, out["lines"])]
    return out
