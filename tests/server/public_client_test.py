"""The public Python client of the OpenSanctions API, yente-client (PyPI), run against the server unchanged: every call it has that
a yente answers, its errors, a batch of many, and a token.

Usage: public_client_test.py ENTENTE SOURCE_FOLDER [unittest arguments]

scripts/test fetches the client into build/peers; without it the test says so and is skipped.
"""
import sys

try:
    import yente_client
    from yente_client import Client, Company, Person, Vessel
except ImportError as error:
    print(f"skipped: no yente-client ({error}); scripts/test fetches it, or: pip install yente-client==0.2.0")
    sys.exit(77)

import unittest

from harness import Base


class PublicClient(Base):
    def setUp(self):
        self.client = Client(base_url=self.server.url.rstrip("/"), app_name="test")
        self.addCleanup(self.client.close)

    def test_state_and_lists(self):
        self.assertEqual(self.client.healthz().status, "ok")
        self.assertEqual(self.client.readyz().status, "ok")
        self.assertIn("people", [d.name for d in self.client.datasets().datasets])
        self.assertEqual([d.name for d in self.client.datasets().datasets], [d.name for d in self.client.datasets().datasets])
        algorithms = self.client.algorithms()
        self.assertIn(algorithms.default, [a.name for a in algorithms.algorithms])

    def test_match(self):
        found = self.client.match(Person(name="Kim Yong Chol", nationality="kp", birthDate="1946"), limit=3, threshold=0.8)
        self.assertEqual((found.top.id, found.top.match, found.limit), ("p-kim", True, 3))
        self.assertTrue(found.top.contributing_explanations)
        self.assertEqual(self.client.match(Vessel(name="Hellenic Spirit", imoNumber="9074729")).top.id, "v-1")
        self.assertEqual(self.client.match(Person(name="Nobody Atall")).results, [])
        for narrowed in ({"datasets": ["people"]}, {"topics": ["sanction"]}, {"datasets": ["default", "people"]},
                         {"exclude_datasets": ["us_ofac_sdn"]}, {"changed_since": "2024-01-01"}):
            self.assertEqual(self.client.match(Person(name="Kim Yong Chol"), **narrowed).top.id, "p-kim", narrowed)
        self.assertNotIn("p-kim", [r.id for r in self.client.match(Person(name="Kim Yong Chol"), exclude_datasets=["people"]).results])
        self.assertNotIn("p-kim", [r.id for r in self.client.match(Person(name="Kim Yong Chol"), exclude_entities=["p-kim"]).results])
        weighed = self.client.match(Person(name="Kim Yong Chol"), algorithm="logic-v2", weights={"name_match": 0.5})
        self.assertEqual(weighed.top.id, "p-kim")

    def test_a_stream_of_many(self):
        asked = [(str(i), Person(name=name)) for i, name in enumerate(["Kim Yong Chol", "Nobody Atall", "Владимир Морозов"] * 20)]
        found = dict(self.client.match_iter(asked))
        self.assertEqual(len(found), 60)
        self.assertEqual({found[k].top.id for k in ("0", "3")}, {"p-kim"})
        self.assertEqual(found["2"].top.id, "p-morozov")

    def test_search(self):
        found = self.client.search("morozov", facets=["countries"])
        self.assertEqual(found.results[0].id, "p-morozov")
        self.assertIn("ru", [v.name for v in found.facets["countries"].values])
        self.assertEqual(self.client.search("", datasets=["people"], limit=2).limit, 2)

    def test_entities_and_what_stands_next_to_them(self):
        kim = self.client.fetch("p-kim")
        self.assertIn("김영철", kim.properties["name"])
        self.assertEqual(kim.schema_, "Person")
        next_to = self.client.adjacent("p-morozov")
        self.assertIn("ownershipOwner", next_to.adjacent)
        page = self.client.adjacent("p-morozov", prop="ownershipOwner", limit=5)
        self.assertEqual(page.results[0].id, "o-1")
        self.assertEqual(self.client.fetch("old-kim").id, "p-kim")  # by way of its old id

    def test_errors_are_those_that_it_knows(self):
        with self.assertRaises(yente_client.NotFoundError) as missing:
            self.client.fetch("nobody")
        self.assertTrue(missing.exception.detail)
        with self.assertRaises(yente_client.NotFoundError):
            self.client.match(Company(name="Eastern Star"), datasets=["none"])
        with self.assertRaises(yente_client.NotFoundError):
            self.client.statements(canonical_id="p-kim")  # no yente has it
        with self.assertRaises(yente_client.APIError):
            Client(base_url=self.server.url.rstrip("/"), api_key="no such token").match(Person(name="Kim"))
        known = Client(base_url=self.server.url.rstrip("/"), api_key="reader-secret-0001")
        self.assertEqual(known.match(Person(name="Kim Yong Chol")).top.id, "p-kim")


if __name__ == "__main__":
    unittest.main()
