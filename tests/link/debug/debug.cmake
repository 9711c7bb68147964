# SPDX-License-Identifier: MIT
execute_process(COMMAND ${GCC} -g -Os -ffreestanding -ffunction-sections -fno-stack-protector ${FLAGS} -c ${SOURCE} -o ${STEM}.o
    COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${NATLOAD} link ${STEM}.o --debug ${STEM}.elf -o ${STEM}.mpy OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${NM} ${STEM}.elf OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
if(NOT symbols MATCHES "[0-9a-f]+ B variables_zero" OR NOT symbols MATCHES "[0-9a-f]+ B variables_counter")
    message(FATAL_ERROR "symbols: ${symbols}")
endif()
set(line_of_variables_square 10)
set(line_of_mpy_init 13)
foreach(function IN ITEMS variables_square mpy_init)
    string(REGEX MATCH "([0-9a-f]+) T ${function}" found "${symbols}")
    execute_process(COMMAND ${ADDR2LINE} -f -e ${STEM}.elf 0x${CMAKE_MATCH_1} OUTPUT_VARIABLE where
        COMMAND_ERROR_IS_FATAL ANY)
    # A function's first line may be told as that of its head or of its first statement.
    string(REGEX MATCH "variables.c:([0-9]+)" line "${where}")
    math(EXPR beyond "${CMAKE_MATCH_1} - ${line_of_${function}}")
    if(NOT where MATCHES "^${function}\n" OR NOT line OR beyond LESS 0 OR beyond GREATER 3)
        message(FATAL_ERROR "${function} is at: ${where}")
    endif()
endforeach()
