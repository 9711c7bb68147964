// SPDX-License-Identifier: MIT
#pragma once

// For Linux and FreeBSD only, which is why natload.hpp does not include it.

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <natload/memory/memory_policy.hpp>

namespace natload::inline v0::memory {

/// Code memory for kernels that let no page become executable that was writable (SELinux without execmem, systemd's
/// MemoryDenyWriteExecute, prctl(PR_SET_MDWE)): a file in memory that is mapped twice, to be written at one address
/// and to run at another. The address where it runs is never writable. Commit unmaps the one where it was written,
/// seals the file, so that nothing ever writes to it again (memfd_create(2), fcntl(2): F_SEAL_WRITE), and only then
/// maps it executable; a process forked in between still has it writable, and commit fails. What is committed is read
/// where it runs.
/// A block takes whole pages, and until commit a file descriptor: at most 16 blocks at a time are not yet committed.
/// Alignments up to a page.
class dual_mapping {
public:
    std::uint8_t* allocate(std::size_t size, std::size_t alignment) {
        open_file* const opened = opened_as(nullptr);
        if (size == 0 || alignment > page_size() || size > PTRDIFF_MAX / 4 || opened == nullptr) return nullptr;
        const std::size_t length = whole_pages(size);
        // The two are neighbours: first where the code is written, then where it runs.
        void* const both = mmap(nullptr, 2 * length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (both == MAP_FAILED) return nullptr;
        auto* const code = static_cast<std::uint8_t*>(both);
        const int file = memfd_create("natload", MFD_CLOEXEC | MFD_ALLOW_SEALING);
        if (file < 0 || ftruncate(file, static_cast<off_t>(length)) != 0 ||
            mmap(code, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0) == MAP_FAILED ||
            mmap(code + length, length, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0) == MAP_FAILED) {
            if (file >= 0) close(file);
            munmap(both, 2 * length);
            return nullptr;
        }
        *opened = {code, file};
        in_use_ += length;
        return code;
    }

    void release(std::uint8_t* code, std::size_t size) {
        if (code == nullptr) return;
        const std::size_t length = whole_pages(size);
        open_file* const opened = opened_as(code);
        if (opened != nullptr) {
            close(opened->file);
            *opened = {};
        }
        munmap(code, opened != nullptr ? 2 * length : length);
        in_use_ -= length;
    }

    template <class Relocate, class Cache>
    errc commit(std::uint8_t*& code, std::size_t size, Relocate& relocate, Cache& cache) {
        return commit(code, size, static_cast<std::uint32_t>(size), relocate, cache);
    }

    /// Variables have pages of their own (natload link --align 4096), or commit_failed: none is writable and
    /// executable.
    template <class Relocate, class Cache>
    errc commit(std::uint8_t*& code, std::size_t size, std::uint32_t variables, Relocate& relocate, Cache& cache) {
        if (variables != size && variables % page_size() != 0) return errc::commit_failed;
        const std::size_t length = whole_pages(size);
        std::uint8_t* const run = code + length;
        if (const errc why = relocate(address(run)); why != errc::none) return why;
        cache.synchronize(address(code), size);
        cache.synchronize(address(run), size);

        open_file* const opened = opened_as(code);
        const int file = opened->file;
        *opened = {};
        munmap(code, length);
        code = run;
        const std::size_t runs = variables == size ? length : variables;
        const bool done =
            fcntl(file, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) == 0 &&
            map(run, runs, PROT_READ | PROT_EXEC, file, 0) &&
            (runs == length || map(run + runs, length - runs, PROT_READ | PROT_WRITE, file, static_cast<off_t>(runs)));
        close(file);
        if (done) return errc::none;
        mprotect(run, length, PROT_READ);
        return errc::commit_failed;
    }

    /// Bytes taken, in whole pages; until commit they are at two addresses.
    std::size_t in_use() const { return in_use_; }

private:
    struct open_file {
        const std::uint8_t* code = nullptr;  // where it is written; null: free
        int file = -1;
    };

    static std::uintptr_t address(const std::uint8_t* data) { return reinterpret_cast<std::uintptr_t>(data); }
    static std::size_t page_size() { return static_cast<std::size_t>(sysconf(_SC_PAGESIZE)); }
    static std::size_t whole_pages(std::size_t size) { return align_up(size, page_size()); }

    /// The file of a block that is not committed; null: it is.
    open_file* opened_as(const std::uint8_t* code) {
        for (open_file& each : open_) {
            if (each.code == code) return &each;
        }
        return nullptr;
    }

    static bool map(std::uint8_t* at, std::size_t length, int rights, int file, off_t offset) {
        return mmap(at, length, rights, MAP_PRIVATE | MAP_FIXED, file, offset) == at;
    }

    open_file open_[16];
    std::size_t in_use_ = 0;
};
static_assert(variable_code_memory<dual_mapping, std::uintptr_t>);

}  // namespace natload::inline v0::memory
