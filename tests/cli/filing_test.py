#!/usr/bin/env python3
"""Findings as claims in the ledger: every quote is rows of the file, letter by letter, and nothing is said more firmly than shown.

    filing_test.py ENTENTE SOURCE_FOLDER
"""

import hashlib
import json
import pathlib
import re
import shutil
import unittest

from harness import SOURCE, Base

LEDGER = "ledger.db"


class Filing(Base):
    def file_it(self, *words, status=0):
        """What standard error says was filed: new claims, known ones."""
        _, err = self.run_it(*words, "--ledger", LEDGER, status=status)
        filed = re.search(r"filed (\d+) claims \((\d+) already known\)", err)
        self.assertTrue(filed, err)
        return int(filed[1]), int(filed[2])

    def claims(self, *words):
        out, _ = self.run_it("claims", "--jsonl", "--ledger", LEDGER, *words)
        return [json.loads(line) for line in out.splitlines()]

    def show(self, identity):
        return json.loads(self.run_it("show", identity, "--json", "--ledger", LEDGER)[0])

    def check_quotes(self, claims):
        """The quote is rows of the files that the sheet names, at the lines it names."""
        self.run_it("verify", "--ledger", LEDGER)
        for claim in claims:
            text = self.show(claim["document"]["id"])["text"]
            quote = claim["quote"]
            self.assertEqual(text[quote["start"]:quote["end"]], quote["text"])
            rows = []
            for name, sha, lines in re.findall(r"^Of (\S+), SHA-256 ([0-9a-f]{64}): lines? ([\d, -]+)\.$", text, re.M):
                raw = (self.folder / name).read_bytes()
                self.assertEqual(hashlib.sha256(raw).hexdigest(), sha)
                file = raw.decode().splitlines()
                for part in lines.split(", "):
                    first, _, last = part.partition("-")
                    rows += file[int(first) - 1:int(last or first)]
            self.assertTrue(rows, text)
            self.assertTrue(text.endswith("\n" + "\n".join(rows) + "\n"), text)
            self.assertEqual(quote["text"].split("\n"), rows[:8])

    def ships(self):
        shutil.copy(SOURCE / "examples/ships/log.csv", self.folder)

    def test_ships_are_filed_once_and_never_said_more_firmly_than_shown(self):
        self.ships()
        self.assertEqual(self.file_it("ships", "log.csv"), (9, 0))
        self.assertEqual(self.file_it("ships", "log.csv"), (0, 9))
        self.assertEqual(self.file_it("ships", "--events", "gaps", "log.csv"), (0, 1))
        claims = self.claims()
        self.check_quotes(claims)
        kinds = {(c["document"]["extractor"]["name"], c["kind"], c["modality"]) for c in claims}
        self.assertEqual(kinds, {("ships.port", "move", "assessed"), ("ships.gap", "move", "assessed"),
                                 ("ships.loitering", "move", "assessed"), ("ships.encounter", "meet", "assessed"),
                                 ("ships.identity", "move", "claimed"), ("ships.route", "transfer", "possible")})
        route = next(c for c in claims if c["kind"] == "transfer")
        self.assertEqual([route["subject"][0]["text"], route["subject"][0]["state"]], ["PAPER CRANE", "ru"])
        self.assertEqual([route["via"][0]["text"], route["counterpart"][0]["state"], route["where"][0]["text"]],
                         ["GREEN LANTERN", "kp", "WONSAN"])

    def test_a_silence_is_evasion_only_under_the_four_conditions(self):
        # A ship 100 nm out, in waters where forty others are heard all the time, falls silent for a day.
        rows = ["mmsi,timestamp,lat,lon,speed"]
        def at(hours): return f"2024-01-{1 + hours // 24:02}T{hours % 24:02}:00:00Z"
        for hour in range(0, 96):
            for other in range(40):
                for minute in (0, 20, 40):
                    rows.append(f"{273100000 + other},{at(hour)[:14]}{minute:02}:00Z,{38.6 + other * .01:.3f},132.6,8")
            if hour < 40 or hour >= 66:
                for minute in (0, 30):
                    rows.append(f"273000009,{at(hour)[:14]}{minute:02}:00Z,38.9,{132.6 + hour * .001:.3f},5")
        (self.folder / "busy.csv").write_text("\n".join(rows) + "\n")
        out, _ = self.run_it("ships", "--events", "gaps", "--jsonl", "busy.csv")
        gap = json.loads(out.splitlines()[0])
        self.file_it("ships", "--events", "gaps", "busy.csv")
        claim = self.claims()[0]
        self.assertTrue(gap["suspected_disabling"], gap)
        self.assertEqual([claim["kind"], claim["modality"]], ["evade", "possible"])
        self.assertIn("That it was switched off is not shown.", self.show(claim["document"]["id"])["text"])

    def test_without_the_flag_nothing_is_filed(self):
        self.ships()
        _, err = self.run_it("ships", "log.csv")
        self.assertNotIn("filed", err)
        self.assertFalse((self.folder / LEDGER).exists())

    def test_standard_input_is_told_to_be_no_file(self):
        self.ships()
        with open(self.folder / "log.csv", "rb") as log:
            _, err = self.run_it("ships", "-", "--ledger", LEDGER, status=2, stdin=log.read())
        self.assertIn("cannot be filed", err)

    def test_rows_that_are_no_text_are_marked(self):
        head = b"mmsi,timestamp,lat,lon,speed,name\n"
        rows = [f"273000001,2024-01-01T{h:02}:00:00Z,39,133,0,".encode() + b"B\xe9LIER\n" for h in (0, 1, 2)]
        rows += [f"273000001,2024-01-03T{h:02}:00:00Z,39.1,133,0,".encode() + b"B\xe9LIER\n" for h in (0, 1, 2)]
        (self.folder / "latin.csv").write_bytes(head + b"".join(rows))
        self.assertEqual(self.file_it("ships", "--jsonl", "--events", "gaps", "latin.csv"), (1, 0))
        self.assertIn("B\ufffdLIER", self.claims()[0]["quote"]["text"])
        self.run_it("verify", "--ledger", LEDGER)

    def test_rows_of_packed_files_and_of_arrays(self):
        import gzip
        self.ships()
        (self.folder / "log.csv.gz").write_bytes(gzip.compress((self.folder / "log.csv").read_bytes(), mtime=0))
        self.assertEqual(self.file_it("ships", "--events", "gaps", "log.csv.gz"), (1, 0))
        quote = self.claims()[0]["quote"]["text"].split("\n")
        file = (self.folder / "log.csv").read_text().splitlines()
        self.assertEqual(quote, [file[164], file[334]])
        fixes = [{"mmsi": 273000001, "timestamp": f"2024-01-{d:02}T00:00:00Z", "lat": 39, "lon": 133, "note": "a]}"}
                 for d in (1, 3)]
        (self.folder / "fixes.json").write_text(json.dumps(fixes, indent=1))
        self.assertEqual(self.file_it("ships", "--events", "gaps", "fixes.json"), (1, 0))
        quote = self.claims("--source", "fixes.json")[0]["quote"]["text"].split("\n")
        self.assertEqual([json.loads(line) for line in quote], fixes)

    def test_trade_is_filed_by_the_rows_of_both_tables(self):
        for name in ("exports.csv", "imports.csv", "flows.csv"):
            shutil.copy(SOURCE / "examples/trade" / name, self.folder)
        mirror = ("trade", "mirror", "--exports", "exports.csv", "--imports", "imports.csv")
        filed = self.file_it(*mirror, status=3)  # two rows cannot be used
        self.assertEqual(filed, (4, 0))
        self.assertEqual(self.file_it(*mirror, "--each", status=3), (0, 4))
        claims = self.claims()
        self.check_quotes(claims)
        self.assertEqual({(c["kind"], c["modality"], c["counterpart"][0]["text"]) for c in claims},
                         {("trade", "reported", "Middleton")})  # Eastvale's table is not whole: no gap
        self.assertEqual({len(c["attribution"]) for c in claims}, {2})
        reexport = ("trade", "reexport", "flows.csv", "--from", "Northland,Westmark", "--via", "Middleton",
                    "--to", "Sudmark", "--since", "2030-03")
        self.assertEqual(self.file_it(*reexport), (2, 0))
        signature = self.claims("--kind", "mediate")
        self.check_quotes(signature)
        self.assertEqual([(c["modality"], c["object"][0]["goods"]) for c in signature],
                         [("possible", ["dual-use"])] * 2)
        self.assertEqual(self.file_it("trade", "dualuse", "flows.csv", "--partner", "Sudmark"), (12, 0))
        self.check_quotes(self.claims("--kind", "transfer"))

    def test_votes_are_filed_where_they_are_more_or_less_than_chance(self):
        shutil.copy(SOURCE / "examples/votes/votes.csv", self.folder)
        votes = ("votes", "agreement", "--votes", "votes.csv", "--pair", "Middleton,Sudmark")
        self.assertEqual(self.file_it(*votes, "--year", "2010"), (1, 0))
        self.assertEqual(self.file_it(*votes, "--year", "2024"), (1, 0))
        claims = self.claims()
        self.check_quotes(claims)
        self.assertEqual([(c["kind"], c["modality"], c["when"]["start"]) for c in claims],
                         [("oppose", "assessed", "2010"), ("support", "assessed", "2024")])
        self.assertEqual(self.file_it("votes", "changes", "--votes", "votes.csv", "--pair", "Middleton,Sudmark"), (1, 0))
        _, err = self.run_it("votes", "agreement", "--votes", "votes.csv", "--ledger", LEDGER, status=2)
        self.assertIn("all pairs are too many to file", err)

    def blocs(self):
        """Twelve resolutions a year; North and its friends say no where the others say yes, but for the odd one."""
        rows = ["rcid,country,date,vote"]
        names = [("Russia", 0), ("Belarus", 0), ("Syria", 0), ("North Korea", 0), ("United States", 1), ("Israel", 1),
                 ("Canada", .5), ("France", .5), ("India", .5), ("Brazil", .5), ("Egypt", .4), ("Kenya", .6)]
        for call in range(40):
            for at, (name, side) in enumerate(names):
                yes = side > .5 if side in (0, 1) else (call * 7 + at * 3) % 10 < 10 * side
                if (call + at * 5) % 13 == 0:
                    yes = not yes
                rows.append(f"{call + 1},{name},2019-03-{1 + call % 28:02},{'yes' if yes else 'no'}")
        return "\n".join(rows) + "\n"

    def test_places_on_the_line_are_filed_as_nearness_of_two_and_only_as_possible(self):
        self.write("votes.csv", self.blocs())
        points = ("votes", "idealpoints", "--votes", "votes.csv")
        self.assertEqual(self.file_it(*points, "--pair", "RU,BY"), (1, 0))
        self.assertEqual(self.file_it(*points, "--country", "RU"), (1, 0))  # against whose side is positive
        self.assertEqual(self.file_it(*points, "--pair", "RU,BY", "--pair", "RU,IN"), (0, 1))
        claims = self.claims()
        self.check_quotes(claims)
        self.assertEqual({(c["kind"], c["modality"], c["counterpart"][0]["text"]) for c in claims},
                         {("support", "possible", "Belarus"), ("oppose", "possible", "United States")})
        text = self.show(next(c for c in claims if c["kind"] == "support")["document"]["id"])["text"]
        self.assertRegex(text, r"% of all pairs stood nearer \([\d.]+ to [\d.]+\)")
        self.assertIn("those who vote alike need not act together", text)
        _, err = self.run_it(*points, "--ledger", LEDGER, status=2)
        self.assertIn("all states are too many to file", err)

    def test_breaks_of_trade_are_filed_where_they_are_more_than_noise(self):
        def flow(partner, values):
            return "".join(f"China,{partner},EXPORT,{2015 + i},{v}\n" for i, v in enumerate(values))
        self.write("flows.csv", "reporter,partner,flow,year,value_usd\n" +
                   flow("Russia", (100, 103, 99, 102, 98, 101, 100, 300, 310)) +
                   flow("Belarus", (100, 103, 99, 102, 98, 101, 100, 99, 102)))
        self.assertEqual(self.file_it("trade", "breaks", "flows.csv"), (1, 0))
        self.assertEqual(self.file_it("trade", "breaks", "flows.csv", "--since", "2020", "--partner", "RU"), (0, 1))
        claims = self.claims()
        self.check_quotes(claims)
        claim = claims[0]
        self.assertEqual([claim["kind"], claim["modality"], claim["counterpart"][0]["state"], claim["when"]["start"]],
                         ["trade", "assessed", "ru", "2022"])
        self.assertEqual([m["state"] for m in claim["attribution"]], ["cn"])
        text = self.show(claim["document"]["id"])["text"]
        self.assertIn("From 2022 (interval 2022 to 2022) China told exports to Russia at 3.04 times", text)
        self.assertIn("One flow in twenty shows as much by chance", text)

    def trade(self, *words, status=0):
        out, err = self.run_it("trade", *words, "--jsonl", status=status)
        return [json.loads(line) for line in out.splitlines()], err

    def test_codes_of_two_editions_are_flagged_and_converted_only_by_the_users_table(self):
        self.write("flows.csv", "refYear,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue\n"
                   "2021,156,X,643,H5,854231,100\n2022,156,X,643,H6,854231,300\n2022,156,X,643,H6,854239,80\n")
        rows, err = self.trade("dualuse", "flows.csv")
        self.assertEqual([(r["revisions"], r["flags"]) for r in rows],
                         [(["H5"], ["other_revision"]), (["H6"], ["other_revision_before"])])
        self.assertIn("codes of several editions: H5 (flows.csv:2-2, 1 rows), H6 (flows.csv:3-4, 2 rows)", err)
        self.write("shares.csv", "HS 2017,HS 2022,share\n854231,854231,0.75\n854231,854239,0.25\n")
        rows, err = self.trade("dualuse", "flows.csv", "--concordance", "shares.csv")
        self.assertEqual([(r["listed"], r["revisions"], r["flags"]) for r in rows], [(100, ["H6"], []), (380, ["H6"], [])])
        self.assertEqual([(g["hs6"], g["value"]) for g in rows[0]["goods"]], [("854231", 75), ("854239", 25)])
        self.assertNotIn("several editions", err)
        self.write("open.csv", "from_revision,from,to_revision,to\nH5,854231,H6,854231\nH5,854231,H6,854239\n")
        rows, err = self.trade("dualuse", "flows.csv", "--concordance", "open.csv", status=3)
        self.assertEqual([r["year"] for r in rows], [2022])
        self.assertIn("flows.csv:2: a code of H5 that becomes 2 codes, of which the concordance has no shares", err)
        for text, why in (("a,b\n1,2\n", "bad.csv:1: a concordance has no columns of two editions"),
                          ("HS 2017,HS 2022,share\n854231,854231,0.5\n", "shares of a code do not add up to 1"),
                          ("HS 2017,HS 2022\n854231,x\n", "bad.csv:2: no two codes of up to six digits"),
                          ("HS 2017,HS 2022\n1,2\n1,2\n", "bad.csv:3: the same pair of codes again"),
                          ("HS 2017,HS 2022\n", "the concordance holds no codes")):
            self.write("bad.csv", text)
            self.assertIn(why, self.trade("dualuse", "flows.csv", "--concordance", "bad.csv", status=3)[1])

    def test_a_sum_over_two_classifications_is_no_gap(self):
        head = "year,reporter,flow,partner,classification,hs6,value\n"
        self.write("once.csv", head + "2022,Kazakhstan,Export,Russia,H5,854231,100\n2022,Russia,Import,Kazakhstan,H5,854231,50\n")
        self.write("twice.csv", head + "2022,Kazakhstan,Export,Russia,H5,854231,100\n2022,Kazakhstan,Export,Russia,S4,776412,100\n"
                   "2022,Russia,Import,Kazakhstan,H5,854231,50\n")
        self.assertIn("gap", self.trade("mirror", "--exports", "once.csv", "--imports", "once.csv")[0][0]["flags"])
        rows, err = self.trade("mirror", "--exports", "twice.csv", "--imports", "twice.csv")
        self.assertEqual(rows[0]["flags"], ["mixed_revisions"])
        self.assertIn("S4 (twice.csv:3-3, 1 rows)", err)

    def test_the_edition_is_in_the_name_of_a_baci_file_or_told(self):
        for name in ("BACI_HS17_Y2022_V202401.csv", "plain.csv"):
            self.write(name, "t,i,j,k,v,q\n2022,156,643,854231,1,1\n")
        self.assertEqual(self.trade("dualuse", "BACI_HS17_Y2022_V202401.csv")[0][0]["revisions"], ["H5"])
        self.assertEqual(self.trade("dualuse", "plain.csv")[0][0]["revisions"], [])
        self.assertEqual(self.trade("dualuse", "plain.csv", "--edition", "HS 2012")[0][0]["revisions"], ["H4"])
        self.assertIn("no edition", self.trade("dualuse", "plain.csv", "--edition", "H9", status=2)[1])

    def test_a_second_currency_in_a_column_is_no_sum_with_the_first(self):
        self.write("flows.csv", "reporter,partner,flow,year,hs6,value,currency\nChina,Russia,EXPORT,2022,854231,100,USD\n"
                   "China,Russia,EXPORT,2022,854231,70,EUR\n")
        rows, err = self.trade("dualuse", "flows.csv", status=3)
        self.assertEqual(rows[0]["listed"], 100)
        self.assertIn("flows.csv:3: another currency than USD, which the first row has", err)

    def test_money_is_filed_by_its_payments_and_no_crime_is_said(self):
        shutil.copy(SOURCE / "examples/money/ledger.csv", self.folder)
        trace = ("money", "trace", "--method", "fifo", "--origin", "Pine Crest Trading", "ledger.csv")
        self.assertEqual(self.file_it(*trace, status=3), (9, 0))  # rows that cannot be used
        self.assertEqual(self.file_it(*trace, status=3), (0, 9))
        patterns = ("money", "typologies", "--only", "cycle", "ledger.csv")
        self.assertEqual(self.file_it(*patterns, status=3), (4, 0))
        claims = self.claims()
        self.check_quotes(claims)
        self.assertEqual({(c["kind"], c["modality"]) for c in claims}, {("transfer", "assessed")})
        machine = next(c for c in claims if c["counterpart"][0]["text"] == "Machine Works")
        self.assertEqual([machine["subject"][0]["text"], machine["quantity"][0]["low"], machine["quantity"][0]["unit"]],
                         ["Pine Crest Trading", 19500, "EUR"])
        self.assertIn("A pattern is no crime", self.show(claims[-1]["document"]["id"])["text"])

    def test_an_account_on_a_list_stands_for_its_country(self):
        self.write("list.ftm.json", json.dumps({"id": "x-1", "schema": "Company", "caption": "Pine Crest Trading",
                   "properties": {"name": ["Pine Crest Trading"], "country": ["kp"]}, "datasets": ["x"]}) + "\n")
        self.run_it("add", "--ledger", LEDGER, "list.ftm.json")
        shutil.copy(SOURCE / "examples/money/ledger.csv", self.folder)
        self.file_it("money", "trace", "--origin", "Pine Crest Trading", "ledger.csv", status=3)
        states = {m.get("state") for c in self.claims() for m in c["subject"]}
        self.assertEqual(states, {"kp"})

    def test_ships_meet_lists_by_number_before_name(self):
        def entity(number, **properties):
            return json.dumps({"id": f"x-{number}", "schema": "Vessel", "caption": properties["name"][0],
                               "properties": properties, "datasets": ["x"]}) + "\n"
        self.write("list.ftm.json", entity(1, name=["OLD CRANE"], imoNumber=["9074729"]) +
                   entity(2, name=["SOME SHIP"], mmsi=["667999002"]) + entity(3, name=["Dusk"]))
        self.run_it("add", "--ledger", LEDGER, "list.ftm.json")
        self.ships()
        self.assertEqual(self.file_it("ships", "log.csv"), (12, 0))
        self.assertEqual(self.file_it("ships", "log.csv"), (0, 12))
        listed = self.claims("--kind", "sanction")
        self.check_quotes(listed)
        told = {(c["counterpart"][0]["text"], c["modality"]) for c in listed}
        self.assertEqual(told, {("PAPER CRANE", "assessed"), ("GREEN LANTERN", "assessed"), ("DUSK", "assessed")})
        text = self.brief("ru", "kp")
        self.assertIn("sent the IMO number of OLD CRANE", text)
        rows = (self.folder / "log.csv").read_text().replace(",IMO9074729,", ",,")
        (self.folder / "nameless.csv").write_text(rows)
        self.file_it("ships", "nameless.csv")
        told = {(c["counterpart"][0]["text"], c["modality"])
                for c in self.claims("--kind", "sanction", "--source", "nameless.csv")}
        self.assertEqual(told, {("GREEN LANTERN", "assessed"), ("DUSK", "possible")})

    def brief(self, *words):
        return self.run_it("brief", "--ledger", LEDGER, *words)[0]

    def test_the_brief_tells_the_ships_with_a_map_and_each_sentence_leads_to_rows(self):
        """The commands of examples/ships/README.md, and what it shows of the brief."""
        page = (SOURCE / "examples/ships/README.md").read_text()
        self.ships()
        self.assertIn("    entente ships --quiet --ledger ledger.db log.csv > findings.txt\n", page)
        self.assertIn("    entente brief --ledger ledger.db Russia \"North Korea\" --html brief.html\n", page)
        self.file_it("ships", "log.csv")
        told = self.brief("Russia", "North Korea")
        shown = page.split("```markdown\n")[1].split("```")[0]
        self.assertIn(shown, told)
        brief = json.loads(self.brief("Russia", "North Korea", "--json"))
        ships = next(s for s in brief["sections"] if s["id"] == "ships")
        lines = [f["text"] for g in ships["groups"] for f in g["findings"]]
        self.assertEqual(len(lines), 9)
        self.assertTrue(any("lay side by side" in line and "is not shown" in line for line in lines))
        self.assertTrue(all(len(f["notes"]) == 1 for g in ships["groups"] for f in g["findings"]))
        rows = (self.folder / "log.csv").read_text().splitlines()
        for note in brief["notes"]:
            self.assertTrue(set(note["claim"]["quote"]["text"].split("\n")) <= set(rows))
        self.assertEqual(brief["propositions"], [])  # no source asserts what was worked out
        self.brief("Russia", "North Korea", "--html", "brief.html")
        html = (self.folder / "brief.html").read_text()
        figure = html.split('<figure class="map">')[1].split("</figure>")[0]
        import xml.etree.ElementTree
        drawn = xml.etree.ElementTree.fromstring(figure)
        texts = [e.text for e in drawn.iter("{http://www.w3.org/2000/svg}text")]
        legend = [t.split(".")[0] for t in texts if t[0].isdigit() and t.endswith("]")]
        signs = [n for t in texts if all(c in "0123456789-, " for c in t) for n in t.split(", ")]
        marked = {n for s in signs for n in range(int(s.split("-")[0]), int(s.split("-")[-1]) + 1)}
        self.assertGreater(len(legend), 5)
        self.assertEqual(marked, {int(n) for n in legend})  # each place of the legend, those side by side under one sign
        self.assertLess(len(signs), len(legend))
        self.assertNotIn("ships", [s["id"] for s in brief["sections"] if s["id"] != "ships" and "ships" in s["id"]])

    def test_the_brief_tells_tables_beside_what_is_said(self):
        self.write("exports.csv", "reporter,partner,flow,year,value_usd\n" + "".join(
            f"China,Russia,EXPORT,{y},{v}\n" for y, v in ((2019, 100), (2020, 101), (2021, 103), (2022, 300))))
        self.write("imports.csv", "reporter,partner,flow,year,value_usd\n" + "".join(
            f"Russia,China,IMPORT,{y},{v}\n" for y, v in ((2019, 106), (2020, 107), (2021, 109), (2022, 150))))
        self.assertEqual(self.file_it("trade", "mirror", "--exports", "exports.csv", "--imports", "imports.csv"), (1, 0))
        self.write("votes.csv", "rcid,country,date,vote\n" + "".join(
            f"{i},{c},2023-0{1 + i % 9}-05,{'yes' if i % 2 else 'no'}\n" for i in range(1, 13) for c in ("Russia", "China")))
        self.assertEqual(self.file_it("votes", "agreement", "--votes", "votes.csv", "--pair", "CN,RU"), (1, 0))
        before = json.loads(self.brief("China", "Russia", "--json"))
        self.write("said.txt", "China supported Russia in 2023. China exported machine tools to Russia in 2022.\n")
        self.run_it("add", "--ledger", LEDGER, "said.txt")
        for brief, groups in ((before, 1), (json.loads(self.brief("China", "Russia", "--json")), 2)):
            sections = {s["id"]: s["groups"] for s in brief["sections"]}
            self.assertEqual([len(sections["trade"]), len(sections["votes"])], [groups, groups])
            self.assertEqual([sections["ships"], sections["money"]], [[], []])
            self.assertIn("Two tables that differ show no crime", sections["trade"][0]["findings"][0]["text"])
        trade, votes = sections["trade"][1]["findings"], sections["votes"][1]["findings"]
        self.assertIn("machine tools", trade[0]["text"])
        self.assertTrue(trade[0]["standing"].startswith("reported, 1 origin:"), trade[0])
        self.assertIn("supported Russia", votes[0]["words"][0]["text"])
        # Neither tells the proposition of the report itself: beside it, and not counted.
        for findings in (trade, votes):
            self.assertIn("not counted in their standing", findings[-1]["text"])
        self.assertEqual(len(votes[-1]["notes"]), 1)
        standing = json.loads(self.run_it("standing", "--json", "--ledger", LEDGER)[0])
        support = next(p for p in standing["propositions"] if p["key"]["family"] == "support")
        self.assertEqual(support["standing"], "reported", support)

    def test_what_a_table_itself_tells_is_the_word_of_its_office(self):
        """Grading: an origin is the end of the chain. A row's office says it; what was worked out nobody says."""
        self.write("trade.csv", "reporter,partner,flow,year,hs6,value_usd\n"
                   "Kyrgyzstan,Russia,EXPORT,2023,854231,5000000\n")
        self.file_it("trade", "dualuse", "trade.csv")
        self.write("said.txt", "Kyrgyzstan supplied Russia with dual-use goods in 2023.\n")
        self.run_it("add", "--ledger", LEDGER, "said.txt")
        brief = json.loads(self.brief("Kyrgyzstan", "Russia", "--json"))
        told = {s["id"]: s["groups"] for s in brief["sections"]}["trade"][1]["findings"]
        self.assertTrue(told[0]["standing"].startswith("reported, 1 origin"), told)
        both = told[0]["words"][-1]
        self.assertIn("With what the tables themselves tell: corroborated, 2 origins", both["text"])
        self.assertIn("Kyrgyzstan", both["text"])
        self.assertEqual(len(told), 1)  # nothing is left that does not count
        self.assertEqual([p["standing"] for p in brief["propositions"]], ["reported"])

    def test_a_brief_has_the_money_of_one_state_and_the_latest_of_many_years(self):
        self.write("list.ftm.json", json.dumps({"id": "x-1", "schema": "Company", "caption": "Pine Crest Trading",
                   "properties": {"name": ["Pine Crest Trading"], "country": ["kp"]}, "datasets": ["x"]}) + "\n")
        self.run_it("add", "--ledger", LEDGER, "list.ftm.json")
        shutil.copy(SOURCE / "examples/money/ledger.csv", self.folder)
        self.file_it("money", "trace", "--origin", "Pine Crest Trading", "ledger.csv", status=3)
        _, err = self.run_it("brief", "--ledger", LEDGER, "Russia", "North Korea", status=1)
        self.assertIn("no claim names both", err)
        self.write("said.txt", "North Korea laundered money for Russia in 2024. "
                   "Russia helped North Korea evade sanctions in 2024.\n")
        self.run_it("add", "--ledger", LEDGER, "said.txt")
        brief = json.loads(self.brief("Russia", "North Korea", "--json"))
        money = {s["id"]: s["groups"] for s in brief["sections"]}["money"]
        self.assertEqual([g["heading"] for g in money],
                         ["What the rows show of one of the two", "What reports say beside it"])
        self.assertEqual(len(money[0]["findings"]), 9)
        self.assertIn("Pine Crest Trading", money[0]["findings"][0]["text"])
        self.assertIn("not counted", money[1]["findings"][-1]["text"])
        self.write("votes.csv", "rcid,country,date,vote\n" + "".join(
            f"{y * 20 + i},{c},{y}-0{1 + i % 9}-05,{'yes' if i % 2 else 'no'}\n"
            for y in range(2000, 2020) for i in range(1, 13) for c in ("Russia", "North Korea")))
        self.assertEqual(self.file_it("votes", "agreement", "--votes", "votes.csv", "--pair", "RU,KP"), (20, 0))
        votes = {s["id"]: s["groups"] for s in json.loads(self.brief("RU", "KP", "--json"))["sections"]}["votes"]
        lines = [f["text"] for f in votes[0]["findings"]]
        self.assertEqual([len(lines), lines[0][:7], lines[-1]], [13, "In 2008", "And 8 earlier of the same kind"])
        self.assertEqual(len(votes[0]["findings"][-1]["notes"]), 8)


if __name__ == "__main__":
    unittest.main()
