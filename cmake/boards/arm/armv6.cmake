# SPDX-License-Identifier: MIT
# armv6: ARM11 in ARM mode, on the Versatile Platform Baseboard.
set(NATLOAD_BOARD armv6)
set(board_cpu -mcpu=arm1136j-s -marm)
set(board_flash 0x00000000 16M)
set(board_ram 0x01000000 16M)
set(board_stack 64K)
set(board_machine qemu-system-arm -M versatilepb -cpu arm1136 -audiodev none,id=silent
    -global pl041.audiodev=silent)
set(board_start ${CMAKE_CURRENT_LIST_DIR}/start_a.S)
include(${CMAKE_CURRENT_LIST_DIR}/arm.cmake)
