// SPDX-License-Identifier: MIT
#include <charconv>

#include "link.hpp"

namespace natload::linker {
namespace {

using externals = std::map<std::string, external, std::less<>>;

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r;") - first + 1);
}

std::optional<std::uint64_t> number(std::string_view text) {
    const bool hex = text.starts_with("0x") || text.starts_with("0X");
    if (hex) text.remove_prefix(2);
    std::uint64_t value = 0;
    const auto [end, why] = std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
    if (why != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// A line without an assignment, as scripts have them, is no external.
void read_line(std::string_view line, externals& into) {
    line = trimmed(line);
    if (line.starts_with("PROVIDE") && line.ends_with(')')) {
        line = trimmed(line.substr(7, line.size() - 8));
        if (!line.starts_with('(')) return;
        line.remove_prefix(1);
    }
    const std::size_t equals = line.find('=');
    if (equals == line.npos) return;
    const std::string_view name = trimmed(line.substr(0, equals));
    std::string_view value = trimmed(line.substr(equals + 1));
    external what;
    if (value.starts_with("host[") && value.ends_with(']')) {
        what.kind = external::host_entry;
        value = value.substr(5, value.size() - 6);
    }
    const auto parsed = number(value);
    if (name.empty() || !parsed) {
        throw complaint("neither NAME = ADDRESS nor NAME = host[ENTRY]").about(line);
    }
    // The format's operations name entries by their number plus 9, in 7 bits of which all ones is the end.
    if (what.kind == external::host_entry && *parsed > 117) {
        throw complaint("the format can name entries 0 to 117 of the host's table").about(line);
    }
    what.value = *parsed;
    into.insert_or_assign(std::string(name), what);
}

}  // namespace

std::variant<externals, complaint> read_externals(const std::string& file, std::string_view text) {
    externals all;
    for (std::size_t line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        try {
            read_line(text.substr(0, std::min(end, text.find("//"))), all);
        } catch (complaint& c) {
            return c.in_object(fmt::format("{}:{}", file, line));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return all;
}

}  // namespace natload::linker
