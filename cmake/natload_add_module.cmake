# SPDX-License-Identifier: MIT
# natload_add_module(NAME SOURCES source... ARCH architecture [OPTION value]...)
#
# Compiles C, C++ and Rust sources for an architecture, whatever the rest of the build is for, and links them to a
# module: NAME.mpy in the current binary folder, the property NATLOAD_MODULE of the target NAME.
#
#   ARCH a                   x86, x64, armv6 ... as natload::arch has them
#   COMPILER gcc|clang       for C and C++ (gcc)
#   COMPILE_OPTIONS o...     more for the compiler
#   LIBRARIES f...           objects and archives to link as well
#   LINK_OPTIONS o...        more for natload link
#   VARIABLES_IN_CODE        for platforms that take such modules: static variables need it on most architectures
#
# NATLOAD_COMMAND is the natload command; where it is not set, it is looked for on the PATH.

set(natload_module_script ${CMAKE_CURRENT_LIST_DIR}/natload_module.py)
if(NOT EXISTS ${natload_module_script})    # as installed
    cmake_path(SET natload_module_script NORMALIZE ${CMAKE_CURRENT_LIST_DIR}/../../natload/natload_module.py)
endif()
set_property(GLOBAL PROPERTY natload_module_script ${natload_module_script})

function(natload_add_module name)
    cmake_parse_arguments(PARSE_ARGV 1 module "VARIABLES_IN_CODE" "ARCH;COMPILER"
        "SOURCES;COMPILE_OPTIONS;LIBRARIES;LINK_OPTIONS")
    list(REMOVE_ITEM module_KEYWORDS_MISSING_VALUES COMPILE_OPTIONS LIBRARIES LINK_OPTIONS)    # lists may be empty
    if(DEFINED module_UNPARSED_ARGUMENTS OR module_KEYWORDS_MISSING_VALUES OR NOT DEFINED module_ARCH OR
       NOT DEFINED module_SOURCES)
        message(FATAL_ERROR "natload_add_module(NAME SOURCES source... ARCH architecture [OPTION value]...): "
            "not understood: ${module_UNPARSED_ARGUMENTS} ${module_KEYWORDS_MISSING_VALUES}")
    endif()
    find_program(NATLOAD_PYTHON3 python3 REQUIRED NO_CMAKE_FIND_ROOT_PATH)
    if(NOT NATLOAD_COMMAND)
        find_program(NATLOAD_COMMAND natload REQUIRED NO_CMAKE_FIND_ROOT_PATH)
    endif()
    get_property(script GLOBAL PROPERTY natload_module_script)

    set(sources "")
    foreach(source IN LISTS module_SOURCES module_LIBRARIES)
        cmake_path(ABSOLUTE_PATH source NORMALIZE)
        list(APPEND sources ${source})
    endforeach()
    set(arguments "")
    if(DEFINED module_COMPILER)
        list(APPEND arguments --compiler=${module_COMPILER})
    endif()
    if(module_VARIABLES_IN_CODE)
        list(APPEND module_LINK_OPTIONS --variables-in-code)
    endif()
    list(TRANSFORM module_COMPILE_OPTIONS PREPEND --option=)
    list(TRANSFORM module_LINK_OPTIONS PREPEND --link=)
    set(output ${CMAKE_CURRENT_BINARY_DIR}/${name}.mpy)
    add_custom_command(OUTPUT ${output}
        COMMAND ${NATLOAD_PYTHON3} ${script} --arch=${module_ARCH} --natload=${NATLOAD_COMMAND} ${arguments}
            ${module_COMPILE_OPTIONS} ${module_LINK_OPTIONS} --output=${output} --depfile=${output}.d ${sources}
        DEPENDS ${sources} ${script} ${NATLOAD_COMMAND}
        DEPFILE ${output}.d
        COMMENT "Making ${name}.mpy for ${module_ARCH}" VERBATIM)
    add_custom_target(${name} DEPENDS ${output})
    set_target_properties(${name} PROPERTIES NATLOAD_MODULE ${output})
endfunction()
