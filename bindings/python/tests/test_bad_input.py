"""What makes no sense is an exception with the piece and its place; nothing ends the interpreter."""
import inspect
import multiprocessing
import os
import pickle
import threading
import warnings

import harness
from harness import LISTS, REPORTS, Base, has

import entente


def _read_in_child(queue):
    queue.put(entente.read("Iran sold hundreds of drones to Russia.").jsonl)


class BadInput(Base):
    def refused(self, call, piece, place, kind=entente.BadRequest):
        with self.assertRaises(kind) as caught:
            call()
        problem = caught.exception.problem
        self.assertIn(piece, problem.piece + problem.what)
        self.assertIn(place, problem.where + problem.what)
        self.assertTrue(problem.code.startswith("E-"))
        return caught.exception

    def test_wrong_kinds(self):
        self.refused(lambda: entente.read(None), "None", "source")
        self.refused(lambda: entente.read(5), "int", "source")
        self.refused(lambda: entente.read(["One text.", None]), "None", "source[1]")
        self.refused(lambda: entente.read({"txt": "x"}), "txt", "source")
        self.refused(lambda: entente.read({"text": None}), "None", "source")
        self.refused(lambda: entente.compare(None, "x"), "None", "left")
        self.refused(lambda: entente.compare(b"x", "x"), "bytes", "left")
        self.refused(lambda: entente.compare_many([("a", "b"), ("a",)]), "tuple", "pairs[1]")
        self.refused(lambda: entente.match(7, LISTS), "int", "name")
        self.refused(lambda: entente.screen(None, LISTS), "None", "queries")
        self.refused(lambda: entente.screen(["a", 1], LISTS), "int", "queries[1]")
        self.refused(lambda: entente.screen([{"name": "x"}], LISTS), "name", "queries[0]")
        self.refused(lambda: entente.screen(["a"]), "nothing to screen", "")
        self.refused(lambda: entente.ships([None]), "None", "logs[0]")
        self.refused(lambda: entente.Engine(threads=-1), "-1", "threads")
        self.refused(lambda: entente.match("a", LISTS, limit=0), "0", "request")
        self.refused(lambda: entente.match("a", LISTS, threshold="x"), "x", "request")
        self.refused(lambda: entente.match("a", LISTS, threshold=float("nan")), "", "request")
        self.refused(lambda: entente.read("A b.", layer="nope"), "nope", "")
        self.refused(lambda: entente.compare("a", "b", algorithm="nope"), "nope", "")

    def test_text_that_is_none(self):
        self.refused(lambda: entente.read("A \ud800 b."), "U+D800", "index 2")
        self.refused(lambda: entente.read(["Fine here.", "A \udfff b."]), "U+DFFF", "texts[1]")
        self.refused(lambda: entente.compare("a\udc80", "b"), "U+DC80", "left, index 1")
        self.refused(lambda: entente.screen(["a \ud800"], LISTS), "U+D800", "rows[0]")
        self.refused(lambda: entente.read(b"A \xff b."), "0xff", "byte 2")
        self.refused(lambda: entente.read("no\0path"), "", "", entente.EntenteError)

    def test_files(self):
        gone = self.folder / "gone.txt"
        self.refused(lambda: entente.read(gone), "", "gone.txt", entente.EntenteError)
        self.refused(lambda: entente.match("a", gone), "", "gone.txt", entente.EntenteError)
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            answer = entente.read([REPORTS / "01-dispatch.txt", gone])
        self.assertTrue(len(answer) > 0 and len(answer.problems) == 1)
        self.assertEqual(said[0].category, entente.EntenteWarning)
        self.refused(lambda: entente.Ledger(gone).claims(), "", "gone.txt", entente.EntenteError)
        self.refused(lambda: entente.Engine(home=self.folder).compare("a", "b"), "", str(self.folder),
                     entente.MissingResource)
        damaged = self.folder / "bad.db"
        damaged.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
        with self.assertRaises(entente.EntenteError):
            entente.Ledger(damaged).claims()

    def test_errors_pass_between_processes(self):
        error = self.refused(lambda: entente.read(None), "None", "source")
        again = pickle.loads(pickle.dumps(error))
        self.assertEqual((again.problem, again.status), (error.problem, error.status))

    def test_functions_tell_what_they_take(self):
        self.assertIn("published", inspect.signature(entente.read).parameters)
        self.assertNotIn("self", inspect.signature(entente.screen).parameters)
        self.assertIn("ISO 8601", entente.read.__doc__)
        self.assertIs(pickle.loads(pickle.dumps(entente.read)), entente.read)
        with self.assertRaisesRegex(TypeError, "publishd"):
            entente.read("A b.", publishd="2024")

    def test_threads_and_forks(self):
        expected = entente.read("Iran sold hundreds of drones to Russia.").jsonl
        out = []
        threads = [threading.Thread(target=lambda: out.append(
            entente.read("Iran sold hundreds of drones to Russia.").jsonl)) for _ in range(8)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        self.assertEqual(out, [expected] * 8)
        context = multiprocessing.get_context("fork")
        queue = context.Queue()
        child = context.Process(target=_read_in_child, args=(queue,))
        child.start()
        self.assertEqual(queue.get(timeout=60), expected)
        child.join()

    def test_the_interpreter_runs_on_meanwhile(self):
        ticks, done = [], threading.Event()

        def tick():
            while not done.wait(0.01):
                ticks.append(1)

        thread = threading.Thread(target=tick)
        thread.start()
        try:
            entente.Engine(threads=1).read([p.read_text(encoding="utf-8") for p in REPORTS.glob("*.txt")] * 3)
        finally:
            done.set()
            thread.join()
        self.assertGreater(len(ticks), 3)

    @harness.unittest.skipUnless(has("pyarrow"), "pyarrow is not here")
    def test_frames(self):
        import pyarrow as pa
        self.refused(lambda: entente.read(pa.table({"words": ["x"]})), "", "rows")
        self.refused(lambda: entente.screen(pa.table({"score": [1.5]}), LISTS), "", "", entente.EntenteError)
        self.refused(lambda: entente.screen(pa.table({"name": ["x"]}), LISTS, columns={"who": "name"}), "who", "frame")
        self.refused(lambda: entente.read(pa.table({"text": [[1]]})), "text", "frame")
        self.refused(lambda: entente.screen(pa.table([["a"], ["b"]], names=["name", "name"]), LISTS), "name", "frame")
        self.assertEqual(len(entente.read(pa.table({"text": pa.array([], pa.string())}))), 0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            answer = entente.read(pa.table({"text": ["Iran sold drones to Russia.", None]}))
        self.assertEqual(len(answer.problems), 1)

    def test_records(self):
        record = entente.compare("a", "b")
        with self.assertRaises(KeyError):
            record["nope"]
        self.assertEqual(pickle.loads(pickle.dumps(record)), record)
        self.assertEqual(list(entente.explain("E-NOPE")), [])
        self.assertIn("<table", entente.explain()._repr_html_())
        evil = entente.compare("<script>", "b")._repr_html_()
        self.assertNotIn("<script>", evil)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONWARNINGS", "default")
    harness.unittest.main()
