"""Alerts of this screening beside those of nomenklatura's logic-v2, on the same queries, lists and candidates.

    bench/screening_peer.py [--entente PROGRAM] [--data DIR] [--lists FILE…] [--sample N] [--candidates K]
                            [--venv FOLDER] [--out FILE]

Makes a venv with nomenklatura (PyPI) at --venv unless it is there, and runs itself in it. Candidates of a query are the
K best by `entente screen --threshold 0`, for both: only the scoring differs. A right entity that is no candidate is
missed by both. Recall at a threshold: the share of positives whose right entity scores at least that; an alert: a
negative of which any candidate does. Thresholds are set so that both have the same recall on the positives as they
are and treated together. Times are processor time: of entente for the whole of a query (finding, comparing, explaining
K results), of logic-v2 for comparing alone.
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "quality"))
from peers import in_venv  # noqa: E402
from sets import screening  # noqa: E402

PEER = "nomenklatura==4.17.4"


def entities_of(entente, lists):
    done = subprocess.run([entente, "export", "--format", "ftm", "--quiet", *lists], capture_output=True, check=True)
    return {e["id"]: e for e in map(json.loads, done.stdout.decode("utf-8").splitlines())}


def peer_scorer(entities):
    from followthemoney import model
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.types import ScoringConfig
    algorithm, config, proxies = get_algorithm("logic-v2"), ScoringConfig.defaults(), {}

    def proxy(entity):
        return model.get_proxy({"id": entity["id"], "schema": entity["schema"],
                                "properties": entity["properties"]}, cleaned=False)

    def score(query, ids):
        left = proxy(query)
        for each in ids:
            if each not in proxies:
                proxies[each] = proxy(entities[each])
        start = time.thread_time()
        out = [algorithm.compare(left, proxies[each], config).score for each in ids]
        return out, time.thread_time() - start
    return score


class Scores:
    """Of one system: the score of each positive's right entity, the best of each negative."""

    def __init__(self):
        self.gold, self.best, self.seconds = [], {}, 0.0

    def recall(self, threshold):
        return sum(s >= threshold for s in self.gold) / len(self.gold)

    def alerts(self, threshold):
        return {name: sum(s >= threshold for s in scores) / len(scores) for name, scores in self.best.items()}

    def threshold_for(self, recall):
        need = max(1, int(recall * len(self.gold) + 0.5))
        return sorted(self.gold, reverse=True)[need - 1]


def ask(entente, index, entities, scratch, candidates):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    answers = screening.screen(entente, index, entities, scratch, threshold=0, limit=candidates)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return answers, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run(a, scratch):
    lists = [str(p) for p in (a.lists or [screening_shared(a) / name for name in screening.LISTS])]
    index = pathlib.Path(scratch) / "lists.index"
    subprocess.run([a.entente, "index", *lists, "-o", index, "--quiet"], check=True, capture_output=True)
    peer = peer_scorer(entities_of(a.entente, lists))
    ours, theirs, queries, pairs = Scores(), Scores(), 0, 0
    for path in sorted([*a.data.glob("un_positives*.csv"), *a.data.glob("negatives*.csv*"),
                        *a.data.glob("us_congress*.csv*")]):
        positive, rows = path.name.startswith("un_positives"), screening.rows_of(path)
        rows = [r for r in rows if r["un_dataid"]] if positive else rows[:a.sample]
        asked = [screening.entity_of(r, i) for i, r in enumerate(rows)]
        answers, seconds = ask(a.entente, index, asked, scratch, a.candidates)
        ours.seconds += seconds
        queries += len(rows)
        for row, query, answer in zip(rows, asked, answers):
            ids = [x["id"] for x in answer["results"]]
            scored, seconds = peer(query, ids)
            theirs.seconds += seconds
            pairs += len(ids)
            for system, scores in ((ours, [x["score"] for x in answer["results"]]), (theirs, scored)):
                if positive:
                    gold = [s for s, each in zip(scores, ids) if each.endswith("-" + row["un_dataid"])]
                    system.gold.append(max(gold, default=0.0))
                else:
                    system.best.setdefault(path.name.split(".")[0], []).append(max(scores, default=0.0))
    return ours, theirs, queries, pairs


def screening_shared(a):
    return a.data.parent


def table(ours, theirs, queries, pairs, candidates):
    names = list(ours.best)
    out = [f"alerts beside {PEER} logic-v2: {queries} queries, the same {candidates} candidates at most, {pairs} pairs",
           f"{'':34}{'threshold':>10}{'recall':>9}  " + "  ".join(names)]

    def row(label, system, threshold):
        shares = system.alerts(threshold)
        out.append(f"{label:34}{threshold:10.3f}{system.recall(threshold):9.4f}  " +
                   "  ".join(f"{shares[n]:{len(n)}.4f}" for n in names))
    row("entente, its own threshold", ours, 0.70)
    row("logic-v2, its own threshold", theirs, 0.70)
    most = min(ours.recall(1e-6), theirs.recall(1e-6), ours.recall(0.70))
    for recall in sorted({theirs.recall(0.70), most, 0.95, 0.98, 0.99}):
        if recall <= most:
            row(f"entente at recall {recall:.4f}", ours, ours.threshold_for(recall))
            row(f"logic-v2 at recall {recall:.4f}", theirs, theirs.threshold_for(recall))
    out.append(f"processor time a query: entente {1e3 * ours.seconds / queries:.3f} ms (all of it, {candidates} results explained), "
               f"logic-v2 {1e3 * theirs.seconds / queries:.3f} ms (comparing alone, {1e6 * theirs.seconds / max(pairs, 1):.0f} us a pair)")
    return "\n".join(out) + "\n"


def main():
    shared = pathlib.Path(os.environ.get("ENTENTE_SHARED", ROOT.parent / "shared")) / "data"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entente", default=str(ROOT / "build/release/entente"))
    parser.add_argument("--data", type=pathlib.Path, default=shared / "screening-queries")
    parser.add_argument("--lists", nargs="+", type=pathlib.Path)
    parser.add_argument("--sample", type=int, default=2000, help="the first N negatives of each file")
    parser.add_argument("--candidates", type=int, default=20)
    parser.add_argument("--venv", type=pathlib.Path, default=ROOT / "build/peer-venv")
    parser.add_argument("--out", type=pathlib.Path, help="append the table to this file")
    a = parser.parse_args()
    if not a.data.exists():
        print(f"skipped: no data in {a.data}")
        return 2
    in_venv(a.venv, [PEER])
    with tempfile.TemporaryDirectory() as scratch:
        text = table(*run(a, scratch), a.candidates)
    print(text, end="")
    if a.out:
        with a.out.open("a", encoding="utf-8") as file:
            file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
