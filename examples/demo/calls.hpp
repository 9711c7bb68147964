// SPDX-License-Identifier: MIT
// What the demonstration has each module do, and how it tells the results.
#pragma once

#include <initializer_list>
#include <natload/core/bytes.hpp>

#include "console.hpp"

namespace demo {

inline void result(const char* call, std::size_t word) {
    console::print("", console::column{12}, call, console::column{32}, word);
}

template <class Module>
void sha256(const Module& module) {
    const std::uint8_t text[] = {'a', 'b', 'c'};
    std::uint8_t digest[32] = {};
    const auto word = [](const void* data) {
        return static_cast<typename Module::word>(reinterpret_cast<std::uintptr_t>(data));
    };
    module.call(word(text), sizeof text, word(digest));

    console::line line;
    line.add(console::column{12});
    line.add("sha256(\"abc\")");
    line.add(console::column{32});
    for (const std::uint8_t byte : digest) {
        line.add("0123456789abcdef"[byte >> 4]);
        line.add("0123456789abcdef"[byte & 15]);
    }
}

template <class Module>
void dispatch(const Module& module) {
    // It returns 256 times the result, plus a letter of the operation's name.
    result("add(2, 3)", module.call(0, 2, 3) >> 8);
    result("subtract(9, 4)", module.call(1, 9, 4) >> 8);
    result("multiply(6, 7)", module.call(2, 6, 7) >> 8);
    result("last()", module.call(3, 0, 0) >> 8);
}

template <class Module>
void counter(const Module& module) {
    // It returns the sum so far, plus 65536 times the number of calls.
    for (const unsigned add : {5u, 6u, 7u}) {
        const auto word = module.call(add);
        console::print("", console::column{12}, "counter(", std::size_t{add}, ")", console::column{32},
                       std::size_t{word & 0xffff}, " after ", std::size_t{word >> 16},
                       word >> 16 == 1 ? " call" : " calls");
    }
}

template <class Module>
void hostcalls(const Module& module) {
    result("hostcalls()", module.call());
    result("hostcalls(5)", module.call(5));
}

template <class Module>
void memory(const Module& module) {
    result("memory()", module.call());
    result("memory(0)", module.call(0));
}

/// Calls a module that is known by its name.
template <class Module>
void call(natload::bytes name, const Module& module) {
    const auto is = [&](const char* other) {
        for (const std::uint8_t c : name) {
            if (static_cast<char>(c) != *other++) return false;
        }
        return *other == '\0';
    };
    if (is("sha256.mpy")) sha256(module);
    if (is("dispatch.mpy")) dispatch(module);
    if (is("counter.mpy")) counter(module);
    if (is("hostcalls.mpy")) hostcalls(module);
    if (is("memory.mpy")) memory(module);
}

}  // namespace demo
