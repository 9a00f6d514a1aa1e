"""Retrieval across scripts on a folder in the shape of crossscript-names.

    quality/run crossscript [--data DIR] [--sample N] [--only WORD] [--json]

Each native form is an entity of its own, each Latin name a query to `entente screen --threshold 0 --limit 10` against
all native forms of the file. Recall@10 is the share of Latin names of which one right native form is among the ten.

wd_<script>_*.tsv[.gz]            latin, native, count; all forms are in the index, rows with count >= 2 are asked for
                                  (rows seen once hold misaligned pairs); _train files are left out
wd_<script>_fullnames_*.tsv[.gz]  latin, native; all rows are asked for
un_original_script*.csv, eu_alias_pairs*.csv[.gz]   name to original spelling, name to alias among all of its script
The sets of single names are Persons; those of lists hold firms and people, and do not say which: LegalEntity.
--sample asks for N names of a file, chosen by their hash (default 1500; 0: all).
"""
import argparse
import csv
import gzip
import hashlib
import io
import json
import pathlib
import subprocess
import tempfile

COUNT_MIN = 2


def text_of(path):
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")


def pairs_of(path):
    """{set name: (native forms, {latin: right forms})} of one file."""
    name = path.name
    if name.startswith("wd_") and "_train" not in name:
        natives, truth = set(), {}
        for line in text_of(path).splitlines():
            latin, native, *count = line.split("\t")
            if latin == "latin" and native == "native":
                continue
            natives.add(native)
            if not count or int(count[0]) >= COUNT_MIN:
                truth.setdefault(latin, set()).add(native)
        return {name.split(".")[0]: (natives, truth)}
    if name.startswith(("un_original_script", "eu_alias_pairs")):
        eu = name.startswith("eu")
        out = {}
        for row in csv.DictReader(io.StringIO(text_of(path))):
            script = row["alias_script" if eu else "script"].lower()
            latin, native = (row["name"], row["alias"]) if eu else (row["latin"], row["original"])
            natives, truth = out.setdefault(f"{'eu aliases' if eu else 'un originals'} {script}", (set(), {}))
            natives.add(native)
            truth.setdefault(latin, set()).add(native)
        return out
    return {}


def lines(objects):
    return "".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects)


def recall(entente, natives, truth, sample, schema):
    natives = sorted(natives)
    asked = sorted(truth, key=lambda latin: hashlib.sha256(latin.encode()).digest())
    if sample:
        asked = asked[:sample]
    with tempfile.TemporaryDirectory() as scratch:
        data, queries = pathlib.Path(scratch) / "natives.ftm.json", pathlib.Path(scratch) / "queries.jsonl"
        data.write_text(lines({"id": f"n{i}", "schema": schema, "properties": {"name": [native]}}
                              for i, native in enumerate(natives)), encoding="utf-8")
        queries.write_text(lines({"id": f"q{i}", "schema": schema, "properties": {"name": [latin]}}
                                 for i, latin in enumerate(asked)), encoding="utf-8")
        done = subprocess.run([entente, "screen", "--jsonl", queries, "--data", data, "--limit", "10",
                               "--threshold", "0", "--quiet"], capture_output=True)
    answers = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    if len(answers) != len(asked):
        raise SystemExit(f"entente screen: status {done.returncode}\n{done.stderr.decode()}")
    first = ten = 0
    missed = []
    for latin, answer in zip(asked, answers):
        found = [natives[int(r["id"].rsplit("n", 1)[1])] for r in answer["results"]]
        right = truth[latin]
        first += bool(found) and found[0] in right
        ten += any(f in right for f in found)
        if not any(f in right for f in found):
            missed.append((latin, sorted(right)[0], found[:2]))
    return {"asked": len(asked), "of": len(truth), "native forms": len(natives),
            "recall@1": first / len(asked), "recall@10": ten / len(asked), "missed": missed}


def main(arguments, entente, shared, results):
    parser = argparse.ArgumentParser(prog="quality/run crossscript", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, default=shared / "crossscript-names")
    parser.add_argument("--entente", default=entente)
    parser.add_argument("--sample", type=int, default=1500)
    parser.add_argument("--only", default="", help="files and sets whose name holds WORD")
    parser.add_argument("--list", action="store_true", help="print what was missed")
    parser.add_argument("--json", action="store_true")
    a = parser.parse_args(arguments)
    found = {}
    for path in sorted(a.data.glob("*")):
        for name, (natives, truth) in pairs_of(path).items():
            if a.only in name and truth:
                schema = "Person" if name.startswith("wd_") else "LegalEntity"
                found[name] = recall(a.entente, natives, truth, a.sample, schema)
    if not found:
        print(f"skipped: crossscript (nothing to score in {a.data})")
        return 2
    if a.list:
        for name, row in found.items():
            for latin, native, got in row["missed"]:
                print(name, latin, native, " ".join(got), sep="\t")
    for row in found.values():
        del row["missed"]
    if a.json:
        print(json.dumps(found))
        return 0
    text = f"{'set':32} {'asked':>6} {'of':>6} {'forms':>6}  recall@1  recall@10\n"
    for name, r in found.items():
        text += (f"{name:32} {r['asked']:6} {r['of']:6} {r['native forms']:6}     {r['recall@1']:.3f}      "
                 f"{r['recall@10']:.3f}\n")
    print(text, end="")
    if a.data == shared / "crossscript-names" and not a.only:
        (results / "crossscript.txt").write_text(text, encoding="utf-8")
    return 0
