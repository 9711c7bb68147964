# SPDX-License-Identifier: MIT
# s390x: programs for Linux on a machine of the other byte order, in QEMU. There are no modules for it: it shows that
# what reads and simulates little-endian machines does not count on its own byte order.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR s390x)
set(CMAKE_C_COMPILER s390x-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER s390x-linux-gnu-g++)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-s390x)
