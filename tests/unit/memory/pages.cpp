// SPDX-License-Identifier: MIT
// Writable or executable, never both: proven by taking the faults, each in a process of its own.
#include <natload/cache/builtin.hpp>
#include <natload/memory/pages.hpp>

#include <doctest/doctest.h>

#include <csignal>
#include <cstring>
#include <limits>
#include <vector>

#include <sys/wait.h>

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

struct block {
    memory::pages pages;
    std::uint8_t* code = pages.allocate(sizeof add_code, 16);

    block() {
        REQUIRE(code != nullptr);
        std::memcpy(code, add_code, sizeof add_code);
    }
    ~block() { pages.release(code, sizeof add_code); }
    block(const block&) = delete;
    block& operator=(const block&) = delete;

    errc commit() {
        const auto relocate = [](std::uintptr_t) { return errc::none; };
        cache::builtin cache;
        return pages.commit(code, sizeof add_code, relocate, cache);
    }
    bool call() const { return reinterpret_cast<int (*)(int, int)>(pages.address(code))(40, 2) == 42; }
    bool write() const {
        *static_cast<volatile std::uint8_t*>(code) = *add_code;
        return true;
    }
    bool read() const { return *static_cast<const volatile std::uint8_t*>(code) == *add_code; }
};

}  // namespace

TEST_CASE("before commit: to be written and read, not to be called") {
    const block b;
    CHECK(outcome([&] { return b.write(); }) == survived);
    CHECK(outcome([&] { return b.read(); }) == survived);
    CHECK(outcome([&] { return b.call(); }) == SIGSEGV);
}

TEST_CASE("after commit: to be called and read, not to be written") {
    block b;
    REQUIRE(b.commit() == errc::none);
    CHECK(outcome([&] { return b.call(); }) == survived);
    CHECK(outcome([&] { return b.read(); }) == survived);
    CHECK(outcome([&] { return b.write(); }) == SIGSEGV);
    CHECK(b.call());
}

TEST_CASE("variables stay writable and are not executable, in pages of their own") {
    const auto page = static_cast<std::uint32_t>(sysconf(_SC_PAGESIZE));
    memory::pages pages;
    std::uint8_t* code = pages.allocate(page + 8, 16);
    REQUIRE(code != nullptr);
    std::memcpy(code, add_code, sizeof add_code);
    std::memcpy(code + page, add_code, sizeof add_code);
    const auto relocate = [](std::uintptr_t) { return errc::none; };
    cache::builtin cache;
    CHECK(pages.commit(code, page + 8, page - 8, relocate, cache) == errc::commit_failed);
    REQUIRE(pages.commit(code, page + 8, page, relocate, cache) == errc::none);
    const auto write = [&](std::size_t at) {
        static_cast<volatile std::uint8_t*>(code)[at] = 0;
        return true;
    };
    const auto call = [&](std::size_t at) {
        reinterpret_cast<int (*)(int, int)>(pages.address(code + at))(40, 2);
        return true;
    };
    CHECK(outcome([&] { return call(0); }) == survived);
    CHECK(outcome([&] { return write(0); }) == SIGSEGV);
    CHECK(outcome([&] { return write(page); }) == survived);
    CHECK(outcome([&] { return call(page); }) == SIGSEGV);
    pages.release(code, page + 8);
}

TEST_CASE("after release: nothing at all") {
    block b;
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

TEST_CASE("a relocation that fails leaves the block as it was") {
    block b;
    const auto relocate = [](std::uintptr_t) { return errc::relocation_outside; };
    cache::builtin cache;
    CHECK(b.pages.commit(b.code, sizeof add_code, relocate, cache) == errc::relocation_outside);
    CHECK(outcome([&] { return b.call(); }) == SIGSEGV);
    CHECK(outcome([&] { return b.write(); }) == survived);
}

TEST_CASE("what the system will not make executable is not committed") {
    block b;
    REQUIRE(munmap(b.code, sizeof add_code) == 0);  // the system then refuses to protect it
    CHECK(b.commit() == errc::commit_failed);
    b.pages.release(b.code, sizeof add_code);
    CHECK(b.pages.in_use() == 0);
    b.code = nullptr;
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

TEST_CASE("what pages can't give") {
    constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    memory::pages pages;
    CHECK(pages.allocate(0, 16) == nullptr);
    CHECK(pages.allocate(16, 2 * page) == nullptr);
    CHECK(pages.allocate(all, 16) == nullptr);
    CHECK(pages.allocate(all - page + 1, 16) == nullptr);
    CHECK(pages.allocate(all / 2 + 1, 16) == nullptr);
    pages.release(nullptr, 16);
    CHECK(pages.in_use() == 0);
}
