"""Scores name and entity comparison on a folder in the shape of name-bench.

    quality/run names [--data DIR] [--json] [--list]
    quality/run names --speed [--peer PYTHON] [--lists FILE…]

name_pairs*.csv        case_group, schema, name1, name2, is_match, quality, …; where entity_bench_label is set it is
                       preferred ("conflict-free"); rows whose two labels differ are also left out for a third figure
entity_pairs*.jsonl    {label, schema, query, candidate}
ofac_search_parity*.csv  query_name, result_name, ofac_score (-1: below 80)
--speed times a pair (bench/names_bench.cpp) and, with a Python that has nomenklatura, its logic-v2 on the same pairs
in the same run; also writes results/names_speed.txt. --list prints what came out other than labelled. The result is kept in quality/results/names.txt when the folder is
the default one. Exit status 2 when nothing was there to score.
"""
import argparse
import csv
import json
import pathlib
import subprocess
import sys

THRESHOLD = 0.70  # kMatchThreshold of src/names/compare.h: one for all
PEER_THRESHOLD = 0.70


def compare(entente, pairs, algorithm="entente"):
    """Scores of [(schema, left properties, right properties)]."""
    lines = "".join(json.dumps({side: {"schema": schema, "properties": props} for side, props in
                                (("left", left), ("right", right))}, ensure_ascii=False) + "\n"
                    for schema, left, right in pairs)
    done = subprocess.run([entente, "compare", "--jsonl", "-", "--algorithm", algorithm, "--quiet"],
                          input=lines.encode(), capture_output=True)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    if done.returncode or len(answers) != len(pairs):
        sys.exit(f"entente compare: status {done.returncode}, {len(answers)} of {len(pairs)} answers\n{done.stderr.decode()}")
    return [a["score"] for a in answers]


def figures(found):
    """Precision, recall and F1 of [(said, labelled)]."""
    tp = sum(s and l for s, l in found)
    fp = sum(s and not l for s, l in found)
    fn = sum(l and not s for s, l in found)
    ratio = lambda a, b: a / b if b else 0.0
    return {"pairs": len(found), "precision": ratio(tp, tp + fp), "recall": ratio(tp, tp + fn),
            "f1": ratio(2 * tp, 2 * tp + fp + fn), "wrong": fp + fn}


def label(row):
    return (row.get("entity_bench_label") or row["is_match"]) == "true"


def score_names(entente, path):
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    scores = compare(entente, [(r["schema"], {"name": [r["name1"]]}, {"name": [r["name2"]]}) for r in rows])
    said = [s >= THRESHOLD for s in scores]
    agree = [not r.get("entity_bench_label") or r["entity_bench_label"] == r["is_match"] for r in rows]
    out = {"as labelled": figures([(s, r["is_match"] == "true") for s, r in zip(said, rows)]),
           "conflict-free (entity_bench label preferred)": figures([(s, label(r)) for s, r in zip(said, rows)]),
           "rows without conflict only": figures([(s, label(r)) for s, r, a in zip(said, rows, agree) if a])}
    peer = [(float(r["logicv2_frozen_score"]) >= PEER_THRESHOLD, label(r)) for r in rows if r.get("logicv2_frozen_score")]
    if peer:
        out["peer: logic-v2 frozen scores, conflict-free"] = figures(peer)
    wrong = [(r, score) for r, s, score in zip(rows, said, scores) if s != label(r)]
    strong = [(r, s) for r, s in wrong if r.get("quality") == "STRONG"]
    return out, wrong, strong, rows


def score_entities(entente, path):
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    values = lambda props: {k: v if isinstance(v, list) else [v] for k, v in props.items()}
    scores = compare(entente, [(r["schema"], values(r["query"]), values(r["candidate"])) for r in rows])
    found = [(s >= THRESHOLD, bool(r["label"])) for s, r in zip(scores, rows)]
    return figures(found), [(r, s) for r, s, (said, l) in zip(rows, scores, found) if said != l]


def score_ofac(entente, path):
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    scores = compare(entente, [("LegalEntity", {"name": [r["query_name"]]}, {"name": [r["result_name"]]}) for r in rows],
                     "ofac-like")
    wrong = []
    for r, s in zip(rows, scores):
        theirs, ours = int(r["ofac_score"]), round(s * 100)
        if (theirs < 0 and ours >= 80) or (theirs >= 0 and abs(theirs - ours) > 5):
            wrong.append((r, ours))
    return {"pairs": len(rows), "within 5 points": 1 - len(wrong) / len(rows) if rows else 0.0}, wrong


