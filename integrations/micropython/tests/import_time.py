# SPDX-License-Identifier: MIT
# How long imports take, in MicroPython with natload and without. Give it .mpy files:
#
#     micropython import_time.py FILE...
#
# Each is imported again and again: from a read-only file system in memory, whose files are mapped (ROMFS), and from one
# whose files are read. The time of a module includes finding it and running it.
import gc
import io
import sys
import time
import vfs


def number(n):
    groups = [n & 0x7F]
    while n > 0x7F:
        n >>= 7
        groups.insert(0, n & 0x7F | 0x80)
    return bytes(groups)


def record(kind, payload):
    return number(kind) + number(len(payload)) + payload


def romfs(files):
    data = b""
    for name, content in files:
        data += record(5, number(len(name)) + name.encode() + record(2, content))
    return b"\xd2\xcd\x31" + number(len(data)) + data


class File(io.IOBase):
    def __init__(self, content):
        self.content = memoryview(content)

    def readinto(self, buf):
        n = min(len(buf), len(self.content))
        buf[:n] = self.content[:n]
        self.content = self.content[n:]
        return n

    def ioctl(self, request, argument):
        return 0 if request == 4 else -1


class Files:
    def __init__(self, files):
        self.files = {"/" + name: content for name, content in files}

    def mount(self, readonly, mkfs):
        pass

    def umount(self):
        pass

    def stat(self, path):
        if path in self.files:
            return (0x8000,) + (0,) * 9
        raise OSError(2)

    def open(self, path, mode):
        return File(self.files[path])


def microseconds(module, times):
    __import__(module)  # names are known from now on
    del sys.modules[module]
    gc.collect()
    best = None
    for _ in range(times):
        start = time.ticks_us()
        for _ in range(20):
            __import__(module)
            del sys.modules[module]
        took = time.ticks_diff(time.ticks_us(), start) / 20
        if best is None or took < best:
            best = took
        gc.collect()
    return best


def main(paths):
    files = []
    for path in paths:
        with open(path, "rb") as f:
            files.append((path.split("/")[-1], f.read()))
    systems = [("read", Files(files))]
    if hasattr(vfs, "VfsRom"):
        systems.append(("mapped", vfs.VfsRom(romfs(files))))
    for how, system in systems:
        vfs.mount(system, "/measured")
        sys.path.insert(0, "/measured")
        for name, content in files:
            print("%-20s %6u bytes  %-6s  %7.1f us" % (name, len(content), how, microseconds(name[:-4], 25)))
        sys.path.pop(0)
        vfs.umount("/measured")


main(sys.argv[1:])
