# SPDX-License-Identifier: MIT
# The first C++ of README is what SOURCE has between its two marks.
file(READ ${README} readme)
file(READ ${SOURCE} source)
string(REGEX MATCH "// \\[readme\\]\n(.*)// \\[/readme\\]\n" found "${source}")
set(code "${CMAKE_MATCH_1}")
string(FIND "${readme}" "```cpp\n" begin)
string(FIND "${readme}" "```cpp\n${code}```\n" same)
if(code STREQUAL "" OR begin EQUAL -1 OR NOT begin EQUAL same)
    message(FATAL_ERROR "${README} does not begin with the code of ${SOURCE}:\n${code}")
endif()
