// SPDX-License-Identifier: MIT
#include <vector>

#include "support/reference_reader/parts.hpp"

namespace natload::testing::reference {

namespace {

// The bytes of a field in which bit 7 says that another byte follows.
std::vector<unsigned> read_chain(input& code, std::size_t limit, rule too_long) {
    const std::size_t start = code.at();
    std::vector<unsigned> bytes;
    do {
        code.check(bytes.size() < limit, too_long, start);
        code.check(code.left() > 0, rule::prelude_overruns, start);
        bytes.push_back(code.byte());
    } while (bytes.back() >= 0x80 && !code.failed());
    return bytes;
}

// A number that is spread over bytes: `count` bits at bit `position` of each, the first byte's the lowest.
class spread {
public:
    void add(unsigned byte, unsigned position, unsigned count) {
        value_ |= (byte >> position) % (1u << count) << used_;
        used_ += count;
    }
    std::uint32_t value() const { return value_; }

private:
    std::uint32_t value_ = 0;
    unsigned used_ = 0;
};

}  // namespace

prelude read_prelude(input code, const file_facts& file) {
    const std::size_t start = code.at();
    spread states, exception_stack, scope_flags, positional, keyword_only, default_positional;
    const std::vector<unsigned> signature = read_chain(code, 8, rule::signature);
    states.add(signature[0], 3, 4);
    exception_stack.add(signature[0], 2, 1);
    positional.add(signature[0], 0, 2);
    for (std::size_t i = 1; i < signature.size(); ++i) {
        scope_flags.add(signature[i], 6, 1);
        states.add(signature[i], 4, 2);
        keyword_only.add(signature[i], 3, 1);
        positional.add(signature[i], 2, 1);
        exception_stack.add(signature[i], 1, 1);
        default_positional.add(signature[i], 0, 1);
    }
    code.check(scope_flags.value() <= 15, rule::signature, start);

    spread source_info, cells;
    for (const unsigned byte : read_chain(code, 5, rule::sizes)) {
        source_info.add(byte, 1, 6);
        cells.add(byte, 0, 1);
    }

    prelude p;
    p.n_state = states.value() + 1;
    p.exception_stack = exception_stack.value();
    p.scope_flags = scope_flags.value();
    p.positional = positional.value();
    p.keyword_only = keyword_only.value();
    p.default_positional = default_positional.value();
    p.source_info = source_info.value();
    p.cells = cells.value();

    input info = code.part(p.source_info, rule::prelude_overruns, rule::prelude_name);
    for (std::uint32_t i = 0; i < 1 + p.positional + p.keyword_only && !code.failed(); ++i) {
        const std::size_t name_at = info.at();
        p.names.push_back(info.vuint());
        code.check(p.names.back() < file.n_names, rule::prelude_name, name_at);
    }
    code.take(p.cells);
    return p;
}

}  // namespace natload::testing::reference
