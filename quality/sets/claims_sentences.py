"""Sentences with the claims they owe: which kinds of plain sentence give nothing, or something else.

  claim  a claim of the owed kind was given
  core   … with a mention of the owed subject, counterpart (none where none is owed) and the polarity
  full   … and the modality

A mention answers another when one is part of the other, articles aside. Each given claim answers one owed claim.
"""
import re

from . import common

FOLDER = ""
PARTS = ("open", "kept")


def items(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if not line.strip() or line.startswith("#"):
            continue
        text, _, owed = line.partition("\t")
        claims = []
        for claim in owed.split(" ;; ") if owed and owed != "NONE" else []:
            fields = [field.strip() for field in claim.split("|")]
            if len(fields) != 6:
                raise common.BadData(f"{path}:{number + 1}: six fields are owed: {claim}")
            kind, subject, counterpart, thing, modality, polarity = fields
            mentions = [[m.strip() for m in role.split("&") if m.strip()] for role in (subject, counterpart, thing)]
            claims.append((kind, *mentions, modality, polarity))
        yield f"{path.stem}-{number:04}", text + "\n", claims


def plain(mention):
    return re.sub(r"^(the|a|an|its|their|his|her) ", "", mention.lower().strip())


def answered(owed, given):
    if not owed:
        return not given
    return any(plain(a) in plain(b) or plain(b) in plain(a) for a in owed for b in given)


def texts(claim, role):
    return [mention["text"] for mention in claim.get(role) or []]


def worth(owed, claim):
    """0 unless the kind is right; more for each role that is."""
    kind, subject, counterpart, thing, _, _ = owed
    if claim["kind"] != kind:
        return 0
    return (1 + 4 * answered(subject, texts(claim, "subject")) + 4 * answered(counterpart, texts(claim, "counterpart"))
            + 2 * answered(thing, texts(claim, "object")))


def score_part(entente, path):
    rows = list(items(path))
    read = common.read_layer(entente, {name: text for name, text, _ in rows}, "--jsonl")
    counts = {"claim": common.Count(), "core": common.Count(), "full": common.Count()}
    for name, _, owed in rows:
        given = read[name]
        pairs = common.pair(owed, given, worth)
        core = [(owed[i], given[k]) for i, k in pairs
                if answered(owed[i][1], texts(given[k], "subject")) and
                answered(owed[i][2], texts(given[k], "counterpart")) and given[k]["polarity"] == owed[i][5]]
        full = [pair for pair in core if pair[1]["modality"] == pair[0][4]]
        for figure, hits in (("claim", pairs), ("core", core), ("full", full)):
            counts[figure].add(len(hits), len(given), len(owed))
    return counts, common.unfaithful({name: text for name, text, _ in rows}, read)


def score(entente, folder):
    figures, bad = {}, 0
    for part in PARTS:
        path = folder / f"{part}.tsv"
        if path.exists():
            counts, unfaithful = score_part(entente, path)
            figures |= {f"{part} {figure}": count for figure, count in counts.items()}
            bad += unfaithful
    if not figures:
        raise common.BadData(f"{folder}: no open.tsv or kept.tsv")
    return common.result(figures, unfaithful=bad)
