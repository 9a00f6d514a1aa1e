#!/usr/bin/env python3
"""Money through the program: tracing by four methods, limits, the way back, patterns, wallets, bad input.

    money_test.py ENTENTE SOURCE_FOLDER
"""

import fractions
import json
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile
import unittest

ENTENTE, SOURCE = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
METHODS = ("poison", "haircut", "fifo", "lifo")


def slow_trace(rows, method, listed):
    """The definitions, in exact fractions: account -> (balance, tainted)."""
    parcels, poisoned = {}, set(listed)
    for source, target, amount in rows:
        purse = parcels.setdefault(source, [])
        moved = []
        if method == "haircut":
            held = sum(p[0] for p in purse)
            taint = sum(p[1] for p in purse)
            share = fractions.Fraction(1) if amount >= held else amount / held
            carried = amount if source in listed else taint * share
            if purse and amount < held:
                parcels[source] = [[held - amount, taint - carried]]
            else:
                parcels[source] = []
            moved = [[amount, carried]]
        else:
            left = amount
            while left and purse:
                at = -1 if method == "lifo" else 0
                part = min(left, purse[at][0])
                tainted = part if purse[at][1] or source in listed else 0
                moved.append([part, tainted])
                left -= part
                purse[at][0] -= part
                if purse[at][1]:
                    purse[at][1] = purse[at][0]
                if not purse[at][0]:
                    purse.pop(at)
            if left:
                moved.append([left, left if source in listed else 0])
        if source in poisoned:
            poisoned.add(target)
        parcels.setdefault(target, []).extend(moved)
    out = {}
    for account, held in parcels.items():
        balance = sum(p[0] for p in held)
        tainted = balance if account in poisoned else 0
        out[account] = (balance, tainted if method == "poison" else sum(p[1] for p in held))
    return out


