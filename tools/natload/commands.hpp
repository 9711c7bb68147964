// SPDX-License-Identifier: MIT
// The subcommands. Each prints its answer and returns the program's exit status.
#pragma once

#include <natload/format/platform.hpp>
#include <natload/format/verify.hpp>
#include <string>
#include <vector>

namespace natload::tool {

enum exit_status : int {
    all_well = 0,
    refused = 1,    // a file, or a call into one
    no_answer = 2,  // the command line makes no sense, or a file can't be read
};

/// `aarch64` is the number that a build gave AArch64; none if unsaid.
int verify(const std::vector<std::string>& files, isa aarch64, scope which, trailing rest);
int plan(const std::vector<std::string>& files, isa aarch64, bool json);
int identify(const std::string& file_or_number, isa aarch64);
int pad(const std::string& file, isa aarch64, std::uint32_t alignment, const std::string& output);
int run(const std::string& file, const std::vector<std::string>& argument_groups);

}  // namespace natload::tool
