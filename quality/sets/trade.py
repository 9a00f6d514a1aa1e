"""Mirror gaps and breaks of trade beside published figures.

    quality/run trade [--data DIR] [--list]

The folder holds an exporters' table (eu27_annual_exports*.csv[.gz]), an importers' table (national_imports*.csv[.gz]) and what is
owed: expected-mirror.csv (reporter, year, exports, imports, ratio), reference_mirror*.json (gap and discrepancy),
reference_breaks.json (jump, z, F); each part that is not there is told as skipped. A figure is met when it differs by no more
than the rounding of the owed one. Flags: rows where the importers' table is known to be incomplete are owed
`incomplete_imports` and no `gap` (Armenia 2023), those that the source names as standing out are owed `gap`
(Kyrgyzstan and Kazakhstan, 2022 or 2023).
"""
import argparse
import csv
import json
import pathlib
import subprocess

FOLDER = "eu-trade-mirror"
STAND_OUT, INCOMPLETE = ("Kyrgyzstan", "Kazakhstan"), {("Armenia", 2023)}
FIELDS = (("x_eu27_export_eur", "exports_fob", 1), ("m_import_eur", "imports_cif", 1), ("m_over_x", "ratio", 1e-6))
MIRROR_FIELDS = (("gap_fob_eur", "gap", 1), ("discrepancy_abs_over_sum", "discrepancy", 1e-6), ("M_over_X", "ratio", 1e-6))
BREAK_FIELDS = (("jump_2017_21_to_2022_23", ("jump",), 1e-4), ("z_2022_vs_2010_21_growth", ("growth_z",), 1e-3),
                ("F_meanshift_2022", ("shift", "f"), 0.05))


def rows_of(entente, *words):
    done = subprocess.run([entente, "trade", *map(str, words), "--jsonl", "--quiet"], capture_output=True, text=True)
    if done.returncode not in (0, 1, 3):
        raise SystemExit(f"entente trade: status {done.returncode}: {done.stderr[:500]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


class Tally:
    def __init__(self, listed):
        self.met, self.owed, self.missed, self.listed = 0, 0, [], listed

    def hold(self, what, ours, theirs, within):
        self.owed += 1
        good = ours is not None and abs(float(ours) - float(theirs)) <= within
        self.met += good
        if not good:
            self.missed.append(f"    {what}: {ours}, owed {theirs}")

    def line(self, label):
        return [f"  {label:28} {self.met} of {self.owed} figures met", *(self.missed if self.listed else self.missed[:5])]


def score_mirror(entente, folder, listed):
    exports, imports = sorted(folder.glob("eu27_annual_exports*")), sorted(folder.glob("national_imports*"))
    if not exports or not imports:
        return ["  mirror: skipped, its tables are not there"], True
    rows = {(r["partner"], r["year"]): r for r in rows_of(entente, "mirror", "--exports", exports[0], "--imports", imports[0])}
    tally = Tally(listed)
    for path in sorted(folder.glob("expected-mirror*.csv")):
        for owed in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            row = rows.get((owed["reporter"], int(owed["year"])), {})
            for theirs, ours, within in FIELDS:
                tally.hold(f"{owed['reporter']} {owed['year']} {ours}", row.get(ours), owed[theirs], within)
    for path in sorted(folder.glob("reference_mirror*.json")):
        for country, owed_rows in json.loads(path.read_text(encoding="utf-8")).items():
            for owed in owed_rows:
                for theirs, ours, within in MIRROR_FIELDS:
                    tally.hold(f"{country} {owed['year']} {ours}", rows.get((country, owed["year"]), {}).get(ours),
                               owed[theirs], within)
    gaps = {key for key, row in rows.items() if "gap" in row["flags"]}
    incomplete = {key for key, row in rows.items() if "incomplete_imports" in row["flags"]}
    there = {country for country, _ in rows}
    right = all(any(key[0] == c for key in gaps) for c in STAND_OUT if c in there)
    right = right and INCOMPLETE & set(rows) <= incomplete and not gaps & incomplete
    lines = tally.line("mirror")
    lines.append("  gap: " + ", ".join(f"{c} {y}" for c, y in sorted(gaps)))
    lines.append("  incomplete: " + ", ".join(f"{c} {y}" for c, y in sorted(incomplete)))
    return lines, right and tally.met == tally.owed


def score_breaks(entente, folder, listed):
    owed = sorted(folder.glob("reference_breaks*.json"))
    exports = sorted(folder.glob("eu27_annual_exports*"))
    if not owed or not exports:
        return ["  breaks: skipped, not there"], True
    rows = {r["partner"]: r for r in rows_of(entente, "breaks", exports[0])}
    tally = Tally(listed)
    for country, figures in json.loads(owed[0].read_text(encoding="utf-8")).items():
        row = rows.get(country.split(" (")[0], rows.get("Russia") if country.startswith("Russia") else {}) or {}
        for theirs, path, within in BREAK_FIELDS:
            value = row
            for name in path:
                value = (value or {}).get(name)
            tally.hold(f"{country} {path[-1]}", value, figures[theirs], within)
    lines = tally.line("breaks")
    if any("Russia" in line for line in tally.missed):
        lines.append("  (Russia's year 2016 is not in the table: z and F are of thirteen years here)")
    return lines, True


def main(arguments, entente, shared, results):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help=f"a folder of the shape of {FOLDER}")
    parser.add_argument("--list", action="store_true", help="figures that were missed")
    parser.add_argument("--entente", default=entente)
    asked = parser.parse_args(arguments)
    folder = pathlib.Path(asked.data or pathlib.Path(shared) / FOLDER)
    if not folder.is_dir():
        print(f"{FOLDER}: skipped, its folder is not there")
        return 2 if asked.data else 0
    lines, right = [str(folder.name)], True
    for score in (score_mirror, score_breaks):
        told, good = score(asked.entente, folder, asked.list)
        lines, right = lines + told, right and good
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if not asked.data:
        (pathlib.Path(results) / "trade.txt").write_text(text, encoding="utf-8")
    return 0 if right else 1
