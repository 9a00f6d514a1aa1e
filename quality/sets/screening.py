"""Screening on a folder in the shape of screening-queries.

    quality/run screening [--data DIR] [--lists FILE…] [--sample N] [--list] [--json]

un_positives*.csv         people of the UN list as they are and treated (typos, order, moved spaces, changed birth date);
                          un_dataid names the right entity. Recall@1: the first result is it, at the alert threshold;
                          an entry of another list for the same person does not count as it
negatives_*.csv[.gz]      synthetic people: the share with any alert
us_congress_positives*    none of them is on these lists: their alerts are counted apart
--lists are those screened against (default: UN 2026, OFAC 2021 and EU 2026 of ../shared/data).
--sample asks for the first N rows of each file of negatives (default: all); the positives are always asked in full.
"""
import argparse
import csv
import gzip
import io
import json
import pathlib
import subprocess
import sys
import tempfile

THRESHOLD = 0.70
LISTS = ("un-sc-consolidated/un_consolidated_2026-02-27.xml.gz", "ofac-sdn-2021-07", "eu-official-journal-2026-08/consolidated")


def rows_of(path):
    raw = path.read_bytes()
    return list(csv.DictReader(io.StringIO((gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8"))))


def entity_of(row, number):
    properties = {"name": [row["full_name"]]}
    for column, name in (("date_of_birth", "birthDate"), ("gender", "gender"), ("nationality", "nationality"),
                         ("place_of_birth", "birthPlace")):
        if row.get(column):
            properties[name] = [row[column]]
    return {"id": str(number), "schema": "Person", "properties": properties}


def screen(entente, index, entities, scratch, threshold=THRESHOLD, limit=5):
    queries = pathlib.Path(scratch) / "queries.jsonl"
    queries.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entities), encoding="utf-8")
    done = subprocess.run([entente, "screen", "--jsonl", queries, "--index", index, "--quiet", "--limit", str(limit),
                           "--threshold", str(threshold)], capture_output=True)
    answers = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    if len(answers) != len(entities):
        raise SystemExit(f"entente screen: status {done.returncode}\n{done.stderr.decode()}")
    return answers


def score_positives(entente, index, rows, scratch, listed):
    out = {}
    for variant in sorted({r["variant"] for r in rows}):
        mine = [r for r in rows if r["variant"] == variant and r["un_dataid"]]
        answers = screen(entente, index, [entity_of(r, i) for i, r in enumerate(mine)], scratch)
        first = sum(bool(a["results"]) and a["results"][0]["id"].endswith("-" + r["un_dataid"])
                    for a, r in zip(answers, mine))
        any_ = sum(any(x["id"].endswith("-" + r["un_dataid"]) for x in a["results"]) for a, r in zip(answers, mine))
        if listed:
            for a, r in zip(answers, mine):
                if not a["results"] or not a["results"][0]["id"].endswith("-" + r["un_dataid"]):
                    print("missed", variant, r["un_dataid"], r["full_name"],
                          [(x["id"], x["caption"], x["score"]) for x in a["results"][:3]], sep="\t")
        out[f"UN positives {variant}"] = {"queries": len(mine), "recall@1": first / len(mine), "recall@5": any_ / len(mine)}
    return out


def score_negatives(entente, index, rows, scratch, listed):
    answers = screen(entente, index, [entity_of(r, i) for i, r in enumerate(rows)], scratch, limit=1)
    alerts = [(r, a) for r, a in zip(rows, answers) if any(x["match"] for x in a["results"])]
    if listed:
        for r, a in alerts:
            x = a["results"][0]
            print("alert", r["full_name"], r.get("date_of_birth", ""), x["id"], x["caption"], x["score"], sep="\t")
    return {"queries": len(rows), "alerts": len(alerts), "share": len(alerts) / len(rows)}


def main(arguments, entente, shared, results):
    parser = argparse.ArgumentParser(prog="quality/run screening", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, default=shared / "screening-queries")
    parser.add_argument("--lists", nargs="+", type=pathlib.Path)
    parser.add_argument("--entente", default=entente)
    parser.add_argument("--sample", type=int, default=0, help="the first N negatives of each file (0: all)")
    parser.add_argument("--list", action="store_true", help="print misses and false alerts")
    parser.add_argument("--json", action="store_true")
    a = parser.parse_args(arguments)
    lists = a.lists or [shared / name for name in LISTS if (shared / name).exists()]
    positives = sorted(a.data.glob("un_positives*.csv"))
    if not lists or not positives:
        print(f"skipped: screening (no lists, or nothing to score in {a.data})")
        return 2
    found, used = {}, []
    with tempfile.TemporaryDirectory() as scratch:
        index = pathlib.Path(scratch) / "lists.index"
        for path in lists:  # what this program does not read yet is left out, and said
            good = subprocess.run([a.entente, "index", path, "-o", index, "--quiet"], capture_output=True)
            (used.append(path) if good.returncode == 0 else print(f"left out: {path.name} ({good.stderr.decode().splitlines()[:1]})"))
        subprocess.run([a.entente, "index", *used, "-o", index, "--quiet"], check=True, capture_output=True)
        for path in positives:
            found.update(score_positives(a.entente, index, rows_of(path), scratch, a.list))
        for path in sorted([*a.data.glob("negatives*.csv*"), *a.data.glob("us_congress*.csv*")]):
            rows = rows_of(path)
            found[path.name.split(".")[0]] = score_negatives(a.entente, index, rows[:a.sample] if a.sample else rows,
                                                             scratch, a.list)
    if a.json:
        print(json.dumps(found))
        return 0
    size = f"the first {a.sample} of each file of negatives" if a.sample else "every row"
    text = "lists: " + ", ".join(p.name for p in used) + f"; alert threshold {THRESHOLD}; {size}\n"
    for name, r in found.items():
        figures = "  ".join(f"{k} {v:.4f}" if isinstance(v, float) else f"{k} {v}" for k, v in r.items())
        text += f"{name:28} {figures}\n"
    print(text, end="")
    if a.data == shared / "screening-queries" and not a.lists and not a.list:
        (results / "screening.txt").write_text(text, encoding="utf-8")
    return 0
