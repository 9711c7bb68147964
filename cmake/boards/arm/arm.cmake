# SPDX-License-Identifier: MIT
# ARM without an operating system: Debian's arm-none-eabi compiler with newlib, whose semihosting variant (rdimon)
# gives stdio.
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_ASM_COMPILER arm-none-eabi-gcc)
set(board_libraries "-specs=rdimon.specs")
set(board_options -Wno-psabi)      # no note on an ABI change of GCC 7 at every vector
include(${CMAKE_CURRENT_LIST_DIR}/../bare_metal.cmake)
