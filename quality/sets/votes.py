"""Agreement and ideal points beside published figures.

    quality/run votes [--data DIR] [--ideal DIR] [--list]

--data holds votes.csv[.gz] with its tables beside it, and what is owed: expected-agreement.csv, reference_agreement*.csv[.gz]
(year, a_iso2, b_country, n, same, half, opposite, agree, S, kappa_abs, pi_abs, kappa_sq, pi_sq; empty where undefined). A figure is
met within 1e-6. --ideal holds idealpoints*.csv[.gz] (iso3c, year, idealpointall, idealpointfp, idealpointlegacy): Pearson's
correlation with ours in each year that both have, by column; 0.97 is owed of idealpointall. Years below are listed.
Baseline: the first principal component of the year's matrix of votes has 0.93 (2010), 0.94 (2014), 0.94 (2018).
"""
import argparse
import csv
import gzip
import json
import pathlib
import statistics
import subprocess

VOTES, IDEAL = "unga-votes-2019", "unga-idealpoints-2025-07"
OWED = 0.97
FIELDS = {"n": "n", "same": "same", "half": "half", "opposite": "opposite", "agree": "agree", "S": "s",
          "kappa_abs": "kappa_abs", "pi_abs": "pi_abs", "kappa_sq": "kappa_sq", "pi_sq": "pi_sq"}
COLUMNS = ("idealpointall", "idealpointfp", "idealpointlegacy")


def table(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as file:
        yield from csv.DictReader(file)


def lines_of(entente, *words):
    process = subprocess.Popen([entente, "votes", *map(str, words), "--jsonl", "--quiet"], stdout=subprocess.PIPE, text=True)
    with process.stdout:
        for line in process.stdout:
            yield json.loads(line)
    if process.wait() not in (0, 1, 3):
        raise SystemExit(f"entente votes: status {process.returncode}")


def score_agreement(entente, folder, listed):
    owed = {}
    for path in sorted([*folder.glob("expected-agreement*"), *folder.glob("reference_agreement*")]):
        for row in table(path):
            key = int(row["year"]), row.get("a_iso2") or row["a"], row.get("b_country") or row["b"]
            owed.setdefault(key, []).append(row)
    if not owed:
        return ["  agreement: skipped, nothing is owed there"], True
    met, count, missed, found = 0, 0, [], set()
    for row in lines_of(entente, "agreement", "--votes", folder):
        for a, b in (("a", "b"), ("b", "a")):
            for key in ((row["year"], row[a], row[b + "_name"]), (row["year"], row[a], row[b])):
                for theirs in owed.get(key, []):
                    found.add(key)
                    for name, ours in FIELDS.items():
                        if name not in theirs:
                            continue
                        count += 1
                        value = row[ours]
                        good = (theirs[name] == "") == (value is None) and (
                            value is None or abs(float(theirs[name]) - value) <= 1e-6)
                        met += good
                        if not good:
                            missed.append(f"    {key} {name}: {value}, owed {theirs[name] or 'nothing'}")
    lines = [f"  agreement: {met} of {count} figures of {len(found)} of {len(owed)} pairs and years met",
             *(missed if listed else missed[:5])]
    return lines, met == count and len(found) == len(owed)


def among_themselves(reference, years):
    """How far the published columns agree with each other in these years, and how many votes a state cast at most there."""
    lines = []
    for year in years:
        rows = [r for r in reference if int(r["year"]) == year]
        told = []
        for i, a in enumerate(COLUMNS):
            for b in COLUMNS[i + 1:]:
                pairs = [(float(r[a]), float(r[b])) for r in rows if r.get(a) and r.get(b)]
                if len(pairs) > 2:
                    told.append(f"{a.removeprefix('idealpoint')} and {b.removeprefix('idealpoint')} {statistics.correlation(*zip(*pairs)):.3f}")
        votes = {name: max((float(r[name]) for r in rows if r.get(name)), default=0) for name in ("nvotesall", "nvotesfp")}
        lines.append(f"    {year}: published {', '.join(told)}; at most {votes['nvotesall']:.0f} votes a state there"
                     f" ({votes['nvotesfp']:.0f} final)")
    return lines


def score_ideal(entente, folder, ideal, listed):
    paths = sorted(ideal.glob("idealpoints*")) if ideal.is_dir() else []
    if not paths:
        return ["  ideal points: skipped, not there"], True
    lines, low_years, cast = [], set(), {}
    reference = list(table(paths[0]))
    for words in ((), ("--final",)):
        rows = [r for r in lines_of(entente, "idealpoints", "--votes", folder, *words) if r["iso3"]]
        ours = {(r["year"], r["iso3"]): r["idealpoint"] for r in rows}
        for r in rows:
            cast[r["year"], words] = max(cast.get((r["year"], words), 0), r["n"])
        lines.append("  ideal points" + (" of final votes" if words else " of all votes"))
        for column in COLUMNS:
            years = {}
            for row in reference:
                key = int(row["year"]), row["iso3c"]
                if key in ours and row.get(column):
                    years.setdefault(key[0], []).append((ours[key], float(row[column])))
            found = {year: statistics.correlation(*zip(*pairs)) for year, pairs in years.items() if len(pairs) > 2}
            if not found:
                continue
            low = {year: r for year, r in sorted(found.items()) if r < OWED}
            low_years |= low.keys()
            lines.append(f"    {column:18} {len(found)} years, mean {statistics.mean(found.values()):.4f}, lowest "
                         f"{min(found.values()):.4f}, below {OWED}: " +
                         (", ".join(f"{y} {r:.3f}" for y, r in low.items()) or "none"))
            if listed:
                lines += [f"      {year} {r:.4f} of {len(years[year])}" for year, r in sorted(found.items())]
    if low_years:
        lines.append("  years below: how far the published columns agree with each other, and on how many votes they stand")
        for year, line in zip(sorted(low_years), among_themselves(reference, sorted(low_years))):
            lines.append(f"{line}, here {cast.get((year, ()), 0)} ({cast.get((year, ('--final',)), 0)} final)")
    return lines, True


def main(arguments, entente, shared, results):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help=f"a folder of the shape of {VOTES}")
    parser.add_argument("--ideal", help=f"a folder of the shape of {IDEAL}")
    parser.add_argument("--list", action="store_true", help="each year, and all figures that were missed")
    parser.add_argument("--entente", default=entente)
    asked = parser.parse_args(arguments)
    folder = pathlib.Path(asked.data or pathlib.Path(shared) / VOTES)
    ideal = pathlib.Path(asked.ideal or (folder if asked.data and list(folder.glob("idealpoints*")) else
                                         pathlib.Path(shared) / IDEAL))
    if not folder.is_dir():
        print(f"{VOTES}: skipped, its folder is not there")
        return 2 if asked.data else 0
    lines, right = [folder.name], True
    for told, good in (score_agreement(asked.entente, folder, asked.list),
                       score_ideal(asked.entente, folder, ideal, asked.list)):
        lines, right = lines + told, right and good
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if not asked.data:
        (pathlib.Path(results) / "votes.txt").write_text(text, encoding="utf-8")
    return 0 if right else 1
