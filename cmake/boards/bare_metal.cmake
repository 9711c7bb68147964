# SPDX-License-Identifier: MIT
# What the toolchain files of all bare-metal boards share. Each family's file includes this one after stating
#   board_cpu       options that choose the processor
#   board_options   further options of the C++ compiler (may be left out)
#   board_c_options further options of the C compiler (may be left out)
#   board_flash     origin and size of the memory that holds code and constants
#   board_ram       origin and size of the memory that holds data; code written to it runs as well
#   board_stack     size of the stack
#   board_machine   the command that boots an image in QEMU, up to the image
#   board_start     source of the reset and fault handlers
#   board_libraries C and C++ libraries, as options of the linker
#   board_link_options   further options of the linker (may be left out)
# NATLOAD_FREESTANDING=ON needs no C library and no C++ library, only the compiler and the freestanding C++ headers (those
# of libstdc++-arm-none-eabi-dev, for every board): programs have what memory.cpp has.

set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES NATLOAD_FREESTANDING)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)

list(GET board_flash 0 flash_origin)
list(GET board_flash 1 flash_size)
list(GET board_ram 0 ram_origin)
list(GET board_ram 1 ram_size)

if(NATLOAD_FREESTANDING)
    set(headers /usr/include/newlib/c++/12.2.1)
    set(board_options -ffreestanding -nostdinc++ -isystem ${headers} -isystem ${headers}/arm-none-eabi/thumb/nofp)
    set(board_libraries "-nostdlib -lgcc")
endif()

list(JOIN board_link_options " " board_link_options)
list(JOIN board_cpu " " CMAKE_ASM_FLAGS_INIT)
list(JOIN board_options " " board_options)
list(JOIN board_c_options " " board_c_options)
set(CMAKE_C_FLAGS_INIT "${CMAKE_ASM_FLAGS_INIT} ${board_c_options} -ffunction-sections -fdata-sections")
string(CONCAT CMAKE_CXX_FLAGS_INIT "${CMAKE_ASM_FLAGS_INIT} ${board_options} "
    "-fno-exceptions -fno-rtti -fno-threadsafe-statics -ffunction-sections -fdata-sections")
string(CONCAT CMAKE_EXE_LINKER_FLAGS_INIT
    "-nostartfiles ${board_link_options} -T \"${CMAKE_CURRENT_LIST_DIR}/board.ld\" "
    "-Wl,--gc-sections -Wl,--no-warn-rwx-segments "
    "-Wl,--defsym=FLASH_ORIGIN=${flash_origin},--defsym=FLASH_SIZE=${flash_size} "
    "-Wl,--defsym=RAM_ORIGIN=${ram_origin},--defsym=RAM_SIZE=${ram_size},--defsym=STACK_SIZE=${board_stack}")
set(CMAKE_CXX_STANDARD_LIBRARIES "${board_libraries}")

# add_test(NAME x COMMAND program arguments) runs in QEMU; so does BUILD/run PROGRAM ARGUMENTS by hand.
set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_BINARY_DIR}/run)
