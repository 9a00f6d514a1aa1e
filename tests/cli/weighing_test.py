"""How sure, since when, by whose word: the commands that weigh, run on a small ledger."""
import json
import signal
import time
import unittest
import xml.etree.ElementTree as ElementTree

from harness import Base

REPORTS = {
    "a": ("Yonhap", "2025-07-14",
          "North Korea has shipped at least 28,000 containers of munitions to Russia since August "
          "2023, South Korea's military said. Russia is likely to send air defence systems to North "
          "Korea by the end of 2025, according to analysts."),
    "b": ("The Guardian", "2025-07-15",
          "North Korea sent some 12 million artillery shells to Russia, Yonhap reported. Moscow "
          "denied that it had bought weapons from North Korea."),
    "c": ("Daily Blog", "2025-07-16",
          "North Korea has delivered artillery shells to Russia, according to the Guardian."),
    "d": ("Kyodo", "2025-12-01",
          "Russia delivered air defence systems to North Korea in November 2025, a UN panel said."),
}


class Weighing(Base):
    def put(self, name, folder="inbox"):
        publisher, published, text = REPORTS[name]
        self.write(f"{folder}/{name}.meta.json",
                   json.dumps({"publisher": publisher, "published": published, "title": name}))
        return self.write(f"{folder}/{name}.txt", text + "\n")

    def fill(self, names="abcd"):
        for name in names:
            self.run_it("add", self.put(name))

    def ask(self, *words, status=0):
        out, _ = self.run_it(*words, "--json", status=status)
        return json.loads(out) if out else None

    def test_standing_has_origins_reasons_and_history(self):
        self.fill()
        answer = self.ask("standing", "--actors", "kp,ru", "--kind", "transfer")
        self.assertEqual(answer["schema"], "entente.standing.v1")
        shells = answer["propositions"][0]
        self.assertEqual(shells["standing"], "disputed")
        self.assertEqual(shells["since"], "2025-07-15")
        self.assertEqual([h["standing"] for h in shells["history"]], ["unverified", "disputed"])
        self.assertEqual(shells["origins_count"], 1)
        pictures = [c["picture"] for c in shells["origins"][0]["chains"]]
        self.assertIn("Daily Blog ← the Guardian ← Yonhap ← South Korea's military", pictures)
        ids = {c["id"] for c in shells["claims"]}
        for claims in [shells["used"], *[o["claims"] for o in shells["origins"]],
                       *[h["because"] for h in shells["history"]]]:
            self.assertTrue(set(claims) <= ids and claims)
        self.assertIsNone(shells["origins"][0]["reliability"], "a grade nobody gave")
        one = self.ask("standing", shells["id"])
        self.assertEqual({k: one[k] for k in shells}, shells)
        before = self.ask("standing", shells["id"], "--as-of", "2025-07-14")
        self.assertEqual(before["standing"], "unverified")

    def test_standing_says_what_it_cannot_find(self):
        self.fill("a")
        for words, status in [(["standing", "ffffffffffff-0000"], 1), (["standing", "--actors", "kp,us"], 1),
                              (["standing", "--actors", "kp,kp"], 2), (["standing", "--kind", "giving"], 2),
                              (["standing", "--as-of", "soon"], 2), (["diff"], 2),
                              (["diff", "--since", "soon"], 2), (["watch", "nowhere"], 2)]:
            out, err = self.run_it(*words, status=status)
            self.assertTrue(err, words)

    def test_figures_contradictions_gaps_forecasts(self):
        self.fill()
        figures = self.ask("figures", "--actors", "kp,ru")["propositions"][0]["figures"]
        rounds = next(f for f in figures if f["agreement"] == "compatible")
        self.assertEqual(sorted(bool(x["converted"]) for x in rounds["figures"]), [False, True])
        worst = self.ask("contradictions")["contradictions"][0]
        self.assertEqual(worst["conflict"], "denied")
        self.assertIn("Moscow", worst["what"])
        gaps = self.ask("gaps", "--actors", "kp,ru")["propositions"]
        self.assertIn("one-origin", [g["gap"] for p in gaps for g in p["gaps"]])
        outlook = self.ask("forecasts")
        forecast = outlook["forecasts"][0]
        self.assertEqual((forecast["outcome"], forecast["resolved"]), ("fulfilled", "2025-12-01"))
        self.assertEqual(forecast["likelihood"]["word"], "likely")
        self.assertEqual(outlook["records"][0]["fulfilled"], 1)

    def test_diff_by_revision_by_day_and_as_feeds(self):
        self.fill()
        answer = self.ask("diff", "--since", "3")
        self.assertEqual([p["change"] for p in answer["propositions"]], ["new"])
        self.assertEqual(answer["revision_before"], 3)
        answer = self.ask("diff", "--since", "1")
        changed = next(p for p in answer["propositions"] if p["change"] == "standing")
        self.assertEqual((changed["was"]["standing"], changed["standing"]), ("unverified", "disputed"))
        out, _ = self.run_it("diff", "--since", "2025-12-01", "--published")
        self.assertIn("new: reported", out)
        out, _ = self.run_it("diff", "--since", "1", "--feed", "atom")
        feed = ElementTree.fromstring(out)
        self.assertEqual(len(feed.findall("{http://www.w3.org/2005/Atom}entry")), 2)
        out, _ = self.run_it("diff", "--since", "1", "--feed", "json")
        self.assertEqual(len(json.loads(out)["items"]), 2)
        self.run_it("diff", "--since", "4", status=1)

    def test_a_judgement_changes_what_is_weighed(self):
        self.fill("ab")
        shells = self.ask("standing", "--actors", "kp,ru", "--kind", "transfer")["propositions"][0]
        denial = shells["denies"][0]
        self.run_it("judge", "reject", denial, "--why", "of something else", "--who", "lee")
        self.run_it("judge", "regrade", "Yonhap", "B", "--why", "its record", "--who", "lee")
        after = self.ask("standing", shells["id"])
        self.assertEqual(after["standing"], "unverified")
        self.assertIn("rejected by lee", [s["why"] for s in after["set_aside"]
                                          if s["claim"] == denial][0])
        self.assertIn("B", [c["reliability"]["grade"] for c in after["claims"] if c["reliability"]])
        changed = self.ask("diff", "--since", "2")["propositions"]
        self.assertEqual(changed[0]["lost_claims"], [denial])
        self.assertEqual(self.ask("standing", shells["id"], "--revision", "2")["standing"], "disputed")

    def test_watch_adds_what_is_complete_and_tells_what_changed(self):
        self.put("a")
        out, _ = self.run_it("watch", "inbox", "--once", "--jsonl", "--settle", "50")
        rounds = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(len(rounds[0]["added"]), 1)
        self.assertTrue(all(p["change"] == "new" for p in rounds[0]["changes"]["propositions"]))
        process = self.start("watch", "inbox", "--jsonl", "--settle", "50")
        time.sleep(0.3)
        self.put("b")
        line = json.loads(process.stdout.readline())
        self.assertIn("standing", [p["change"] for p in line["changes"]["propositions"]])
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=30), 130)
        self.run_it("verify")

    def test_brief_tells_outcomes_and_what_changed(self):
        self.fill()
        out, _ = self.run_it("brief", "kp", "ru", "--changed-since", "3")
        self.assertIn("What changed", out)
        self.assertIn("fulfilled on 2025-12-01", " ".join(out.split()))
        self.assertIn("How earlier ones fared", out)
        out, _ = self.run_it("brief", "kp", "ru")
        self.assertNotIn("What changed", out)


if __name__ == "__main__":
    unittest.main()
