"""Judgements as an analyst meets them: recorded, answered by, undone, asked again as of before.

Usage: judge_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import unittest

from harness import Base


class Judge(Base):
    def setUp(self):
        super().setUp()
        self.run_it("add", self.report, "--publisher", "Daily")
        self.all = self.claims("claims")

    def judge(self, *words, status=0, env=None):
        out, err = self.run_it("judge", *words, "--json", status=status, env=env)
        return json.loads(out) if status == 0 else err

    def test_reject_sets_aside_and_undo_brings_back(self):
        claim = self.all[0]["id"]
        made = self.judge("reject", claim[:10], "--why", "a misprint", "--who", "A. Lee")
        self.assertEqual((made["a"], made["who"], made["why"]), (claim, "A. Lee", "a misprint"))
        left = [c["id"] for c in self.claims("claims")]
        self.assertEqual(left, [c["id"] for c in self.all[1:]])
        before = self.claims("claims", "--revision", made["revision"] - 1)
        self.assertEqual(before, self.all)
        self.run_it("undo", made["revision"], "--why", "it is none", "--who", "B. Kim")
        self.assertEqual(self.claims("claims"), self.all)
        out, _ = self.run_it("judgements", "--json")
        first, second = json.loads(out)["judgements"]
        self.assertEqual(first["undone_by"], second["revision"])
        self.assertEqual((first["holds"], second["holds"]), (False, True))
        self.assertEqual(second["a"], first["id"])
        self.run_it("verify")

    def test_the_same_judgement_adds_nothing(self):
        words = ("regrade", "daily", "b", "--why", "known", "--who", "Lee")
        made = self.judge(*words)
        self.assertEqual((made["a"], made["value"]), ("Daily", "B"))
        self.assertEqual(self.judge(*words)["revision"], made["revision"])

    def test_a_document_is_rejected_with_its_claims(self):
        self.judge("reject", self.all[0]["document"]["id"][:12], "--why", "forged", "--who", "Lee")
        self.assertEqual(self.claims("claims", status=1), [])

    def test_who_was_screened_is_decided_and_changes_no_claim(self):
        words = ("clear", "ofac-12211", "KIM Yong Chol, born 1980", "0.93", "--why", "another birth", "--who", "Lee")
        made = self.judge(*words)
        self.assertEqual((made["a"], made["b"], made["value"], made["holds"]), ("ofac-12211", "KIM Yong Chol, born 1980", "0.93", True))
        self.assertEqual(self.judge(*words)["revision"], made["revision"])
        self.assertEqual(self.claims("claims"), self.all)
        self.assertIn("score", self.judge("match", "ofac-12211", "somebody", "high", "--why", "x", "--who", "Lee", status=2))
        self.assertIn("second target", self.judge("match", "ofac-12211", "--why", "x", "--who", "Lee", status=2))
        self.run_it("export", self.folder / "archive")
        self.run_it("import", self.folder / "archive", "--ledger", self.folder / "copy.db")
        self.assertIn("born 1980", self.run_it("judgements", "--ledger", self.folder / "copy.db")[0])
        self.run_it("verify")

    def test_who_comes_from_the_environment_or_is_asked_for(self):
        words = ("regrade", self.all[0]["id"], "2", "--why", "seen by two")
        self.assertIn("name of who", self.judge(*words, status=2))
        self.assertEqual(self.judge(*words, env={"USER": "lee"})["who"], "lee")
        self.assertEqual(self.judge(*words, env={"USER": "lee", "ENTENTE_WHO": "Ann"})["who"], "Ann")

    def test_wrong_judgements_say_what_is_wrong(self):
        claim, who = self.all[0]["id"], ("--who", "Lee")
        why = ("--why", "because", *who)
        for words, status, message in (
                (("reject", claim, *who), 2, "reason"),
                (("forget", claim, *why), 2, "one of"),
                (("rejekt", claim, *why), 2, "did you mean reject?"),
                (("reject", "ffffffffff", *why), 1, "no such claim"),
                (("reject", claim[:2], *why), 1, "no such claim"),
                (("merge", "ofac-1", "un-2", *why), 1, "no such entity"),
                (("regrade", "Nobody", "B", *why), 1, "source"),
                (("regrade", "Daily", "Z", *why), 2, "grade"),
                (("same", claim, claim, *why), 2, "the same")):
            self.assertIn(message, self.judge(*words, status=status), words)
        self.assertIn("no judgement", self.run_it("undo", "1", *why, status=1)[1])
        self.run_it("judgements", status=1)

    def test_known_by_is_the_day_of_adding(self):
        self.assertEqual(self.claims("claims", "--known-by", "2001", status=1), [])
        self.assertEqual(self.claims("claims", "--known-by", "2999"), self.all)
        self.run_it("claims", "--known-by", "soon", status=2)


if __name__ == "__main__":
    unittest.main()
