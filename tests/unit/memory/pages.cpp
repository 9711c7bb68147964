// SPDX-License-Identifier: MIT
// Writable or executable, never both: proven by taking the faults, each in a process of its own.
#include <natload/cache/builtin.hpp>
#include <natload/memory/dual_mapping.hpp>
#include <natload/memory/pages.hpp>

#include <doctest/doctest.h>

#include <csignal>
#include <cstring>
#include <limits>
#include <vector>

#include <sys/wait.h>

#if defined(__x86_64__)
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cstddef>
#endif

#include "boards/machine_code.hpp"

using namespace natload;

namespace {

constexpr int survived = 7;

// The signal that ends a process which does this; `survived` if none does and it returns true.
template <class Action>
int outcome(Action&& action) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::signal(SIGSEGV, SIG_DFL);
        std::signal(SIGBUS, SIG_DFL);
        _exit(action() ? survived : survived + 1);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    if (WIFSIGNALED(status)) return WTERMSIG(status);
    return WEXITSTATUS(status) == survived ? survived : -1;
}

template <class Memory>
struct block {
    Memory pages;
    std::uint8_t* code = pages.allocate(sizeof add_code, 16);
    std::uintptr_t run = reinterpret_cast<std::uintptr_t>(code);

    block() {
        REQUIRE(code != nullptr);
        std::memcpy(code, add_code, sizeof add_code);
    }
    ~block() { pages.release(code, sizeof add_code); }
    block(const block&) = delete;
    block& operator=(const block&) = delete;

    errc commit(errc relocated = errc::none) {
        const auto relocate = [&](std::uintptr_t at) {
            run = at;
            return relocated;
        };
        cache::builtin cache;
        return pages.commit(code, sizeof add_code, relocate, cache);
    }
    bool call() const { return reinterpret_cast<int (*)(int, int)>(run)(40, 2) == 42; }
    bool call_written() const {
        return reinterpret_cast<int (*)(int, int)>(reinterpret_cast<std::uintptr_t>(code))(40, 2) == 42;
    }
    bool write() const {
        *static_cast<volatile std::uint8_t*>(code) = *add_code;
        return true;
    }
    bool read() const { return *static_cast<const volatile std::uint8_t*>(code) == *add_code; }
    bool write_run() const {
        *reinterpret_cast<volatile std::uint8_t*>(run) = *add_code;
        return true;
    }
};

#define NATLOAD_TEST_PAGES memory::pages, memory::dual_mapping

}  // namespace

TEST_CASE_TEMPLATE("before commit: to be written and read, not to be called", Memory, NATLOAD_TEST_PAGES) {
    const block<Memory> b;
    CHECK(outcome([&] { return b.write(); }) == survived);
    CHECK(outcome([&] { return b.read(); }) == survived);
    CHECK(outcome([&] { return b.call(); }) == SIGSEGV);
}

TEST_CASE_TEMPLATE("after commit: to be called and read, not to be written", Memory, NATLOAD_TEST_PAGES) {
    block<Memory> b;
    REQUIRE(b.commit() == errc::none);
    CHECK(outcome([&] { return b.call(); }) == survived);
    CHECK(outcome([&] { return b.read(); }) == survived);
    CHECK(outcome([&] { return b.write(); }) == SIGSEGV);
    CHECK(outcome([&] { return b.write_run(); }) == SIGSEGV);
    CHECK(b.call());
}

TEST_CASE_TEMPLATE("variables stay writable and are not executable, in pages of their own", Memory,
                   NATLOAD_TEST_PAGES) {
    const auto page = static_cast<std::uint32_t>(sysconf(_SC_PAGESIZE));
    Memory pages;
    std::uint8_t* code = pages.allocate(page + 8, 16);
    REQUIRE(code != nullptr);
    std::memcpy(code, add_code, sizeof add_code);
    std::memcpy(code + page, add_code, sizeof add_code);
    std::uintptr_t run = 0;
    const auto relocate = [&](std::uintptr_t at) {
        run = at;
        return errc::none;
    };
    cache::builtin cache;
    CHECK(pages.commit(code, page + 8, page - 8, relocate, cache) == errc::commit_failed);
    REQUIRE(pages.commit(code, page + 8, page, relocate, cache) == errc::none);
    const auto write = [&](std::size_t at) {
        *reinterpret_cast<volatile std::uint8_t*>(run + at) = *add_code;
        return true;
    };
    const auto call = [&](std::size_t at) { return reinterpret_cast<int (*)(int, int)>(run + at)(40, 2) == 42; };
    CHECK(outcome([&] { return call(0); }) == survived);
    CHECK(outcome([&] { return write(0); }) == SIGSEGV);
    CHECK(outcome([&] { return write(page); }) == survived);
    CHECK(outcome([&] { return call(page); }) == SIGSEGV);
    pages.release(code, page + 8);
}

TEST_CASE_TEMPLATE("after release: nothing at all", Memory, NATLOAD_TEST_PAGES) {
    block<Memory> b;
    REQUIRE(b.commit() == errc::none);
    CHECK(outcome([&] {
              b.pages.release(b.code, sizeof add_code);
              return b.read();
          }) == SIGSEGV);
    CHECK(outcome([&] {
              b.pages.release(b.code, sizeof add_code);
              return b.call();
          }) == SIGSEGV);
}

