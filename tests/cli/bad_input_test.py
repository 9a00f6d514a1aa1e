"""Bad input through the real command line: one message with code, file and place; the rest goes on.

Usage: bad_input_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import gzip
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import socket
import subprocess
import time
import unittest

from harness import NOBODY, OTHER, REPORT, SOURCE, Base

LISTS = SOURCE / "examples" / "lists" / "ofac-sdn"


def nested_entities():
    rows = ['<!ENTITY l0 "lol">'] + [
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return (f'<?xml version="1.0"?><!DOCTYPE CONSOLIDATED_LIST [{"".join(rows)}]>'
            "<CONSOLIDATED_LIST>&l9;</CONSOLIDATED_LIST>").encode()


def un_list_cut_in_the_middle():
    person = ("<INDIVIDUAL><DATAID>{0}</DATAID><FIRST_NAME>One</FIRST_NAME>\n"
              "<UN_LIST_TYPE>DPRK</UN_LIST_TYPE></INDIVIDUAL>\n")
    whole = ('<?xml version="1.0" encoding="UTF-8"?>\n'
             '<CONSOLIDATED_LIST dateGenerated="2024-01-01T00:00:00Z"><INDIVIDUALS>\n'
             + "".join(person.format(n) for n in range(100)))
    return whole[:len(whole) - 70].encode()


def ofac_list_cut_in_the_middle():
    whole = (LISTS / "sdn.csv").read_bytes()
    return whole[:whole.index(b'"', len(whole) // 2) + 5]


def binary_junk():
    return random.Random(1).randbytes(20000)


# name: (content, code and place by `read`, code and place by `add`, which reads lists as well)
FILES = {
    "empty.txt": (b"", "E-EMPTY", "E-EMPTY"),
    "blank.txt": (b" \n\t\n", "E-EMPTY", "E-EMPTY"),
    "junk.txt": (binary_junk(), r"E-NOT-TEXT \S*:byte \d+", r"E-NOT-TEXT \S*:byte \d+"),
    "junk.html": (binary_junk(), r"E-NOT-TEXT \S*:byte \d+", r"E-NOT-TEXT \S*:byte \d+"),
    "junk.csv": (binary_junk(), "E-UNKNOWN-FORMAT", "E-UNKNOWN-FORMAT"),
    "broken.txt": ("Kim’s “army” moved".encode() + b"\xe2\x80 on.",
                   r"E-BAD-ENCODING \S*:byte 24", r"E-BAD-ENCODING \S*:byte 24"),
    "half.txt": (b"\xff\xfeA\x00\x00\xd8A\x00", r"E-BAD-ENCODING \S*:byte 4",
                 r"E-BAD-ENCODING \S*:byte 4"),
    "deep.html": (b"<html><body>" + b"<div>" * 100000 + b"x",
                  r"E-TOO-DEEP \S*:byte \d+", r"E-TOO-DEEP \S*:byte \d+"),
    "laughs.xml": (nested_entities(), "E-UNKNOWN-FORMAT", r"E-FORBIDDEN-ENTITY \S*:1:\d+"),
    "laughs.html": (nested_entities(), "E-FORBIDDEN-ENTITY", "E-FORBIDDEN-ENTITY"),
    "cut.xml": (un_list_cut_in_the_middle(), "E-UNKNOWN-FORMAT", r"E-TRUNCATED \S*:\d+:\d+"),
    "cut.csv": (ofac_list_cut_in_the_middle(), "E-UNKNOWN-FORMAT", r"E-TRUNCATED \S*:\d+"),
    "other.csv": (b"a,b\n1,2\n", "E-UNKNOWN-FORMAT", "E-UNKNOWN-FORMAT"),
    "other.xml": (b'<?xml version="1.0"?><feed><x>1</x></feed>', "E-UNKNOWN-FORMAT",
                  "E-UNKNOWN-FORMAT"),
    "report.pdf": (b"%PDF-1.7\n...", "E-MALFORMED", "E-MALFORMED"),
}


class BadInput(Base):
    def errors(self, text):
        return [line for line in text.splitlines() if line.startswith("error: ")]

    def check_each(self, paths_and_patterns, *words):
        """Runs `read` or `add` over bad paths between good ones; returns what it printed."""
        middle = [path for path, _ in paths_and_patterns]
        out, err = self.run_it(*words, self.report, *middle, self.other, status=3)
        errors = self.errors(err)
        for path, pattern in paths_and_patterns:
            mine = [line for line in errors if str(path) in line]
            self.assertEqual(len(mine), 1, f"{path}: {err}")
            self.assertRegex(mine[0], "^error: " + pattern)
        self.assertEqual(len(errors), len(paths_and_patterns), err)
        return out

    def assert_only_the_good_are_kept(self, documents):
        self.assertEqual(json.loads(self.run_it("verify", "--json")[0])["documents"], documents)

    def check_both(self, rows):
        """rows: path, pattern for `read`, pattern for `add`."""
        out = self.check_each([(p, read) for p, read, _ in rows], "read", "--plain")
        self.assertEqual(out, self.run_it("read", "--plain", self.report, self.other)[0])
        out = self.check_each([(p, add) for p, _, add in rows], "add", "--plain")
        self.assertEqual([line.split("\t")[-1] for line in out.splitlines()],
                         [str(self.report), str(self.other)])
        self.assert_only_the_good_are_kept(2)

    def test_files(self):
        self.check_both([(self.write("bad/" + name, content), read, add)
                         for name, (content, read, add) in FILES.items()])

    def test_a_part_of_a_list_cut_in_the_middle(self):
        folder = self.folder / "cut"
        shutil.copytree(LISTS, folder)
        content = (folder / "alt.csv").read_bytes()
        (folder / "alt.csv").write_bytes(content[:len(content) // 2 - 3])
        _, err = self.run_it("add", folder, self.report, status=3)
        self.assertRegex(err, r"^error: E-TRUNCATED \S*alt.csv:\d+")
        whole = json.loads(self.run_it("verify", "--json")[0])
        self.assertEqual((whole["documents"], whole["entities"]), (1, 0))

    def test_what_is_no_file(self):
        (self.folder / "folder.txt").mkdir()
        os.mkfifo(self.folder / "pipe.txt")
        (self.folder / "nowhere.txt").symlink_to("missing")
        (self.folder / "self.txt").symlink_to("self.txt")
        self.check_both([(self.folder / name, code, code) for name, code in {
            "missing.txt": "E-NOT-FOUND", "nowhere.txt": "E-NOT-FOUND", "self.txt": "E-IO",
            "pipe.txt": "E-EMPTY"}.items()] + [("/dev/null", "E-EMPTY", "E-EMPTY")])
        self.run_it("add", self.folder / "folder.txt", status=1)

    def test_one_bad_file_among_a_hundred(self):
        self.folder.chmod(0o777)
        for n in range(100):
            self.write(f"many/{n:03}.txt", REPORT.replace("148", str(200 + n)))
        many = self.folder / "many"
        (many / "050.txt").chmod(0)
        (many / "051.txt").unlink()
        (many / "051.txt").symlink_to("missing")
        (many / "052.txt").unlink()
        os.mkfifo(many / "052.txt")
        (many / "053.txt").unlink()
        self.write("many/053.txt/inside.txt", OTHER)
        (many / "054.txt").unlink()
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(str(many / "054.txt"))
        closed = many / "closed"
        closed.mkdir(mode=0)
        out, err = self.run_it("add", "--plain", "many", status=3, user=NOBODY)
        errors = self.errors(err)
        self.assertEqual(len(errors), 5, err)
        for name in ("050.txt", "051.txt", "052.txt", "054.txt", "closed"):
            self.assertEqual(len([e for e in errors if f"E-UNREADABLE many/{name}" in e]), 1, err)
        paths = [line.split("\t")[-1] for line in out.splitlines()]
        self.assertEqual((len(paths), paths), (96, sorted(paths)))
        self.assertIn("many/053.txt/inside.txt", paths)
        self.assert_only_the_good_are_kept(96)
        closed.chmod(0o755)

    def test_a_file_that_vanishes(self):
        pipe, lost = self.folder / "pipe.txt", self.write("lost.txt", OTHER)
        os.mkfifo(pipe)
        held = os.open(pipe, os.O_RDWR)  # so that the pipe has a writer before it is opened
        command = self.start("add", "--plain", "--threads", "1", pipe, lost, self.report)
        self.wait_until(lambda: any(os.path.realpath(f) == str(pipe) for f in
                                    pathlib.Path(f"/proc/{command.pid}/fd").iterdir()))
        lost.unlink()
        os.write(held, OTHER.encode())
        os.close(held)
        out, err = command.communicate(timeout=60)
        self.assertEqual(command.returncode, 3, err)
        self.assertRegex(err.decode(), r"^error: E-NOT-FOUND \S*lost.txt")
        self.assertEqual([line.split(b"\t")[-1].decode() for line in out.splitlines()],
                         [str(pipe), str(self.report)])
        self.assert_only_the_good_are_kept(2)

    def test_a_side_file_that_is_damaged(self):
        self.write("bad.txt", REPORT + "x")
        side = self.write("bad.meta.json", '{"publisher": ')
        for words in (["read"], ["add"]):
            _, err = self.run_it(*words, "bad.txt", self.report, status=3)
            self.assertRegex(err, "^error: E-MALFORMED " + side.name)
        self.assert_only_the_good_are_kept(1)

    def test_files_of_other_kinds_in_a_folder_are_counted_not_read(self):
        self.write("mixed/a.txt", REPORT)
        self.write("mixed/b.jsonl", "{}")
        self.write("mixed/c.png", b"\x89PNG")
        _, err = self.run_it("add", "mixed")
        self.assertIn("2 files of other kinds left out: .jsonl, .png", err)

    def test_messages_do_not_steer_a_terminal(self):
        hostile = self.write("hostile.csv", b"\x1b[2J\x07\xf5a,b\n1,2\n")
        _, err = self.run_it("add", hostile, "missing\x1b[31m.txt", status=3)
        self.assertIn(r"(\x1b[2J\x07\xf5a,b", err)
        self.assertIn(r"missing\x1b[31m.txt", err)
        self.assertNotIn("\x1b", err)

    def test_standard_input(self):
        for content, code in ((b"", "E-EMPTY"), (binary_junk(), "E-NOT-TEXT"),
                              (FILES["deep.html"][0], "E-TOO-DEEP")):
            for words in (["read", "-"], ["add", "-"]):
                _, err = self.run_it(*words, self.report, stdin=content, status=3)
                self.assertRegex(err, f"^error: {code} (-|standard input)")
        self.assert_only_the_good_are_kept(1)
        closed = self.in_shell('"$0" read - <&-')
        self.assertEqual((closed.returncode, closed.stdout), (3, b""))
        self.assertIn(b"error: E-", closed.stderr)


class TooLarge(Base):
    def peak_kib(self, *words, stdin=subprocess.DEVNULL, status):
        process = self.start(*words, stdin=stdin)
        error = process.stderr.read().decode()
        _, ended, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(ended)
        process.stdout.close(), process.stderr.close()
        self.assertEqual(process.returncode, status, error)
        return used.ru_maxrss, error

    def test_200_megabytes(self):
        usual, _ = self.peak_kib("read", self.report, status=0)
        for name in ("large.txt", "large.html", "large.csv", "large.xml", "large"):
            large = self.folder / name
            with open(large, "wb") as f:
                f.truncate(200 << 20)
            for command in ("read", "add"):
                start = time.monotonic()
                peak, error = self.peak_kib(command, large, self.report, status=3)
                self.assertRegex(error, rf"^error: E-(TOO-LARGE|UNKNOWN-FORMAT) \S*{name}")
                self.assertLess(time.monotonic() - start, 5, f"{command} {name}")
                self.assertLess(peak, usual + (32 << 10), f"{command} {name}")
                if name in ("large.txt", "large.html"):
                    self.assertIn("E-TOO-LARGE", error)
        self.assertEqual(json.loads(self.run_it("verify", "--json")[0])["documents"], 1)

    def test_input_without_an_end(self):
        usual, _ = self.peak_kib("read", self.report, status=0)
        with open("/dev/zero", "rb") as zero:
            peak, error = self.peak_kib("read", "-", "--max-bytes", 1 << 20, stdin=zero, status=3)
        self.assertRegex(error, "^error: E-TOO-LARGE -")
        self.assertLess(peak, usual + (32 << 10))

    def test_a_packed_list_that_unpacks_to_more_than_the_limit(self):
        head = b'<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2024-01-01T00:00:00Z">'
        bomb = self.write("bomb.xml.gz", gzip.compress(head + b" " * (8 << 20), 1))
        _, err = self.run_it("add", bomb, self.report, "--max-bytes", 1 << 20, status=3)
        self.assertRegex(err, r"^error: E-TOO-LARGE \S*bomb.xml.gz")


class Ends(Base):
    """Runs that are cut off: nothing printed is lost, nothing is left half-written."""

    def fill(self, count):
        for n in range(count):
            self.write(f"many/{n:04}.txt", (REPORT + OTHER).replace("148", str(1000 + n)) * 5)

    def assert_whole(self, documents=None):
        report = json.loads(self.run_it("verify", "--json")[0])
        self.assertTrue(report["whole"])
        if documents is not None:
            self.assertEqual(report["documents"], documents)
        return report["documents"]

    def test_closed_output_ends_quietly(self):
        self.fill(60)
        for words in ("read --jsonl many", "add --plain many", "claims --jsonl", "brief kp ru",
                      "parse --conllu many", "verify", "help markdown", "explain"):
            done = self.in_shell(f'"$0" {words} | true; exit ${{PIPESTATUS[0]}}')
            self.assertEqual((done.returncode, done.stderr), (0, b""), words)
            if words.startswith("add"):
                self.assert_whole()
                self.run_it("add", "many")
        self.assert_whole(60)

    def test_an_interrupt_keeps_what_was_printed(self):
        self.fill(600)
        process = self.start("add", "--plain", "many")
        printed = [process.stdout.readline()]
        process.send_signal(signal.SIGINT)
        printed += process.stdout.readlines()
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        self.assertRegex(err, b"^error: E-INTERRUPTED")
        self.assertLess(len(printed), 600)
        self.assert_whole(len(printed))

    def test_one_interrupt_ends_waiting_for_input(self):
        for words in (["read", "-"], ["add", "-"], ["parse", "-"], ["parse", "--tokens", "-"]):
            process = self.start(*words, stdin=subprocess.PIPE)
            self.wait_until(lambda: "poll" in pathlib.Path(f"/proc/{process.pid}/wchan").read_text()
                            or process.poll() is not None)
            time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=10)
            self.assertEqual(process.returncode, 130, err)
        self.assert_whole(0)

    def test_a_disk_that_fills_up(self):
        """A limit on the size of files stands for the disk; whichever file meets it first."""
        self.fill(300)
        process = self.start("add", "--plain", "many", restore_signals=False,
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE,
                                                                   (400 << 10, 400 << 10)))
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 3, err)
        self.assertRegex(err, rb"error: E-IO \S*ledger.db")
        self.assertLess(len(out.splitlines()), 300)
        self.assert_whole(len(out.splitlines()))
        self.run_it("add", "many")
        self.assert_whole(300)

    @unittest.skipUnless(os.geteuid() == 0, "a small file system is mounted by root")
    def test_a_full_file_system(self):
        self.fill(300)
        disk = self.folder / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
        if subprocess.run(mount, capture_output=True).returncode != 0:
            self.skipTest("mounting is not allowed here")
        try:
            out, err = self.run_it("add", "--plain", "many", "--ledger", disk / "l.db", status=3)
            self.assertIn("error: E-IO", err)
            report = json.loads(self.run_it("verify", "--json", "--ledger", disk / "l.db")[0])
            self.assertEqual((report["whole"], report["documents"]), (True, len(out.splitlines())))
        finally:
            subprocess.run(["umount", str(disk)], check=True)

    def test_a_ledger_that_cannot_be_written(self):
        self.folder.chmod(0o777)
        self.run_it("add", "reports", user=NOBODY)
        self.write("new.txt", OTHER + "New.")
        self.folder.chmod(0o555)
        _, err = self.run_it("add", "new.txt", status=3, user=NOBODY)
        self.assertRegex(err, r"^error: E-(UNREADABLE|IO) \S*ledger.db")
        self.assertTrue(self.run_it("claims", user=NOBODY)[0])
        self.run_it("verify", user=NOBODY)
        self.folder.chmod(0o777)
        self.assert_whole(2)
        for ledger in (self.folder / "no" / "such" / "l.db", self.folder / "reports"):
            _, err = self.run_it("add", "new.txt", "--ledger", ledger, status=None)
            self.assertRegex(err, rf"^error: E-\S+ {ledger}")

    def test_several_writers_at_once(self):
        self.fill(120)
        for n in range(4):  # overlapping thirds
            for path in sorted((self.folder / "many").iterdir())[n * 30:n * 30 + 60]:
                self.write(f"part{n}/{path.name}", path.read_bytes())
        writers = [self.start("add", "--plain", "--threads", "1", f"part{n}") for n in range(4)]
        while any(w.poll() is None for w in writers):
            self.run_it("claims", "--plain", status=None)
        outputs = [w.communicate() for w in writers]
        self.assertEqual([w.returncode for w in writers], [0] * 4, outputs)
        added = [line for out, _ in outputs for line in out.splitlines()
                 if line.startswith(b"added")]
        self.assertEqual(len(added), 120)
        self.assertEqual(len({line.split(b"\t")[1] for line in added}), 120)  # revisions
        self.assert_whole(120)


if __name__ == "__main__":
    unittest.main()
