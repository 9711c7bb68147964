# SPDX-License-Identifier: MIT
# cmake -D CXX=... -D COMPILER=GNU|Clang -D "FLAGS=..." -D SOURCE=... -P compile.cmake
# A source with a mistake must not compile, and the compiler must say what the source's comments expect:
#   // expected: text             of every compiler
#   // expected (Clang): text     of this one
# Without the mistake, which lies under #ifdef MISTAKE, the same source compiles without a word.

set(ENV{LC_ALL} C)      # plain quotes in messages
set(command ${CXX} ${FLAGS} -fsyntax-only ${SOURCE})

execute_process(COMMAND ${command} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(NOT status EQUAL 0 OR said)
    message(FATAL_ERROR "Without its mistake ${SOURCE} does not compile, or not silently:\n${said}")
endif()

execute_process(COMMAND ${command} -DMISTAKE RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(status EQUAL 0)
    message(FATAL_ERROR "With its mistake ${SOURCE} compiles")
endif()

# Lines are taken one by one, not as a list: messages are full of brackets and semicolons.
set(compared 0)
file(READ ${SOURCE} rest)
while(rest MATCHES "// expected( \\(([A-Za-z]+)\\))?: ([^\n]*)\n")
    set(expected "${CMAKE_MATCH_3}")
    set(whose "${CMAKE_MATCH_2}")
    string(FIND "${rest}" "${CMAKE_MATCH_0}" at)
    string(LENGTH "${CMAKE_MATCH_0}" length)
    math(EXPR at "${at} + ${length}")
    string(SUBSTRING "${rest}" ${at} -1 rest)
    if(whose AND NOT whose STREQUAL COMPILER)
        continue()
    endif()
    string(FIND "${said}" "${expected}" found)
    if(found EQUAL -1)
        message(FATAL_ERROR "Expected: ${expected}\n${COMPILER} said:\n${said}")
    endif()
    math(EXPR compared "${compared} + 1")
endwhile()
if(compared EQUAL 0)
    message(FATAL_ERROR "${SOURCE} expects nothing of ${COMPILER}")
endif()
