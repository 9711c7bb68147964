# SPDX-License-Identifier: MIT
# natload as MicroPython's loader of .mpy files, for ports that are built by make: USER_C_MODULES names the folder above
# this one. May be set beside it:
#   NATLOAD_MODULE=0       leaves the Python module natload out, and with it unloading
#   NATLOAD_OPTIMIZE       how the loader is optimized: -O2 loads faster and is larger than the port's own -Os; it is
#                          what unix has. RISC-V has -msave-restore, which is smaller
#   NATLOAD_CXX_HEADERS    options that lead a compiler without C++ headers to another one's
#   NATLOAD_INCLUDE        where natload's headers are, if not here
NATLOAD_DIR := $(USERMOD_DIR)
NATLOAD_INCLUDE ?= $(NATLOAD_DIR)/../../../include
NATLOAD_MODULE ?= 1
NATLOAD_OPTIMIZE ?= $(if $(filter unix, $(notdir $(CURDIR))),-O2,$(if $(findstring riscv, $(CROSS_COMPILE)),-msave-restore))

SRC_USERMOD_C += $(addprefix $(NATLOAD_DIR)/, import.c interpreter.c module.c programs.c)
SRC_USERMOD_LIB_CXX += $(NATLOAD_DIR)/loader.cpp
CFLAGS_USERMOD += -I$(NATLOAD_DIR) -DNATLOAD_MODULE=$(NATLOAD_MODULE)
CXXFLAGS_USERMOD += -std=c++20 -fno-exceptions -fno-rtti -fno-threadsafe-statics -I$(NATLOAD_INCLUDE) $(NATLOAD_CXX_HEADERS)

# Some ports, of some versions, leave C++ without the options that they give to C.
natload_c_only := -ansi -std=% -Wmissing-prototypes -Wstrict-prototypes -Wold-style-definition -Wnested-externs
natload_cxx := $(addprefix $(BUILD)/natload/, loader.o text.o)
$(natload_cxx): override CXX += $(if $(filter -I$(BUILD), $(CXXFLAGS)),,$(filter-out $(natload_c_only), $(CFLAGS)))
$(natload_cxx): CXXFLAGS += $(NATLOAD_OPTIMIZE)
$(addprefix $(BUILD)/natload/, import.o interpreter.o): CFLAGS += $(NATLOAD_OPTIMIZE)

# What the linker is to put in the place of the interpreter's own.
natload_wrapped := mp_raw_code_load_file mp_raw_code_load_mem mp_native_relocate mp_deinit
ifeq ($(NATLOAD_MODULE),1)
SRC_USERMOD_C += $(NATLOAD_DIR)/modnatload.c
SRC_USERMOD_LIB_CXX += $(NATLOAD_DIR)/text.cpp
natload_wrapped += gc_collect_root gc_collect_end
endif

# Some ports link by ld, others by the compiler, which is to hand options on. The script checks that it happened.
natload_by_ld := $(shell grep -l '(LD) ' Makefile)
LDFLAGS_USERMOD += $(foreach function, $(natload_wrapped), $(if $(natload_by_ld),,-Wl,)--wrap=$(function))
LDFLAGS_USERMOD += $(NATLOAD_DIR)/wrapped.ld

# Where these are optimized together with what calls them, nothing is left that could be wrapped.
$(addprefix $(BUILD)/py/, persistentcode.o gc.o runtime.o): CFLAGS += -fno-lto
