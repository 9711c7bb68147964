# SPDX-License-Identifier: MIT
# natload as MicroPython's loader of .mpy files: make USER_C_MODULES=.../integrations/micropython
NATLOAD_DIR := $(USERMOD_DIR)
NATLOAD_INCLUDE ?= $(NATLOAD_DIR)/../../../include

SRC_USERMOD_C += $(addprefix $(NATLOAD_DIR)/, import.c interpreter.c module.c modnatload.c programs.c)
SRC_USERMOD_LIB_CXX += $(addprefix $(NATLOAD_DIR)/, loader.cpp text.cpp)

CFLAGS_USERMOD += -I$(NATLOAD_DIR)
CXXFLAGS_USERMOD += -std=c++20 -fno-exceptions -fno-rtti -fno-threadsafe-statics -I$(NATLOAD_INCLUDE)

# Where a compiler has no C++ headers of its own, NATLOAD_CXX_HEADERS says whose: -nostdinc++ -isystem FOLDER ...
CXXFLAGS_USERMOD += $(NATLOAD_CXX_HEADERS)

# Ports that link by ld, not by the compiler, want options as ld has them.
NATLOAD_LINKED_BY_LD := $(shell grep -l '(LD) ' Makefile)
natload_wrap = $(if $(NATLOAD_LINKED_BY_LD),--wrap=$(1),-Wl,--wrap=$(1))
LDFLAGS_USERMOD += $(foreach function, mp_raw_code_load_file mp_raw_code_load_mem mp_native_relocate mp_deinit gc_collect_root gc_collect_end, \
    $(call natload_wrap,$(function)))
