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
    // The library's own walk tells kinds and sizes, and by its cursor where the next raw code begins.
    struct notes {
        std::vector<raw_code>& all;
        const cursor& walk;
        const std::uint8_t*& next;

        void add(code_kind kind, const extents& sizes, std::uint32_t) {
            cursor in(next, walk.at());
            in.vuint();
            all.push_back({kind, {in.at(), sizes[code_section]}});
            next = walk.at();
        }
        void add_relocations(cursor) { next = walk.at(); }
    };

    std::vector<raw_code> all;
    natload::image_walk<typename P::arch> walk{cursor(image.image())};
    cursor& in = walk.in;
    module_parts& parts = walk.parts;
    header h;
    in.conclude(natload::detail::read_header<void>(in, h));
    parts.sizes[name_table] = in.vuint();
    parts.sizes[object_table] = in.vuint();
    for (std::uint32_t n = parts.sizes[name_table]; n != 0; --n) read_name(in, true);
    walk_objects<P::options.max_object_depth>(in, parts.sizes[object_table]);
    const std::uint8_t* next = in.at();
    in.conclude(walk_tree<P>(walk, h.architecture != natload::isa::none, notes{all, in, next}));
    return all;
}

}  // namespace natload::testing
