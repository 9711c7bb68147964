// SPDX-License-Identifier: MIT
// Damaged objects and archives: whatever a byte becomes and wherever the file ends, it is linked or complained of.
#include "assembled.hpp"

using namespace natload;
using namespace natload::testing;

namespace {

octets sample() {
    return assembled("sample.o", entry + R"(
        call helper
        movq cell@GOTPCREL(%rip), %rax
        leaq text(%rip), %rdi
        ret
        .section .text.helper, "axG", @progbits, helper, comdat
        .weak helper
helper: ret
        .section .rodata.str1.1, "aMS", @progbits, 1
text:   .asciz "text"
        .asciz "text"
        .data
        .balign 8
        .globl cell
cell:   .quad helper, text
        .section .init_array, "aw", @init_array
        .balign 8
        .quad helper
        .comm shared, 16, 8)");
}

/// Counts, so that the test sees that something was tried.
struct outcomes {
    std::size_t linked = 0;
    std::size_t refused = 0;
};

void try_it(const octets& image, outcomes& o) {
    const std::string said = complaint_about({{"sample", image}});
    ++(said.empty() ? o.linked : o.refused);
}

}  // namespace

TEST_CASE("objects cut short are refused") {
    const octets whole = sample();
    REQUIRE(complaint_about({{"sample", whole}}) == "");
    outcomes o;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        try_it({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}, o);
    }
    CHECK(o.refused == whole.size());
}

TEST_CASE("objects with a wrong byte are linked or refused") {
    const octets whole = sample();
    outcomes o;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const int value : {0x00, 0x01, 0x7f, 0x80, 0xff, whole[at] ^ 1, whole[at] ^ 0x10}) {
            octets image = whole;
            image[at] = static_cast<std::uint8_t>(value);
            try_it(image, o);
        }
    }
    CHECK(o.linked > 100);
    CHECK(o.refused > 100);
}

TEST_CASE("a section of debug information that says to have no bits is relocated nowhere") {
    octets image = assembled("no_bits.o", entry + R"(
        ret
        .section .debug_info, "", @progbits
        .quad 0, mpy_init)");
    constexpr std::size_t first_header_at = 0x28, header_size = 64, type_at = 4, size_at = 32;  // ELF64, little-endian
    std::size_t changed = 0;
    for (std::size_t at = static_cast<std::size_t>(image[first_header_at] | image[first_header_at + 1] << 8);
         at + header_size <= image.size(); at += header_size) {
        if (image[at + type_at] != 1 || image[at + size_at] != 16) continue;  // SHT_PROGBITS, two words
        image[at + type_at] = 8;                                              // SHT_NOBITS
        ++changed;
    }
    CHECK(changed == 1);
    linker::options how;
    how.debug_file = true;
    CHECK(complaint_about({{"no_bits", image}}, how) == "");
}
