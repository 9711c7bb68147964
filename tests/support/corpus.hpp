// SPDX-License-Identifier: MIT
// A file of tests/corpus as a constexpr array. support/corpus.cmake writes a header for each folder:
//   <corpus/native/x64.hpp>: corpus::native::x64::answer_mpy and so on, the bytes; corpus::native::x64::files, a table
//   <corpus/all.hpp>: all of these, and corpus::files, one table of every file
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "support/isa.hpp"

namespace natload::testing {

struct corpus_file {
    const char* name = nullptr;    // "answer"
    const char* folder = nullptr;  // "native/x64"
    isa architecture = isa::none;  // that of the folder; none: bytecode
    std::span<const std::uint8_t> bytes;
};

// "native/x64/answer"
inline std::string name_of(const corpus_file& file) { return std::string(file.folder) + "/" + file.name; }

template <std::size_t... N>
constexpr std::array<corpus_file, (N + ...)> joined(const corpus_file (&... tables)[N]) {
    std::array<corpus_file, (N + ...)> all;
    std::size_t size = 0;
    const auto append = [&](const auto& table) {
        for (const corpus_file& file : table) {
            all[size++] = file;
        }
    };
    (append(tables), ...);
    return all;
}

}  // namespace natload::testing
