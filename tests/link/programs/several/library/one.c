// SPDX-License-Identifier: MIT
#include "module_abi.h"
word deeper_in_library(word n);
word from_library(word n) { return deeper_in_library(n) + 1; }
