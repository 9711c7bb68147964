# SPDX-License-Identifier: MIT
# rv64imc: QEMU's virt machine, its processor cut down to the instructions that the name says.
set(NATLOAD_BOARD rv64imc)
set(board_cpu -march=rv64imc -mabi=lp64 -mcmodel=medany)
set(board_multilib rv64im/lp64)
set(board_flash 0x80000000 16M)
set(board_ram 0x81000000 16M)
set(board_stack 64K)
set(board_machine qemu-system-riscv64 -M virt -cpu rv64,a=off,f=off,d=off -bios none)
include(${CMAKE_CURRENT_LIST_DIR}/riscv.cmake)