class Money(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def call(self, *words):
        done = subprocess.run([ENTENTE, "money", *map(str, words)], capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    def table(self, text, name="table.csv"):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def trace(self, table, *words, status=0):
        code, out, err = self.call("trace", *words, table, "--json")
        self.assertEqual(code, status, err)
        return {a["account"]: a for a in json.loads(out)["accounts"]}, json.loads(out), err

    def test_each_method_is_that_of_exact_fractions(self):
        chance = random.Random(5)
        for _ in range(12):
            rows = []
            for _ in range(30):
                source, target = chance.sample("LMabcde", 2)
                rows.append((source, target, fractions.Fraction(chance.randint(1, 40), chance.choice([1, 2, 3, 10]))))
            table = self.table("seq,source,target,amount\n" + "".join(
                f"{i},{s},{t},{a}\n" for i, (s, t, a) in enumerate(rows)))
            for method in METHODS:
                found, whole, _ = self.trace(table, "--method", method, "--origin", "L", "M")
                self.assertIn(whole["totals"]["conserved"], (True, None))
                for account, (balance, tainted) in slow_trace(rows, method, {"L", "M"}).items():
                    if account in "LM" or account not in found:
                        continue
                    self.assertAlmostEqual(found[account]["balance"], float(balance), delta=1e-9)
                    self.assertAlmostEqual(found[account]["tainted"], float(tainted), delta=1e-9, msg=(method, account))

    def test_origins_may_be_written_in_three_ways(self):
        table = self.table("time,source,target,amount\n1,L,A,1\n2,M,A,2\n3,x,A,3\n")
        for words in (["--origin", "L", "M"], ["--origin", "L,M"], ["--origin", "L", "--origin", "M"]):
            found, whole, _ = self.trace(table, "--method", "fifo", *words)
            self.assertEqual(found["A"]["tainted"], 3)
            self.assertEqual(sorted(whole["origins"]), ["L", "M"])

    def test_unknown_origins_are_told_and_the_rest_goes_on(self):
        table = self.table("time,source,target,amount\n1,L,A,1\n")
        found, whole, err = self.trace(table, "--origin", "Nobody", "--origin", "L", status=3)
        self.assertEqual(found["A"]["tainted"], 1)
        self.assertEqual(whole["unknown_origins"], ["Nobody"])
        self.assertIn("Nobody", err)
        found, _, _ = self.trace(table, "--origin", "Nobody", status=1)
        self.assertEqual(found["A"]["tainted"], 0)

    def test_bad_rows_are_told_with_row_and_reason(self):
        table = self.table("id,time,source,target,amount,currency\n1,2024-01-01,L,A,10,EUR\n2,,L,A,1,EUR\n"
                           "3,2024-01-02,L,A,-4,EUR\n4,2024-01-02,A,A,4,EUR\n1,2024-01-03,L,A,5,EUR\n"
                           "6,2024-01-04,L,A,5,USD\n7,2024-01-05,A,B,2.5,EUR\n")
        found, whole, err = self.trace(table, "--method", "fifo", "--origin", "L", status=3)
        self.assertEqual((found["A"]["tainted"], found["B"]["tainted"]), (7.5, 2.5))
        reasons = {p["row"].rsplit(":", 1)[1]: p["reason"] for p in whole["passed_over"]}
        self.assertEqual(set(reasons), {"3", "4", "5", "6"})
        self.assertIn("time", reasons["3"])
        self.assertIn("negative", reasons["4"])
        self.assertIn("itself", reasons["5"])
        self.assertIn("id", reasons["6"])
        for row in reasons:
            self.assertIn(f"table.csv:{row}", err)
        self.assertTrue(any("USD" in w and "table.csv:7" in w for w in whole["warnings"]))

    def test_dust_hops_and_times_bound_it(self):
        table = self.table("time,source,target,amount\n1,x,V,1000\n2,L,V,0.001\n3,V,Z,500\n4,L,Q,10\n5,Q,R,10\n6,R,S,10\n")
        found, whole, _ = self.trace(table, "--method", "poison", "--origin", "L", "--dust", "0.001", "--hops", "2")
        self.assertEqual([found[a]["tainted"] for a in "VZRS"], [0, 0, 0, 0])
        found, whole, _ = self.trace(table, "--method", "haircut", "--origin", "L", "--until", "5", "--since", "3")
        self.assertEqual([found[a]["tainted"] for a in "VZR"], [0, 0, 10])
        self.assertEqual(whole["payments"], 5)

    def test_the_way_back_runs_from_the_origin(self):
        table = self.table("time,source,target,amount\n1,L,A,6\n2,A,B,4\n3,B,C,4\n")
        for method in METHODS:
            _, whole, _ = self.trace(table, "--method", method, "--origin", "L", "--back", "C")
            hops = whole["paths_back"][0]["ways"][0]["payments"]
            self.assertEqual([(h["source"], h["target"]) for h in hops], [("L", "A"), ("A", "B"), ("B", "C")])
            self.assertTrue(hops[0]["row"].endswith("table.csv:2"))

    def test_wallets_of_a_list_are_origins_whatever_their_case(self):
        listed = self.table("currency,address\nETH,0xABCDEF0123456789abcdef0123456789ABCDEF01\n", "listed.csv")
        table = self.table("time,from,to,value\n1,0xabcdef0123456789abcdef0123456789abcdef01,shop,7\n")
        found, whole, _ = self.trace(table, "--listed", listed)
        self.assertEqual(found["shop"]["tainted"], 7)

    def findings(self, table, *words):
        code, out, err = self.call("typologies", *words, table, "--jsonl")
        self.assertIn(code, (0, 1), err)
        return [json.loads(line) for line in out.splitlines()]

    def test_patterns_of_a_small_table_list_their_payments(self):
        table = self.table("time,source,target,amount\n1,A,B,100\n2,B,C,90\n3,C,A,80\n10,x,H,5\n10,y,H,5\n11,z,H,5\n")
        found = {f["typology"]: f for f in self.findings(table)}
        ring = found["cycle"]
        self.assertEqual(ring["accounts"], ["A", "B", "C"])
        self.assertEqual([t["row"].rsplit(":", 1)[1] for t in ring["transactions"]], ["2", "3", "4"])
        self.assertIn("order of time", ring["why"])
        self.assertEqual(found["fan-in"]["accounts"][0], "H")
        self.assertEqual(found["fan-in"]["kind"], "fan_in")
        self.assertEqual({f["typology"] for f in self.findings(table, "--only", "fan_in")}, {"fan-in"})

    def test_every_pattern_is_found_in_a_small_table_of_it(self):
        several = [(1, s, t, 10) for s in "abc" for t in "pqr"]
        tables = {
            "fan-out": [(1, "H", "x", 5), (1, "H", "y", 5), (2, "H", "z", 5)],
            "gather-scatter": [(1, x, "H", 10) for x in "abc"] + [(2, "H", x, 9) for x in "pqr"],
            "scatter-gather": [(1, "S", x, 10) for x in "abc"] + [(2, x, "T", 9) for x in "abc"],
            "bipartite": several,
            "stack": several + [(2, s, t, 9) for s in "pqr" for t in "xyz"],
            "peel-chain": [(1, "S", "A", 100), (2, "A", "B", 90), (2, "A", "x", 10), (3, "B", "C", 81), (3, "B", "y", 9)],
            "structuring": [(1, "S", "T", 9500), (2, "S", "T", 9800), (3, "S", "T", 9900), (4, "S", "T", 20)],
            "pass-through": [(1, "a", "M", 100), (1, "b", "M", 50), (2, "M", "T", 148)],
        }
        for name, rows in tables.items():
            table = self.table("time,source,target,amount\n" + "".join(f"{d},{s},{t},{a}\n" for d, s, t, a in rows))
            found = [f for f in self.findings(table) if f["typology"] == name]
            self.assertTrue(found, name)
            self.assertTrue(found[0]["transactions"] and found[0]["why"] and found[0]["base_rates"], name)
        smurfs = self.table("time,source,target,amount\n1,a,T,9500\n2,b,T,9800\n3,c,T,9900\n")
        self.assertIn("T", [f for f in self.findings(smurfs) if f["typology"] == "structuring"][0]["accounts"])

    def test_patterns_need_no_amounts(self):
        with_amounts = self.table("sourceNodeId,targetNodeId,value,time\n1,2,5,1\n2,3,5,2\n3,1,5,3\n", "with.csv")
        without = self.table("sourceNodeId,targetNodeId,time\n1,2,1\n2,3,2\n3,1,3\n", "without.csv")
        blank = self.table("sourceNodeId,targetNodeId,value,time\n1,2,,1\n2,3,,2\n3,1,,3\n", "blank.csv")
        for table, words in ((with_amounts, ["--no-amounts"]), (without, []), (blank, [])):
            found = self.findings(table, *words)
            self.assertEqual([f["typology"] for f in found], ["cycle"])
            self.assertNotIn("amount", found[0]["transactions"][0])

    def test_patterns_of_a_thousand_payments_say_what_chance_makes(self):
        chance = random.Random(9)
        rows = [(chance.randint(1, 100), *chance.sample(range(800), 2)) for _ in range(4000)]
        rows += [(40 + i, 900 + i, 900 + (i + 1) % 5) for i in range(5) for _ in range(3)]
        table = self.table("time,source,target\n" + "".join(f"{d},{s},{t}\n" for d, s, t in rows))
        rings = [f for f in self.findings(table) if f["typology"] == "cycle" and "900" in f["accounts"]]
        self.assertTrue(rings)
        self.assertEqual(set(rings[0]["accounts"]), {"900", "901", "902", "903", "904"})
        self.assertIn("of all ties", rings[0]["why"])
        self.assertGreater(rings[0]["base_rates"]["rare_ties"], 3)

    def test_wallets_by_chain_checksum_and_list(self):
        path = self.folder / "addresses.txt"
        path.write_text("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\n1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb\n"
                        "0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED\nno address at all\n", encoding="utf-8")
        listed = self.table("currency,address\nETH,0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\n", "listed.csv")
        code, out, err = self.call("wallets", path, "--listed", listed, "--jsonl")
        self.assertEqual(code, 0, err)
        rows = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([(r["chain"], r["check"]) for r in rows],
                         [("bitcoin", "good"), ("bitcoin", "bad"), ("ethereum", "none"), ("", "none")])
        self.assertEqual([bool(r.get("listed")) for r in rows], [False, False, True, False])

    def test_the_example_tells_what_its_page_says(self):
        folder = SOURCE / "examples/money"
        page = (folder / "README.md").read_text(encoding="utf-8")
        commands = [shlex.split(line)[2:] for line in page.splitlines() if line.startswith("    entente money")]
        answers = page.split("```\n")[1::2]
        self.assertEqual(len(commands), len(answers))
        for command, answer in zip(commands, answers):
            done = subprocess.run([ENTENTE, "money", *command], capture_output=True, text=True, cwd=folder)
            self.assertEqual((done.stdout, done.returncode), (answer, 3), command)
            for row in (15, 21, 22):
                self.assertIn(f"ledger.csv:{row}: ", done.stderr)

    def test_usage(self):
        table = self.table("time,source,target,amount\n1,L,A,1\n")
        self.assertEqual(self.call("trace", table)[0], 2)
        self.assertEqual(self.call("trace", "--origin", "L", "--method", "fifi", table)[0], 2)
        self.assertEqual(self.call("launder", table)[0], 2)
        self.assertEqual(self.call("trace", "--origin", "L", "--hops", "1000", table)[0], 2)
        self.assertEqual(self.call("trace", "--origin", "L", "--dust", "1e29", table)[0], 0)
        self.assertEqual(self.call("trace", "--origin", "L", "--dust", "x", table)[0], 2)
        self.assertEqual(self.call("trace", "--origin", "L", self.folder / "none.csv")[0], 1)
        code, _, err = self.call("trace", "--origin", "L", self.table("a,b\n1,2\n", "other.csv"))
        self.assertEqual(code, 3)
        self.assertIn("E-UNKNOWN-COLUMN", err)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
