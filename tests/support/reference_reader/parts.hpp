// SPDX-License-Identifier: MIT
// The parts of the reference reader, in the order of the file.
#pragma once

#include "support/reference_reader/input.hpp"
#include "support/reference_reader/model.hpp"

namespace natload::testing::reference {

header read_header(input& in, const options& how);
name read_name(input& in);
object read_object(input& in, const options& how, std::size_t depth = 1, std::size_t count_at = 0);

// What of a file its raw code refers to.
struct file_facts {
    isa architecture;
    std::size_t n_names;
    std::size_t n_objects;
};

raw_code read_raw_code(input& in, const file_facts& file, const options& how, std::size_t depth = 1,
                       std::size_t count_at = 0);
prelude read_prelude(input code, const file_facts& file);
std::vector<relocation> read_relocations(input& in, const raw_code& code, const file_facts& file, const options& how);

}  // namespace natload::testing::reference
