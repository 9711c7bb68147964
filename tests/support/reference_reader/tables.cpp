// SPDX-License-Identifier: MIT
// Names and objects.
#include <algorithm>

#include "support/reference_reader/parts.hpp"

namespace natload::testing::reference {

namespace {

// RFC 3629: the shortest form of each number, no surrogates, nothing above 0x10ffff.
bool is_utf8(std::span<const std::uint8_t> text) {
    std::size_t i = 0;
    while (i < text.size()) {
        const std::uint32_t lead = text[i++];
        const std::size_t more = lead < 0x80   ? 0
                                 : lead < 0xc0 ? 4
                                 : lead < 0xe0 ? 1
                                 : lead < 0xf0 ? 2
                                 : lead < 0xf8 ? 3
                                               : 4;
        if (more == 4 || more > text.size() - i) {
            return false;
        }
        std::uint32_t number = more == 0 ? lead : lead % (0x40u >> more);
        for (std::size_t j = 0; j < more; ++j) {
            const std::uint32_t next = text[i++];
            if (next < 0x80 || next >= 0xc0) {
                return false;
            }
            number = number * 64 + next % 64;
        }
        constexpr std::uint32_t least[] = {0, 0x80, 0x800, 0x10000};
        if (number < least[more] || number > 0x10ffff || (number >= 0xd800 && number < 0xe000)) {
            return false;
        }
    }
    return true;
}

bool is_ascii(std::span<const std::uint8_t> text) {
    return std::all_of(text.begin(), text.end(), [](std::uint8_t c) { return c < 0x80; });
}

std::string text_of(std::span<const std::uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

void read_nul(input& in) {
    const std::size_t at = in.at();
    in.check(in.byte() == 0, rule::missing_nul, at);
}

}  // namespace

name read_name(input& in) {
    const std::size_t start = in.at();
    const std::uint32_t n = in.vuint();
    if (n % 2 == 1) {
        in.check(n / 2 >= 1 && n / 2 <= 165, rule::static_name, start);
        return {n / 2, {}};
    }
    const std::size_t text_at = in.at();
    const auto text = in.take(n / 2);
    read_nul(in);
    in.check(is_utf8(text), rule::utf8, text_at);
    return {0, text_of(text)};
}

// `count_at`: of the tuple that it is in.
object read_object(input& in, const options& how, std::size_t depth, std::size_t count_at) {
    const std::size_t start = in.at();
    in.check(depth <= how.object_depth, rule::object_depth, count_at);
    object o;
    o.type = in.byte();
    in.check(o.type <= 10, rule::object_type, start);

    if (o.type == 10) {
        const std::size_t items_at = in.at();
        const std::uint32_t count = in.vuint();
        for (std::uint32_t i = 0; i < count && !in.failed(); ++i) {
            o.items.push_back(read_object(in, how, depth + 1, items_at));
        }
    } else if (o.type >= 5) {
        const std::uint32_t size = in.vuint();
        const std::size_t data_at = in.at();
        const auto data = in.take(size);
        o.data = text_of(data);
        if (o.type <= 6) {
            read_nul(in);
        }
        in.check(o.type != 5 || is_utf8(data), rule::utf8, data_at);
        in.check(o.type < 7 || is_ascii(data), rule::ascii, data_at);
    }
    return o;
}

}  // namespace natload::testing::reference
