# SPDX-License-Identifier: MIT
# xtensa: the lx106 core (ESP8266) in QEMU's simulator machine, with the call0 ABI that its compiler has.
set(NATLOAD_BOARD xtensa)
set(board_flash 0x60000000 16M)
set(board_ram 0x61000000 16M)
set(board_reset 0x50000000)
set(board_vectors 0x40000000)
set(board_machine qemu-system-xtensa -M sim -cpu lx106 -m 64)
set(board_start ${CMAKE_CURRENT_LIST_DIR}/start.S)
include(${CMAKE_CURRENT_LIST_DIR}/family.cmake)
