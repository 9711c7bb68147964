# SPDX-License-Identifier: MIT
# The corpus's sources, compiled and linked for this machine: target figures_corpus, lists `modules` and `corpus`.
set(natload ${NATLOAD_COMMAND})
include(${CMAKE_CURRENT_LIST_DIR}/../link/compilers.cmake)
set(corpus linked/${isa})
set(linked ${CMAKE_CURRENT_BINARY_DIR}/linked)
file(MAKE_DIRECTORY ${linked})
file(GLOB sources CONFIGURE_DEPENDS ${NATLOAD_CORPUS}/src/native/*.c)
set(names ${linked}/names.h)
add_custom_command(OUTPUT ${names} DEPENDS ${natload} ${sources} VERBATIM
    COMMAND ${natload} names ${NATLOAD_CORPUS}/src/native/strings.c -o ${names})
foreach(source IN LISTS sources)
    cmake_path(GET source STEM name)
    set(stem ${linked}/${name})
    add_custom_command(OUTPUT ${stem}.mpy DEPENDS ${natload} ${names} ${source} VERBATIM
        COMMAND ${gcc} -std=c11 ${module_flags} -Os -ffunction-sections -fdata-sections -I ${linked} -c ${source} -o ${stem}.o
        COMMAND ${natload} link ${stem}.o ${libraries} -o ${stem}.mpy)
    list(APPEND modules ${stem}.mpy)
endforeach()
set(header ${CMAKE_CURRENT_BINARY_DIR}/include/corpus/${corpus}.hpp)
add_custom_command(OUTPUT ${header} DEPENDS ${modules} ${NATLOAD_EMBED_CORPUS} VERBATIM
    COMMAND ${CMAKE_COMMAND} -D HEADER=${corpus} -D "FILES=${modules}" -D OUTPUT=${header} -P ${NATLOAD_EMBED_CORPUS})
add_custom_target(figures_corpus_header DEPENDS ${header})
add_library(figures_corpus INTERFACE)
add_dependencies(figures_corpus figures_corpus_header)
