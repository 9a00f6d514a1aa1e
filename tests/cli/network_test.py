"""Who is tied to whom, through whom: stories over files of relations, and over a ledger.

Usage: network_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import importlib.util
import itertools
import json
import random
import unittest
from xml.etree import ElementTree

from harness import SOURCE, Base
from stories import check_stories

NETWORKX = importlib.util.find_spec("networkx")

FRONTS = ("Larch Trading bought machine tools from Russia in 2023.\n\n"
          "Larch Trading sold machine tools to North Korea in 2024, the Harbour Press said.\n\n"
          "North Korea supplied Russia with ammunition in 2023 and 2024 in return for oil.\n")


class Network(Base):
    def answer(self, *words, status=0):
        return json.loads(self.run_it(*words, "--json", status=status)[0])

    def test_stories(self):
        check_stories(self, SOURCE / "tests" / "cases" / "paths")

    def test_over_a_ledger(self):
        self.run_it("add", self.report, self.other)
        ties = self.answer("ties", "kp", "ru")
        self.assertEqual(ties["schema"], "entente.ties.v1")
        self.assertTrue(any(y["goods"] == "missiles" and y["figures"] for y in ties["forth"]))
        self.assertTrue(ties["back"])
        self.assertTrue(all(y["claims"] for y in ties["forth"] + ties["back"]))
        partners = self.answer("ties", "Russia")["partners"]
        self.assertEqual({p["key"] for p in partners} & {"kp", "ir", "by"}, {"kp", "ir", "by"})
        path = self.answer("path", "Iran", "North Korea")["paths"][0]
        self.assertEqual([n["id"] for n in path["nodes"]], ["ir", "ru", "kp"])
        for hop in path["hops"]:
            for tie in hop["ties"]:
                self.assertTrue(tie["claims"][0]["quote"])
                self.run_it("show", tie["claims"][0]["id"])
                self.run_it("standing", tie["proposition"])
        _, err = self.run_it("path", "Iran", "Nowhere", status=1)
        self.assertIn("E-NOT-FOUND", err)
        nothing = self.answer("path", "kp", "by", "--kind", "transfer", status=1)
        self.assertEqual(nothing["paths"], [])
        self.assertTrue(nothing["searched"])

    def test_through_whom_over_a_ledger(self):
        self.run_it("add", self.write("fronts.txt", FRONTS))
        found = self.answer("intermediaries", "ru", "kp")
        names = [m["title"] for m in found["intermediaries"]]
        self.assertTrue(any("Larch" in n for n in names), names)
        first = next(m for m in found["intermediaries"] if "Larch" in m["title"])
        self.assertTrue(first["legs_in"][0]["claims"] and first["legs_out"][0]["claims"])

    TIES = ("from,to,kind,group,begins,ends,standing,share,mutual,from_kind,to_kind,from_title,to_title\n"
            'p1,c1,ownership,ownership,2020-01-01,,confirmed,60,,person,company,"O\'Brien, ""Bo"" & <Sons>",Larch\n'
            "c1,c2,give,flow,2023-01-01,2023-12-31,disputed,,,company,company,Larch,Birch\n"
            "c1,c2,partner,link,,,reported,,true,company,company,Larch,Birch\n"
            "c2,v,ownership,ownership,,,reported,100,,company,vessel,Birch,Мария\n")

    def test_what_is_written_is_read_again(self):
        table = self.write("ties.csv", self.TIES)

        def ties(path):
            rows = self.run_it("graph", "--format", "csv", "--data", path)[0].splitlines()
            return sorted(row.rsplit(",", 1)[0] for row in rows)  # all but the place

        first = ties(table)
        self.assertEqual(len(first), 5)
        for form in ("csv", "graphml", "gexf"):
            out, _ = self.run_it("graph", "--format", form, "--data", table)
            with self.subTest(form):
                self.assertEqual(ties(self.write("again." + form, out)), first)

    @unittest.skipUnless(NETWORKX, "skipped: the package networkx is not installed")
    def test_the_best_paths_are_those_of_networkx(self):
        import networkx
        cost = {"confirmed": 1, "corroborated": 2, "reported": 4, "unverified": 8, "disputed": 16}
        chosen = random.Random(7)
        several = 0
        for round_ in range(60):
            graph, rows = networkx.Graph(), ["from,to,kind,standing"]
            for _ in range(chosen.randrange(8, 40)):
                a, b, standing = chosen.randrange(12), chosen.randrange(12), chosen.choice(list(cost))
                rows.append(f"n{a},n{b},tie,{standing}")
                weight = min(cost[standing], graph.get_edge_data(a, b, {"weight": 99})["weight"])
                graph.add_edge(a, b, weight=weight)
            if not {0, 1} <= set(graph):
                continue
            table = self.write("g.csv", "\n".join(rows) + "\n")
            answer = self.answer("path", "n0", "n1", "--count", "5", "--data", table, status=None)
            expected = []
            if networkx.has_path(graph, 0, 1):
                ways = networkx.shortest_simple_paths(graph, 0, 1, weight="weight")
                expected = [networkx.path_weight(graph, w, "weight") for w in itertools.islice(ways, 5)]
                expected = [c for c in expected if c <= 3 * expected[0]]
            self.assertEqual([p["cost"] for p in answer["paths"]], expected, rows)
            several += len(expected) > 2
        self.assertGreater(several, 20)

    @unittest.skipUnless(NETWORKX, "skipped: the package networkx is not installed")
    def test_circles_of_owners_are_those_of_networkx(self):
        import networkx
        chosen = random.Random(8)
        for round_ in range(60):
            graph, rows = networkx.DiGraph(), ["owner,entity,percent"]
            for _ in range(chosen.randrange(2, 14)):
                a, b = chosen.randrange(8), chosen.randrange(8)
                rows.append(f"n{a},n{b},10")
                graph.add_edge(a, b)
            table = self.write("o.csv", "\n".join(rows) + "\n")
            flags = self.answer("owners", table, "--date", "2024-01-01")["flags"]
            circles = [c for c in networkx.strongly_connected_components(graph) if len(c) > 1]
            self.assertEqual(sum(f.startswith("cycle") for f in flags), len(circles), rows)

    def test_other_forms(self):
        table = self.write("ties.csv", self.TIES)
        out, _ = self.run_it("graph", "--format", "ftm", "--data", table)
        entities = [json.loads(line) for line in out.splitlines()]
        stake = next(e for e in entities if e["schema"] == "Ownership")
        self.assertEqual(stake["properties"]["percentage"], ["60"])
        path = self.write("again.ftm.json", out)
        blocked = self.answer("owners", path, "--listed", "p1", "--date", "2024-01-01")["blocked"]
        self.assertEqual(blocked, ["c1"])
        script, _ = self.run_it("graph", "--format", "cypher", "--data", table)
        self.assertIn("MERGE (a)-[t:OWNERSHIP {number: 0}]->(b)", script)
        self.assertIn("O\\'Brien", script)
        drawing, _ = self.run_it("graph", "--format", "svg", "--around", "c1", "--data", table)
        root = ElementTree.fromstring(drawing)
        self.assertTrue(root.tag.endswith("svg"))
        self.assertIn("O'Brien", drawing)
        _, err = self.run_it("graph", "--format", "svg", "--data", table, status=2)
        self.assertIn("--around", err)

    def test_the_same_bytes_again(self):
        self.run_it("add", self.report, self.other)
        for words in (["ties", "kp", "ru"], ["path", "ir", "kp"], ["intermediaries", "ir", "kp"],
                      ["exposure", "ru"]):
            self.assertEqual(self.run_it(*words, status=None), self.run_it(*words, status=None))


if __name__ == "__main__":
    unittest.main()
