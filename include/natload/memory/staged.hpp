// SPDX-License-Identifier: MIT
#pragma once

#include <natload/memory/memory_policy.hpp>

namespace natload::inline v0 {

/// A place for code that can't be written freely: by words only, through a flash controller, over a bus.
///
/// Required:
///   reserve(size, alignment)        an address where code can run; 0: refused
///   program(address, data, size)    lays the finished code down there, once; `data` is aligned to a word and may be
///                                   read in whole words up to `size` rounded up
///   give_back(address, size)        undoes reserve, programmed or not
///   handle(address)                 any pointer that stands for the address
///   address_of(handle)              the address that it stands for; 0 for any pointer that handle() never gives
/// Errors: what program returns, usually commit_failed.
/// Models: memory::word_only; a firmware's own flash driver.
template <class T, class Word>
concept program_target = requires(T& t, Word address, std::uint8_t* handle, const std::uint8_t* data, std::size_t n) {
    { t.reserve(n, n) } -> std::convertible_to<Word>;
    { t.program(address, data, n) } -> std::same_as<errc>;
    t.give_back(address, n);
    { t.handle(address) } -> std::same_as<std::uint8_t*>;
    { t.address_of(handle) } -> std::convertible_to<Word>;
};

namespace memory {

/// Code memory in front of a target that can't be written freely. The code is staged and relocated in another memory,
/// then programmed in one go; the run address is known only at commit. The staging block is given back there, so a
/// loaded module costs no staging memory; while it loads, it takes its code's size, rounded up to words.
/// Takes staging blocks and target by reference; both outlive it. Reserves with an alignment of 16.
/// module::code() of what is loaded so has the code's size, and a handle that is not to be read through.
template <class Word, class Target, class Staging>
class staged {
    static_assert(program_target<Target, Word>, "staged<Word, Target, Staging>: Target models natload::program_target");
    static_assert(data_memory<Staging, Word>, "staged<Word, Target, Staging>: Staging models natload::data_memory");

public:
    /// What is to be read as bytes, such as a function's prelude, belongs into data memory.
    static constexpr bool readable = false;

    /// How much of the staging memory code of this size takes while it is loaded.
    static constexpr std::size_t staging(std::size_t size) { return size == 0 ? 0 : whole_words(size); }

    constexpr staged(Target& target, Staging& staging) : target_(target), staging_(staging) {}

    constexpr std::uint8_t* allocate(std::size_t size, std::size_t alignment) {
        if (size == 0 || size > static_cast<std::size_t>(-1) - sizeof(Word)) return nullptr;
        return staging_.allocate(whole_words(size), alignment < sizeof(Word) ? sizeof(Word) : alignment);
    }

    constexpr void release(std::uint8_t* code, std::size_t size) {
        if (code == nullptr) return;
        if (const Word run = target_.address_of(code); run != 0) {
            target_.give_back(run, whole_words(size));
        } else {
            staging_.release(code, whole_words(size));
        }
    }

    template <class Relocate, class Cache>
    constexpr errc commit(std::uint8_t*& code, std::size_t size, Relocate& relocate, Cache& cache) {
        const std::size_t words = whole_words(size);
        const Word run = target_.reserve(words, 16);
        if (run == 0) return errc::code_memory;
        errc why = relocate(run);
        if (why == errc::none) {
            clear(code + size, words - size);
            why = target_.program(run, code, words);
        }
        if (why != errc::none) {
            target_.give_back(run, words);
            return why;
        }
        cache.synchronize(run, size);
        staging_.release(code, words);
        code = target_.handle(run);
        return errc::none;
    }

private:
    static constexpr std::size_t whole_words(std::size_t size) { return align_up(size, sizeof(Word)); }

    Target& target_;
    Staging& staging_;
};

}  // namespace memory
}  // namespace natload::inline v0
