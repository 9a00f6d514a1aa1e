"""What archive.py writes, zipfile reads; nothing is packed larger than zipfile would."""
import io
import random
import sys
import unittest
import zipfile

import harness
from harness import SOURCE

sys.path.insert(0, str(SOURCE / "bindings" / "python"))
import archive  # noqa: E402

TIME = (2026, 11, 22, 12, 30, 40)


class Archive(unittest.TestCase):
    def test_zipfile_reads_it(self):
        chance = random.Random(1)
        weights = bytes(int(chance.gauss(0, 8)) & 255 for _ in range(200000))
        tables = b"".join(bytes(chance.choices([chance.randrange(256) for _ in range(9)], k=1500)) for _ in range(300))
        files = {"tables": tables, "a/lib.so": b"x" * 1000, "ü.txt": "Grüße".encode(), "empty": b"", "weights": weights}
        out = io.BytesIO()
        wheel = archive.Archive(out, TIME)
        for path, data in files.items():
            wheel.put(path, data, executable=path.endswith(".so"))
        wheel.close()
        with zipfile.ZipFile(out) as read:
            self.assertIsNone(read.testzip())
            self.assertEqual({i.filename: read.read(i) for i in read.infolist()}, files)
            self.assertEqual({i.external_attr >> 16 for i in read.infolist()}, {0o100755, 0o100644})
            self.assertEqual({i.date_time for i in read.infolist()}, {TIME})
            packed = {i.filename: i.compress_size for i in read.infolist()}
        theirs = io.BytesIO()
        with zipfile.ZipFile(theirs, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as other:
            other.writestr("weights", weights)
            other.writestr("tables", tables)
        for name in ("weights", "tables"):
            self.assertLess(packed[name], 0.97 * zipfile.ZipFile(theirs).getinfo(name).compress_size, name)


if __name__ == "__main__":
    harness.unittest.main()
