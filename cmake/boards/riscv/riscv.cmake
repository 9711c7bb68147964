# SPDX-License-Identifier: MIT
# RISC-V without an operating system: Debian's riscv64-unknown-elf compiler, which serves both widths.
set(CMAKE_SYSTEM_PROCESSOR riscv)
set(board_compiler riscv64-unknown-elf)
set(board_start ${CMAKE_CURRENT_LIST_DIR}/start.S)
set(picolibc_include /usr/lib/picolibc/riscv64-unknown-elf/include)
set(picolibc_library /usr/lib/picolibc/riscv64-unknown-elf/lib/${board_multilib})
set(board_runtime -lsemihost)    # the files of picolibc's stdio
include(${CMAKE_CURRENT_LIST_DIR}/../picolibc.cmake)
