# SPDX-License-Identifier: MIT
# xtensawin: the core dc232b, which has register windows, in QEMU's simulator machine. The image has the call0 ABI
# like xtensa's, for want of another compiler, and calls windowed code across the bridge of windowed.hpp.
set(NATLOAD_BOARD xtensawin)
set(board_flash 0xd0000000 16M)
set(board_ram 0xd1000000 16M)
set(board_reset 0xfe000000)
set(board_vectors 0xfe001000)
set(board_machine qemu-system-xtensa -M sim -cpu dc232b -m 64)
set(board_start ${CMAKE_CURRENT_LIST_DIR}/start_windowed.S)
include(${CMAKE_CURRENT_LIST_DIR}/family.cmake)