def one(folder, pattern):
    found = sorted(folder.glob(pattern))
    return found[0] if found else None


def table(result):
    lines = []
    for name, f in result.get("name pairs", {}).items():
        lines.append(f"name pairs, {name:48} {f['pairs']:4} pairs  P {f['precision']:.3f}  R {f['recall']:.3f}  F1 {f['f1']:.3f}")
    if "STRONG failures" in result:
        lines.append(f"STRONG failures {len(result['STRONG failures'])}" + "".join(
            f"\n  {s['name1']} | {s['name2']}: labelled {s['label']}, ours {s['score']:.2f}, peer {s['peer'] or 'not known'}"
            for s in result["STRONG failures"]))
    if "entity pairs" in result:
        f = result["entity pairs"]
        lines.append(f"entity pairs {'':49} {f['pairs']:4} pairs  P {f['precision']:.3f}  R {f['recall']:.3f}  F1 {f['f1']:.3f}")
    if "ofac parity" in result:
        f = result["ofac parity"]
        lines.append(f"OFAC parity, within 5 points {'':33} {f['pairs']:4} pairs  {f['within 5 points']:.1%}")
    return "\n".join(lines)


def run_speed(a, root, results):
    pairs = one(a.data, "name_pairs*.csv")
    bench = pathlib.Path(a.entente).resolve().parent / "names_bench"
    if not pairs or not bench.exists():
        print(f"skipped: speed of names ({'names_bench is not built' if pairs else 'no data in ' + str(a.data)})")
        return 2
    done = [subprocess.run([bench, root / "data", pairs, *a.lists], capture_output=True, text=True)]
    if a.peer:
        done.append(subprocess.run([a.peer, root / "bench/names_peer.py", pairs], capture_output=True, text=True))
    if any(d.returncode for d in done):
        sys.exit("".join(d.stderr for d in done))
    text = "".join(d.stdout for d in done)
    print(text, end="")
    results.mkdir(exist_ok=True)
    (results / "names_speed.txt").write_text(text, encoding="utf-8")
    return 0


def main(arguments, entente, shared, results):
    parser = argparse.ArgumentParser(prog="quality/run names", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, default=shared / "name-bench")
    parser.add_argument("--entente", default=entente)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--peer", help="a Python with nomenklatura")
    parser.add_argument("--lists", nargs="*", default=[], help="sanctions lists, for the cost of an entity")
    a = parser.parse_args(arguments)
    if a.speed:
        return run_speed(a, results.parent.parent, results)
    result, listed = {}, []
    if path := one(a.data, "name_pairs*.csv"):
        result["name pairs"], wrong, strong, _ = score_names(a.entente, path)
        result["STRONG failures"] = [{"name1": r["name1"], "name2": r["name2"], "label": label(r), "score": s,
                                      "peer": r.get("logicv2_frozen_score", "")} for r, s in strong]
        listed += [f"name    {s:.3f} {label(r)!s:5} {r['schema'][:6]:6} {r['name1']} | {r['name2']}" for r, s in wrong]
    if path := one(a.data, "entity_pairs*.jsonl"):
        result["entity pairs"], wrong = score_entities(a.entente, path)
        listed += [f"entity  {s:.3f} {r['label']!s:5} {r['query']} | {r['candidate']}" for r, s in wrong]
    if path := one(a.data, "ofac_search_parity*.csv"):
        result["ofac parity"], wrong = score_ofac(a.entente, path)
        listed += [f"ofac    ours {s} theirs {r['ofac_score']} {r['query_name']} | {r['result_name']}" for r, s in wrong]
    if not result:
        print(f"skipped: names (no data in {a.data})")
        return 2
    text = json.dumps(result, ensure_ascii=False) if a.json else table(result)
    print(text)
    if a.list:
        print("\n".join(listed))
    if a.data.resolve() == (shared / "name-bench").resolve() and not a.json:
        results.mkdir(exist_ok=True)
        (results / "names.txt").write_text(table(result) + "\n", encoding="utf-8")
    return 0
