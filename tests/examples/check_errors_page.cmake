# SPDX-License-Identifier: MIT
# PAGE explains every enumerator of errc in SOURCE but none, and nothing else, in the same order.
file(READ ${SOURCE} source)
string(REGEX MATCH "enum class errc[^{]*{([^}]*)}" found "${source}")
string(REGEX REPLACE "//[^\n]*" "" enumerators "${CMAKE_MATCH_1}")
string(REGEX MATCHALL "[a-z_][a-z_0-9]*" enumerators "${enumerators}")
list(REMOVE_ITEM enumerators none)

file(STRINGS ${PAGE} rows REGEX "^\\| `[a-z_]+`")
list(TRANSFORM rows REPLACE "^\\| `([a-z_]+)`.*" "\\1")
if(enumerators STREQUAL "" OR NOT enumerators STREQUAL rows)
    message(FATAL_ERROR "errc has\n${enumerators}\n${PAGE} has\n${rows}")
endif()
