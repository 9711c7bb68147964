// SPDX-License-Identifier: MIT
// Runs the natload command in the folder of the corpus, and writes files for it to read.
#pragma once

#include <sys/wait.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string>
#include <vector>

namespace natload::testing {

using file_bytes = std::vector<std::uint8_t>;

struct outcome {
    int status = -1;
    std::string out;
    std::string err;
};

inline std::filesystem::path scratch(const std::string& name) {
    std::filesystem::create_directories(NATLOAD_SCRATCH);
    return std::filesystem::path(NATLOAD_SCRATCH) / name;
}

template <class Bytes = file_bytes>
Bytes contents(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(in), {});
}

/// An image of the corpus: corpus_file("native/x64/answer").
inline file_bytes corpus_file(const std::string& name) {
    return contents(std::filesystem::path(NATLOAD_CORPUS) / (name + ".mpy"));
}

/// Writes a file and returns its name.
inline std::string written(const std::string& name, std::span<const std::uint8_t> bytes) {
    std::ofstream out(scratch(name), std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return scratch(name).string();
}

/// Runs `natload ARGUMENT...`; file names are taken from the corpus's folder on.
inline outcome tool(const std::vector<std::string>& arguments) {
    const auto quoted = [](const std::string& text) { return "'" + text + "'"; };
    std::string command = "cd " + quoted(NATLOAD_CORPUS) + " && " + quoted(NATLOAD_COMMAND);
    for (const std::string& argument : arguments) command += " " + quoted(argument);
    command += " >" + quoted(scratch("out").string()) + " 2>" + quoted(scratch("err").string()) + " </dev/null";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents<std::string>(scratch("out")),
            contents<std::string>(scratch("err"))};
}

}  // namespace natload::testing