TEST_CASE_TEMPLATE("a relocation that fails leaves the block as it was", Memory, NATLOAD_TEST_PAGES) {
    block<Memory> b;
    CHECK(b.commit(errc::relocation_outside) == errc::relocation_outside);
    CHECK(outcome([&] { return b.call(); }) == SIGSEGV);
    CHECK(outcome([&] { return b.call_written(); }) == SIGSEGV);
    CHECK(outcome([&] { return b.write(); }) == survived);
}

TEST_CASE("what the system will not make executable is not committed") {
    block<memory::pages> b;
    REQUIRE(munmap(b.code, sizeof add_code) == 0);  // the system then refuses to protect it
    CHECK(b.commit() == errc::commit_failed);
    b.pages.release(b.code, sizeof add_code);
    CHECK(b.pages.in_use() == 0);
    b.code = nullptr;
}

#if defined(__x86_64__)
TEST_CASE("a kernel that lets no page become executable: dual mapping needs no more than it gives") {
    // What systemd's MemoryDenyWriteExecute has the kernel do: mprotect to executable is refused.
    const auto harden = [] {
        sock_filter filter[] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mprotect, 0, 3),
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[2])),
            BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 1),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        };
        const sock_fprog program{sizeof filter / sizeof *filter, filter};
        return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
    };
    CHECK(outcome([&] {
              block<memory::pages> b;
              return harden() && b.commit() == errc::commit_failed;
          }) == survived);
    CHECK(outcome([&] {
              block<memory::dual_mapping> b;
              return harden() && b.commit() == errc::none && b.call();
          }) == survived);
}
#endif

TEST_CASE("nobody can write to a committed file any more, and none is left open") {
    const auto lowest_free = [] {
        const int file = dup(0);
        close(file);
        return file;
    };
    const int before = lowest_free();
    {
        block<memory::dual_mapping> b;
        const int file = before;  // the block's own
        CHECK(lowest_free() != before);
        CHECK(write(file, add_code, 1) == 1);
        const int another = dup(file);
        REQUIRE(another >= 0);
        REQUIRE(b.commit() == errc::none);
        CHECK(lowest_free() == before);
        CHECK(write(another, add_code, 1) == -1);
        close(another);
    }
    { const block<memory::dual_mapping> released_before_commit; }
    CHECK(lowest_free() == before);
}

TEST_CASE("read-only data ends where a page does, and is sealed; what is behind it is not") {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    memory::pages pages;
    for (const std::size_t read_only : {std::size_t{0}, std::size_t{8}, std::size_t{24}, page, page + 16}) {
        CAPTURE(read_only);
        std::uint8_t* const data = pages.allocate(read_only + 40, 8, read_only);
        REQUIRE(data != nullptr);
        std::memset(data, 0x55, read_only + 40);
        const auto write = [&](std::size_t at) {
            return [=] {
                static_cast<volatile std::uint8_t*>(data)[at] = 0;
                return true;
            };
        };
        pages.seal(data, read_only);
        if (read_only != 0) {
            CHECK(outcome(write(0)) == SIGSEGV);
            CHECK(outcome(write(read_only - 1)) == SIGSEGV);
        }
        CHECK(outcome(write(read_only)) == survived);
        CHECK(outcome(write(read_only + 39)) == survived);
        CHECK(data[0] == 0x55);
        pages.release(data, read_only + 40);
        CHECK(pages.in_use() == 0);
    }
    // Where its end is not aligned, less of it is sealed.
    std::uint8_t* const data = pages.allocate(100, 16, 20);
    CHECK(pages.address(data) % 16 == 0);
    pages.seal(data, 20);
    CHECK(outcome([&] { return static_cast<volatile std::uint8_t*>(data)[15] = 0, true; }) == SIGSEGV);
    CHECK(outcome([&] { return static_cast<volatile std::uint8_t*>(data)[16] = 0, true; }) == survived);
    pages.release(data, 100);
}

TEST_CASE("a block is whole pages") {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    memory::pages pages;
    std::vector<std::pair<std::uint8_t*, std::size_t>> blocks;
    std::size_t in_use = 0;
    for (const std::size_t size : {std::size_t{1}, page - 1, page, page + 1, 3 * page}) {
        std::uint8_t* const data = pages.allocate(size, page);
        REQUIRE(data != nullptr);
        CHECK(pages.address(data) % page == 0);
        std::memset(data, 0xff, size);
        in_use += (size + page - 1) / page * page;
        CHECK(pages.in_use() == in_use);
        blocks.emplace_back(data, size);
    }
    for (const auto& [data, size] : blocks) pages.release(data, size);
    CHECK(pages.in_use() == 0);
}

TEST_CASE_TEMPLATE("what pages can't give", Memory, NATLOAD_TEST_PAGES) {
    constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    Memory pages;
    CHECK(pages.allocate(0, 16) == nullptr);
    CHECK(pages.allocate(16, 2 * page) == nullptr);
    CHECK(pages.allocate(all, 16) == nullptr);
    CHECK(pages.allocate(all - page + 1, 16) == nullptr);
    CHECK(pages.allocate(all / 2 + 1, 16) == nullptr);
    pages.release(nullptr, 16);
    CHECK(pages.in_use() == 0);
}
