"""Lists and queries that are damaged, oversized or written to deceive: a clear message, nothing lost, nothing quadratic.

Usage: hostile_lists_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import resource
import subprocess
import unittest

from harness import ENTENTE, SOURCE, Base

SHIP = {"id": "ship", "schema": "Vessel", "datasets": ["small"], "properties": {"name": ["Hellenic Spirit"], "imoNumber": ["9074729"]}}
MAN = {"id": "man", "schema": "Person", "datasets": ["small"], "properties": {"name": ["Vladimir Morozov"]}}


def alias(n):
    return "".join("bdfgklmnprst"[n // 12**k % 12] + "aeiou"[(n // 12**k + k) % 5] for k in range(4)) + " Quartermain"


def with_aliases(count):
    return {"id": "many", "schema": "Person", "datasets": ["small"],
            "properties": {"name": ["Zebulon Quartermain"], "alias": [alias(n) for n in range(count)]}}


class HostileLists(Base):
    def call(self, *words):
        done = subprocess.run([ENTENTE, *map(str, words)], env=self.environment(), cwd=self.folder, capture_output=True)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def seconds(self, *words):
        """Processor time of a run, which has to succeed."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        status, out, err = self.call(*words)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.assertIn(status, (0, 1), err)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, out

    def a_list(self, *entities, name="small.ftm.json"):
        return self.write(name, "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entities))

    def best(self, name, *data, schema="LegalEntity"):
        queries = self.write("q.jsonl", json.dumps({"id": "q", "schema": schema, "properties": {"name": [name]}}) + "\n")
        words = [word for path in data for word in ("--data", path)]
        status, out, err = self.call("screen", "--jsonl", queries, *words, "--limit", 1)
        self.assertEqual(status, 0, out + err)
        return json.loads(out)["results"][0]

    def warnings(self, result):
        return " ".join(e["detail"] for e in result["explanations"] if e["verdict"] == "flagged")

    def test_a_list_that_is_cut_is_named_with_its_place(self):
        whole = (SOURCE / "tests" / "lists" / "sdn.xml").read_bytes()
        cut = self.write("cut.xml", whole[:len(whole) * 2 // 3])
        status, out, err = self.call("match", "Vladimir Morozov", "--data", cut, "--data", self.a_list(MAN))
        self.assertEqual((status, out), (3, ""), "an answer from half a list would look like one from the whole")
        self.assertRegex(err, r"error: E-TRUNCATED \S*cut.xml:\d+:\d+")

    def test_a_list_in_another_encoding_is_named_with_its_place(self):
        head = '<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2024-01-01T00:00:00Z"><INDIVIDUALS>'
        man = "<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>José</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"
        for name, content in (("l.xml", head + man), ("l.ftm.json", json.dumps(MAN).replace("Vladimir", "José"))):
            status, _, err = self.call("match", "José", "--data", self.write(name, content.encode("latin-1")))
            self.assertEqual(status, 3)
            self.assertRegex(err, rf"error: E-BAD-ENCODING \S*{name}:1\D")

    def test_a_row_with_ten_thousand_aliases(self):
        self.assertEqual(self.best("Zebulon Quartermain", self.a_list(with_aliases(10000), MAN))["id"], "many")
        self.assertIn("more names", self.warnings(self.best("Zebulon Quartermain", "small.ftm.json")))
        self.assertEqual(self.best(alias(100), "small.ftm.json")["id"], "many")
        out = self.call("export", "--format", "ftm", "small.ftm.json")[1]
        self.assertEqual(len(json.loads(out.splitlines()[0])["properties"]["alias"]), 10000, "all of them are kept")

    def test_aliases_do_not_cost_their_square(self):
        few, _ = self.seconds("match", "Nobody Atall", "--data", self.a_list(MAN, name="none.ftm.json"))
        one, _ = self.seconds("match", "Zebulon Quartermain", "--data", self.a_list(with_aliases(10000), name="one.ftm.json"))
        four, _ = self.seconds("match", "Zebulon Quartermain", "--data", self.a_list(with_aliases(40000), name="four.ftm.json"))
        self.assertLess(four - few, 8 * max(one - few, 0.05))

    def test_a_name_of_a_megabyte(self):
        long = {**MAN, "id": "long", "properties": {"name": ["Zebulon Quartermain " + "of Very Long " * 80660]}}
        data = self.a_list(long, MAN)
        spent, out = self.seconds("match", "Vladimir Morozov", "--data", data)
        self.assertIn("man", out)
        self.assertLess(spent, 10)
        self.assertGreater(len(self.call("export", "--format", "ftm", data)[1]), 1 << 20, "it is kept whole")
        spent, _ = self.seconds("screen", self.write("q.csv", "id,name\n1," + "Vladimir Morozov " * 61700 + "\n"), "--data", data)
        self.assertLess(spent, 10)

    def test_control_characters_are_left_out_and_flagged(self):
        for name in ("Hellenic\x01 Spirit", "Hel\u0000lenic Spirit", "Hellenic\u0085 Spi\x7frit"):
            best = self.best(name, self.a_list(SHIP, MAN))
            self.assertEqual((best["id"], best["match"]), ("ship", True), repr(name))
            self.assertIn("control characters", self.warnings(best))

    def test_marks_that_reverse_writing_are_left_out_and_flagged(self):
        for name in ("\u202eHellenic Spirit", "Hellenic \u2066Spirit\u2069", "Hell\u202denic Spirit"):
            best = self.best(name, self.a_list(SHIP, MAN))
            self.assertEqual((best["id"], best["match"]), ("ship", True), repr(name))
            self.assertIn("direction of writing", self.warnings(best))
        # In the list as well.
        tricked = {**MAN, "properties": {"name": ["Vladimir\u202e Morozov"]}}
        self.assertIn("direction of writing", self.warnings(self.best("Vladimir Morozov", self.a_list(tricked))))

    def test_look_alikes_are_read_and_flagged(self):
        for name in ("Н\u0435llenic Spirit", "Hellenic Spіrіt", "Hеllеnіс Ѕріrіt"):
            best = self.best(name, self.a_list(SHIP, MAN))
            self.assertEqual((best["id"], best["match"]), ("ship", True), name)
            self.assertIn("look-alikes", self.warnings(best))


if __name__ == "__main__":
    unittest.main()
