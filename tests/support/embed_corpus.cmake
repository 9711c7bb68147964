# SPDX-License-Identifier: MIT
# cmake -D HEADER=native/x64 -D FILES=a.mpy;b.mpy -D OUTPUT=x64.hpp -P embed_corpus.cmake: writes the header of a folder.
# cmake -D HEADER=all -D FOLDERS=bytecode;native/x64 -D OUTPUT=all.hpp -P embed_corpus.cmake: that of all folders.

set(head "// SPDX-License-Identifier: MIT\n// Written by embed_corpus.cmake.\n#pragma once\n\n")

function(write_folder)
    # native/rv32imc_zba: the architecture is rv32imc
    cmake_path(GET HEADER FILENAME architecture)
    string(REGEX REPLACE "_.*" "" architecture ${architecture})
    if(HEADER STREQUAL "bytecode")
        set(architecture none)
    endif()
    string(REPLACE "/" "::" namespace ${HEADER})

    foreach(file IN LISTS FILES)
        cmake_path(GET file STEM name)
        file(READ ${file} bytes HEX)
        string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
        string(APPEND arrays "inline constexpr std::uint8_t ${name}_mpy[] = {${bytes}};\n")
        string(APPEND rows "    {\"${name}\", \"${HEADER}\", isa::${architecture}, ${name}_mpy},\n")
    endforeach()

    file(WRITE ${OUTPUT} "${head}#include \"support/corpus.hpp\"

namespace natload::testing::corpus::${namespace} {

${arrays}
inline constexpr corpus_file files[] = {
${rows}};

}  // namespace natload::testing::corpus::${namespace}
")
endfunction()

function(write_all)
    foreach(folder IN LISTS FOLDERS)
        string(REPLACE "/" "::" namespace ${folder})
        string(APPEND includes "#include \"corpus/${folder}.hpp\"\n")
        list(APPEND tables ${namespace}::files)
    endforeach()
    list(JOIN tables ",\n                                     " tables)

    file(WRITE ${OUTPUT} "${head}${includes}
namespace natload::testing::corpus {

inline constexpr auto files = joined(${tables});

}  // namespace natload::testing::corpus
")
endfunction()

if(HEADER STREQUAL "all")
    write_all()
else()
    write_folder()
endif()
