"""Searching goes on while editions of lists are added: every question gets a whole answer, of one edition or the next.

Usage: editions_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import pathlib
import shutil
import subprocess
import tempfile
import threading
import time
import unittest

from harness import ENTENTE, Server

EDITIONS, PEOPLE, ASKING = 6, 400, 4


def name(n):
    return " ".join("".join("bdfgklmnprstvz"[n * prime // 14**k % 14] + "aeiou"[(n * prime + k) % 5] for k in range(3))
                    for prime in (7919, 104729)).title()


def edition(number):
    """Edition n lists all people but the n-th, and one more who is only there."""
    rows = [{"id": f"p{i}", "schema": "Person", "properties": {"name": [name(i)]}} for i in range(PEOPLE) if i != number]
    rows.append({"id": f"new{number}", "schema": "Person", "properties": {"name": [name(PEOPLE + number)]}})
    return "".join(json.dumps({**r, "last_seen": f"2025-01-{number + 1:02}T00:00:00"}) + "\n" for r in rows)


class Editions(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="entente-editions-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.add(0)
        self.server = Server(self.folder, self.folder / "l.db")
        self.problems, self.answers, self.over = [], 0, threading.Event()

    def add(self, number):
        path = self.folder / "people.ftm.json"
        path.write_text(edition(number))
        subprocess.run([ENTENTE, "add", "--list", "people", "--quiet", "--ledger", self.folder / "l.db", path], check=True,
                       capture_output=True, cwd=self.folder)

    def ask(self, names):
        queries = {str(i): {"schema": "Person", "properties": {"name": [n]}} for i, n in enumerate(names)}
        answer = self.server.ask("POST", "/match/default?limit=1", body={"queries": queries})
        if answer.status != 200:
            raise AssertionError(f"{answer.status} {answer.body[:300]}")
        found = answer.json()["responses"]
        return [found[str(i)]["results"][0]["id"] if found[str(i)]["results"] else None for i in range(len(names))]

    def keep_asking(self, start):
        while not self.over.is_set():
            people = [(start + 37 * k) % (PEOPLE - 100) + 100 for k in range(20)]  # who are in every edition
            try:
                found = self.ask([name(i) for i in people])
                if found != [f"p{i}" for i in people]:
                    self.problems.append(f"{people} found {found}")
                self.answers += 1
            except Exception as problem:
                self.problems.append(repr(problem))
            start += 1

    def test_no_question_fails_while_editions_are_added(self):
        threads = [threading.Thread(target=self.keep_asking, args=(101 * n,)) for n in range(ASKING)]
        try:
            for thread in threads:
                thread.start()
            for number in range(1, EDITIONS):
                self.add(number)
                until = time.monotonic() + 60
                while self.ask([name(PEOPLE + number)]) != [f"new{number}"]:
                    self.assertLess(time.monotonic(), until, f"edition {number} is never searched")
                    time.sleep(0.05)
                self.assertNotEqual(self.ask([name(number)]), [f"p{number}"], "who was removed is no longer found")
                self.assertEqual(self.ask([name(number - 1)]), [f"p{number - 1}"], "who came back is found")
        finally:
            self.over.set()
            for thread in threads:
                thread.join()
            status, err = self.server.stop()
        self.assertEqual(self.problems[:3], [])
        self.assertGreater(self.answers, 2 * EDITIONS)
        self.assertEqual(status, 0, err)


if __name__ == "__main__":
    unittest.main()
