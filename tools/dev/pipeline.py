# SPDX-License-Identifier: MIT
"""Builds targets while those before them are tested."""

import time
from concurrent.futures import Future, ThreadPoolExecutor

import steps
from targets import Target


class Pipeline:
    """One thread prepares targets, another builds those that are prepared: no processor waits for a configure script, a
    linker or the longest test. What has not begun when the pipeline ends is left undone."""

    def __enter__(self) -> "Pipeline":
        self._preparing, self._building = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
        return self

    def __exit__(self, *_: object) -> None:
        for thread in (self._preparing, self._building):
            thread.shutdown(cancel_futures=True)

    def build(self, target: Target) -> "Future[float]":
        """Has the target's suites built, after those that were asked for before. Gives the seconds that it took."""
        prepared = self._preparing.submit(steps.prepare_suites, [target])
        return self._building.submit(_build, target, prepared)


def _build(target: Target, prepared: "Future[None]") -> float:
    prepared.result()
    start = time.monotonic()
    steps.configure(target.name, target.build_folder)
    steps.build(target.build_folder)
    return time.monotonic() - start
