# SPDX-License-Identifier: MIT
# For boards whose C library is Debian's picolibc, and whose C++ library tools/libstdcxx builds from source.
#   board_compiler                       what the commands of the cross compiler begin with
#   picolibc_include, picolibc_library   where the package has put the two
#   board_runtime                        what else to link: libraries below the C library
# NATLOAD_BUILD_LIBSTDCXX=ON builds the C++ library if it is missing; else that is an error which names the remedy.
# NATLOAD_FREESTANDING=ON (bare_metal.cmake) needs neither.
set(board_cpu ${board_cpu} -ftls-model=local-exec)
set(CMAKE_C_COMPILER ${board_compiler}-gcc)
set(CMAKE_CXX_COMPILER ${board_compiler}-g++)
set(CMAKE_ASM_COMPILER ${board_compiler}-gcc)

if(NOT NATLOAD_FREESTANDING)
    find_program(PYTHON3 python3 REQUIRED NO_CMAKE_FIND_ROOT_PATH)
    set(find_or_build find)
    if(NATLOAD_BUILD_LIBSTDCXX)
        set(find_or_build build)
    endif()
    execute_process(
        COMMAND ${PYTHON3} ${CMAKE_CURRENT_LIST_DIR}/../../tools/libstdcxx/libstdcxx.py
            ${find_or_build} ${NATLOAD_BOARD} ${board_compiler} ${picolibc_include} ${picolibc_library} ${board_cpu}
        OUTPUT_VARIABLE libstdcxx OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    set(board_options -nostdinc++ -D_GNU_SOURCE
        -isystem ${libstdcxx}/include -isystem ${libstdcxx}/include/target -isystem ${picolibc_include})
    set(board_c_options -isystem ${picolibc_include})
    string(CONCAT board_libraries "-nodefaultlibs -L${libstdcxx} -L${picolibc_library} "
        "-Wl,--start-group -lstdc++ -lm -lc ${board_runtime} -lgcc -Wl,--end-group")
endif()
include(${CMAKE_CURRENT_LIST_DIR}/bare_metal.cmake)
