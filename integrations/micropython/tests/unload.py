# SPDX-License-Identifier: MIT
# Unloading, in MicroPython with natload:
#
#     micropython unload.py FILE...
#
# FILE: modules with machine code. Nothing grows over a thousand times of importing and unloading each, and code that can
# be reached stays. Prints what failed, and "unload: good" if nothing did.
import gc
import io
import natload
import sys
import vfs


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


class OneFile:
    def __init__(self, content):
        self.content = content

    def mount(self, readonly, mkfs):
        pass

    def umount(self):
        pass

    def stat(self, path):
        if path == "/under_test.mpy":
            return (0x8000,) + (0,) * 9
        raise OSError(2)

    def open(self, path, mode):
        return File(self.content)


def import_it():
    return __import__("under_test")


def import_and_unload():
    natload.unload(import_it())


def import_and_delete():
    import_it()
    del sys.modules["under_test"]


def in_use():
    gc.collect()
    return gc.mem_alloc()


def functions_of(module):
    return [f for f in (getattr(module, n) for n in dir(module)) if callable(f) and not isinstance(f, type)]


def grows(once):
    for _ in range(10):
        once()
    before = in_use()
    for _ in range(1000):
        once()
    return in_use() - before


def delete_and_unload():
    import_and_delete()
    natload.unload()


def is_kept(function):
    # All that is left of the module is one of its functions.
    del sys.modules["under_test"]
    before = repr(function)
    return natload.unload() == 0 and repr(function) == before


def refuses(module, function):
    try:
        natload.unload(module)
    except ValueError:
        return bool(functions_of(module))
    return False


def keeps_what_is_used():
    module = import_it()
    functions = functions_of(module)
    if not functions:
        return True
    return refuses(module, functions) and is_kept(functions)


def main(paths):
    failed = 0
    for path in paths:
        with open(path, "rb") as f:
            vfs.mount(OneFile(f.read()), "/unload")
        sys.path.insert(0, "/unload")
        for once in (import_and_unload, delete_and_unload):
            growth = grows(once)
            if growth > 0:
                print("FAIL", path, once.__name__, "grows by", growth)
                failed += 1
        if not keeps_what_is_used():
            print("FAIL", path, "code in use was given back")
            failed += 1
        sys.modules.pop("under_test", None)
        natload.unload()
        sys.path.pop(0)
        vfs.umount("/unload")
    print("unload:", "failed" if failed else "good")


main(sys.argv[1:])
