"""Several processes on one ledger: a second writer says that it waits, readers never notice.

Usage: processes_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import sqlite3
import time
import unittest

from harness import Base

WAITING = "waiting for another process that writes to the ledger"


class Processes(Base):
    def test_a_second_writer_waits_and_says_so(self):
        self.run_it("add", self.report)
        held = sqlite3.connect(self.ledger, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        second = self.start("add", self.other)
        said = b""
        while WAITING.encode() not in said:
            line = second.stderr.readline()
            self.assertTrue(line, f"it ended without waiting: {said.decode()}")
            said += line
        time.sleep(0.3)
        self.assertIsNone(second.poll(), "it waits for as long as it takes")
        self.run_it("claims")  # reading goes on
        held.execute("ROLLBACK")
        held.close()
        out, more = second.communicate(timeout=60)
        self.assertEqual(second.returncode, 0, more.decode())
        self.assertNotIn(WAITING.encode(), more, "it is said once")
        self.assertEqual(json.loads(self.run_it("verify", "--json")[0])["documents"], 2)

    def test_a_waiting_writer_can_be_stopped(self):
        self.run_it("add", self.report)
        held = sqlite3.connect(self.ledger, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        second = self.start("add", self.other)
        while WAITING.encode() not in (line := second.stderr.readline()):
            self.assertTrue(line)
        second.send_signal(2)
        second.communicate(timeout=60)
        self.assertNotEqual(second.returncode, 0)
        held.close()
        self.assertEqual(json.loads(self.run_it("verify", "--json")[0])["documents"], 1)

    def test_writers_and_readers_at_once(self):
        self.run_it("add", self.report)
        for writer in range(3):
            for i in range(12):
                self.write(f"in{writer}/{i}.txt",
                           f"Report {writer}.{i}. Iran sold {100 + i} drones to Russia in 2023.\n")
        writers = [self.start("add", self.folder / f"in{w}") for w in range(3)]
        read = 0
        while any(w.poll() is None for w in writers) or read < 4:
            out, problems = self.run_it("claims", "--json", status=0)
            self.assertNotIn("E-LEDGER", problems)
            read += 1
        for writer in writers:
            _, problems = writer.communicate(timeout=120)
            self.assertEqual(writer.returncode, 0, problems.decode())
            self.assertNotIn(b"E-LEDGER", problems)
        self.assertEqual(json.loads(self.run_it("verify", "--json")[0])["documents"], 37)


if __name__ == "__main__":
    unittest.main()
