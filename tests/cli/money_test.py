#!/usr/bin/env python3
"""Money through the program: tracing by four methods, limits, the way back, bad input.

    money_test.py ENTENTE SOURCE_FOLDER
"""

import fractions
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

ENTENTE, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
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

    def test_usage(self):
        table = self.table("time,source,target,amount\n1,L,A,1\n")
        self.assertEqual(self.call("trace", table)[0], 2)
        self.assertEqual(self.call("trace", "--origin", "L", "--method", "fifi", table)[0], 2)
        self.assertEqual(self.call("launder", table)[0], 2)
        self.assertEqual(self.call("trace", "--origin", "L", self.folder / "none.csv")[0], 1)
        code, _, err = self.call("trace", "--origin", "L", self.table("a,b\n1,2\n", "other.csv"))
        self.assertEqual(code, 3)
        self.assertIn("E-UNKNOWN-COLUMN", err)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
