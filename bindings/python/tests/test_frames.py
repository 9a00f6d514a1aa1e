"""Batches in and out as frames; and what a notebook shows."""
import harness
from harness import LISTS, REPORTS, SHIPS, Base, has

import entente

TEXTS = ["Iran sold hundreds of drones to Russia.", "The cat sat on the mat.",
         "North Korea shipped missiles to Russia in 2024."]


@harness.unittest.skipUnless(has("pyarrow"), "pyarrow is not here")
class Frames(Base):
    def test_documents_in(self):
        import pyarrow as pa
        expected = entente.read([{"text": t, "title": str(i)} for i, t in enumerate(TEXTS)])
        columns = {"text": TEXTS, "title": ["0", "1", "2"], "other": [1.5, 2.5, 3.5]}
        self.assertEqual(entente.read(pa.table(columns)).jsonl, expected.jsonl)
        self.assertEqual(entente.read(pa.table(columns).slice(1)).jsonl,
                         entente.read([{"text": t, "title": str(i)} for i, t in enumerate(TEXTS)][1:]).jsonl)
        chunks = pa.concat_tables([pa.table(columns).slice(0, 1), pa.table(columns).slice(1)])
        self.assertEqual(entente.read(chunks).jsonl, expected.jsonl)
        large = pa.table(columns).set_column(0, "text", pa.array(TEXTS, pa.large_string()))
        self.assertEqual(entente.read(large).jsonl, expected.jsonl)
        if has("pandas"):
            import pandas
            self.assertEqual(entente.read(pandas.DataFrame(columns)).jsonl, expected.jsonl)
        if has("polars"):
            import polars
            self.assertEqual(entente.read(polars.DataFrame(columns)).jsonl, expected.jsonl)

    def test_claims_out(self):
        claims = entente.read(TEXTS)
        table = claims.to_arrow()
        self.assertEqual(table.column("id").to_pylist(), [c["id"] for c in claims])
        self.assertEqual("".join(j + "\n" for j in table.column("json").to_pylist()).encode(), claims.jsonl)
        self.assertEqual(table.column("quote_end").to_pylist(), [c["quote"]["end"] for c in claims])
        table.validate(full=True)
        if has("pandas"):
            self.assertEqual(list(claims.to_pandas()["kind"]), [c["kind"] for c in claims])
        if has("polars"):
            self.assertEqual(claims.to_polars()["kind"].to_list(), [c["kind"] for c in claims])

    def test_screening(self):
        import pyarrow as pa
        frame = pa.table({"customer": [11, 12, 13], "full name": ["Korea Ryonbong General Corp", "Nobody At All", None],
                          "country": ["kp", None, None]})
        answer = entente.screen(frame, LISTS, columns={"customer": "id", "full name": "name"}, date="2025-01-01")
        self.assertEqual([r["id"] for r in answer], ["11", "12", "13"])
        hits = answer.to_arrow()
        self.assertEqual(hits.column("query").to_pylist(), [r["id"] for r in answer for _ in r["results"]])
        self.assertEqual(hits.column("match").to_pylist(), [h["match"] for r in answer for h in r["results"]])
        self.assertEqual(hits.column("score").to_pylist(), [h["score"] for r in answer for h in r["results"]])
        self.assertIn("RYONBONG", hits.column("caption").to_pylist()[0].upper())
        self.assertIn("<table", answer._repr_html_())

    def test_parquet(self):
        import pyarrow.parquet
        found = entente.ships(SHIPS)
        path = self.folder / "found.parquet"
        found.to_parquet(path)
        table = pyarrow.parquet.read_table(path)
        self.assertEqual("".join(j + "\n" for j in table.column("json").to_pylist()).encode(), found.jsonl)
        entente.explain().to_parquet(path)
        self.assertEqual(pyarrow.parquet.read_table(path).num_rows, len(entente.explain()))

    def test_a_notebook_shows_the_brief(self):
        ledger = entente.Ledger(self.ledger)
        ledger.add(REPORTS)
        shown = ledger.brief("kp", "ru")._repr_html_()
        self.assertIn("<iframe srcdoc=", shown)
        self.assertIn("&lt;svg", shown)
        self.assertIn("<table", ledger.claims(actors="kp")._repr_html_())
        self.assertIn("<pre>", ledger.ties("kp", "ru")._repr_html_())


if __name__ == "__main__":
    harness.unittest.main()
