# SPDX-License-Identifier: MIT
# RISC-V without an operating system: Debian's riscv64-unknown-elf compiler, which serves both widths, with picolibc.
set(CMAKE_SYSTEM_PROCESSOR riscv)
set(CMAKE_CXX_COMPILER riscv64-unknown-elf-g++)
set(CMAKE_ASM_COMPILER riscv64-unknown-elf-gcc)
set(board_start ${CMAKE_CURRENT_LIST_DIR}/start.S)
set(picolibc_include /usr/lib/picolibc/riscv64-unknown-elf/include)
set(picolibc_library /usr/lib/picolibc/riscv64-unknown-elf/lib/${board_multilib})
set(board_semihosting_library -lsemihost)
include(${CMAKE_CURRENT_LIST_DIR}/../picolibc.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/../bare_metal.cmake)
