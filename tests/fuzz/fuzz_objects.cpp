// SPDX-License-Identifier: MIT
// The linker: whatever an object or an archive is, it becomes a module, which has then passed verification, or a
// complaint.
#include <string>

#include "link/link.hpp"

using namespace natload;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    linker::options how;
    how.debug_file = true;
    how.variables_in_code = size % 2 == 1;
    const auto linked = linker::link(how, {{"fuzzed", {data, size}}});
    if (const auto* const c = std::get_if<linker::complaint>(&linked)) {
        if (c->problem.empty()) __builtin_trap();
    }
    return 0;
}
