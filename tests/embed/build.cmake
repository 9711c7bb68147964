# SPDX-License-Identifier: MIT
# Builds TARGET of a user's project in FOLDER. Without EXPECTED it builds and its program succeeds; else the compiler
# refuses it and says what is EXPECTED, which leaves out the namespaces and unsigned suffixes of either compiler.
execute_process(COMMAND ${NINJA} -C ${FOLDER}/build ${TARGET}
    OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE failed)

if(EXPECTED STREQUAL "")
    if(failed)
        message(FATAL_ERROR "did not build:\n${output}")
    endif()
    execute_process(COMMAND ${FOLDER}/build/${TARGET} COMMAND_ERROR_IS_FATAL ANY)
    return()
endif()

if(NOT failed)
    message(FATAL_ERROR "built, but should have been refused: ${EXPECTED}")
endif()
string(REGEX REPLACE "natload::|v0::|refusal::" "" said "${output}")
string(REGEX REPLACE "([0-9])U>" "\\1>" said "${said}")
string(REPLACE "> >" ">>" said "${said}")
string(FIND "${said}" "${EXPECTED}" found)
string(FIND "${said}" "this image can't be loaded" text)
if(found EQUAL -1 OR text EQUAL -1)
    message(FATAL_ERROR "not refused by\n${EXPECTED}\nbut by\n${output}")
endif()
