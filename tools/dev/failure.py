# SPDX-License-Identifier: MIT


class Failed(Exception):
    """A step that did not work. What its command printed has been shown already."""
