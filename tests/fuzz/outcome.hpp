// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace natload::testing {

// Ends the program, and so the fuzzer keeps the image, if something is wrong.
inline void expect_nothing(const std::string& wrong) {
    if (wrong.empty()) return;
    std::fprintf(stderr, "%s\n", wrong.c_str());
    std::abort();
}

}  // namespace natload::testing
