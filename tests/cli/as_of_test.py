"""As of then: every question asked of the whole ledger as of a day, a revision or what was known by
a day is answered as a ledger that holds no more would answer it. And what changes is told by diff.

Usage: as_of_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import unittest

from harness import SOURCE, Base

REPORTS = [
    ("Yonhap", "2025-07-14",
     "North Korea has shipped at least 28,000 containers of munitions to Russia since August 2023, South Korea's "
     "military said. Russia is likely to send air defence systems to North Korea by the end of 2025, according to "
     "analysts."),
    ("The Guardian", "2025-07-15",
     "North Korea sent some 12 million artillery shells to Russia, Yonhap reported. Moscow denied that it had bought "
     "weapons from North Korea."),
    ("Daily Blog", "2025-07-16",
     "North Korea has delivered artillery shells to Russia, according to the Guardian."),
    ("Kyodo", "2025-12-01",
     "Russia delivered air defence systems to North Korea in November 2025, a UN panel said."),
]
WEIGHED = ("standing", "figures", "contradictions", "gaps", "forecasts")


class AsOf(Base):
    def setUp(self):
        super().setUp()
        for n, (publisher, published, text) in enumerate(REPORTS):
            self.write(f"inbox/{n}.meta.json",
                       json.dumps({"publisher": publisher, "published": published, "title": str(n)}))
            self.write(f"inbox/{n}.txt", text + "\n")
            self.run_it("add", f"inbox/{n}.txt")
        self.some = []  # ledgers of the first 1, 2, 3, 4 reports
        for count in range(1, 5):
            self.some.append(self.folder / f"some{count}.db")
            self.run_it("add", *[f"inbox/{n}.txt" for n in range(count)], "--ledger", self.some[-1])

    def asked(self, *words):
        out, _ = self.run_it(*words, status=None)
        if not out or not out.startswith("{"):
            return out.replace("ledger revision", "")
        answer = json.loads(out)
        for key in ("revision", "as_of", "ledger_revision"):
            answer.pop(key, None)
        return answer

    def test_by_day_of_publication(self):
        for count, day in ((1, "2025-07-14"), (2, "2025-07-15"), (3, "2025-11-30"), (4, "2025-12-01")):
            for what in WEIGHED:
                for words in ((), ("--actors", "kp,ru")):
                    then = self.asked(what, *words, "--as-of", day, "--json")
                    # What is due or stale is so on a day: the smaller ledger is asked on the same.
                    few = self.asked(what, *words, "--as-of", day, "--json", "--ledger", self.some[count - 1])
                    self.assertEqual(then, few, (what, words, day))
                    self.assertTrue(then)
            brief = self.asked("brief", "kp", "ru", "--as-of", day, "--json")
            self.assertEqual(brief, self.asked("brief", "kp", "ru", "--as-of", day, "--json", "--ledger",
                                               self.some[count - 1]), day)

    def test_by_revision(self):
        for count in range(1, 5):
            for what in (*WEIGHED, "brief kp ru", "claims", "search artillery", "path kp ru", "network kp"):
                words = (*what.split(), "--json")
                self.assertEqual(self.asked(*words, "--revision", count),
                                 self.asked(*words, "--ledger", self.some[count - 1]), (what, count))

    def test_known_by_the_day_before_it_began_nothing_was(self):
        for what in (*WEIGHED, "brief kp ru", "claims", "search artillery"):
            out, _ = self.run_it(*what.split(), "--known-by", "2001-01-01", status=None)
            self.assertNotIn("North Korea →", out, what)

    def test_undo_gives_back_every_answer(self):
        before = {what: self.asked(what, "--json") for what in WEIGHED}
        ids = [c["id"] for c in self.claims("claims")]
        for words in (("reject", ids[0]), ("same", ids[0], ids[-1]), ("different", ids[0], ids[2]),
                      ("regrade", "Yonhap", "B"), ("regrade", ids[0], "2")):
            made = json.loads(self.run_it("judge", *words, "--why", "a test", "--who", "Lee", "--json")[0])
            self.run_it("undo", made["revision"], "--why", "a test", "--who", "Kim")
            self.assertEqual({what: self.asked(what, "--json") for what in WEIGHED}, before, words)
        self.run_it("verify")

    def test_new_listings_are_told(self):
        revision = json.loads(self.run_it("standing", "--json")[0])["revision"]
        self.run_it("add", SOURCE / "examples/lists/ofac-sdn/sdn.csv")
        listed = self.asked("diff", "--since", revision, "--json")["listings"]
        self.assertTrue(listed)
        self.assertEqual({"id", "caption", "schema", "dataset", "revision"}, set(listed[0]))
        self.assertIn("listed: " + listed[0]["caption"], self.run_it("diff", "--since", revision)[0])
        self.assertIn("listed: ", self.run_it("diff", "--since", revision, "--feed", "atom")[0])

    def test_a_merged_ledger_answers_as_one_that_took_all(self):
        self.run_it("add", "inbox/1.txt", "inbox/3.txt", "--ledger", self.folder / "b.db")
        self.run_it("export", self.folder / "archive", "--ledger", self.folder / "b.db")
        mine = self.some[0]
        self.run_it("add", "inbox/2.txt", "--ledger", mine)
        self.run_it("import", self.folder / "archive", "--ledger", mine)
        for what in WEIGHED:
            whole, merged = (self.asked(what, "--actors", "kp,ru", "--json", *more)
                             for more in ((), ("--ledger", mine)))
            self.assertEqual(self.by_id(whole), self.by_id(merged), what)
        self.run_it("verify", "--ledger", mine)

    def by_id(self, answer):
        """Lists in an order of their own: claims come in that of their adding."""
        if isinstance(answer, dict):
            return {key: self.by_id(value) for key, value in answer.items()}
        if isinstance(answer, list):
            return sorted((self.by_id(item) for item in answer), key=json.dumps)
        return answer


if __name__ == "__main__":
    unittest.main()
