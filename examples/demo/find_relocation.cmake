# SPDX-License-Identifier: MIT
# Tells partition.S where in dispatch.mpy the place of the first relocation is: behind the flags (relocations, bss), the
# size of bss (4) and the first operation.
file(READ ${FILE} module HEX)
string(FIND "${module}" 5004 at REVERSE)
math(EXPR odd "${at} % 2")
if(at EQUAL -1 OR odd)
    message(FATAL_ERROR "${FILE} is not as examples/demo expects it")
endif()
math(EXPR place "${at} / 2 + 3")
file(WRITE ${OUTPUT} "#define DAMAGED_AT ${place}\n")
