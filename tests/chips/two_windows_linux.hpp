// SPDX-License-Identifier: MIT
// Memory at two addresses with rights of their own, on Linux: a file in memory that is mapped twice.
#pragma once

#include <doctest/doctest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace natload::testing::chips {

enum class rights : int { none = PROT_NONE, data = PROT_READ | PROT_WRITE, fetch = PROT_READ | PROT_EXEC };

class two_windows {
public:
    static constexpr std::uintptr_t first_base = 0x20000000, second_base = 0x00800000;
    static constexpr std::size_t size = 64 * 1024;

    two_windows(rights of_first, rights of_second) {
        const int file = memfd_create("chip", MFD_CLOEXEC);
        REQUIRE(file >= 0);
        REQUIRE(ftruncate(file, static_cast<off_t>(size)) == 0);
        map(file, first_base, of_first);
        map(file, second_base, of_second);
        close(file);
    }
    two_windows(const two_windows&) = delete;
    two_windows& operator=(const two_windows&) = delete;
    ~two_windows() {
        munmap(first(), size);
        munmap(second(), size);
    }

    std::uint8_t* first() const { return reinterpret_cast<std::uint8_t*>(first_base); }
    std::uint8_t* second() const { return reinterpret_cast<std::uint8_t*>(second_base); }
    void allow_first(rights now) { REQUIRE(mprotect(first(), size, static_cast<int>(now)) == 0); }

private:
    static void map(int file, std::uintptr_t at, rights now) {
        void* const place = reinterpret_cast<void*>(at);
        REQUIRE(mmap(place, size, static_cast<int>(now), MAP_SHARED | MAP_FIXED_NOREPLACE, file, 0) == place);
    }
};

/// What a bus answers to what it can't do.
[[noreturn]] inline void bus_error() {
    std::signal(SIGBUS, SIG_DFL);
    std::raise(SIGBUS);
    std::abort();
}

/// Whether an access is a fault; tried in another process.
template <class Access>
bool faults(Access&& access) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::signal(SIGSEGV, SIG_DFL);
        access();
        _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) && (WTERMSIG(status) == SIGSEGV || WTERMSIG(status) == SIGBUS);
}

}  // namespace natload::testing::chips
