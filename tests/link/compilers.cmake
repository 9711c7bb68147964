# SPDX-License-Identifier: MIT
# What compiles modules for the target: lists `gcc` and `clang` (empty: none), `compilers` that there are, `cpu` options,
# `pic` options, `libraries` to link, `c_library` to link if there is one. Nothing is set where no compiler is among the packages: xtensawin.
# For each target: the commands that compile for it, and where its libgcc is.
set(cpu_armv6 -marm -mcpu=arm1136j-s)
set(cpu_armv6m -mthumb -mcpu=cortex-m0)
set(cpu_armv7m -mthumb -mcpu=cortex-m3)
set(cpu_armv7em -mthumb -mcpu=cortex-m4 -mfloat-abi=soft)
set(cpu_armv7emsp -mthumb -mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mfloat-abi=hard)
set(cpu_armv7emdp -mthumb -mcpu=cortex-m7 -mfpu=fpv5-d16 -mfloat-abi=hard)
set(cpu_rv32imc -march=rv32imc -mabi=ilp32)
set(cpu_rv64imc -march=rv64imc -mabi=lp64)
set(cpu_xtensa -mlongcalls)
set(cpu ${cpu_${NATLOAD_TARGET}})
set(pic -fpic)
set(library_cpu ${cpu})
if(NATLOAD_TARGET STREQUAL "x64")
    set(gcc x86_64-linux-gnu-gcc)
    set(clang --target=x86_64-linux-gnu)
elseif(NATLOAD_TARGET STREQUAL "x86")
    set(gcc i686-linux-gnu-gcc)
    set(clang --target=i686-linux-gnu)
elseif(NATLOAD_TARGET STREQUAL "aarch64")
    set(gcc aarch64-linux-gnu-gcc)
    set(clang --target=aarch64-linux-gnu)
elseif(NATLOAD_TARGET MATCHES "^arm")
    set(gcc arm-none-eabi-gcc)
    set(clang --target=arm-none-eabi)
elseif(NATLOAD_TARGET MATCHES "^rv")
    set(gcc riscv64-unknown-elf-gcc)
    string(REGEX REPLACE "rv(..)imc" "--target=riscv\\1-unknown-elf" clang ${NATLOAD_TARGET})
    list(TRANSFORM library_cpu REPLACE "imc" "imac")    # the libgcc of rv32imc has no compressed instructions
elseif(NATLOAD_TARGET STREQUAL "xtensa")
    set(gcc xtensa-lx106-elf-gcc)    # Debian's Clang 14 has no such target
    set(pic "")                      # addresses come from literals anyway
    set(more_libraries ${libstdcxx}/libgcc_missing.a)
else()
    return()
endif()
find_program(${gcc} ${gcc} REQUIRED NO_CMAKE_FIND_ROOT_PATH)
set(gcc ${${gcc}})
execute_process(COMMAND ${gcc} ${library_cpu} -print-libgcc-file-name
    OUTPUT_VARIABLE libgcc OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
set(compilers gcc)
if(clang)
    find_program(clang14 clang-14 REQUIRED NO_CMAKE_FIND_ROOT_PATH)
    list(APPEND compilers clang)
    set(clang ${clang14} ${clang})
endif()
# The C library, where its code can be part of a module: glibc's chooses functions at run time, and picolibc's for rv32imc
# has absolute addresses in its instructions.
if(NATLOAD_TARGET MATCHES "^arm")
    execute_process(COMMAND ${gcc} ${cpu} -print-file-name=libm.a
        OUTPUT_VARIABLE libm OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    cmake_path(GET libm PARENT_PATH folder)
    set(c_library -L ${folder} -l m -l c)
elseif(NATLOAD_TARGET MATCHES "^(rv64imc|aarch64|xtensa)$")
    set(c_library -L ${picolibc_library} -l m -l c)
endif()
set(libraries ${libgcc} ${more_libraries})
set(module_flags ${cpu} -ffreestanding ${pic} -fno-common -fno-stack-protector -fno-asynchronous-unwind-tables
    -fno-unwind-tables -I ${NATLOAD_CORPUS}/src/native)
set(isa ${NATLOAD_TARGET})
if(isa STREQUAL "aarch64")
    set(isa none)    # it has no number in the tests' list
    set(native_arch "NATLOAD_NATIVE_ARCH=aarch64<isa{13}>")
endif()
