# SPDX-License-Identifier: MIT
# natload as MicroPython's loader of .mpy files, for ports that are built by CMake: USER_C_MODULES names this file. What
# may be set beside it is as in micropython.mk.
if(NOT DEFINED NATLOAD_INCLUDE)
    set(NATLOAD_INCLUDE ${CMAKE_CURRENT_LIST_DIR}/../../../include)
endif()
if(NOT DEFINED NATLOAD_MODULE)
    set(NATLOAD_MODULE 1)
endif()

set(natload_sources import.c interpreter.c module.c programs.c loader.cpp)
set(natload_wrapped mp_raw_code_load_file mp_raw_code_load_mem mp_native_relocate mp_deinit)
if(NATLOAD_MODULE)
    list(APPEND natload_sources modnatload.c text.cpp)
    list(APPEND natload_wrapped gc_collect_root gc_collect_end)
endif()
list(TRANSFORM natload_sources PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
list(TRANSFORM natload_wrapped PREPEND -Wl,--wrap=)

add_library(usermod_natload INTERFACE)
target_sources(usermod_natload INTERFACE ${natload_sources})
target_include_directories(usermod_natload INTERFACE ${CMAKE_CURRENT_LIST_DIR} ${NATLOAD_INCLUDE})
target_compile_definitions(usermod_natload INTERFACE NATLOAD_MODULE=$<BOOL:${NATLOAD_MODULE}>)
target_link_options(usermod_natload INTERFACE ${natload_wrapped} ${CMAKE_CURRENT_LIST_DIR}/wrapped.ld)
target_link_libraries(usermod INTERFACE usermod_natload)

set(natload_cxx ${natload_sources})
list(FILTER natload_cxx INCLUDE REGEX "\\.cpp$")
set_source_files_properties(${natload_cxx} PROPERTIES COMPILE_OPTIONS
    "-std=c++20;-fno-exceptions;-fno-rtti;-fno-threadsafe-statics;${NATLOAD_OPTIMIZE};${NATLOAD_CXX_HEADERS}")
if(NATLOAD_OPTIMIZE)
    set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/import.c ${CMAKE_CURRENT_LIST_DIR}/interpreter.c
        PROPERTIES COMPILE_OPTIONS "${NATLOAD_OPTIMIZE}")
endif()

# Where these are optimized together with what calls them, nothing is left that could be wrapped.
set_source_files_properties(${MICROPY_DIR}/py/persistentcode.c ${MICROPY_DIR}/py/gc.c ${MICROPY_DIR}/py/runtime.c
    PROPERTIES COMPILE_OPTIONS -fno-lto)
