"""The package gives the program's bytes."""
import unittest

import harness
from harness import LISTS, REGISTER, REPORTS, SHIPS, Base

import entente


class SameAsTheProgram(Base):
    NAMES = ["Korea Ryonbong General Corp", "KIM Jong Un", "Tanchon Commercial Bank", "Nobody At All", "김정은", "Пак До Чун"]

    def test_reading(self):
        self.assertEqual(entente.read(REPORTS).jsonl, self.binary("read", REPORTS, "--jsonl"))
        text = "Iran sold hundreds of drones to Russia. Moscow denied it."
        self.assertEqual(entente.read(text).jsonl, self.binary("read", "-", "--jsonl", stdin=text.encode()))
        self.assertEqual(entente.read(text.encode()).jsonl, entente.read(text).jsonl)
        self.assertEqual(entente.read(text, title="T", published="2024-05").jsonl,
                         self.binary("read", "-", "--jsonl", "--title", "T", "--published", "2024-05",
                                     stdin=text.encode()))
        self.assertEqual(entente.read(text, layer="entities").jsonl,
                         self.binary("read", "-", "--entities", stdin=text.encode()))

    def test_sources_keep_their_order(self):
        one, two = REPORTS / "01-dispatch.txt", REPORTS / "05-briefing.txt"
        text = "Iran sold hundreds of drones to Russia."
        expected = (entente.read(one).jsonl + entente.read(text).jsonl + entente.read(two).jsonl)
        self.assertEqual(entente.read([one, text, str(two)]).jsonl, expected)
        self.assertEqual(entente.read(iter([one, text, two])).jsonl, expected)

    def test_names(self):
        for left, right in (("RI Yong Ju", "LI Yong-ju"), ("Kim Jong Un", "김정은"), ("a", "b")):
            self.assertEqual(entente.compare(left, right).json + "\n",
                             self.binary("compare", left, right, "--json").decode())
        pairs = [("RI Yong Ju", "LI Yong-ju"), ("a", "b")]
        self.assertEqual(entente.compare_many(pairs).jsonl,
                         b"".join(self.binary("compare", *p, "--json") for p in pairs))

    def test_screening(self):
        day = "2025-07-14"
        for name in self.NAMES:
            self.assertEqual(entente.match(name, LISTS, date=day).json + "\n",
                             self.binary("match", name, "--data", LISTS, "--date", day, "--json").decode())
        queries = self.folder / "q.csv"
        queries.write_text("id,name\n" + "".join(f"{i},{n}\n" for i, n in enumerate(self.NAMES)), encoding="utf-8")
        printed = self.binary("screen", queries, "--data", LISTS, "--date", day)
        answer = entente.screen(queries, LISTS, date=day)
        self.assertEqual(answer.jsonl, printed)
        index = self.folder / "x.index"
        entente.index(LISTS, index)
        self.assertEqual([r["results"] for r in entente.screen(queries, index=index, date=day)],
                         [r["results"] for r in answer])
        self.assertTrue(all(r["same"] for r in entente.replay(answer, LISTS)))
        self.assertEqual([r["results"] for r in entente.screen(self.NAMES, LISTS, date=day)],
                         [r["results"] for r in answer])

    def test_lists_of_another_edition_are_read_anew(self):
        data = self.folder / "list.csv"
        head = "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails," \
               "program_ids,dataset,first_seen,last_seen,last_change\n"
        row = "{},Person,{},,,,,,,,,,d,2024-01-01,2024-01-01,2024-01-01\n"
        data.write_text(head + row.format("a", "Viktor Testov"))
        self.assertEqual(len(entente.match("Viktor Testov", data)["results"]), 1)
        data.write_text(head + row.format("b", "Someone Else Entirely"))
        self.assertEqual(entente.match("Viktor Testov", data)["results"], [])

    def test_owners_and_ships(self):
        listed = "orlova"
        owners = entente.owners(REGISTER, listed=listed) if b"orlova" in REGISTER.read_bytes() else \
            entente.owners(REGISTER, listed=[])
        words = ["owners", REGISTER] + (["--listed", listed] if b"orlova" in REGISTER.read_bytes() else [])
        self.assertEqual(owners.json, self.binary(*words, "--json").decode())
        self.assertEqual(owners.text, self.binary(*words).decode())
        self.assertEqual(entente.ships(SHIPS).jsonl, self.binary("ships", SHIPS, "--jsonl"))

    def test_ledger(self):
        ledger = entente.Ledger(self.ledger)
        added = ledger.add([REPORTS, LISTS])
        self.assertGreater(len(added), 8)
        self.assertTrue(all(r["added"] for r in added))
        self.assertFalse(any(r["added"] for r in ledger.add(REPORTS)))
        named = ("--ledger", self.ledger)
        self.assertEqual(ledger.claims(actors="kp", kinds="transfer").jsonl,
                         self.binary("claims", *named, "--actor", "kp", "--kind", "transfer", "--jsonl"))
        brief = ledger.brief("kp", "ru")
        self.assertEqual(brief.markdown, self.binary("brief", *named, "kp", "ru").decode())
        self.assertEqual(brief.json, self.binary("brief", *named, "kp", "ru", "--json").decode())
        self.assertEqual(brief.html, self.binary("brief", *named, "kp", "ru", "--html", "-").decode())
        for command, answer in (("ties", ledger.ties("kp", "ru")), ("ties", ledger.ties("kp")),
                                ("intermediaries", ledger.intermediaries("kp", "ru")),
                                ("path", ledger.paths_between("ir", "kp"))):
            words = {"ties": ["kp", "ru"][:2 if answer is not None and '"b"' in answer.json[:400] else 1],
                     "intermediaries": ["kp", "ru"], "path": ["ir", "kp"]}[command]
            if command == "ties":
                continue
            self.assertEqual(answer.json, self.binary(command, *named, *words, "--json").decode())
        self.assertEqual(ledger.ties("kp", "ru").json, self.binary("ties", *named, "kp", "ru", "--json").decode())
        self.assertEqual(ledger.ties("kp").text, self.binary("ties", *named, "kp").decode())
        for question in ("standing", "figures", "contradictions", "gaps"):
            self.assertEqual(getattr(ledger, question)(actors=["kp", "ru"]).json,
                             self.binary(question, *named, "--actors", "kp,ru", "--json").decode().rstrip("\n"))
        self.assertEqual(ledger.search("Pantsir").jsonl, self.binary("search", *named, "Pantsir", "--jsonl"))
        self.assertEqual(ledger.verify()["damage"], [])
        moved = entente.Ledger(self.folder / "other.db")
        ledger.export(self.folder / "archive")
        moved.import_archive(self.folder / "archive")
        self.assertEqual([c["id"] for c in moved.claims()], [c["id"] for c in ledger.claims()])


if __name__ == "__main__":
    harness.unittest.main()
