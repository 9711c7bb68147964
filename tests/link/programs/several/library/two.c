// SPDX-License-Identifier: MIT
#include "module_abi.h"
word deeper_in_library(word n) { return n * n; }
