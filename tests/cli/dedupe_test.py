"""Duplicates across lists as an analyst decides them: pairs, keys on a pipe, undo, what it does to mentions.

Usage: dedupe_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import pathlib
import unittest

from harness import Base, SOURCE

SHARED = SOURCE.parent / "shared" / "data"


def entity(number, name, dataset, **properties):
    return {"id": f"{dataset}-{number}", "caption": name, "schema": "Person", "datasets": [dataset],
            "properties": {"name": [name], **{k: [v] for k, v in properties.items()}}}


class Dedupe(Base):
    def setUp(self):
        super().setUp()
        self.list_of("alpha", ["Hassan Nouri Farahani", "Kim Yong Chol", "Valery Ermakov", "Amir Dawud Qasim"])
        self.list_of("beta", ["Hasan Noori Farahani", "Kim Yong Chun", "Ermakov Valery Nikolaevich", "Zoltan Varga"])

    def list_of(self, dataset, names):
        rows = "".join(json.dumps(entity(i, name, dataset)) + "\n" for i, name in enumerate(names))
        self.run_it("add", self.write(f"{dataset}.ftm.json", rows))

    def pairs(self, *words, status=0):
        out, _ = self.run_it("dedupe", "--jsonl", *words, status=status)
        return [json.loads(line) for line in out.splitlines()]

    def ask(self, keys, status=0):
        return self.run_it("dedupe", "--who", "A. Lee", stdin=keys.encode(), status=status)

    def captions(self, pairs):
        return [{p["left"]["caption"], p["right"]["caption"]} for p in pairs]

    def test_pairs_are_listed_with_scores_and_reasons_and_decide_nothing(self):
        pairs = self.pairs()
        self.assertEqual(sorted(map(sorted, self.captions(pairs))),
                         [["Ermakov Valery Nikolaevich", "Valery Ermakov"],
                          ["Hasan Noori Farahani", "Hassan Nouri Farahani"]])
        self.assertTrue(all(0.7 <= p["score"] <= 1 and p["reasons"] and p["matcher"] for p in pairs))
        self.assertEqual([p["score"] for p in pairs], sorted((p["score"] for p in pairs), reverse=True))
        self.assertNotEqual(pairs[0]["left"]["datasets"], pairs[0]["right"]["datasets"])
        self.run_it("judgements", status=1)
        self.assertEqual(self.pairs("--threshold", "0.999", status=1), [])

    def test_keys_on_a_pipe_decide_and_a_second_run_asks_no_more(self):
        out, _ = self.ask("y\nn\n")
        self.assertIn("y same, n different", out)
        first, second = json.loads(self.run_it("judgements", "--json")[0])["judgements"]
        self.assertEqual((first["kind"], second["kind"]), ("merge", "split"))
        self.assertEqual(first["who"], "A. Lee")
        self.assertIn("score 0.", first["why"])
        self.assertEqual(self.pairs(status=1), [])
        self.run_it("verify")

    def test_undo_takes_the_last_decision_back_and_asks_again(self):
        before = self.captions(self.pairs())
        self.ask("yuq")
        self.assertEqual(self.captions(self.pairs()), before)
        kinds = [j["kind"] for j in json.loads(self.run_it("judgements", "--json")[0])["judgements"]]
        self.assertEqual(kinds, ["merge", "undo"])
        self.ask("suny")  # skip, back, different, same
        held = [j["kind"] for j in json.loads(self.run_it("judgements", "--json")[0])["judgements"] if j["holds"]]
        self.assertEqual(sorted(held), ["merge", "split", "undo"])

    def test_other_keys_are_refused_and_the_end_of_the_pipe_quits(self):
        _, err = self.ask("x")
        self.assertIn("no such key: x", err)
        self.run_it("judgements", status=1)

    def test_auto_merges_what_scores_enough(self):
        out, _ = self.run_it("dedupe", "--auto", "0.7", "--who", "Lee", "--why", "first pass", "--jsonl")
        merged = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(len(merged), 2)
        all_ = json.loads(self.run_it("judgements", "--json")[0])["judgements"]
        self.assertEqual({(j["kind"], j["why"]) for j in all_}, {("merge", "first pass")})
        self.run_it("dedupe", "--auto", "7", status=2)

    def test_a_split_holds_for_what_was_merged_with_either(self):
        self.list_of("gamma", ["Hassan Noori Farahani"])
        by_ids = [(p["left"]["id"], p["right"]["id"]) for p in self.pairs() if "Farahani" in p["left"]["caption"]]
        self.assertEqual(len(by_ids), 3)
        who = ("--who", "Lee", "--why", "birth dates")
        self.run_it("judge", "merge", *by_ids[0], *who)
        self.run_it("judge", "split", *by_ids[1], *who)
        self.assertNotIn("Farahani", json.dumps(self.pairs()))

    def test_a_mention_that_names_two_of_a_list_is_ambiguous_until_they_are_merged(self):
        self.list_of("delta", ["Blue Harbour Shipping", "Blue Harbour Shipping"])
        self.run_it("add", self.write("news.txt", "Iran sold oil to Blue Harbour Shipping in March 2024.\n"))
        of_mentions = lambda: {m.get("entity", "") for c in self.claims("claims") for role in
                               ("subject", "counterpart") for m in c.get(role, [])} - {""}
        self.assertEqual(of_mentions(), set())
        pair, = [p for p in self.pairs("--within-lists") if "Blue" in p["left"]["caption"]]
        self.assertEqual(pair["mentions"], ["Blue Harbour Shipping"])
        self.run_it("judge", "merge", pair["left"]["id"], pair["right"]["id"], "--who", "Lee", "--why", "one office")
        self.assertEqual(of_mentions(), {"delta-0"})

    def test_an_empty_ledger_has_nothing_to_decide(self):
        self.ledger.unlink()
        self.run_it("add", self.report)
        self.assertEqual(self.pairs(status=1), [])


@unittest.skipUnless((SHARED / "un-sc-consolidated").is_dir() and (SHARED / "ofac-sdn-2021-07").is_dir(),
                     "skipped: ../shared holds no UN and OFAC lists")
class PublishedLists(Base):
    def test_the_lists_of_the_un_and_of_ofac_share_hundreds(self):
        un = sorted((SHARED / "un-sc-consolidated").glob("*2026*.xml*"))
        self.run_it("add", un[0], SHARED / "ofac-sdn-2021-07")
        out, _ = self.run_it("dedupe", "--jsonl", "--threshold", "0.9")
        pairs = [json.loads(line) for line in out.splitlines()]
        self.assertGreater(len(pairs), 300)
        self.assertTrue(all(p["left"]["datasets"] != p["right"]["datasets"] for p in pairs))


if __name__ == "__main__":
    unittest.main()
