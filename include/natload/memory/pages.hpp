// SPDX-License-Identifier: MIT
#pragma once

// For POSIX systems only, which is why natload.hpp does not include it.

#include <sys/mman.h>
#include <unistd.h>

#include <natload/memory/memory_policy.hpp>

namespace natload::inline v0::memory {

/// Code memory in whole pages of a POSIX system: writable and not executable until it is committed,
/// then executable and not writable. A block takes whole pages; alignments up to a page.
/// As data memory it is never executable, and read-only data ends where a page does and is sealed.
class pages {
public:
    std::uint8_t* allocate(std::size_t size, std::size_t alignment) {
        if (size == 0 || alignment > page_size() || size > PTRDIFF_MAX) return nullptr;
        void* const at = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (at == MAP_FAILED) return nullptr;
        in_use_ += whole_pages(size);
        return static_cast<std::uint8_t*>(at);
    }

    std::uint8_t* allocate(std::size_t size, std::size_t alignment, std::size_t read_only) {
        const std::size_t sealed = read_only & ~(alignment - 1);
        const std::size_t in_front = whole_pages(sealed) - sealed;
        std::uint8_t* const at = size > PTRDIFF_MAX ? nullptr : allocate(in_front + size, alignment);
        return at == nullptr ? nullptr : at + in_front;
    }

    void seal(std::uint8_t* data, std::size_t read_only) {
        std::uint8_t* const first = first_page(data);
        mprotect(first, (address(data) + read_only - address(first)) & ~(page_size() - 1), PROT_READ);
    }

    void release(std::uint8_t* data, std::size_t size) {
        if (data == nullptr) return;
        std::uint8_t* const first = first_page(data);
        const std::size_t taken = whole_pages(address(data) + size - address(first));
        munmap(first, taken);
        in_use_ -= taken;
    }

    void shrink(std::uint8_t* data, std::size_t size, std::size_t less) {
        const std::size_t kept = whole_pages(less);
        if (const std::size_t rest = whole_pages(size) - kept; rest != 0) {
            munmap(data + kept, rest);
            in_use_ -= rest;
        }
    }

    std::uintptr_t address(const std::uint8_t* data) const { return reinterpret_cast<std::uintptr_t>(data); }

    template <class Relocate, class Cache>
    errc commit(std::uint8_t* code, std::size_t size, Relocate& relocate, Cache& cache) {
        return commit(code, size, static_cast<std::uint32_t>(size), relocate, cache);
    }

    /// Variables have pages of their own (natload link --align 4096), or commit_failed: none is writable and
    /// executable.
    template <class Relocate, class Cache>
    errc commit(std::uint8_t* code, std::size_t size, std::uint32_t variables, Relocate& relocate, Cache& cache) {
        if (variables != size && variables % page_size() != 0) return errc::commit_failed;
        const std::uintptr_t run = address(code);
        if (const errc why = relocate(run); why != errc::none) return why;
        cache.synchronize(run, size);
        return mprotect(code, variables, PROT_READ | PROT_EXEC) == 0 ? errc::none : errc::commit_failed;
    }

    /// Bytes taken, in whole pages.
    std::size_t in_use() const { return in_use_; }

private:
    static std::size_t page_size() { return static_cast<std::size_t>(sysconf(_SC_PAGESIZE)); }
    static std::size_t whole_pages(std::size_t size) { return align_up(size, page_size()); }
    std::uint8_t* first_page(std::uint8_t* data) const { return data - address(data) % page_size(); }

    std::size_t in_use_ = 0;
};
static_assert(variable_code_memory<pages, std::uintptr_t> && sealable_data_memory<pages, std::uintptr_t>);

}  // namespace natload::inline v0::memory
