# SPDX-License-Identifier: MIT
# How long imports take, in MicroPython with natload and without:
#
#     micropython import_time.py mapped|read FILE...
#     micropython import_time.py --imports COUNT mapped|read FILE...
#
# Each .mpy file is imported again and again from a file system in memory: from one whose files are mapped, as ROMFS in
# flash, or from one whose files are read. The time of a module includes finding it and running it. With --imports it
# only imports, so many times, for programs that count instructions.
import gc
import io
import sys
import time
import vfs

try:
    from natload import unload
except ImportError:

    def unload():
        pass


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
        unload()
        gc.collect()
    return best


def system_of(how, files):
    return vfs.VfsRom(romfs(files)) if how == "mapped" else Files(files)


def main(arguments):
    count = None
    if arguments[0] == "--imports":
        count, arguments = int(arguments[1]), arguments[2:]
    files = []
    for path in arguments[1:]:
        with open(path, "rb") as f:
            files.append((path.split("/")[-1], f.read()))
    vfs.mount(system_of(arguments[0], files), "/measured")
    sys.path.insert(0, "/measured")
    for name, content in files:
        module = name[:-4]
        if count is None:
            print("%-20s %6u bytes  %7.1f us" % (name, len(content), microseconds(module, 25)))
        for _ in range(count or 0):
            __import__(module)
            del sys.modules[module]


main(sys.argv[1:])
