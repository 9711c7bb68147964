# SPDX-License-Identifier: MIT
# Builds the demonstration without C and C++ libraries, and checks what it prints.
execute_process(
    COMMAND ${CMAKE_COMMAND} -S ${SOURCE} --preset ${PRESET} -B ${FOLDER}
        -D NATLOAD_FREESTANDING=ON -D NATLOAD_BUILD_TESTS=OFF -D NATLOAD_BUILD_TOOLS=OFF
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${FOLDER} --target demo COMMAND_ERROR_IS_FATAL ANY)
set(COMMAND ${FOLDER}/run ${FOLDER}/examples/demo/demo)
include(${CMAKE_CURRENT_LIST_DIR}/check_output.cmake)
