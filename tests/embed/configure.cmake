# SPDX-License-Identifier: MIT
# Configures the user's project in FOLDER, natload being where WAY says.
cmake_minimum_required(VERSION 3.23)

function(run)
    execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${FOLDER})
set(prefix ${FOLDER}/prefix)
set(cmake ${CMAKE_COMMAND} -S ${USER} -B ${FOLDER}/build -G Ninja -D CMAKE_MAKE_PROGRAM=${NINJA}
    -D CMAKE_CXX_COMPILER=${CXX} -D CORPUS=${CORPUS})
set(ENV{CXX} ${CXX})

if(WAY STREQUAL "cmake_package")
    run(${CMAKE_COMMAND} --install ${NATLOAD_BUILD} --prefix ${prefix})
    run(${cmake} -D CMAKE_PREFIX_PATH=${prefix})
elseif(WAY STREQUAL "cmake_subdirectory")
    run(${cmake} -D NATLOAD=${NATLOAD})
elseif(WAY STREQUAL "meson_package")
    run(${MESON} setup ${FOLDER}/natload ${NATLOAD} --prefix ${prefix})
    run(${MESON} install -C ${FOLDER}/natload)
    set(ENV{PKG_CONFIG_PATH} ${prefix}/share/pkgconfig)
    run(${MESON} setup ${FOLDER}/build ${USER} -Dcorpus=${CORPUS})
elseif(WAY STREQUAL "meson_subproject")
    file(COPY ${USER}/ DESTINATION ${FOLDER}/user)
    file(MAKE_DIRECTORY ${FOLDER}/user/subprojects)
    file(CREATE_LINK ${NATLOAD} ${FOLDER}/user/subprojects/natload SYMBOLIC)
    run(${MESON} setup ${FOLDER}/build ${FOLDER}/user -Dcorpus=${CORPUS})
else()
    message(FATAL_ERROR "no such way: ${WAY}")
endif()
