# SPDX-License-Identifier: MIT
# x86: programs of 32 bits for this machine's Linux. No board: they run as they are, static because
# the cross compiler's C library is not where a 32-bit system would have it.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR i686)
set(CMAKE_C_COMPILER i686-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER i686-linux-gnu-g++)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(CMAKE_CROSSCOMPILING_EMULATOR "")
