// SPDX-License-Identifier: MIT
// Code of the windowed ABI inside a program of the call0 ABI, on the board xtensawin. Debian has no compiler for the
// windowed ABI, but modules of that kind exist: so a suite calls them, and they call the suite, across this bridge.
#pragma once

#include <cstdint>
#include <cstring>

namespace windowed {

extern "C" {
std::uintptr_t windowed_call(std::uintptr_t function, std::uintptr_t, std::uintptr_t, std::uintptr_t, std::uintptr_t,
                             std::uintptr_t);
void windowed_entry();
}

/// Calls a windowed function with up to five words.
inline std::uintptr_t call(std::uintptr_t function, std::uintptr_t a = 0, std::uintptr_t b = 0, std::uintptr_t c = 0,
                           std::uintptr_t d = 0, std::uintptr_t e = 0) {
    return windowed_call(function, a, b, c, d, e);
}

/// A windowed function, made at run time, that calls an ordinary one of up to six words and returns its word.
class entry_point {
public:
    explicit entry_point(std::uintptr_t function)
        : words_{function, reinterpret_cast<std::uintptr_t>(&windowed_entry)} {
        static constexpr std::uint8_t code[] = {
            0x36, 0x61, 0x00,  // entry a1, 48
            0x81, 0xfd, 0xff,  // l32r a8, the function
            0x91, 0xfd, 0xff,  // l32r a9, windowed_entry
            0xa0, 0x09, 0x00,  // jx a9
        };
        std::memcpy(code_, code, sizeof code_);
    }
    entry_point(const entry_point&) = delete;
    entry_point& operator=(const entry_point&) = delete;

    std::uintptr_t address() const { return reinterpret_cast<std::uintptr_t>(code_); }

private:
    std::uintptr_t words_[2];  // where l32r finds them: right before the code
    std::uint8_t code_[12];
};

}  // namespace windowed
