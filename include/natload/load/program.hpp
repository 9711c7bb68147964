// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>
#include <natload/format/platform.hpp>

namespace natload::inline v0 {

/// What the host has made of an image, and numbered.
template <class Word>
struct made_by_host {
    Word root = 0;
    std::uint32_t objects = 0;  // in their table: the beginning of the data
    std::uint32_t names = 0;    // in theirs, which follows
};

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
    constexpr word root() const { return *this ? made_.root : 0; }

    /// How many constants it has, and what the host gave for each: i is less.
    constexpr std::uint32_t constants() const { return *this ? made_.objects : 0; }
    constexpr word constant(std::uint32_t i) const {
        return load<word, Loader::arch::byte_order>(data_ + i * sizeof(word));
    }

    constexpr bytes code() const { return *this ? bytes(code_, code_size_) : bytes(); }  // where it was written
    constexpr bytes data() const { return *this ? bytes(data_, data_size_) : bytes(); }

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
        if (code_ != nullptr) tell(code_, code_size_);
        if (data_ != nullptr) tell(data_, data_size_);
        loader_ = nullptr;
    }

private:
    friend Loader;

    /// Undoes what was done, be it all or half of it.
    constexpr void undo() {
        if (loader_ == nullptr) return;
        const std::uint8_t* at = data_;
        if constexpr (Loader::platform::options.scope == scope::all) {
            if (made_.root != 0) loader_->host_.drop(made_.root);
            for (std::uint32_t n = made_.objects; n != 0; --n, at += sizeof(word)) {
                if (const word object = load<word, Loader::arch::byte_order>(at)) loader_->host_.drop(object);
            }
        }
        for (std::uint32_t n = made_.names; n != 0; --n, at += sizeof(std::uint16_t)) {
            loader_->host_.forget(load<std::uint16_t, Loader::arch::byte_order>(at));
        }
        loader_->code_.release(code_, code_size_);
        loader_->data_.release(data_, data_size_);
        loader_ = nullptr;
    }

    constexpr void take(program& other) {
        loader_ = other.loader_;
        made_ = other.made_;
        code_ = other.code_;
        data_ = other.data_;
        code_size_ = other.code_size_;
        data_size_ = other.data_size_;
        other.loader_ = nullptr;
    }

    Loader* loader_ = nullptr;
    made_by_host<word> made_;
    std::uint8_t* code_ = nullptr;
    std::uint8_t* data_ = nullptr;
    std::uint32_t code_size_ = 0;
    std::uint32_t data_size_ = 0;
};

}  // namespace natload::inline v0
