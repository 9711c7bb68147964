# SPDX-License-Identifier: MIT
# Gets natload to a user's project in one WAY, builds its program in FOLDER and runs it with MODULE, which returns 42.
# Nothing is downloaded: NATLOAD is a folder of sources, NATLOAD_BUILD a build of it.
cmake_minimum_required(VERSION 3.23)

function(run)
    execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY OUTPUT_VARIABLE output)
    set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${FOLDER})
file(COPY ${USER}/ DESTINATION ${FOLDER}/user)
set(prefix ${FOLDER}/prefix)
set(program ${FOLDER}/build/user)
set(ENV{CXX} ${CXX})

function(build_by_cmake)
    run(${CMAKE_COMMAND} -S ${FOLDER}/user -B ${FOLDER}/build -G Ninja -D CMAKE_MAKE_PROGRAM=${NINJA}
        -D CMAKE_CXX_COMPILER=${CXX} -D WAY=${WAY} -D VERSION=${VERSION} -D FETCHCONTENT_FULLY_DISCONNECTED=ON ${ARGN})
    run(${CMAKE_COMMAND} --build ${FOLDER}/build)
endfunction()

function(build_by_meson)
    run(${MESON} setup ${FOLDER}/build ${FOLDER}/user -Dnatload_version=${VERSION} ${ARGN})
    run(${MESON} compile -C ${FOLDER}/build)
endfunction()

function(install_by_meson)
    run(${MESON} setup ${FOLDER}/natload ${NATLOAD} --prefix ${prefix})
    run(${MESON} install -C ${FOLDER}/natload)
endfunction()

# Every header, and no other file among them.
function(compare_headers)
    file(GLOB_RECURSE ours RELATIVE ${NATLOAD}/include ${NATLOAD}/include/*)
    file(GLOB_RECURSE installed RELATIVE ${prefix}/include ${prefix}/include/*)
    if(NOT ours OR NOT ours STREQUAL installed)
        message(FATAL_ERROR "installed: ${installed}\nbut there are: ${ours}")
    endif()
endfunction()

if(WAY STREQUAL "find_package")
    run(${CMAKE_COMMAND} --install ${NATLOAD_BUILD} --prefix ${prefix})
    compare_headers()
    build_by_cmake(-D CMAKE_PREFIX_PATH=${prefix})
elseif(WAY MATCHES "^(add_subdirectory|FetchContent)$")
    build_by_cmake(-D NATLOAD=${NATLOAD})
elseif(WAY STREQUAL "meson_wrap")
    file(COPY ${NATLOAD}/include ${NATLOAD}/cmake ${NATLOAD}/meson.build DESTINATION ${FOLDER}/user/subprojects/natload)
    file(WRITE ${FOLDER}/user/subprojects/natload.wrap
        "[wrap-file]\ndirectory = natload\n[provide]\ndependency_names = natload\n")
    build_by_meson(--wrap-mode=nodownload)
elseif(WAY STREQUAL "meson_installed")
    install_by_meson()
    compare_headers()
    set(ENV{PKG_CONFIG_PATH} ${prefix}/share/pkgconfig)
    build_by_meson(--wrap-mode=nofallback)
elseif(WAY STREQUAL "pkg_config")
    install_by_meson()
    set(ENV{PKG_CONFIG_PATH} ${prefix}/share/pkgconfig)
    run(${PKG_CONFIG} --cflags "natload >= ${VERSION}")
    separate_arguments(flags UNIX_COMMAND "${output}")
    run(${PKG_CONFIG} --libs natload)
    separate_arguments(libraries UNIX_COMMAND "${output}")
    set(program ${FOLDER}/user/user)
    run(${CXX} -std=c++20 ${flags} ${FOLDER}/user/main.cpp -o ${program} ${libraries})
else()
    message(FATAL_ERROR "no such way: ${WAY}")
endif()

run(${program} ${MODULE})
if(NOT output STREQUAL "natload ${VERSION}: 42\n")
    message(FATAL_ERROR "${program} printed: ${output}")
endif()
