# SPDX-License-Identifier: MIT
"""debug.py RUN PROGRAM GDB SCRIPT: boots PROGRAM in QEMU under gdb with the SCRIPT, breaks in lines of modules that are not
loaded yet, and fails unless gdb stops there and knows the modules' functions and variables, as long as they are loaded."""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMANDS = [
    "break steady.c:13",
    "break write_to",
    "continue",  # steady(20)
    "print steady_sum",
    "continue",  # faulty(1), which is loaded later
    "info symbol $pc",
    "continue",  # steady(1): faulty is released, steady still known
    "print steady_sum",
    "info symbol write_to",
    "delete",
    "continue",  # to the end
]
EXPECTED = [
    r"Breakpoint \d+ \(steady\.c:13\) pending",
    r"Breakpoint \d+, mpy_init \(.*\) at .*steady\.c:1[34]\b",
    r"\$1 = 20\b",
    r"Breakpoint \d+, write_to \(.*\) at .*faulty\.c:9\b",
    r"write_to.* in section \.text of .*faulty\.elf",
    r"Breakpoint \d+, mpy_init \(.*\) at .*steady\.c:1[34]\b",
    r"\$2 = 21\b",
    r"No symbol \"write_to\" in current context",
]


def main() -> int:
    run, program, gdb, script = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        socket = Path(folder, "gdb")
        options = ["-S", "-chardev", f"socket,id=gdb,path={socket},server=on,wait=off", "-gdb", "chardev:gdb"]
        emulator = subprocess.Popen(
            [run, program], env=os.environ | {"RUN_OPTIONS": "\n".join(options), "RUN_TIMEOUT": "60"}, stdout=subprocess.DEVNULL
        )
        for _ in range(200):
            if socket.exists():
                break
            time.sleep(0.05)
        command = [gdb, "-nx", "-batch", program, "-x", script, "-ex", f"target remote {socket}"]
        for line in COMMANDS:
            command += ["-ex", line]
        said = subprocess.run(
            command, cwd=Path(program).parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=60, stdin=subprocess.DEVNULL
        ).stdout
        try:
            status = emulator.wait(20)  # it runs to its end, where QEMU may or may not take leave of gdb
        except subprocess.TimeoutExpired:
            emulator.terminate()
            status = emulator.wait()
    at = 0
    for pattern in EXPECTED:
        found = re.compile(pattern).search(said, at)
        if not found:
            print(f"{said}\nnot found: {pattern}")
            return 1
        at = found.end()
    if status != 0:
        print(f"{said}\n{program} ended with status {status}")
    return status


sys.exit(main())
