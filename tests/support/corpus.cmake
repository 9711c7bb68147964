# SPDX-License-Identifier: MIT
# natload_corpus_target(TARGET [FOLDER...]): an interface target whose users can include <corpus/FOLDER.hpp>, the corpus
# files of the folder as constexpr arrays. Without folders: those of all, and <corpus/all.hpp>. See corpus.hpp.
# natload_corpus_here(TARGET MACHINE KIND...): the same of what runs on a machine: <corpus/here.hpp> has the files of
# each KIND/NUMBER, NUMBER being the machine's own and, on Thumb machines, each lower one. The kind bytecode is for any.
# No target is made if the corpus has none of them.

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

function(natload_corpus_here target machine)
    if(NOT ARGN)
        message(FATAL_ERROR "natload_corpus_here: no kind of files for ${machine}")
    endif()
    set(numbers armv6m armv7m armv7em armv7emsp armv7emdp)
    list(FIND numbers ${machine} own)
    if(own EQUAL -1)
        set(numbers ${machine})
    else()
        math(EXPR count "${own} + 1")
        list(SUBLIST numbers 0 ${count} numbers)
    endif()

    set(complete true)
    foreach(kind IN LISTS ARGN)
        file(GLOB sources ${NATLOAD_CORPUS}/src/${kind}/*.c)
        list(LENGTH sources sources)
        foreach(number IN LISTS numbers)
            set(folder ${kind}/${number})
            if(kind STREQUAL "bytecode")
                set(folder ${kind})
            endif()
            file(GLOB files CONFIGURE_DEPENDS ${NATLOAD_CORPUS}/${folder}/*.mpy)
            list(LENGTH files size)
            if(size EQUAL 0)
                continue()
            elseif(size LESS sources)
                set(complete false)
            endif()
            list(APPEND folders ${folder})
        endforeach()
    endforeach()
    if(NOT folders)
        return()
    endif()
    list(REMOVE_DUPLICATES folders)

    natload_corpus_target(${target} ${folders})
    list(LENGTH folders count)
    list(TRANSFORM folders REPLACE "(.+)" "#include <corpus/\\1.hpp>\n" OUTPUT_VARIABLE includes)
    list(TRANSFORM folders REPLACE "/" "::" OUTPUT_VARIABLE tables)
    list(TRANSFORM tables APPEND ::files)
    list(JOIN includes "" includes)
    list(JOIN tables ", " tables)
    set(include ${CMAKE_CURRENT_BINARY_DIR}/${target}/here)
    file(CONFIGURE OUTPUT ${include}/corpus/here.hpp @ONLY CONTENT "@includes@
namespace natload::testing::corpus::here {
inline constexpr auto files = joined(@tables@);
inline constexpr std::size_t folders = @count@;
inline constexpr bool complete = @complete@;    // a linked module of every source in each
}
")
    target_include_directories(${target} INTERFACE ${include})
endfunction()
