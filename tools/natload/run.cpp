// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <cstdio>

#include "commands.hpp"

#if defined(__x86_64__)

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <natload/memory/pages.hpp>
#include <natload/natload.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "file.hpp"
#include "words.hpp"

namespace natload::tool {
namespace {

using word = std::uint64_t;
using this_host = platform<arch::x64, platform_options{.small_int_bits = 63}>;

// The host's functions. One that is not there says so: a module gets no null to call.

word first_argument(word value, word) { return value; }

template <std::size_t Index>
[[noreturn]] void not_available() {
    std::fflush(stdout);
    fmt::print(stderr, "natload: host entry not available: {}\n", Index);
    std::exit(refused);
}

/// The reference's table: those of its functions that mean something without an interpreter.
class function_table {
public:
    static constexpr std::size_t length = this_host::options.host_entries;

    function_table() {
        [this]<std::size_t... Index>(std::index_sequence<Index...>) {
            ((words_[Index] = address(&not_available<Index>)), ...);
        }
        (std::make_index_sequence<length>{});
        words_[3] = words_[4] = address(&first_argument);
        words_[50] = address(&std::memset);
        words_[51] = address(&std::memmove);
    }
    const void* words() const { return words_; }

private:
    template <class Function>
    static word address(Function* function) {
        return reinterpret_cast<word>(function);
    }

    word words_[length];
};

const function_table table;
host::name_pool<4096> names;  // they stay in the image

/// A word: decimal, maybe negative, or with 0x in front.
std::optional<word> parse_word(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const bool hex = text.starts_with("0x") || text.starts_with("0X");
    if (hex) text.remove_prefix(2);
    word value = 0;
    const auto [end, why] = std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
    if (why != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (negative && value > word{1} << 63) return std::nullopt;
    return negative ? word{0} - value : value;
}

/// Words with a comma between each; an empty group is no word.
std::optional<std::vector<word>> parse_group(std::string_view text) {
    std::vector<word> words;
    while (!text.empty() || !words.empty()) {
        const std::size_t end = text.find(',');
        const auto value = parse_word(text.substr(0, end));
        if (!value) return std::nullopt;
        words.push_back(*value);
        if (end == text.npos) break;
        text.remove_prefix(end + 1);
    }
    return words;
}

}  // namespace

int run(const std::string& file, const std::vector<std::string>& argument_groups) {
    std::vector<std::vector<word>> calls;
    for (const std::string& group : argument_groups) {
        const auto words = parse_group(group);
        if (!words) {
            fmt::print(stderr, "natload: --args {}: a group is words with commas, each decimal or 0x hex\n", group);
            return no_answer;
        }
        calls.push_back(*words);
    }
    if (calls.empty()) calls.emplace_back();

    const auto image = read_file(file);
    if (!image) return no_answer;
    const auto refuse = [&](natload::error why) {
        fmt::print(stderr, "{}\n", refusal(file, why, reason<this_host>(*image, why)));
        return refused;
    };

    memory::pages code;
    memory::pages data;
    host::native host(table, names);
    loader loader(this_host{}, code, data, host);
    const auto verified = loader.verify(*image);
    if (!verified) return refuse(verified.error());
    const auto module = loader.load(*verified);
    if (!module) return refuse(module.error());
    for (const std::vector<word>& arguments : calls) {
        fmt::print("{}\n", module->entry()(nullptr, arguments.size(), 0, arguments.data()));
    }
    return all_well;
}

}  // namespace natload::tool

#else

int natload::tool::run(const std::string&, const std::vector<std::string>&) {
    fmt::print(stderr, "natload: run is for x64 machines\n");
    return no_answer;
}

#endif
