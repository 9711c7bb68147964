# SPDX-License-Identifier: MIT
# cmake -D SOURCE=... -D FOLDER=... -D HANA=ON|OFF -P option.cmake
# The option leaves out what needs Boost.Hana, and nothing is wrong without.
file(REMOVE_RECURSE ${FOLDER})
execute_process(
    COMMAND ${CMAKE_COMMAND} -S ${SOURCE} -B ${FOLDER} -G Ninja -D NATLOAD_HANA=${HANA} -D NATLOAD_BUILD_TESTS=OFF
        -D NATLOAD_BUILD_TOOLS=OFF
    OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ninja -C ${FOLDER} -t targets all OUTPUT_VARIABLE targets COMMAND_ERROR_IS_FATAL ANY)

string(REGEX MATCH "Without Boost.Hana" left_out "${said}")
string(REGEX MATCH "hana_host" built "${targets}")
string(REGEX MATCH "plugin_host" others "${targets}")
if(NOT others OR (HANA AND (left_out OR NOT built)) OR (NOT HANA AND (NOT left_out OR built)))
    message(FATAL_ERROR "NATLOAD_HANA=${HANA}: cmake said '${left_out}'; the example is '${built}', others '${others}'")
endif()
