# SPDX-License-Identifier: MIT
# Runs COMMAND, which succeeds and prints what the file EXPECTED has, addresses aside.
execute_process(COMMAND ${COMMAND} OUTPUT_VARIABLE output RESULT_VARIABLE status)
string(REGEX REPLACE "0x[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]+" "0x*" output "${output}")
file(READ ${EXPECTED} expected)
if(NOT status EQUAL 0 OR NOT output STREQUAL expected)
    message(FATAL_ERROR "status ${status}; printed:\n${output}\nexpected:\n${expected}")
endif()
