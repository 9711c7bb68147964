// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>

namespace natload::inline v0 {

/// A loaded module: the only owner of its code, its data and its names. Move-only.
/// Released or destroyed, it gives every byte back, after which its code must not be called.
/// Its loader outlives it, and so does its image where the host keeps names in place.
template <class Loader>
class module {
public:
    using word = typename Loader::word;

    /// An entry is called as viper functions are: the function object (null for firmware without MicroPython's
    /// objects), the numbers of positional and keyword arguments, the arguments.
    using viper_entry = word(void* function, std::size_t positional, std::size_t keywords, const word* arguments);

    constexpr module() = default;
    constexpr module(module&& other) noexcept { take(other); }
    constexpr module& operator=(module&& other) noexcept {
        if (this != &other) {
            release();
            take(other);
        }
        return *this;
    }
    constexpr ~module() { release(); }

    constexpr explicit operator bool() const { return loader_ != nullptr; }

    /// Where the machine calls it, the Thumb bit included; 0 for an empty module.
    constexpr word entry_address() const { return *this ? entry_ : 0; }

    /// The entry as a function; null for an empty module, and so for one whose commit has failed: code is called when
    /// it can't be written any more, or not at all. Only on the machine that the module is for.
    template <class Signature = viper_entry>
    Signature* entry() const {
        static_assert(sizeof(word) == sizeof(Signature*),
                      "module: code for words of another width can't be called on this machine; "
                      "entry_address() says where its own machine calls it");
        return reinterpret_cast<Signature*>(entry_address());
    }

    /// Calls the entry with words as positional arguments and no function object.
    template <class... Words>
    word call(Words... arguments) const {
        const word list[] = {static_cast<word>(arguments)..., 0};
        return entry()(nullptr, sizeof...(arguments), 0, list);
    }

    constexpr bytes code() const { return *this ? bytes(blocks_[0], sizes_[0]) : bytes(); }  // where it was written
    constexpr bytes data() const { return *this ? bytes(blocks_[1], sizes_[1]) : bytes(); }

    /// Gives everything back now and leaves an empty module. A host that has teardown(module) is called first.
    [[gnu::always_inline]] constexpr void release() {
        if constexpr (requires { loader_->host_.teardown(*this); }) {
            if (*this) loader_->host_.teardown(*this);
        }
        undo();
    }

    /// Hands its blocks over to a collector, and leaves an empty module: tell(block, size) is called with where each
    /// starts, as the memory gave it, code before data; there may be no data. From then on they are the collector's,
    /// which releases them when nothing points to them; names stay interned.
    template <class Tell>
    constexpr void adopt(Tell&& tell) {
        if (!*this) return;
        for (int i = 0; i < 2; ++i) {
            if (blocks_[i] != nullptr) tell(blocks_[i], sizes_[i]);
        }
        loader_ = nullptr;
    }

private:
    friend Loader;

    /// Undoes what was done, be it all or half of it.
    constexpr void undo() {
        if (loader_ == nullptr) return;
        Loader& by = *loader_;
        for (const std::uint8_t* at = names_; at != blocks_[1] + sizes_[1]; at += sizeof(std::uint16_t)) {
            by.host_.forget(load<std::uint16_t, Loader::arch::byte_order>(at));  // 0: the host was full before
        }
        by.code_.release(blocks_[0], sizes_[0]);
        by.data_.release(blocks_[1], sizes_[1]);
        loader_ = nullptr;
    }

    constexpr void take(module& other) {
        loader_ = other.loader_;
        entry_ = other.entry_;
        for (int i = 0; i < 2; ++i) {
            blocks_[i] = other.blocks_[i];
            sizes_[i] = other.sizes_[i];
        }
        names_ = other.names_;
        other.loader_ = nullptr;
    }

    Loader* loader_ = nullptr;
    word entry_ = 0;
    std::uint8_t* blocks_[2] = {};  // code and data
    std::uint32_t sizes_[2] = {};
    std::uint8_t* names_ = nullptr;  // their table: the end of the data
};

}  // namespace natload::inline v0
