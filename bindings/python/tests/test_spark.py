"""Spark with executors of their own: the rows of one process, whatever is killed or run again."""
import os
import signal
import subprocess
import sys
import time
import unittest

import harness
from harness import LISTS, REPORTS, SHIPS, Base

import entente
from entente import spark as es

os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable


def executor_workers():
    """Process ids of the executors' Java processes."""
    out = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True).stdout
    return [int(line.split()[0]) for line in out.splitlines()
            if "CoarseGrainedExecutorBackend" in line and "java" in line]


class OnSpark(Base):
    @classmethod
    def setUpClass(cls):
        from pyspark.sql import SparkSession
        before = set(executor_workers())
        started = time.monotonic()
        cls.session = (SparkSession.builder.master("local-cluster[2,1,2048]").appName("entente-test")
                       .config("spark.ui.enabled", "false").config("spark.executor.memory", "1g")
                       .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
                       .config("spark.task.maxFailures", "8").config("spark.sql.shuffle.partitions", "4")
                       .config("spark.sql.execution.arrow.maxRecordsPerBatch", "500").getOrCreate())
        cls.session.sparkContext.setLogLevel("OFF")
        cls.session.range(2).count()
        cls.executors = lambda self: [p for p in executor_workers() if p not in before]
        print(f"Spark started in {time.monotonic() - started:.1f} s", file=sys.stderr)

    @classmethod
    def tearDownClass(cls):
        cls.session.stop()

    def documents(self, count):
        texts = [p.read_text(encoding="utf-8") for p in sorted(REPORTS.glob("*.txt"))]
        return [(f"d{i:05}", f"Report {i}. {texts[i % len(texts)]}") for i in range(count)]

    def test_documents(self):
        rows = self.documents(60)
        frame = self.session.createDataFrame(rows, "id string, body string").repartition(6)
        claims = es.read_documents(frame, "body", url="id")
        expected = entente.read([{"text": t, "url": i} for i, t in rows])
        self.assertEqual(sorted(r["json"] for r in claims.collect()), sorted(c.json for c in expected))

    def test_into_a_ledger(self):
        rows = self.documents(20)
        frame = self.session.createDataFrame(rows, "id string, body string").repartition(4)
        records = es.read_documents(frame, "body", url="id", records=True)
        path = str(self.folder / "records.parquet")
        records.write.parquet(path)
        ledger = entente.Ledger(self.ledger)
        first = es.import_records(path, ledger)
        self.assertEqual(first["documents"], 20)
        again = es.import_records(path, ledger)
        self.assertEqual((again["documents"], again["there"]), (0, 20))
        self.assertEqual(ledger.verify()["damage"], [])
        expected = entente.read([{"text": t, "url": i} for i, t in rows])
        self.assertEqual(sorted(c["id"] for c in ledger.claims()), sorted({c["id"] for c in expected}))

    def names(self, count):
        names = ["Korea Ryonbong General Corp", "KIM Jong Un", "Tanchon Commercial Bank", "Nobody At All", "Korea Mining Development"]
        return [(str(i), f"{names[i % len(names)]}{' ' + str(i) if i % 7 == 0 else ''}") for i in range(count)]

    def test_screening(self):
        rows = self.names(3000)
        index = es.ship_index(self.session, [str(LISTS)])
        frame = self.session.createDataFrame(rows, "customer string, full string").repartition(5)
        answers = es.screen(frame, index, columns={"customer": "id", "full": "name"}, date="2025-01-01").collect()
        entente.index(LISTS, self.folder / "x.index")
        import pyarrow as pa
        expected = entente.screen(pa.table({"id": [r[0] for r in rows], "name": [r[1] for r in rows]}),
                                  index=self.folder / "x.index", date="2025-01-01")
        self.assertEqual({a["id"]: a["json"] for a in answers}, {r["id"]: r.json for r in expected})
        for a in answers:
            record = entente.Record(a["json"].encode())
            self.assertEqual(a["hits"], len(record["results"]))
            self.assertEqual(a["match"], any(h["match"] for h in record["results"]))
            self.assertEqual(a["best"], max([h["score"] for h in record["results"]], default=0.0))

    def test_an_executor_that_is_killed_loses_nothing(self):
        rows = self.documents(160)
        frame = self.session.createDataFrame(rows, "id string, body string").repartition(32)
        claims = es.read_documents(frame, "body", url="id")
        before = self.executors()
        self.assertGreaterEqual(len(before), 1)
        import threading
        out = []
        job = threading.Thread(target=lambda: out.append(claims.collect()))
        job.start()
        tracker = self.session.sparkContext.statusTracker()
        end = time.monotonic() + 120
        while time.monotonic() < end:  # some tasks are done, some are not
            stages = [tracker.getStageInfo(s) for s in tracker.getActiveStageIds()]
            if any(s and s.numCompletedTasks >= 3 and s.numTasks > s.numCompletedTasks + 3 for s in stages):
                break
            time.sleep(0.02)
        else:
            self.fail("the job was never in its middle")
        os.kill(before[0], signal.SIGKILL)
        job.join(300)
        self.assertFalse(job.is_alive())
        self.assertNotIn(before[0], self.executors())
        expected = entente.read([{"text": t, "url": i} for i, t in rows])
        self.assertEqual(sorted(r["json"] for r in out[0]), sorted(c.json for c in expected))

    def test_ships(self):
        frame = self.session.read.option("header", "true").csv(str(SHIPS))
        from pyspark.sql import functions as f
        frame = frame.withColumn("place", f.concat(f.lit("p"), f.col("timestamp")))
        found = es.ship_events(frame.repartition(3), evidence="place").collect()
        import json
        strip = lambda line: {k: v for k, v in json.loads(line).items() if k != "evidence"}  # noqa: E731
        expected = entente.ships(SHIPS, events=["gaps", "loitering", "ports", "voyages", "positions"])
        key = lambda d: json.dumps(d, sort_keys=True)  # noqa: E731
        self.assertEqual(sorted((strip(r["json"]) for r in found), key=key),
                         sorted((strip(r.json) for r in expected), key=key))
        self.assertTrue(all(e.startswith("p2024-") for r in found for e in r["evidence"].split(";")))

    def test_what_makes_no_sense_is_said_on_the_driver(self):
        frame = self.session.createDataFrame([("a", "b")], "id string, body string")
        for call, piece in ((lambda: es.read_documents(frame, "text"), "text"),
                            (lambda: es.screen(frame, "x.index", columns={"body": "name"}), "id"),
                            (lambda: es.screen(frame, "x.index", columns={"nope": "id"}), "nope"),
                            (lambda: es.ship_events(frame), "mmsi"),
                            (lambda: es.ship_events(frame, events="encounters"), "encounters")):
            with self.assertRaises(entente.BadRequest) as caught:
                call()
            self.assertEqual(caught.exception.problem.piece, piece)


if __name__ == "__main__":
    unittest.main()
