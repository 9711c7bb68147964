// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <exception>
#include <string>
#include <string_view>

namespace natload::linker {

/// Why something can't be linked: where it is, what is impossible, what to do. What does not apply is empty.
/// The linker throws it inside; its callers get it as a value.
struct complaint : std::exception {
    std::string object;
    std::string section;
    std::string symbol;
    std::string relocation;
    std::string problem;
    std::string remedy;

    complaint() = default;
    explicit complaint(std::string what) : problem(std::move(what)) {}

    complaint& in_object(std::string_view name) { return set(object, name); }
    complaint& in_section(std::string_view name) { return set(section, name); }
    complaint& about(std::string_view name) { return set(symbol, name); }
    complaint& type(std::string_view name) { return set(relocation, name); }
    complaint& remedied_by(std::string_view what) { return set(remedy, what); }

    /// OBJECT(SECTION): RELOCATION against 'SYMBOL': PROBLEM; REMEDY
    std::string text() const {
        std::string line = object;
        if (!section.empty()) line += fmt::format("({})", section);
        const auto part = [&](const std::string& words) {
            if (!words.empty()) line += (line.empty() ? "" : ": ") + words;
        };
        part(relocation);
        if (!symbol.empty() && !relocation.empty()) line += fmt::format(" against '{}'", symbol);
        if (!symbol.empty() && relocation.empty()) part(fmt::format("'{}'", symbol));
        part(problem);
        if (!remedy.empty()) line += "; " + remedy;
        return line;
    }

    const char* what() const noexcept override { return problem.c_str(); }

private:
    /// What is nearer to the fault knows best: the first name stays.
    complaint& set(std::string& field, std::string_view value) {
        if (field.empty()) field = value;
        return *this;
    }
};

}  // namespace natload::linker
