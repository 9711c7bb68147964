# SPDX-License-Identifier: MIT
# natload_corpus_target(TARGET [FOLDER...]): an interface target whose users can include <corpus/FOLDER.hpp>, the corpus
# files of the folder as constexpr arrays. Without folders: those of all, and <corpus/all.hpp>. See corpus.hpp.

cmake_path(SET NATLOAD_CORPUS NORMALIZE ${CMAKE_CURRENT_LIST_DIR}/../corpus)
set(NATLOAD_EMBED_CORPUS ${CMAKE_CURRENT_LIST_DIR}/embed_corpus.cmake)

function(natload_corpus_target target)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${NATLOAD_CORPUS}/*.mpy)
    if(ARGN)
        set(folders ${ARGN})
        set(headers ${ARGN})
    else()
        list(TRANSFORM files REPLACE "^${NATLOAD_CORPUS}/(.*)/[^/]*$" "\\1" OUTPUT_VARIABLE folders)
        list(REMOVE_DUPLICATES folders)
        set(headers ${folders} all)
    endif()

    set(include ${CMAKE_CURRENT_BINARY_DIR}/${target}/include)
    foreach(header IN LISTS headers)
        set(members ${files})
        list(FILTER members INCLUDE REGEX "^${NATLOAD_CORPUS}/${header}/[^/]*$")
        if(NOT members AND NOT header STREQUAL "all")
            message(FATAL_ERROR "natload_corpus_target: no corpus files in ${NATLOAD_CORPUS}/${header}")
        endif()
        add_custom_command(OUTPUT ${include}/corpus/${header}.hpp
            COMMAND ${CMAKE_COMMAND} -D "HEADER=${header}" -D "FOLDERS=${folders}" -D "FILES=${members}"
                -D "OUTPUT=${include}/corpus/${header}.hpp" -P ${NATLOAD_EMBED_CORPUS}
            DEPENDS ${members} ${NATLOAD_EMBED_CORPUS}
            COMMENT "Embedding corpus/${header}" VERBATIM)
        list(APPEND outputs ${include}/corpus/${header}.hpp)
    endforeach()

    add_custom_target(${target}_headers DEPENDS ${outputs})
    add_library(${target} INTERFACE)
    add_dependencies(${target} ${target}_headers)
    target_include_directories(${target} INTERFACE ${include})
endfunction()
