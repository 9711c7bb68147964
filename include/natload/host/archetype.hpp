// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/opaque.hpp>
#include <natload/host/interpreter_host.hpp>

namespace natload::inline v0::host {

/// The least host: a function table of no words, and room for no name.
template <class Word>
class archetype {
public:
    archetype() = default;
    archetype(const archetype&) = delete;
    archetype& operator=(const archetype&) = delete;

    static constexpr opaque<std::size_t> table_length{0};
    opaque<const Word*> table() { return {nullptr}; }
    opaque<Word> table_address() { return {0}; }
    std::uint16_t intern(bytes) { return 0; }
    void forget(std::uint16_t) {}
};
static_assert(native_host<archetype<std::uint32_t>, std::uint32_t>);

/// The least interpreter: it makes nothing.
template <class Word>
class interpreter_archetype : public archetype<Word> {
public:
    opaque<Word> object(object_type, bytes) { return {0}; }
    opaque<Word> tuple(std::uint32_t) { return {0}; }
    void set_item(Word, std::uint32_t, Word) {}
    opaque<Word> function(const placed_code<Word>&) { return {0}; }
    void drop(Word) {}
};
static_assert(interpreter_host<interpreter_archetype<std::uint32_t>, std::uint32_t>);

}  // namespace natload::inline v0::host
