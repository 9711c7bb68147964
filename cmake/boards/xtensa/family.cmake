# SPDX-License-Identifier: MIT
# Xtensa without an operating system: Debian's compiler for the lx106.
#   board_reset, board_vectors   where the core starts and where its exception vectors are
set(CMAKE_SYSTEM_PROCESSOR xtensa)
set(board_compiler xtensa-lx106-elf)
set(board_cpu -mlongcalls -mtext-section-literals)
set(board_stack 64K)
list(APPEND board_start ${CMAKE_CURRENT_LIST_DIR}/files.cpp)
set(board_link_options -T "\"${CMAKE_CURRENT_LIST_DIR}/vectors.ld\""
    -Wl,--defsym=RESET_ORIGIN=${board_reset},--defsym=VECTORS_ORIGIN=${board_vectors})
set(picolibc_include /usr/lib/xtensa-lx106-elf/include)
set(picolibc_library /usr/lib/xtensa-lx106-elf/lib)
set(board_runtime -lgcc_missing)    # Debian's libgcc leaves out what the ESP8266 has in its ROM
include(${CMAKE_CURRENT_LIST_DIR}/../picolibc.cmake)
