# SPDX-License-Identifier: MIT
# rv32imc: QEMU's virt machine, its processor cut down to the instructions that the name says.
set(NATLOAD_BOARD rv32imc)
set(board_cpu -march=rv32imc -mabi=ilp32 -mcmodel=medany)
set(board_multilib rv32im/ilp32)
set(board_flash 0x80000000 16M)
set(board_ram 0x81000000 16M)
set(board_stack 64K)
set(board_machine qemu-system-riscv32 -M virt -cpu rv32,a=off,f=off,d=off -bios none)
include(${CMAKE_CURRENT_LIST_DIR}/riscv.cmake)
