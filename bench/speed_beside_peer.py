"""Speed of names and screening beside nomenklatura and rigour, on the same names and lists in the same run.

    bench/speed_beside_peer.py [--build FOLDER] [--data DIR] [--lists FILE…] [--pairs FILE] [--queries N]
                               [--venv FOLDER] [--out FILE]

Makes a venv with the peers (PyPI) at --venv unless it is there, and runs itself in it. A pair of names is that of
name-bench, scored by names_bench and by logic-v2; names read into their parts are those of names_bench (an entity of the
lists prepared) and of rigour's analyze_names; indexing is `entente index` of the lists from their files, and
nomenklatura's blocker over the same entities already in memory; screening is `entente screen` with the index (candidates,
16 comparisons, reasons, the audit record), and the blocker's candidates compared by logic-v2.
Everything is processor time of one core, threads added up, so that other work on the machine does not count.
"""
import argparse
import csv
import json
import logging
import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "quality"))
sys.path.insert(0, str(ROOT / "bench"))
from peers import in_venv  # noqa: E402
from screening_peer import PEER, entities_of  # noqa: E402
from sets import screening  # noqa: E402

CANDIDATES = 16


def seconds_of(command, **kwargs):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, **kwargs)
    if done.returncode not in (0, 1):  # 1: nothing found
        raise SystemExit(f"{command[0]}: status {done.returncode}\n{done.stderr.decode()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout.decode("utf-8")


def figure(text, label):
    return float(re.search(re.escape(label) + r"\s+([\d.]+) us", text)[1])


def our_names(a):
    text = seconds_of([a.build / "names_bench", ROOT / "data", a.pairs, *a.lists])[1]
    return figure(text, "pair of names scored"), figure(text, "entity prepared")


def peer_pair(path):
    from followthemoney import model
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.types import ScoringConfig
    algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()

    def made(schema, name, number):
        return model.get_proxy({"id": f"e{number}", "schema": schema, "properties": {"name": [name]}})
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pairs = [(made(r["schema"], r["name1"], 2 * i), made(r["schema"], r["name2"], 2 * i + 1)) for i, r in enumerate(rows)]
    runs = []
    for _ in range(5):
        start = time.process_time()
        for left, right in pairs:
            algorithm.compare(left, right, config)
        runs.append(1e6 * (time.process_time() - start) / len(pairs))
    return statistics.median(runs)


def peer_names(entities):
    from rigour.names import NameTypeTag, analyze_names
    tags = {"Person": NameTypeTag.PER, "Vessel": NameTypeTag.OBJ, "Airplane": NameTypeTag.OBJ}
    some = list(entities.values())[:2000]
    start = time.process_time()
    for e in some:
        p = e["properties"]
        analyze_names(tags.get(e["schema"], NameTypeTag.ORG), p.get("name", []) + p.get("alias", []))
    return 1e6 * (time.process_time() - start) / len(some)


class Peer:
    """nomenklatura's blocker over the entities, and logic-v2 over what it finds."""

    def __init__(self, path, folder):
        from followthemoney import Dataset
        from nomenklatura.blocker import Index
        from nomenklatura.resolver import Linker
        from nomenklatura.store import load_entity_file_store
        self.dataset = Dataset.make({"name": "queries", "title": "queries"})
        store = load_entity_file_store(path, Linker({}), cleaned=False)
        self.view = store.view(store.dataset)
        start = time.process_time()
        self.index = Index(self.view, folder, options={"max_candidates": CANDIDATES})
        self.index.build()
        self.indexing = time.process_time() - start

    def screen(self, queries):
        from followthemoney import StatementEntity
        from nomenklatura.matching import get_algorithm
        from nomenklatura.matching.types import ScoringConfig
        algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()
        start = time.process_time()
        made = {f"q-{q['id']}": StatementEntity.from_data(self.dataset, {**q, "id": f"q-{q['id']}"}, cleaned=False)
                for q in queries}
        pairs = 0
        for query, matches in self.index.match_entities(made.values()):
            for match, _ in matches:
                algorithm.compare(made[query.id], self.view.get_entity(match.id), config)
                pairs += 1
        return time.process_time() - start, pairs


def run(a, scratch):
    index, asked = scratch / "lists.index", scratch / "queries.jsonl"
    indexing = seconds_of([a.build / "entente", "index", *a.lists, "-o", index, "--quiet", "--threads", "1"])[0]
    rows = [r for path in sorted([*a.data.glob("un_positives*.csv"), *a.data.glob("negatives*.csv*")])
            for r in screening.rows_of(path)[:a.queries // 3]]
    queries = [screening.entity_of(r, i) for i, r in enumerate(rows)]
    asked.write_text("".join(json.dumps(q, ensure_ascii=False) + "\n" for q in queries), encoding="utf-8")
    command = [a.build / "entente", "screen", "--index", index, "--quiet", "--limit", "4", "--threads", "1", "--jsonl"]
    one = scratch / "one.jsonl"
    one.write_text(json.dumps(queries[0]) + "\n", encoding="utf-8")
    starting = min(seconds_of([*command, one])[0] for _ in range(3))
    screening_us = 1e6 * (min(seconds_of([*command, asked])[0] for _ in range(3)) - starting) / len(queries)
    entities = entities_of(a.build / "entente", [str(p) for p in a.lists])
    ftm = scratch / "lists.ftm.json"
    ftm.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entities.values()), encoding="utf-8")
    pair, prepared = our_names(a)
    peer = Peer(ftm, scratch / "blocker")
    seconds, pairs = peer.screen(queries)
    size = len(entities)
    return size, len(queries), [
        ("a pair of names scored", pair, peer_pair(a.pairs), "us", "nomenklatura logic-v2"),
        ("an entity's names read into parts", prepared, peer_names(entities), "us", "rigour analyze_names"),
        ("an entity indexed", 1e6 * indexing / size, 1e6 * peer.indexing / size, "us", "nomenklatura blocker"),
        ("a query screened", screening_us, 1e6 * seconds / len(queries), "us",
         f"blocker and logic-v2, {pairs / len(queries):.1f} pairs"),
    ]


def main():
    shared = pathlib.Path(os.environ.get("ENTENTE_SHARED", ROOT.parent / "shared")) / "data"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--data", type=pathlib.Path, default=shared / "screening-queries")
    parser.add_argument("--lists", nargs="+", type=pathlib.Path)
    parser.add_argument("--pairs", type=pathlib.Path)
    parser.add_argument("--queries", type=int, default=3000)
    parser.add_argument("--venv", type=pathlib.Path, default=ROOT / "build/peer-venv")
    parser.add_argument("--out", type=pathlib.Path, help="write the table to this file too")
    a = parser.parse_args()
    a.pairs = a.pairs or next(iter(sorted((a.data.parent / "name-bench").glob("name_pairs*.csv"))), None)
    if not a.data.exists() or not a.pairs:
        print(f"skipped: no data in {a.data}")
        return 2
    a.lists = a.lists or [a.data.parent / name for name in screening.LISTS]
    in_venv(a.venv, [PEER])
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as scratch:
        size, queries, rows = run(a, pathlib.Path(scratch))
    text = f"processor time, {size} entities of {', '.join(p.name for p in a.lists)}; {queries} queries\n"
    text += f"{'':36}{'entente':>12}{'peer':>14}{'times':>8}  peer is\n"
    for label, ours, theirs, unit, who in rows:
        text += f"{label:36}{ours:9.1f} {unit}{theirs:11.1f} {unit}{theirs / ours:8.1f}  {who}\n"
    print(text, end="")
    if a.out:
        a.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
