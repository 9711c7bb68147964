# SPDX-License-Identifier: MIT
# Loads damaged files, and runs none of them, in MicroPython with natload and with MICROPY_PY_MARSHAL:
#
#     micropython damaged.py COUNT FILE...
#
# Files are cut, bits of them inverted, and bytes replaced by the beginnings of huge numbers, COUNT times in all. Ends
# with how many were refused and how many loaded; whatever else happens is a failure.
import gc
import marshal
import natload
import sys

state = 1


def random(below):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return (state >> 8) % below


def cut(image):
    return image[: random(len(image))]


def invert(image):
    for _ in range(1 + random(4)):
        at = random(len(image))
        image[at] ^= 1 << random(8)
    return image


def enlarge(image):
    at = 4 + random(len(image) - 4)
    for i in range(at, min(at + 1 + random(5), len(image))):
        image[i] = 0xFF
    return image


def main(count, paths):
    images = []
    for path in paths:
        with open(path, "rb") as f:
            images.append(f.read())
    refused = loaded = 0
    for i in range(count):
        image = (cut, invert, enlarge)[i % 3](bytearray(images[i // 3 % len(images)]))
        try:
            marshal.loads(image)
            loaded += 1
        except (ValueError, MemoryError):
            refused += 1
        if i % 50 == 49:
            natload.unload()
            gc.collect()
    print("%u damaged files: %u refused, %u loaded" % (count, refused, loaded))


main(int(sys.argv[1]), sys.argv[2:])
