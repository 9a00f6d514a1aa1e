#!/usr/bin/env python3
"""The scorer on small documents whose figures can be counted by hand.

Usage: score_claims_test.py [unittest arguments]
"""
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import blame
import score_claims as score

TEXT = "Iran sold drones to Russia in 2023. Moscow denied that. Seoul said that the North shipped 148 missiles."
SOLD = "Iran sold drones to Russia in 2023"
SHIPPED = "the North shipped 148 missiles"


def mention(text, state=None, **more):
    start = TEXT.index(text)
    return {"text": text, "start": start, "end": start + len(text), **({"state": state} if state else {}), **more}


def claim(quote=SOLD, kind="transfer", subject=("Iran", "ir"), counterpart=("Russia", "ru"), **more):
    out = {"quote": mention(quote), "kind": kind, "subject": [mention(*subject)], "polarity": "positive", "modality": "stated"}
    if counterpart:
        out["counterpart"] = [mention(*counterpart)]
    return {**out, **more}


def levels(gold, got):
    t = score.tally(score.match_document(TEXT, gold, got), len(got))
    return t["owed"], t["given"], t["claim"], t["core"], t["graded"]


class Levels(unittest.TestCase):
    def test_same_claim_counts_on_all_levels(self):
        self.assertEqual(levels([claim()], [claim()]), (1, 1, 1, 1, 1))

    def test_missed_and_spurious(self):
        self.assertEqual(levels([claim()], []), (1, 0, 0, 0, 0))
        self.assertEqual(levels([], [claim()]), (0, 1, 0, 0, 0))

    def test_other_kind_is_no_answer_unless_also_allowed(self):
        self.assertEqual(levels([claim()], [claim(kind="trade")]), (1, 1, 0, 0, 0))
        self.assertEqual(levels([claim(kind_also=["trade"])], [claim(kind="trade")]), (1, 1, 1, 1, 1))

    def test_wrong_party_is_not_core(self):
        self.assertEqual(levels([claim()], [claim(subject=("Moscow", "ru"))]), (1, 1, 1, 0, 0))
        self.assertEqual(levels([claim()], [claim(counterpart=None)]), (1, 1, 1, 0, 0))

    def test_wrong_modality_is_not_graded(self):
        self.assertEqual(levels([claim()], [claim(modality="alleged")]), (1, 1, 1, 1, 0))
        self.assertEqual(levels([claim(modality_also=["alleged"])], [claim(modality="alleged")]), (1, 1, 1, 1, 1))

    def test_optional_is_neither_owed_nor_wrong(self):
        self.assertEqual(levels([claim(optional=True)], [claim()]), (0, 0, 0, 0, 0))
        self.assertEqual(levels([claim(optional=True)], []), (0, 0, 0, 0, 0))

    def test_pairs_are_one_to_one(self):
        self.assertEqual(levels([claim()], [claim(), claim()]), (1, 2, 1, 1, 1))
        self.assertEqual(levels([claim(), claim()], [claim()]), (2, 1, 1, 1, 1))

    def test_the_better_pair_is_taken(self):
        worse = claim(subject=("Moscow", "ru"))
        self.assertEqual(levels([claim()], [worse, claim()]), (1, 2, 1, 1, 1))

    def test_half_of_the_shorter_quote_is_enough(self):
        self.assertEqual(levels([claim()], [claim(quote="Iran sold drones")]), (1, 1, 1, 1, 1))
        self.assertEqual(levels([claim(quote="drones to Russia in 2023. Moscow")], [claim(quote="Iran sold drones")]), (1, 1, 0, 0, 0))


class Faithfulness(unittest.TestCase):
    def test_a_quote_that_is_not_there_is_wrong_and_counted(self):
        broken = claim()
        broken["quote"]["start"] += 1
        match = score.match_document(TEXT, [claim()], [broken])
        self.assertEqual(score.tally(match, 1)["unfaithful"], 1)
        self.assertEqual(levels([claim()], [broken]), (1, 1, 0, 0, 0))

    def test_a_mention_that_is_not_there_too(self):
        for role in score.MENTION_ROLES:
            broken = claim() | {role: [{"text": "Iran", "start": 5, "end": 9}]}
            self.assertEqual(score.tally(score.match_document(TEXT, [claim()], [broken]), 1)["unfaithful"], 1, role)

    def test_an_unfindable_labelled_quote_stops_the_run(self):
        with self.assertRaises(SystemExit):
            score.match_document(TEXT, [claim(quote=SOLD) | {"quote": {"text": "nowhere"}}], [])


