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
        auto enter(void*, const natload::code_found& found, const natload::section_sizes& sizes) {
            all.push_back({found.kind, {this->parts.code, sizes[natload::code_section]}});
            return typename natload::image_walk<typename P::arch>::placed{};
        }
    } walk{{natload::cursor(image.image())}, {}};
    natload::detail::read_image<P>(walk, natload::trailing::refuse);
    return walk.all;
}

}  // namespace natload::testing
