# SPDX-License-Identifier: MIT
# Where Clang has made MODULE: its prologue's code, behind its words, is what SOURCE says.
execute_process(COMMAND llvm-mc-22 --triple=xtensa -mattr=+windowed -filetype=obj ${SOURCE} -o ${FOLDER}/windowed.o
    COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND llvm-objcopy-22 -O binary -j .text ${FOLDER}/windowed.o ${FOLDER}/windowed.bin
    COMMAND_ERROR_IS_FATAL ANY)
file(READ ${FOLDER}/windowed.bin code OFFSET 28 HEX)
file(READ ${MODULE} module HEX)
string(FIND "${module}" "${code}" at)
if(code STREQUAL "" OR at EQUAL -1)
    message(FATAL_ERROR "${MODULE} has no such prologue: ${code}")
endif()