class Fields(unittest.TestCase):
    def agrees(self, field, gold, got):
        return score.compare(claim(**gold), claim(**got))[field]

    def test_converse_kinds_have_their_parties_the_other_way_round(self):
        got = claim(kind="acquire", subject=("Russia", "ru"), counterpart=("Iran", "ir"))
        fields = score.compare(claim(kind_also=["acquire"]), got)
        self.assertTrue(fields["subject"] and fields["counterpart"])

    def test_symmetric_ties_take_either_order(self):
        turned = claim(kind="trade", subject=("Russia", "ru"), counterpart=("Iran", "ir"))
        self.assertTrue(score.is_core(score.compare(claim(kind="trade", symmetric=True), turned)))
        self.assertFalse(score.is_core(score.compare(claim(kind="trade"), turned)))

    def test_without_states_a_common_word_will_do(self):
        self.assertTrue(score.same_actors([{"text": "the Blue Harbour company"}], [{"text": "Blue Harbour"}]))
        self.assertFalse(score.same_actors([{"text": "the company"}], [{"text": "the bank"}]))
        self.assertTrue(score.same_actors([], None))

    def test_figures(self):
        some = [{"low": 148}]
        self.assertTrue(self.agrees("quantity", {"quantity": some}, {"quantity": [{"low": 148.5}, {"low": 3}]}))
        self.assertFalse(self.agrees("quantity", {"quantity": some}, {"quantity": [{"low": 148, "high": 148}]}))
        self.assertFalse(self.agrees("quantity", {}, {"quantity": some}))

    def test_dates(self):
        when = lambda start=None, end=None: {"when": {"start": start, "end": end}}
        self.assertTrue(self.agrees("when", when("2023"), when("2023-05-01")))
        self.assertTrue(self.agrees("when", when("2023-22"), when("2023-07-04")))
        self.assertFalse(self.agrees("when", when("2023-22"), when("2023-03")))
        self.assertTrue(self.agrees("when", when(None, "2024"), when("2020", "2024")))
        self.assertFalse(self.agrees("when", {}, when("2023")))

    def test_denied_and_negative_are_one(self):
        fields = score.compare(claim(modality="denied"), claim(modality="claimed", polarity="negative"))
        self.assertTrue(fields["modality"] and fields["polarity"])
        fields = score.compare(claim(), claim(modality="claimed", polarity="negative"))
        self.assertFalse(fields["modality"] or fields["polarity"])

    def test_attribution(self):
        seoul = [mention("Seoul", "kr")]
        self.assertTrue(self.agrees("attribution", {"attribution": seoul}, {"attribution": seoul}))
        self.assertFalse(self.agrees("attribution", {"attribution": seoul}, {}))
        self.assertTrue(self.agrees("attribution", {"attribution": seoul, "attribution_optional": True}, {}))
        self.assertFalse(self.agrees("attribution", {}, {"attribution": seoul}))


class Folder(unittest.TestCase):
    def test_precision_and_recall_over_a_folder(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "a.txt").write_text(TEXT)
            missed = claim(SHIPPED, subject=("the North", "kp"), counterpart=None)
            (folder / "a.claims.jsonl").write_text(json.dumps(claim()) + "\n" + json.dumps(missed) + "\n")
            scores = score.score_folder(folder, lambda _: [claim()])
        self.assertEqual(scores["claim"], {"precision": 1.0, "recall": 0.5, "f1": 0.6667, "f1_95": [0.6667, 0.6667]})
        self.assertIn("1 documents, 2 claims owed, 1 given", score.table(scores))


class Blame(unittest.TestCase):
    PREDICATES = {"sell": [([], "v", "transfer")], "ship": [([], "n", "transfer")], "deny": [([], "v", "oppose")]}

    def causes(self, gold, got):
        tokens, at = [], 0
        for word in TEXT.replace(".", " ").split():
            at = TEXT.index(word, at)
            lemma = {"sold": "sell", "denied": "deny", "shipped": "ship"}.get(word, word.lower())
            tokens.append((at, at + len(word), lemma, "v" if lemma != word.lower() else "n"))
        match = score.match_document(TEXT, gold, got)
        return [cause for _, _, cause in blame.blame_document(TEXT, gold, got, match, tokens, self.PREDICATES)]

    def test_missed(self):
        shipped = claim(SHIPPED, subject=("the North", "kp"), counterpart=None)
        self.assertEqual(self.causes([claim()], []), ["frame: tree, conditions or too little"])
        self.assertEqual(self.causes([shipped], []), ["tags: another part of speech"])
        self.assertEqual(self.causes([claim("Moscow denied that")], []), ["lexicon: predicates of other kinds only"])
        self.assertEqual(self.causes([claim("Seoul")], []), ["lexicon: no predicate"])
        self.assertEqual(self.causes([claim()], [claim(kind="move")]), ["kind: read as another kind"])
        self.assertEqual(self.causes([claim(), claim()], [claim()]), ["shared: one claim read, several owed"])

    def test_wrong_party(self):
        self.assertEqual(self.causes([claim()], [claim()]), [])
        turned = claim(subject=("Russia", "ru"), counterpart=("Iran", "ir"))
        self.assertEqual(self.causes([claim()], [turned]), ["roles: parties changed over"])
        self.assertEqual(self.causes([claim()], [claim(counterpart=None)]), ["tree: party not found"])
        self.assertEqual(self.causes([claim()], [claim(counterpart=("Russia", "xx"))]), ["names: state not known"])
        self.assertEqual(self.causes([claim()], [claim(counterpart=("Seoul", "kr"))]), ["tree: another mention taken"])
        outside = claim(SHIPPED, subject=("Moscow", "ru"), counterpart=None)
        got = claim(SHIPPED, subject=("the North", "kp"), counterpart=None)
        self.assertEqual(self.causes([outside], [got]), ["reference: taken for another"])


if __name__ == "__main__":
    unittest.main()
