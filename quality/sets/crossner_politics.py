"""Names by type in sentences on politics (CrossNER), and in web text (UNER over EWT) where the folder holds that.

A name is right when span and type are the same, an article before it aside; `overlap` asks only that spans of the
type overlap. Types are those both sides have: person (politician, person, PER), organisation (political parties
among them, ORG), place (country, location, LOC).
"""
from . import common

FOLDER = "crossner-politics"
GOLD = {"politician": "person", "person": "person", "PER": "person", "organisation": "organisation",
        "politicalparty": "organisation", "ORG": "organisation", "country": "place", "location": "place",
        "LOC": "place"}
OURS = {"person": "person", "organisation": "organisation", "place": "place", "state": "place", "facility": "place"}
SENTENCES_A_TEXT = 40


def sentences(path):
    words, tags = [], []
    for line in path.read_text(encoding="utf-8").splitlines() + [""]:
        cells = line.split("\t")
        if not line.strip():
            if words:
                yield words, tags
            words, tags = [], []
        elif not line.startswith("#"):
            words.append(cells[0] if len(cells) == 2 else cells[1])
            tags.append(cells[1] if len(cells) == 2 else cells[2])


def put_together(all_sentences):
    texts, gold = {}, {}
    for number, (words, tags) in enumerate(all_sentences):
        name = str(number // SENTENCES_A_TEXT)
        text = texts.get(name, "")
        kind, start, at = None, 0, len(text)
        for word, tag in zip(words + [""], tags + ["O"]):
            if kind and not tag.startswith("I-"):
                gold.setdefault(name, []).append((start, at - 1, GOLD.get(kind)))
                kind = None
            if tag.startswith("B-"):
                kind, start = tag[2:], at
            at += len(word) + 1
        texts[name] = text + " ".join(words) + "\n\n"
    return texts, gold


def score(entente, folder):
    paths = [p for p in common.files(folder, "*.txt", "*.iob2") if not p.name.startswith("LICENSE")]
    texts, gold = put_together(s for path in paths for s in sentences(path))
    read = common.read_layer(entente, texts, "--entities")
    counts = {kind: common.Count() for kind in ("person", "organisation", "place")}
    loose = {kind: common.Count() for kind in counts}
    for name, text in texts.items():
        bare = lambda b, e: (b + 4, e) if text[b:e].lower().startswith("the ") else (b, e)
        for kind in counts:
            owed = [bare(b, e) for b, e, t in gold.get(name, ()) if t == kind]
            given = [bare(r["start"], r["end"]) for r in read[name] if OURS.get(r["type"]) == kind]
            counts[kind].add(len(set(owed) & set(given)), len(given), len(owed))
            loose[kind].add(len(common.pair(owed, given, common.overlap)), len(given), len(owed))
    out = common.result(counts, unfaithful=common.unfaithful(texts, read))
    out["lines"] = [f"{line}  overlap F1 {loose[kind].f1:.3f}" for kind, line in zip(counts, out["lines"])]
    return out
