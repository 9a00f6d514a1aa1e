"""Money: taint by four methods against published definitions, typologies against synthetic laundering.

    quality/run money [--data DIR] [--list]

DIR holds vectors.json, or NAME_transactions.csv[.gz] with NAME_nodes.csv[.gz] beside it, or folders of either
(default: taint-vectors and amlsim-20k).

taint         each account's balance and taint within 1e-9 of the expected, by `entente money trace`, and taint conserved.
typologies    by `entente money typologies`, accounts named in findings against accounts labelled isFraud, with amounts
              hidden (--no-amounts) and with them: the amounts of this simulator give its labels away, and the two must
              be the same for what is found by structure. A set is measured by the kinds that its name says it has, and
              by all that name the same scheme (cycle or fan-in). Where a set has no labels the share of accounts named
              stands alone. The false alarm rate is the share of accounts without a label that are named.
"""
import argparse
import csv
import gzip
import json
import pathlib
import subprocess
import tempfile

KINDS = ("cycle", "fan-in")
TOLERANCE = 1e-9


def run(entente, *words):
    done = subprocess.run([entente, "money", *map(str, words)], capture_output=True, text=True)
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(done.stderr)
    return done.stdout


def vectors(entente, path, shown):
    cases = json.loads(path.read_text(encoding="utf-8"))
    values = wrong = broken = 0
    with tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder) / "case.csv"
        for case in cases:
            table.write_text("seq,source,target,amount\n" + "".join(
                f"{t['seq']},{t['src']},{t['dst']},{t['amount']}\n" for t in case["txs"]), encoding="utf-8")
            for method, expected in case["expected"].items():
                answer = json.loads(run(entente, "trace", "--quiet", "--method", method, "--outside", ",".join(sorted(
                    {t["src"] for t in case["txs"] if t["src"].startswith("ext")})) or "ext", "--origin",
                    ",".join(case["listed"]), table, "--json"))
                broken += answer["totals"]["conserved"] is False
                found = {a["account"]: a for a in answer["accounts"]}
                for account, (balance, tainted) in expected.items():
                    values += 1
                    got = found.get(account, {"balance": 0, "tainted": 0})
                    if abs(got["balance"] - balance) > TOLERANCE or abs(got["tainted"] - tainted) > TOLERANCE:
                        wrong += 1
                        shown.append(f"{case['name']} {method} {account}: {got['balance']}, {got['tainted']} "
                                     f"where {balance}, {tainted} are expected")
    return [f"taint: {len(cases)} cases, {values} accounts by method, {wrong} beyond {TOLERANCE:g}, "
            f"{broken} times not conserved"], wrong + broken == 0


def rows_of(path):
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def named(entente, table, *flags):
    by = {}
    for line in run(entente, "typologies", "--quiet", "--jsonl", *flags, table).splitlines():
        finding = json.loads(line)
        by.setdefault(finding["typology"], set()).update(finding["accounts"])
    return by


def figures(found, labelled, accounts):
    right = len(found & labelled)
    precision, recall = right / max(1, len(found)), right / max(1, len(labelled))
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    alarms = len(found - labelled) / max(1, len(accounts - labelled))
    return f"{len(found):5} named  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  false alarms {alarms:.4%} of the rest"


def set_of(entente, table, nodes, shown):
    name = table.name.split("_transactions")[0]
    accounts, labelled, has_labels = set(), set(), False
    for row in rows_of(nodes) if nodes else []:
        accounts.add(row["nodeid"])
        has_labels |= "isFraud" in row
        if row.get("isFraud") == "1":
            labelled.add(row["nodeid"])
    wanted = [k for k in KINDS if k.replace("-", "") in name] or list(KINDS)
    lines = [f"{name}: {len(accounts)} accounts" + (f", {len(labelled)} labelled" if has_labels else ", no labels")]
    for title, flags in (("amounts hidden", ["--no-amounts"]), ("with amounts", [])):
        by = named(entente, table, *flags)
        either = set().union(*(by.get(k, set()) for k in KINDS))
        everything = set().union(*by.values()) if by else set()
        parts = [(kind, by.get(kind, set())) for kind in wanted]
        parts += [("cycle or fan-in", either), ("any typology", everything)]
        for kind, found in parts:
            text = figures(found, labelled, accounts) if has_labels else \
                f"{len(found):5} named  {len(found) / max(1, len(accounts)):.3%} of all accounts"
            lines.append(f"  {title:15} {kind:16} {text}")
        if has_labels:
            shown += [f"{name} {title}: {a} is named by {kind} and not labelled" for kind in wanted
                      for a in sorted(by.get(kind, set()) - labelled)]
    return lines


def sets_in(folder):
    """(vectors files, (transactions, nodes or None) pairs) below the folder."""
    folder = pathlib.Path(folder)
    cases = sorted(folder.rglob("vectors.json"))
    tables = sorted(p for p in folder.rglob("*_transactions.csv*") if p.name.endswith((".csv", ".csv.gz")))
    pairs = []
    for table in tables:
        stem = table.name.split("_transactions")[0]
        nodes = [table.with_name(stem + "_nodes" + end) for end in (".csv.gz", ".csv")]
        pairs.append((table, next((n for n in nodes if n.exists()), None)))
    return cases, pairs


def main(arguments, entente, shared, results):
    parser = argparse.ArgumentParser(prog="quality/run money", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path)
    parser.add_argument("--entente", default=entente)
    parser.add_argument("--list", action="store_true", help="what is wrong, one by one")
    asked = parser.parse_args(arguments)
    folders = [asked.data] if asked.data else [shared / "taint-vectors", shared / "amlsim-20k"]
    lines, shown, all_right, any_data = [], [], True, False
    for folder in folders:
        cases, pairs = sets_in(folder) if folder.is_dir() else ([], [])
        any_data |= bool(cases or pairs)
        for path in cases:
            more, right = vectors(asked.entente, path, shown)
            lines += more
            all_right = all_right and right
        for table, nodes in pairs:
            lines += set_of(asked.entente, table, nodes, shown)
        if not cases and not pairs:
            lines.append(f"skipped: {folder.name} holds no vectors.json and no *_transactions.csv")
    if asked.list:
        lines += shown
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if asked.data is None and any_data:
        (pathlib.Path(results) / "money.txt").write_text(text, encoding="utf-8")
    if asked.data and not any_data:
        return 2
    return 0 if all_right else 1
