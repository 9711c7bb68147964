// SPDX-License-Identifier: MIT
#include "shared.hpp"

extern "C" word chosen() { return 2; }
extern "C" word count_in_second() { return ++counted(); }
extern "C" const char* text_in_second() { return text(); }
