# SPDX-License-Identifier: MIT
# armv7emdp: Cortex-M7 with doubles in hardware, on Arm's MPS2 with FPGA image AN500.
set(NATLOAD_BOARD armv7emdp)
set(board_cpu -mcpu=cortex-m7 -mthumb -mfloat-abi=hard -mfpu=fpv5-d16)
set(board_flash 0x00000000 4M)
set(board_ram 0x20000000 4M)
set(board_stack 64K)
set(board_machine qemu-system-arm -M mps2-an500)
set(board_start ${CMAKE_CURRENT_LIST_DIR}/start_m.S)
include(${CMAKE_CURRENT_LIST_DIR}/arm.cmake)
