"""Contents that were compressed by us, decompressed by a decoder that others have written.

usage: xpress.py NAME…        for each name: NAME.plain, and NAME.xpress and NAME.long, which ought to be the same
"""

import sys

from dissect.util.compression import lzxpress


def unpack(data):
    content, at = bytearray(), 0
    while at < len(data):
        original = int.from_bytes(data[at : at + 4], "little")
        packed = int.from_bytes(data[at + 4 : at + 8], "little")
        block = data[at + 8 : at + 8 + packed]
        assert len(block) == packed and 0 < original <= 65535 and packed <= original
        content += block if packed == original else lzxpress.decompress(block)
        at += 8 + packed
    return bytes(content)


RIGHT = 0
for name in sys.argv[1:]:
    with open(name + ".plain", "rb") as file:
        plain = file.read()
    for ending in (".xpress", ".long"):
        with open(name + ending, "rb") as file:
            assert unpack(file.read()) == plain, name + ending
        RIGHT += 1
print(RIGHT, "right")
