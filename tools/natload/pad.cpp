// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <cstdio>
#include <fstream>
#include <vector>

#include "commands.hpp"
#include "file.hpp"
#include "formats.hpp"
#include "judge.hpp"
#include "words.hpp"

namespace natload::tool {
namespace {

/// Where the code of a raw code that needs no relocation starts, and the number in front of it.
struct unrelocated {
    std::size_t number;
    std::size_t code;
};

/// Notes them.
template <class Arch>
struct find_unrelocated : image_walk<Arch> {
    using typename image_walk<Arch>::placed;
    const std::uint8_t* begin;
    const std::uint8_t* number = nullptr;
    std::vector<unrelocated> found;

    explicit find_unrelocated(bytes image) : image_walk<Arch>(cursor(image)), begin(image.begin()) {}

    const std::uint8_t* take_code(placed&, code_kind, std::uint32_t size) {
        number = this->in.field();
        return this->in.take(size);
    }
    bool enter(placed&, placed&, const std::uint8_t* code, code_kind kind, const code_found& its, const section_sizes&,
               natload::reason&) {
        if (kind != code_kind::bytecode && is_unrelocated(this->in, its)) {
            found.push_back({static_cast<std::size_t>(number - begin), static_cast<std::size_t>(code - begin)});
        }
        return true;
    }
};

std::vector<unrelocated> unrelocated_in(const std::vector<std::uint8_t>& image, isa aarch64) {
    std::vector<unrelocated> found;
    const result<header> h = read_header(image);
    with_home(*h, aarch64, [&]<class P>(P) {
        const auto copy = renumbered<P>(image);
        find_unrelocated<typename P::arch> walk(copy);
        detail::read_image<P>(walk, trailing::refuse);
        found = walk.found;
    });
    return found;
}

}  // namespace

int pad(const std::string& file, isa aarch64, std::uint32_t alignment, const std::string& output) {
    const auto image = read_file(file);
    if (!image) return no_answer;
    if (const verdict v = judge(*image, aarch64); v.error.code != errc::none) {
        fmt::print("{}\n", refusal(file, v.error, v.reason));
        return refused;
    }
    std::vector<std::uint8_t> out;
    std::size_t copied = 0;
    for (const unrelocated& each : unrelocated_in(*image, aarch64)) {
        out.insert(out.end(), image->begin() + static_cast<std::ptrdiff_t>(copied),
                   image->begin() + static_cast<std::ptrdiff_t>(each.number));
        copied = each.number;
        constexpr std::uint8_t zero_group = 0x80;  // and another group follows
        while ((out.size() + (each.code - each.number)) % alignment != 0) out.push_back(zero_group);
    }
    out.insert(out.end(), image->begin() + static_cast<std::ptrdiff_t>(copied), image->end());

    std::ofstream to(output, std::ios::binary);
    to.write(reinterpret_cast<const char*>(out.data()), static_cast<std::streamsize>(out.size()));
    if (!to.flush()) {
        fmt::print(stderr, "natload: cannot write {}\n", output);
        return no_answer;
    }
    return all_well;
}

}  // namespace natload::tool
