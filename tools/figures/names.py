# SPDX-License-Identifier: MIT
"""C++ names as people say them."""

import re


def short(name: str) -> str:
    """natload::v0::result<...> natload::v0::verify<P>(natload::v0::bytes) -> verify."""
    name = name.split(" [with ")[0]
    for brackets in (r"<[^<>]*>", r"\([^()]*\)"):
        while re.search(brackets, name):
            name = re.sub(brackets, "", name)
    name = re.sub(r"(?<=\}::operator)$", "()", name.removesuffix(" const"))
    return name.split(" ")[-1].replace("natload::v0::", "").replace("natload::", "")
