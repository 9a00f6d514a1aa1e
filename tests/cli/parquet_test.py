"""Rows as Parquet and archives as Parquet files, through the program: parquet_test.py ENTENTE SOURCE_FOLDER

What needs pyarrow is skipped where no Python that is named here has it: ENTENTE_PYTHON, python3, build/python/venv.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ENTENTE, SOURCE = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
del sys.argv[1:3]
REPORTS = SOURCE / "examples" / "reports"
PYTHONS = [p for p in (os.environ.get("ENTENTE_PYTHON"), "python3", str(SOURCE / "build/python/venv/bin/python")) if p]


def has_pyarrow(python):
    try:
        return subprocess.run([python, "-c", "import pyarrow.dataset"], capture_output=True).returncode == 0
    except OSError:
        return False


PYTHON = next(filter(has_pyarrow, PYTHONS), None)


class Parquet(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="entente-parquet-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_program(self, *words, python=PYTHON):
        return subprocess.run([ENTENTE, *map(str, words)], capture_output=True, timeout=300,
                              env={"PATH": os.environ["PATH"], "HOME": str(self.folder), "ENTENTE_PYTHON": python or ""})

    def rows_of(self, parquet):
        path = self.folder / "rows.parquet"
        path.write_bytes(parquet)
        done = subprocess.run([PYTHON, "-c", "import json, sys, pyarrow.parquet as p\n"
                               "print(json.dumps(p.read_table(sys.argv[1]).to_pylist()))", path], capture_output=True, check=True)
        return json.loads(done.stdout)

    def same(self, *words):
        """The rows of --format parquet against the lines of --jsonl."""
        lines = self.run_program(*words, "--jsonl")
        done = self.run_program(*words, "--format", "parquet")
        self.assertEqual((done.returncode, done.stderr), (lines.returncode, lines.stderr))
        expected = [json.loads(line) for line in lines.stdout.splitlines()]
        found = self.rows_of(done.stdout)
        self.assertEqual(len(found), len(expected))
        for row, line in zip(found, expected):
            for name, value in line.items():
                read = row[name]
                if isinstance(read, str) and not isinstance(value, str):
                    read = json.loads(read)
                self.assertEqual(read, value, name)
            self.assertFalse([n for n in row if row[n] is not None and n not in line])
        return expected

    @unittest.skipUnless(PYTHON, "no Python with pyarrow")
    def test_rows_are_those_of_jsonl(self):
        self.assertGreater(len(self.same("read", sorted(REPORTS.glob("*.txt"))[0])), 3)
        self.assertGreater(len(self.same("ships", SOURCE / "examples/ships/log.csv")), 1)
        ledger = self.folder / "l.db"
        self.assertEqual(self.run_program("add", *sorted(REPORTS.glob("*.txt"))[:2], "--ledger", ledger).returncode, 0)
        for words in (("claims",), ("standing",), ("search", "Russia"), ("contradictions",), ("claims", "--kind", "steal")):
            self.same(*words, "--ledger", ledger)

    @unittest.skipUnless(PYTHON, "no Python with pyarrow")
    def test_a_ledger_goes_out_and_in(self):
        one, two, file = self.folder / "1.db", self.folder / "2.db", self.folder / "ledger.parquet"
        self.run_program("add", *sorted(REPORTS.glob("*.txt"))[:2], "--ledger", one)
        self.assertEqual(self.run_program("export", file, "--ledger", one).returncode, 0)
        self.assertEqual(self.run_program("import", file, "--ledger", two).returncode, 0)
        claims = [sorted(json.loads(line)["id"] for line in self.run_program("claims", "--jsonl", "--ledger", ledger).stdout.splitlines())
                  for ledger in (one, two)]
        self.assertEqual(*claims)
        self.assertIn(b"0 documents", self.run_program("import", file, "--ledger", two).stdout)

    @unittest.skipUnless(PYTHON, "no Python with pyarrow")
    def test_a_file_that_is_none_is_refused(self):
        file, ledger = self.folder / "x.parquet", self.folder / "l.db"
        self.run_program("add", sorted(REPORTS.glob("*.txt"))[0], "--ledger", ledger)
        file.write_bytes(b"PAR1 but not really")
        for path in (file, self.folder / "none.parquet"):
            done = self.run_program("import", path, "--ledger", ledger)
            self.assertEqual(done.returncode, 3)
            self.assertIn(path.name.encode(), done.stderr)
            self.assertNotIn(b"Traceback", done.stderr)
        file.write_bytes(self.run_program("claims", "--ledger", ledger, "--format", "parquet").stdout)
        done = self.run_program("import", file, "--ledger", ledger)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"no such column: record", done.stderr)

    def test_without_pyarrow_the_next_step_is_said(self):
        stub = self.folder / "python"
        stub.write_text("#!/bin/sh\nexec python3 -S -I \"$@\"\n")  # no packages beside the standard library
        stub.chmod(0o755)
        for python in (str(stub), str(self.folder / "not-there")):
            for words in (("read", REPORTS, "--format", "parquet"), ("import", "x.parquet", "--ledger", self.folder / "l.db")):
                done = self.run_program(*words, python=python)
                self.assertEqual((done.returncode, done.stdout), (5, b""), done.stderr)
                self.assertIn(b"pip install pyarrow", done.stderr)

    def test_a_command_without_rows_has_no_such_format(self):
        self.assertEqual(self.run_program("verify", "--format", "parquet").returncode, 2)


if __name__ == "__main__":
    unittest.main()
