// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>
#include <natload/core/for_size.hpp>
#include <natload/format/platform.hpp>

namespace natload::inline v0 {

namespace detail {

/// A block of memory, or how large one may become.
struct block {
    std::uint8_t* at = nullptr;
    std::uint32_t size = 0;
};

/// What a program has: its blocks, and what the host has made and numbered.
template <class Word>
struct holdings {
    enum which : std::uint8_t { code, data };
    block blocks[2];
    alignas(Word) std::uint8_t root[sizeof(Word)] = {};  // its word, as a table of children holds one; 0: none yet
    std::uint32_t objects = 0;                           // in their table: the beginning of the data
    std::uint32_t names = 0;                             // in theirs, which follows
};

}  // namespace detail

/// A loaded program: the only owner of its root function, its constants, its code, its data and its names. Move-only.
/// Released or destroyed, it has the host drop what it made, and gives every byte back. Its loader outlives it, and so
/// does its image.
template <class Loader>
class program {
public:
    using word = typename Loader::word;

    constexpr program() = default;
    constexpr program(program&& other) noexcept { take(other); }
    constexpr program& operator=(program&& other) noexcept {
        if (this != &other) {
            release();
            take(other);
        }
        return *this;
    }
    constexpr ~program() { release(); }

    constexpr explicit operator bool() const { return loader_ != nullptr; }

    /// The function of the root raw code, as the host made it: what runs the module. In scope `linked`, where the
    /// machine calls it.
    constexpr word root() const { return *this ? root_word() : 0; }

    /// How many constants it has, and what the host gave for each: i is less.
    constexpr std::uint32_t constants() const { return *this ? has_.objects : 0; }
    constexpr word constant(std::uint32_t i) const {
        return load<word, Loader::arch::byte_order>(data_block().at + i * sizeof(word));
    }

    /// Its blocks; of machine code where it was written. None: empty.
    constexpr bytes code() const { return *this ? bytes(code_block().at, code_block().size) : bytes(); }
    constexpr bytes data() const { return *this ? bytes(data_block().at, data_block().size) : bytes(); }

    /// Gives everything back now and leaves an empty program. A host that has teardown(program) is called first.
    [[gnu::always_inline]] constexpr void release() {
        if constexpr (requires { loader_->host_.teardown(*this); }) {
            if (*this) loader_->host_.teardown(*this);
        }
        undo();
    }

    /// Hands its blocks over to a collector, and leaves an empty program: tell(block, size) is called with where each
    /// starts, as the memory gave it, code before data; there may be none. From then on they are the collector's, which
    /// releases them when nothing points to them, and names and objects are the host's: nothing is forgotten or
    /// dropped.
    template <class Tell>
    constexpr void adopt(Tell&& tell) {
        if (!*this) return;
        for (const detail::block& b : has_.blocks) {
            if (b.at != nullptr) tell(b.at, b.size);
        }
        loader_ = nullptr;
    }

private:
    friend Loader;
    using holdings = detail::holdings<word>;

    constexpr word root_word() const { return load<word, Loader::arch::byte_order>(has_.root); }
    constexpr const detail::block& code_block() const { return has_.blocks[holdings::code]; }
    constexpr const detail::block& data_block() const { return has_.blocks[holdings::data]; }
    constexpr detail::block& code_block() { return has_.blocks[holdings::code]; }
    constexpr detail::block& data_block() { return has_.blocks[holdings::data]; }

    /// Undoes what was done, be it all or half of it.
    constexpr void undo() {
        if (loader_ == nullptr) return;
        Loader& loader = *loader_;
        const std::uint8_t* at = data_block().at;
        if constexpr (Loader::platform::options.scope == scope::all) {
            loader.host_.drop(root_word());
            for (std::uint32_t n = has_.objects; n != 0; --n, at = hidden(at + sizeof(word))) {
                loader.host_.drop(load<word, Loader::arch::byte_order>(at));
            }
        }
        for (std::uint32_t n = has_.names; n != 0; --n, at += sizeof(std::uint16_t)) {
            loader.host_.forget(load<std::uint16_t, Loader::arch::byte_order>(at));
        }
        loader.code_.release(code_block().at, code_block().size);
        loader.data_.release(data_block().at, data_block().size);
        loader_ = nullptr;
    }

    constexpr void take(program& other) {
        loader_ = other.loader_;
        has_ = other.has_;
        other.loader_ = nullptr;
    }

    Loader* loader_ = nullptr;
    holdings has_;
};

}  // namespace natload::inline v0
