// SPDX-License-Identifier: MIT
// The subcommands that make modules: link and names.
#pragma once

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace natload::tool {

class link_commands {
public:
    explicit link_commands(CLI::App& app);

    /// The program's exit status, if the command line chose one of them.
    std::optional<int> run() const;

private:
    int link() const;
    int names() const;

    CLI::App* link_;
    CLI::App* names_;
    std::vector<std::string> inputs_;
    std::string output_;
    std::string architecture_;
    std::string arch_flags_ = "0";
    unsigned aarch64_ = 13;
    std::string entry_ = "mpy_init";
    std::string externs_;
    std::string debug_;
    bool variables_in_code_ = false;
    std::uint64_t alignment_ = 8;
    std::vector<std::string> folders_;
    std::vector<std::string> libraries_;
};

}  // namespace natload::tool
