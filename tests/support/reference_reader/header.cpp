// SPDX-License-Identifier: MIT
#include "support/reference_reader/parts.hpp"

namespace natload::testing::reference {

header read_header(input& in, const options& how) {
    header h;
    in.check(in.byte() == 'M', rule::magic, 0);
    in.check(in.byte() == 6, rule::version, 1);

    const unsigned features = in.byte();
    const bool has_arch_flags = (features & 0x40) != 0;
    h.architecture = static_cast<isa>(features / 4 % 16);
    h.sub_version = features % 4;
    in.check(features < 0x80, rule::reserved_bit, 2);
    in.check(h.architecture <= isa::rv64imc && how.accepts(h.architecture), rule::architecture, 2);
    in.check(how.scope == scope::all || h.architecture != isa::none, rule::architecture, 2);
    in.check(h.architecture == isa::none || h.sub_version == how.sub_version, rule::sub_version, 2);

    h.small_int_bits = in.byte();
    in.check(h.small_int_bits <= how.small_int_bits, rule::small_int_bits, 3);

    if (has_arch_flags) {
        h.arch_flags = in.vuint();
        in.check((h.arch_flags & ~how.arch_flags) == 0, rule::arch_flags, 4);
    }
    return h;
}

}  // namespace natload::testing::reference
