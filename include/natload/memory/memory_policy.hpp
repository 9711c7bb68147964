// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <natload/core/bytes.hpp>
#include <natload/core/error.hpp>

namespace natload::inline v0 {

/// Memory for data: bss, rodata and tables.
///
/// Required:
///   allocate(size, alignment)   where to write `size` > 0 bytes; `alignment` is a power of two; null: refused
///   release(data, size)         takes back what allocate gave for this size; nothing for null
///   address(data)               the address by which machine code reaches a byte of it, or what is behind its last;
///                               of null any
/// Optional, of code memory too, there of what is committed:
///   shrink(data, size, less)    takes back what is behind the first `less` > 0 bytes; release gets `less` then
/// Laws (tests/laws/memory.hpp): blocks are aligned and do not overlap; released in any order, all is as it was;
///   a refusal changes nothing.
/// Models: arena, pages, recording, simulated, protect::data.
template <class M, class Word>
concept data_memory = requires(M& m, std::size_t n, std::uint8_t* data) {
    { m.allocate(n, n) } -> std::same_as<std::uint8_t*>;
    m.release(data, n);
    { m.address(data) } -> std::convertible_to<Word>;
};

/// Data memory that can make the read-only data of a loaded module read-only. A loader that has one uses it.
///
/// Required: data_memory, and
///   allocate(size, alignment, read_only)   as above, for a block that begins with so many bytes to be sealed; 0: none
///   seal(data, read_only)                  makes these bytes read-only until release: as many of them as can be told
///                                          apart from the rest of the block
/// Models: pages, protect::data.
template <class M, class Word>
concept sealable_data_memory = data_memory<M, Word> && requires(M& m, std::size_t n, std::uint8_t* data) {
    { m.allocate(n, n, n) } -> std::same_as<std::uint8_t*>;
    m.seal(data, n);
};

namespace detail {

/// Stand for any relocation and any cache in the concept below.
template <class Word>
struct any_relocate {
    constexpr errc operator()(Word) const { return errc::none; }
};
template <class Word>
struct any_cache {
    constexpr void synchronize(Word, std::size_t) const {}
};

}  // namespace detail

/// Memory for machine code. Where it is written and where it runs may differ.
///
/// Required: allocate and release as above, and
///   commit(code, size, relocate, cache)   makes the block executable; `code` is an lvalue, which it may exchange for
///                                         another handle: release gets what commit left there
/// Optional: readable, a constant; false: what was committed can't be read as bytes where it was written.
/// Laws (tests/laws/memory.hpp): commit decides the run address, calls relocate(run address) once, before it copies
///   or protects anything; returns its error if it has one; then calls cache.synchronize() for where the code was
///   written and where it runs; then protects. Where it fails, nothing is executable, and release takes all back.
/// Errors: commit_failed, and what relocate returned.
/// Models: arena, aliased, staged, pages, dual_mapping, recording, simulated, protect::code.
template <class M, class Word>
concept code_memory = requires(M& m, std::size_t n, std::uint8_t* code, detail::any_relocate<Word>& relocate,
                               detail::any_cache<Word>& cache) {
    { m.allocate(n, n) } -> std::same_as<std::uint8_t*>;
    m.release(code, n);
    { m.commit(code, n, relocate, cache) } -> std::same_as<errc>;
};

/// Code memory for modules with variables in their code, which a platform takes with `variables_in_code`.
///
/// Required: code_memory, and
///   commit(code, size, variables, relocate, cache)   as above, but the bytes from the offset `variables` on stay
///                                                    writable where the code runs; `size` if there are none
/// Errors: as above; commit_failed too where the two can't be told apart in the block.
/// Models: arena, pages, dual_mapping.
template <class M, class Word>
concept variable_code_memory = code_memory<M, Word> &&
    requires(M& m, std::uint32_t n, std::uint8_t* code, detail::any_relocate<Word>& relocate,
             detail::any_cache<Word>& cache) {
    { m.commit(code, n, n, relocate, cache) } -> std::same_as<errc>;
};

}  // namespace natload::inline v0
