// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace natload::inline v0 {

namespace detail {

template <class C>
concept contiguous_bytes = requires(const C& c) {
    { c.data() } -> std::convertible_to<const std::uint8_t*>;
    { c.size() } -> std::convertible_to<std::size_t>;
};

}  // namespace detail

/// A view of bytes that somebody else owns (std::span is not a freestanding header).
/// Aligned as a pair, for where a register has 32 bits: by value, GCC then leaves it in registers.
class alignas(sizeof(void*) == 4 ? 8 : sizeof(void*)) bytes {
public:
    constexpr bytes() = default;
    constexpr bytes(const std::uint8_t* first, const std::uint8_t* last) : begin_(first), end_(last) {}
    constexpr bytes(const std::uint8_t* data, std::size_t size) : bytes(data, data + size) {}

    template <std::size_t N>
    constexpr bytes(const std::uint8_t (&array)[N]) : bytes(array, array + N) {}

    /// From any contiguous container of bytes: std::span, std::array, std::vector.
    template <detail::contiguous_bytes Container>
    constexpr bytes(const Container& c) : bytes(c.data(), c.size()) {}

    constexpr const std::uint8_t* data() const { return begin_; }
    constexpr std::size_t size() const { return static_cast<std::size_t>(end_ - begin_); }
    constexpr const std::uint8_t* begin() const { return begin_; }
    constexpr const std::uint8_t* end() const { return end_; }
    constexpr std::uint8_t operator[](std::size_t i) const { return begin_[i]; }

private:
    const std::uint8_t* begin_ = nullptr;
    const std::uint8_t* end_ = nullptr;
};

/// Lays a source down at a target; the two do not overlap. memcpy at run time.
constexpr void copy(const std::uint8_t* from, std::size_t size, std::uint8_t* to) {
    if (std::is_constant_evaluated()) {
        for (std::size_t i = 0; i < size; ++i) to[i] = from[i];
    } else {
        __builtin_memcpy(to, from, size);
    }
}

/// memset to zero at run time.
constexpr void clear(std::uint8_t* at, std::size_t size) {
    if (std::is_constant_evaluated()) {
        for (std::size_t i = 0; i < size; ++i) at[i] = 0;
    } else {
        __builtin_memset(at, 0, size);
    }
}

/// Reads an unsigned integer at any address; a byte at a time where the machine can do no better.
template <std::unsigned_integral T, std::endian Order>
constexpr T load_unaligned(const std::uint8_t* at) {
    T value = 0;
    if (Order == std::endian::native && !std::is_constant_evaluated()) {
        __builtin_memcpy(&value, at, sizeof(T));
        return value;
    }
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        const std::size_t byte = Order == std::endian::little ? i : sizeof(T) - 1 - i;
        value = static_cast<T>(value | static_cast<T>(static_cast<T>(at[i]) << (8 * byte)));
    }
    return value;
}

/// Reads an unsigned integer at an address aligned to its size.
/// One load at run time; put together from bytes in a constant expression or for a foreign byte order.
template <std::unsigned_integral T, std::endian Order = std::endian::native>
constexpr T load(const std::uint8_t* at) {
    if (Order != std::endian::native || std::is_constant_evaluated()) return load_unaligned<T, Order>(at);
    T value;
    __builtin_memcpy(&value, __builtin_assume_aligned(at, sizeof(T)), sizeof(T));
    return value;
}

/// Writes an unsigned integer at an address aligned to its size.
template <std::unsigned_integral T, std::endian Order = std::endian::native>
constexpr void store(std::uint8_t* at, T value) {
    if (Order == std::endian::native && !std::is_constant_evaluated()) {
        __builtin_memcpy(__builtin_assume_aligned(at, sizeof(T)), &value, sizeof(T));
        return;
    }
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        const std::size_t byte = Order == std::endian::little ? i : sizeof(T) - 1 - i;
        at[i] = static_cast<std::uint8_t>(value >> (8 * byte));
    }
}

/// Reads entry i of a table of words that may have been written as pointers.
template <std::unsigned_integral T>
constexpr T load_entry(const T* table, std::size_t i) {
    if (std::is_constant_evaluated()) return table[i];
    T value;
    __builtin_memcpy(&value, __builtin_assume_aligned(table + i, sizeof(T)), sizeof(T));
    return value;
}

/// Whether two numbers differ in their lowest Bits bits. Their difference tells in an instruction less than a mask.
template <unsigned Bits>
constexpr bool low_bits_differ(std::uint32_t a, std::uint32_t b) {
    return ((a - b) & ((1u << Bits) - 1)) != 0;
}

/// The next multiple of a power of two.
template <std::unsigned_integral T>
constexpr T align_up(T value, T alignment) {
    return static_cast<T>((value + (alignment - 1)) & ~(alignment - 1));
}

}  // namespace natload::inline v0
