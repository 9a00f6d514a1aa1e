"""Screening from the command line: index, screen, match, replay, clearances, hostile input.

Usage: screening_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import subprocess
import unittest

from harness import ENTENTE, Base

PEOPLE = [("n1", "Person", {"name": ["Vladimir Morozov", "Владимир Морозов"], "birthDate": ["1961-03-04"]}),
          ("n2", "Person", {"name": ["Abdul Rahman Yasin"]}),
          ("n3", "Vessel", {"name": ["Hellenic Spirit"], "imoNumber": ["9074729"], "topics": ["sanction"]})]


class Screening(Base):
    def setUp(self):
        super().setUp()
        self.list = self.write("small.ftm.json", "".join(
            json.dumps({"id": i, "schema": s, "datasets": ["small"], "properties": p}, ensure_ascii=False) + "\n"
            for i, s, p in PEOPLE))

    def call(self, *words):
        done = subprocess.run([ENTENTE, *map(str, words)], env=self.environment(), cwd=self.folder, capture_output=True)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def screen(self, table, *words):
        status, out, err = self.call("screen", self.write("q.csv", table), "--data", self.list, *words)
        self.assertIn(status, (0, 1), err)
        return [json.loads(line) for line in out.splitlines()]

    def test_answers_come_in_order_with_reasons_and_audit(self):
        rows = self.screen("id,full_name,date_of_birth\nq1,MOROZOV Vladimir,1961-03-04\nq2,Nobody Atall,\n"
                           "q3,Abdulrahman Yasin,\n")
        self.assertEqual([r["id"] for r in rows], ["q1", "q2", "q3"])
        best = rows[0]["results"][0]
        self.assertEqual((best["id"], best["match"]), ("n1", True))
        self.assertIn("birth date", {e["feature"] for e in best["explanations"]})
        self.assertEqual(rows[1]["results"], [])
        self.assertEqual(rows[2]["results"][0]["id"], "n2")
        self.assertEqual(len(rows[0]["audit"]["lists"][0]["sha256"]), 64)

    def test_an_index_answers_as_its_lists_do_and_replays(self):
        queries = self.write("q.jsonl", '{"id":"a","schema":"Person","properties":{"name":["Морозов Владимир"]}}\n')
        self.assertEqual(self.call("index", self.list, "-o", "x.index")[0], 0)
        status, by_index, _ = self.call("screen", "--jsonl", queries, "--index", "x.index", "--date", "2026-01-01")
        _, by_list, _ = self.call("screen", "--jsonl", queries, "--data", self.list, "--date", "2026-01-01")
        self.assertEqual((status, by_index), (0, by_list))
        self.write("answers.jsonl", by_index)
        status, out, _ = self.call("screen", "--replay", "answers.jsonl", "--index", "x.index")
        self.assertEqual((status, json.loads(out)["same"]), (0, True))
        self.write("answers.jsonl", by_index.replace('"match":true', '"match":false'))
        status, out, _ = self.call("screen", "--replay", "answers.jsonl", "--index", "x.index")
        self.assertEqual((status, json.loads(out)["same"]), (3, False))

    def test_an_edition_in_an_index_of_its_own_takes_the_place_of_the_one_before(self):
        def edition(name, people):
            lines = "".join(json.dumps({"id": i, "schema": "Person", "datasets": ["small"],
                                        "properties": {"name": [n]}}) + "\n" for i, n in people)
            return self.write(name, lines)
        self.write("other.ftm.json", json.dumps({"id": "o1", "schema": "Person", "datasets": ["other"],
                                                 "properties": {"name": ["Pavel Kuznetsov"]}}) + "\n")
        old = edition("small.ftm.json", [("n1", "Vladimir Morozov"), ("n2", "Abdul Rahman Yasin")])
        self.assertEqual(self.call("index", old, "other.ftm.json", "-o", "large.index")[0], 0)
        large = (self.folder / "large.index").read_bytes()
        new = edition("small.ftm.json", [("n1", "Vladimir Morozov"), ("n3", "Sergei Lebedev")])
        self.assertEqual(self.call("index", new, "-o", "newer.index")[0], 0)
        names = ["Vladimir Morozov", "Abdul Rahman Yasin", "Sergei Lebedev", "Pavel Kuznetsov"]
        queries = self.write("q.csv", "id,name\n" + "".join(f"{n},{n}\n" for n in names))

        def found(*sources):
            _, out, err = self.call("screen", queries, *sources, "--date", "2026-01-01")
            rows = [json.loads(line) for line in out.splitlines()]
            self.assertEqual(len(rows), 4, err)
            return [[x["id"] for x in row["results"]] for row in rows], rows[0]["audit"]["lists"], out
        before, lists, _ = found("--index", "large.index")
        self.assertEqual((before, len(lists)), ([["n1"], ["n2"], [], ["o1"]], 2))
        after, lists, out = found("--index", "large.index", "--index", "newer.index")
        self.assertEqual(after, [["n1"], [], ["n3"], ["o1"]])
        self.assertEqual(len({each["dataset"] for each in lists}), len(lists))
        self.assertEqual(len(lists), 2)
        self.assertEqual(found("--index", "large.index", "--data", new)[0], after)
        self.assertEqual((self.folder / "large.index").read_bytes(), large)
        self.write("answers.jsonl", out)
        status, _, _ = self.call("screen", "--replay", "answers.jsonl", "--index", "large.index", "--index", "newer.index")
        self.assertEqual(status, 0)

    def test_of_more_names_than_a_block_holds_the_nearest_are_compared(self):
        names = [f"Name{i} Invented" for i in range(400)] + ["Boris Petrovich Kuznetsov"]
        many = self.write("many.ftm.json", json.dumps({"id": "many", "schema": "Person", "datasets": ["small"],
                                                       "properties": {"name": names}}) + "\n")
        _, out, _ = self.call("screen", "--data", many, self.write("q.csv", "id,name\nq,Kuznetsov Boris\n"))
        best = json.loads(out)["results"][0]
        self.assertEqual((best["id"], best["match"]), ("many", True))
        self.assertEqual(best["explanations"][0]["result"], "Boris Petrovich Kuznetsov")

    def test_a_cleared_pair_is_no_match_until_its_day(self):
        self.write("allow.csv", "query,entity,reason,expires\nVladimir Morozov,n1,another man,2026-06-30\n")
        table = "id,name\nq,Vladimir Morozov\n"
        before = self.screen(table, "--allow", "allow.csv", "--date", "2026-06-30")[0]["results"][0]
        after = self.screen(table, "--allow", "allow.csv", "--date", "2026-07-01")[0]["results"][0]
        self.assertEqual((before["match"], before["allowed"]["reason"]), (False, "another man"))
        self.assertEqual((after["match"], "allowed" in after), (True, False))

    def test_scopes_leave_out(self):
        table = "id,name\nq,Hellenic Spirit\n"
        self.assertTrue(self.screen(table, "--topic", "sanction")[0]["results"])
        self.assertFalse(self.screen(table, "--topic", "role.pep")[0]["results"])
        self.assertFalse(self.screen(table, "--scope-schema", "Person")[0]["results"])

    def test_columns_are_mapped_and_what_is_wrong_is_named(self):
        rows = self.screen("who,n\nx,Hellenic Spirit\n", "--map", "n=name", "--map", "who=id")
        self.assertEqual((rows[0]["id"], rows[0]["results"][0]["id"]), ("x", "n3"))
        status, _, err = self.call("screen", self.write("q.csv", "a,b\n1,2\n"), "--data", self.list)
        self.assertEqual(status, 3)
        self.assertIn("E-UNKNOWN-COLUMN", err)
        status, _, err = self.call("screen", self.write("q.csv", b"name\nGro\xdf\n"), "--data", self.list)
        self.assertEqual(status, 3)
        self.assertIn("E-BAD-ENCODING", err)

    def test_a_bad_line_does_not_stop_the_others(self):
        queries = self.write("q.jsonl", '{"id":"a","properties":{"name":["Abdul Rahman Yasin"]}}\nnonsense\n')
        status, out, err = self.call("screen", "--jsonl", queries, "--data", self.list)
        self.assertEqual((status, len(out.splitlines())), (3, 1))
        self.assertIn("q.jsonl:2", err)

    def test_match_shows_why_and_forms_for_people(self):
        status, out, _ = self.call("match", "Hellenic Spirit", "--schema", "Vessel", "--data", self.list)
        self.assertEqual(status, 0)
        self.assertIn("n3", out)
        self.assertEqual(self.call("match", "Nobody Atall", "--data", self.list)[0], 1)
        table = self.write("q.csv", 'id,name\n1,"=Hellenic Spirit"\n')
        self.assertIn("'=Hellenic", self.call("screen", table, "--csv", "--data", self.list)[1])
        page = self.call("screen", self.write("q.csv", "id,name\n1,Hellenic <b> Spirit\n"), "--html", "--data", self.list)[1]
        self.assertIn("Hellenic &lt;b&gt; Spirit", page)

    def test_a_name_of_a_megabyte_and_a_broken_index(self):
        self.screen("id,name\n1," + "Hellenic \x01Spirit " * 60000 + "\n")
        self.assertEqual(self.call("index", self.list, "-o", "x.index")[0], 0)
        whole = (self.folder / "x.index").read_bytes()
        for bad in (b"", b"ENTINDEX", whole[:200], whole[: len(whole) // 2]):
            self.write("bad.index", bad)
            status, _, err = self.call("match", "Hellenic Spirit", "--index", "bad.index")
            self.assertEqual(status, 3, err)
            self.assertIn("bad.index", err)


if __name__ == "__main__":
    unittest.main()
