# SPDX-License-Identifier: MIT
# natload_embed(TARGET FILE ARCH architecture [NAME name] [OPTION value]...)
#
# Has TARGET's sources include <NAME.hpp>, which defines the .mpy file as a constexpr array of bytes, NAME. The compiler
# refuses what natload::platform<natload::arch::ARCH, ...> could not load and says why. By default NAME is the file's
# name with _mpy behind it: sha256.mpy is sha256_mpy in <sha256_mpy.hpp>. TARGET links natload::natload.
#
# Options state the platform, as natload::platform_options does:
#   ABI 6.3            sub-version of the native ABI (6.3)
#   FLOAT_ABI hard     how calls pass floating-point values: soft, hard_single or hard (any)
#   SMALL_INT_BITS n   bits of the host's small integers (31)
#   HOST_ENTRIES n     words in the host's function table (that of the ABI)
#   ARCH_FLAGS n       extension flags that the machine has (0)
#   MAX_CODE n         bytes of machine code that the module may take
#   MAX_DATA n         bytes of data that it may take

function(natload_embed target file)
    # In the order of platform_options, which designated initializers keep.
    set(numbers SMALL_INT_BITS HOST_ENTRIES ARCH_FLAGS MAX_CODE MAX_DATA)
    cmake_parse_arguments(PARSE_ARGV 2 embed "" "ARCH;NAME;ABI;FLOAT_ABI;${numbers}" "")
    if(DEFINED embed_UNPARSED_ARGUMENTS OR DEFINED embed_KEYWORDS_MISSING_VALUES OR NOT DEFINED embed_ARCH)
        message(FATAL_ERROR "natload_embed(TARGET FILE ARCH architecture [NAME name] [OPTION value]...): "
            "not understood: ${embed_UNPARSED_ARGUMENTS} ${embed_KEYWORDS_MISSING_VALUES}")
    endif()

    cmake_path(ABSOLUTE_PATH file NORMALIZE)
    if(NOT DEFINED embed_NAME)
        cmake_path(GET file STEM LAST_ONLY embed_NAME)
        string(MAKE_C_IDENTIFIER ${embed_NAME}_mpy embed_NAME)
    endif()

    set(options "")
    if(DEFINED embed_ABI)
        if(NOT embed_ABI MATCHES "^6\\.[0-3]$")
            message(FATAL_ERROR "natload_embed: ABI ${embed_ABI} is not one of 6.0 to 6.3")
        endif()
        string(REPLACE . _ abi v${embed_ABI})
        list(APPEND options ".abi = natload::abi::${abi}")
    endif()
    if(DEFINED embed_FLOAT_ABI)
        if(NOT embed_FLOAT_ABI MATCHES "^(soft|hard_single|hard)$")
            message(FATAL_ERROR "natload_embed: FLOAT_ABI ${embed_FLOAT_ABI} is not soft, hard_single or hard")
        endif()
        list(APPEND options ".float_abi = natload::float_abi::${embed_FLOAT_ABI}")
    endif()
    foreach(number IN LISTS numbers)
        if(DEFINED embed_${number})
            if(NOT embed_${number} MATCHES "^(0x[0-9a-fA-F]+|[0-9]+)$")
                message(FATAL_ERROR "natload_embed: ${number} ${embed_${number}} is not a number")
            endif()
            string(TOLOWER ${number} field)
            list(APPEND options ".${field} = ${embed_${number}}")
        endif()
    endforeach()
    list(JOIN options ", " options)

    set(writer ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/natload_embed_write.cmake)
    set(template ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/natload_embed.hpp.in)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/natload_embed/${target})
    add_custom_command(OUTPUT ${folder}/${embed_NAME}.hpp
        COMMAND ${CMAKE_COMMAND} -D "FILE=${file}" -D "NAME=${embed_NAME}" -D "ARCH=${embed_ARCH}"
            -D "OPTIONS=${options}" -D "TEMPLATE=${template}" -D "OUTPUT=${folder}/${embed_NAME}.hpp"
            -P ${writer}
        DEPENDS ${file} ${writer} ${template}
        COMMENT "Embedding ${file}" VERBATIM)
    target_sources(${target} PRIVATE ${folder}/${embed_NAME}.hpp)
    target_include_directories(${target} PRIVATE ${folder})
endfunction()
