# SPDX-License-Identifier: MIT
# armv6m: Cortex-M0, on a BBC micro:bit with the memory of a bigger one.
set(NATLOAD_BOARD armv6m)
set(board_cpu -mcpu=cortex-m0 -mthumb)
set(board_flash 0x00000000 4M)
set(board_ram 0x20000000 4M)
set(board_stack 64K)
set(board_machine qemu-system-arm -M microbit
    -global nrf51-soc.flash-size=4194304 -global nrf51-soc.sram-size=4194304)
set(board_start ${CMAKE_CURRENT_LIST_DIR}/start_m.S)
include(${CMAKE_CURRENT_LIST_DIR}/arm.cmake)
