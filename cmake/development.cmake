# SPDX-License-Identifier: MIT
# What only those see who build natload itself: warnings, boards, tests, examples, tools.

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# natload::dev: how our own sources are compiled. Users are not bound by any of it.
add_library(natload_dev INTERFACE)
add_library(natload::dev ALIAS natload_dev)
target_compile_features(natload_dev INTERFACE cxx_std_20)
target_compile_options(natload_dev INTERFACE
    -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Werror)
target_link_libraries(natload_dev INTERFACE natload::natload)

# The optimization with which a compiler is done soonest.
set(NATLOAD_COMPILED_FAST -Og)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" OR CMAKE_CXX_FLAGS MATCHES sanitize)
    set(NATLOAD_COMPILED_FAST -O0)
endif()

# What the compiler's macros can't say: AArch64's number in the format, which is none yet, and that the compiler of the
# call0 ABI makes images for a core that runs windowed modules.
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "aarch64")
    target_compile_definitions(natload_dev INTERFACE "NATLOAD_NATIVE_ARCH=aarch64<isa{13}>")
elseif(NATLOAD_BOARD STREQUAL "xtensawin")
    target_compile_definitions(natload_dev INTERFACE NATLOAD_NATIVE_ARCH=xtensawin)
endif()

# A toolchain file of cmake/boards names the board: its start-up code goes into every program.
if(NATLOAD_BOARD)
    add_subdirectory(cmake/boards)
    link_libraries(natload::board)
else()
    string(REPLACE i686 i386 natload_emulator qemu-${CMAKE_SYSTEM_PROCESSOR})
    configure_file(cmake/boards/run_native.in run @ONLY FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endif()

# natload::hana: what is made with Boost.Hana. That is headers in a folder of many others: a cross compiler sees none but
# these.
option(NATLOAD_HANA "Build what needs Boost.Hana, if it is found" ON)
if(NATLOAD_HANA)
    find_path(BOOST_INCLUDE_DIR boost/hana.hpp PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH)
endif()
if(NATLOAD_HANA AND BOOST_INCLUDE_DIR)
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/hana)
    file(CREATE_LINK ${BOOST_INCLUDE_DIR}/boost ${CMAKE_BINARY_DIR}/hana/boost SYMBOLIC)
    add_library(natload_hana INTERFACE)
    add_library(natload::hana ALIAS natload_hana)
    target_include_directories(natload_hana SYSTEM INTERFACE ${CMAKE_BINARY_DIR}/hana)
    target_link_libraries(natload_hana INTERFACE natload::dev)
else()
    message(STATUS "Without Boost.Hana: natload/interop/hana.hpp is not tested, nor its example built")
endif()

# The natload command of this build, or where that is for another machine, the one that ./dev build makes.
if(NATLOAD_BUILD_TOOLS AND NOT CMAKE_CROSSCOMPILING)
    set(NATLOAD_COMMAND $<TARGET_FILE:natload_command>)
else()
    set(NATLOAD_COMMAND ${PROJECT_SOURCE_DIR}/build/host/natload)
    add_custom_target(natload_for_host BYPRODUCTS ${NATLOAD_COMMAND} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} VERBATIM
        COMMAND ${CMAKE_COMMAND} --preset host
        COMMAND ${CMAKE_COMMAND} --build build/host --target natload_command)
endif()

if(NATLOAD_BUILD_TESTS)
    enable_testing()
    add_subdirectory(tests)
endif()
if(NATLOAD_BUILD_FUZZERS)
    add_subdirectory(tests/fuzz)
endif()
if(NATLOAD_BUILD_EXAMPLES)
    add_subdirectory(examples)
endif()
if(NATLOAD_BUILD_TOOLS)
    add_subdirectory(tools)
endif()
if(NATLOAD_BUILD_BENCHMARKS)
    add_subdirectory(benchmarks)
endif()
