"""Zip files whose entries are each packed in the best of several ways (PKWARE APPNOTE 6.3, the part that wheels need).

    wheel = Archive(open("x.whl", "wb"), (2026, 11, 22, 12, 0, 0))
    wheel.put("entente/share/models/encoder-en.bin", data)
    wheel.close()

Why not zipfile: it deflates in one way only, which takes chance repetitions among the weights of a network for something
worth pointing back at, and is a tenth larger than the code lengths of the bytes alone; and it gives as many symbols a code of
their own whether they come from one table or from twenty, so that libraries full of tables are a hundredth larger.
"""
import struct
import zlib

WAYS = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY)
PIECE, WINDOW = 1 << 17, 1 << 15
SYMBOLS = (9, 7, 5)  # 2^(level + 6) of them share a code, by zlib's memLevel
NEEDS, UTF8_NAMES, DEFLATED = 20, 0x800, 8
MADE_ON_UNIX = 3 << 8 | NEEDS


def _packed(data, level_of_memory, way, before=b"", flush=zlib.Z_FINISH):
    words = (9, zlib.DEFLATED, -zlib.MAX_WBITS, level_of_memory, way)
    packer = zlib.compressobj(*words, zdict=before) if before else zlib.compressobj(*words)
    return packer.compress(data) + packer.flush(flush)


def _in_pieces(data):
    """One stream of pieces that each have the best number of symbols a code, and point back into those before."""
    out = []
    for at in range(0, len(data), PIECE):
        last, before = at + PIECE >= len(data), data[max(0, at - WINDOW):at]
        out.append(min((_packed(data[at:at + PIECE], symbols, zlib.Z_DEFAULT_STRATEGY, before,
                                zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH) for symbols in SYMBOLS), key=len))
    return b"".join(out)


def deflated(data):
    """The shortest of what zlib makes of it."""
    plain, *others = (_packed(data, 9, way) for way in WAYS)
    best = min(others, key=len)
    if len(data) <= PIECE or len(best) < len(plain):
        return min(plain, best, key=len)
    return min(plain, _in_pieces(data), key=len)


class Archive:
    """Writes to a file opened for bytes; entries come in the order of put(), all of one time (year … second)."""

    def __init__(self, out, time):
        year, month, day, hour, minute, second = time
        self._out, self._at, self._directory = out, 0, []
        self._stamp = hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day

    def _write(self, *parts):
        for part in parts:
            self._at += self._out.write(part)

    def put(self, path, data, executable=False):
        """At most 4 GiB in all: there is no zip64 here."""
        packed, name, begin = deflated(data), path.encode(), self._at
        common = struct.pack("<5H3L2H", NEEDS, UTF8_NAMES, DEFLATED, *self._stamp, zlib.crc32(data), len(packed), len(data),
                             len(name), 0)
        self._write(b"PK\3\4", common, name, packed)
        mode = (0o100755 if executable else 0o100644) << 16
        self._directory.append(struct.pack("<4sH", b"PK\1\2", MADE_ON_UNIX) + common +
                               struct.pack("<3H2L", 0, 0, 0, mode, begin) + name)

    def close(self):
        """The directory; the file stays open."""
        begin, entries = self._at, len(self._directory)
        self._write(*self._directory)
        self._write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, entries, entries, self._at - begin, begin, 0))
