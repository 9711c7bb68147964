# SPDX-License-Identifier: MIT
# Threads that load while another one unloads, in MicroPython with natload and with threads:
#
#     micropython threads.py FILE
#
# FILE: the corpus's emitted.mpy of this machine. Ends with "threads: good".
import _thread
import natload
import sys
import time

workers = 4
done = []
failed = []


def work(image):
    try:
        for i in range(300):
            if natload.load(image).add(i, 2) != i + 2:
                failed.append(i)
    except Exception as e:
        failed.append(e)
    done.append(True)


def main(path):
    with open(path, "rb") as f:
        image = f.read()
    for _ in range(workers):
        _thread.start_new_thread(work, (image,))
    unloaded = 0
    while len(done) < workers:
        time.sleep_ms(2)
        unloaded += natload.unload()
    unloaded += natload.unload()
    print("threads:", failed or ("good" if unloaded > 0 else "nothing was unloaded"))


main(sys.argv[1])
