// SPDX-License-Identifier: MIT
// The raw codes of a verified image, wherever they are in its tree: what a test needs that runs code which no linker
// put together.
#pragma once

#include <natload/format/verify.hpp>

#include <vector>

namespace natload::testing {

struct raw_code {
    code_kind kind = code_kind::bytecode;
    natload::bytes code;
};

// In the order of the file: parents before their children.
template <class P>
std::vector<raw_code> raw_codes(const verified<P>& image) {
    struct notes : natload::image_walk<typename P::arch> {
        std::vector<raw_code> all;
        using typename natload::image_walk<typename P::arch>::placed;
        bool enter(placed&, placed&, const std::uint8_t* code, code_kind kind, const natload::code_found& found,
                   const natload::section_sizes&, natload::reason&) {
            all.push_back({kind, {code, found.size()}});
            return true;
        }
    } walk{{natload::cursor(image.image())}, {}};
    natload::detail::read_image<P>(walk, natload::trailing::refuse);
    return walk.all;
}

}  // namespace natload::testing
