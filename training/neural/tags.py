"""Prints the tags of the fast reader's model, whose numbers the lemmatiser goes by: tags.py models/reader-en.bin"""
import struct
import sys

data = open(sys.argv[1], "rb").read()
for i in range(struct.unpack_from("<I", data, 12)[0]):
    name, offset, size = struct.unpack_from("<16sQQ", data, 32 + 40 * i)
    if name.rstrip(b"\0") == b"tags":
        sys.stdout.write(data[offset:offset + size].decode())
