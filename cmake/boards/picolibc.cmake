# SPDX-License-Identifier: MIT
# For boards whose C library is picolibc, and whose C++ library is the one that tools/dev/libstdcxx.py builds.
#   picolibc_include, picolibc_library   where Debian's package has put the two
find_program(PYTHON3 python3 REQUIRED NO_CMAKE_FIND_ROOT_PATH)
execute_process(
    COMMAND ${PYTHON3} ${CMAKE_CURRENT_LIST_DIR}/../../tools/dev/libstdcxx.py ${NATLOAD_BOARD}
    OUTPUT_VARIABLE libstdcxx OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)

set(board_options -ftls-model=local-exec -nostdinc++ -D_GNU_SOURCE
    -isystem ${libstdcxx}/include -isystem ${libstdcxx}/include/target -isystem ${picolibc_include})
string(CONCAT board_libraries "-nodefaultlibs -L${libstdcxx} -L${picolibc_library} "
    "-Wl,--start-group -lstdc++ -lm -lc ${board_semihosting_library} -lgcc -Wl,--end-group")
