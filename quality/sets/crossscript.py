"""Retrieval across scripts on a folder in the shape of crossscript-names.

    quality/run crossscript [--data DIR] [--sample N] [--only WORD] [--json]

Each native form is an entity of its own, each Latin name a query to `entente screen --threshold 0 --limit 10` against
all native forms of the file. Recall@10 is the share of Latin names of which one right native form is among the ten.

wd_<script>_*.tsv[.gz]            latin, native, count; all forms are in the index, rows with count >= 2 are asked for
                                  (rows seen once hold misaligned pairs); _train files are left out
wd_<script>_fullnames_*.tsv[.gz]  latin, native; all rows are asked for
un_original_script*.csv, eu_alias_pairs*.csv[.gz]   name to original spelling, name to alias among all of its script
The sets of single names are Persons; those of lists hold firms and people, and do not say which: LegalEntity.
Where names and forms are both Latin, how many share something is printed below: a word of three letters or more that
is alike (difflib's ratio >= 0.7) and that no more than 1 form in 200 has (else "Mohammed" or "Company" would do), or
the initials of one as a word of the other. The others are other names altogether (noms de guerre, translations).
--sample asks for N names of a file, chosen by their hash (default 1500; 0: all).
"""
import argparse
import collections
import csv
import difflib
import gzip
import hashlib
import io
import json
import pathlib
import re
import subprocess
import tempfile
import unicodedata

COUNT_MIN = 2
ALIKE_MIN, LETTERS_MIN, SHARE_MAX = 0.7, 3, 0.005


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


def words_of(text):
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall("[a-z0-9]+", plain.lower())


def shares_something(latin, right, common):
    left, words = words_of(latin), words_of(right)
    for one, other in ((left, words), (words, left)):
        initials = "".join(word[0] for word in one)
        if len(initials) >= LETTERS_MIN and initials in other:
            return True
    return any(len(a) >= LETTERS_MIN and len(b) >= LETTERS_MIN and b not in common
               and difflib.SequenceMatcher(None, a, b).ratio() >= ALIKE_MIN for a in left for b in words)


def alike(natives, truth, asked):
    """How many of the names asked for have a right form with which they share something."""
    counts = collections.Counter(word for native in natives for word in set(words_of(native)))
    common = {word for word, count in counts.items() if count > SHARE_MAX * len(natives)}
    return {latin for latin in asked if any(shares_something(latin, right, common) for right in truth[latin])}


def lines(objects):
    return "".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects)


def names_asked(truth, sample):
    asked = sorted(truth, key=lambda latin: hashlib.sha256(latin.encode()).digest())
    return asked[:sample] if sample else asked


def recall(entente, natives, truth, sample, schema):
    natives = sorted(natives)
    asked = names_asked(truth, sample)
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
                if name.endswith(" latin"):
                    sharing = alike(natives, truth, names_asked(truth, a.sample))
                    hit = len(sharing - {latin for latin, *_ in found[name]["missed"]})
                    found[name]["alike"], found[name]["alike found"] = len(sharing), hit
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
    for name, r in found.items():
        if "alike" in r:
            text += (f"{name}: {r['alike']} of {r['asked']} names share a word or initials with a form, "
                     f"{r['alike found']} of these are found\n")
    print(text, end="")
    if a.data == shared / "crossscript-names" and not a.only:
        (results / "crossscript.txt").write_text(text, encoding="utf-8")
    return 0
