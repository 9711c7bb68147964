# SPDX-License-Identifier: MIT
# The step of a build that natload_embed adds: writes the header from its template.
cmake_minimum_required(VERSION 3.23)

file(READ ${FILE} BYTES HEX)
string(LENGTH "${BYTES}" size)
if(size EQUAL 0)
    message(FATAL_ERROR "natload_embed: ${FILE} is empty")
endif()
cmake_path(GET FILE FILENAME FILE)
string(REGEX REPLACE "(..)" "0x\\1," BYTES "${BYTES}")
string(REPEAT "....." 16 line)
string(REGEX REPLACE "(${line})" "\\1\n" BYTES "${BYTES}")
configure_file(${TEMPLATE} ${OUTPUT} @ONLY)
