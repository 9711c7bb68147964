# SPDX-License-Identifier: MIT
# aarch64: a Cortex-A53 in QEMU's virt machine. Debian has the compiler for Linux only: it is told to forget that.
set(NATLOAD_BOARD aarch64)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(board_compiler aarch64-linux-gnu)
execute_process(COMMAND ${board_compiler}-gcc -print-file-name=include
    OUTPUT_VARIABLE compiler_include OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
set(board_cpu -mcpu=cortex-a53 -mno-outline-atomics -fno-pic -fno-pie -fno-stack-protector
    -U__linux__ -U__linux -U__gnu_linux__ -U__unix__ -U__unix -nostdinc -idirafter ${compiler_include})
set(board_flash 0x40000000 16M)
set(board_ram 0x41000000 16M)
set(board_stack 64K)
set(board_machine qemu-system-aarch64 -M virt -cpu cortex-a53)
set(board_start ${CMAKE_CURRENT_LIST_DIR}/start.S)
set(board_link_options -static -no-pie -Wl,--build-id=none)
set(picolibc_include /usr/lib/picolibc/aarch64-linux-gnu/include)
set(picolibc_library /usr/lib/picolibc/aarch64-linux-gnu/lib)
set(board_runtime -lsemihost)    # the files of picolibc's stdio
include(${CMAKE_CURRENT_LIST_DIR}/../picolibc.cmake)
