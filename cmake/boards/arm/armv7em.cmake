# SPDX-License-Identifier: MIT
# armv7em: Cortex-M4, its FPU left alone, on Arm's MPS2 with FPGA image AN386.
set(NATLOAD_BOARD armv7em)
set(board_cpu -mcpu=cortex-m4 -mthumb -mfloat-abi=soft)
set(board_flash 0x00000000 4M)
set(board_ram 0x20000000 4M)
set(board_stack 64K)
set(board_machine qemu-system-arm -M mps2-an386)
set(board_start ${CMAKE_CURRENT_LIST_DIR}/start_m.S)
include(${CMAKE_CURRENT_LIST_DIR}/arm.cmake)
