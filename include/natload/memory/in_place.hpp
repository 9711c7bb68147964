// SPDX-License-Identifier: MIT
#pragma once

#include <natload/memory/memory_policy.hpp>

namespace natload::inline v0 {

/// Code memory that lets machine code without relocations run where the image has it.
///
/// Required: code_memory, and
///   address_in_place(code, size, alignment)   where the machine runs these bytes of an image; 0: it does not
/// Models: memory::in_place.
template <class M, class Word>
concept executes_in_place = code_memory<M, Word> && requires(M& m, const std::uint8_t* code, std::size_t n) {
    { m.address_in_place(code, n, n) } -> std::convertible_to<Word>;
};

namespace memory {

/// Another code memory, beside flash that the machine sees at [first, last) and runs code from, at those addresses plus
/// `to_run` (0 on most chips; ESP32 sees flash at one address and runs it at another).
/// Machine code without relocations, aligned there, stays in the image, which stays mapped while it is used; `natload
/// pad` aligns it. All else goes to the other memory, which outlives this.
template <class Memory, class Word = std::uintptr_t>
class in_place {
public:
    static constexpr bool readable = !requires { requires !Memory::readable; };

    constexpr in_place(Memory& memory, bytes flash, Word to_run = 0)
        : memory_(memory), flash_(flash), to_run_(to_run) {}

    Word address_in_place(const std::uint8_t* code, std::size_t size, std::size_t alignment) const {
        const auto at = reinterpret_cast<std::uintptr_t>(code);
        const auto first = reinterpret_cast<std::uintptr_t>(flash_.begin());
        const bool inside = at - first < flash_.size() && size <= flash_.size() - (at - first);
        const Word run = static_cast<Word>(at) + to_run_;
        return inside && (run & static_cast<Word>(alignment - 1)) == 0 ? run : 0;
    }

    constexpr std::uint8_t* allocate(std::size_t size, std::size_t alignment) {
        return memory_.allocate(size, alignment);
    }
    constexpr void release(std::uint8_t* code, std::size_t size) { memory_.release(code, size); }
    template <class... Rest>
    constexpr errc commit(std::uint8_t*& code, std::size_t size, Rest&&... rest) {
        return memory_.commit(code, size, rest...);
    }
    constexpr auto address(const std::uint8_t* data) const requires requires(Memory& m) { m.address(data); }
    { return memory_.address(data); }
    constexpr void shrink(std::uint8_t* code, std::size_t size, std::size_t less) requires requires(Memory& m) {
        m.shrink(code, size, less);
    }
    { memory_.shrink(code, size, less); }

private:
    Memory& memory_;
    bytes flash_;
    Word to_run_;
};

}  // namespace memory
}  // namespace natload::inline v0
