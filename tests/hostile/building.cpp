// SPDX-License-Identifier: MIT
// Programs for an interpreter: of every corpus file, of what became of it damaged, and with a host that gives up.
#include <doctest/doctest.h>

#include <corpus/here.hpp>

#include <string>

#include "hostile/building.hpp"
#include "hostile/hosts.hpp"
#include "hostile/mutants.hpp"

using namespace natload::testing;

TEST_CASE("what is made of every file is what is in it") {
    for (const corpus_file& file : corpus::here::files) {
        const std::string name = name_of(file);
        CAPTURE(name);
        with_machine_of(file.bytes, [&]<class Arch>(Arch) { CHECK(misbuilding<all_host<Arch>>(file.bytes) == ""); });
    }
}

TEST_CASE("what is read from a file or comes over a wire is what is in memory, refused or made") {
    for (const corpus_file& file : corpus::here::files) {
        const std::string name = name_of(file);
        CAPTURE(name);
        const mutants all(file.bytes, numbers_of(file.bytes), mutants_per_file);
        with_machine_of(file.bytes, [&]<class Arch>(Arch) {
            CHECK(misreading<all_host<Arch>>(file.bytes) == "");
            for (std::size_t i = 0; i < all.size(); i += 8) {
                CAPTURE(i);
                const std::string found = misreading<all_host<Arch>>(octet_string(all[i]));
                if (!found.empty()) CHECK(found == "");
            }
        });
    }
}

TEST_CASE("a host that gives up in the middle has made nothing for good") {
    for (const corpus_file& file : corpus::here::files) {
        const std::string name = name_of(file);
        CAPTURE(name);
        with_machine_of(file.bytes, [&]<class Arch>(Arch) {
            for (std::size_t most = 0; most < 32; ++most) CHECK(misbuilding<all_host<Arch>>(file.bytes, most) == "");
        });
    }
}

TEST_CASE("damaged programs are refused, or built as they are") {
    for (const corpus_file& file : corpus::here::files) {
        const std::string name = name_of(file);
        CAPTURE(name);
        const mutants all(file.bytes, numbers_of(file.bytes), mutants_per_file);
        with_machine_of(file.bytes, [&]<class Arch>(Arch) {
            for (std::size_t i = 0; i < all.size(); i += 4) {
                CAPTURE(i);
                const std::string found = misbuilding<all_host<Arch>>(octet_string(all[i]));
                if (!found.empty()) CHECK(found == "");
            }
        });
    }
}

// Flash that somebody else writes: from its n-th request on, the host sees to it that the image is another.
TEST_CASE("an image that changes while it is built leads nowhere but into its own memory") {
    for (const corpus_file& file : corpus::here::files) {
        const std::string name = name_of(file);
        CAPTURE(name);
        const mutants others(file.bytes, numbers_of(file.bytes), 24);
        with_machine_of(file.bytes, [&]<class Arch>(Arch) {
            for (std::size_t i = 0; i < others.size(); ++i) {
                const octet_string other = others[i];
                for (std::size_t when = 0; when < 12; when += 3) {
                    CAPTURE(i);
                    CAPTURE(when);
                    octet_string image(file.bytes.begin(), file.bytes.end());
                    interpreting_machine<all_host<Arch>> machine;
                    machine.host.before = [&](std::size_t request) {
                        if (request == when)
                            std::copy_n(other.begin(), std::min(other.size(), image.size()), image.begin());
                    };
                    static_cast<void>(machine.load_to.load(natload::bytes(image.data(), image.size())));
                    CHECK(!machine.code.taken());
                    CHECK(!machine.data.taken());
                    CHECK((machine.code.intact() && machine.data.intact()));
                    CHECK(!machine.host.wrong);
                }
            }
        });
    }
}

// The size of its read-only data, with room to grow, becomes one that wraps when it is rounded up.
TEST_CASE("a size that changes while a program is built does not wrap") {
    using machine = interpreting_machine<all_host<natload::arch::armv7m>>;
    std::uint8_t image[] = {'M', 6,    5 << 2 | 3, 31,   1,    0,    2,    'a', 0, 4 << 3 | 2, 0x70, 0x47,
                            0,   0xbf, 0x20,       0x80, 0x80, 0x80, 0x80, 4,   1, 2,          3,    4};
    constexpr std::size_t size_at = 15;
    static_assert(sizeof image == size_at + 5 + 4);
    machine unchanged;
    REQUIRE(unchanged.load_to.load(natload::bytes(image)));

    struct interning : noting_interpreter<all_host<natload::arch::armv7m>> {
        std::uint8_t* size = nullptr;
        std::uint16_t intern(natload::bytes text) {
            constexpr std::uint8_t largest[] = {0x8f, 0xff, 0xff, 0xff, 0x7f};
            std::copy(std::begin(largest), std::end(largest), size);
            return noting_interpreter<all_host<natload::arch::armv7m>>::intern(text);
        }
    } host;
    host.size = image + size_at;
    guarded_memory<std::uint32_t> code(machine::code_address, machine::room),
        data(machine::data_address, machine::room);
    natload::program_loader loader(all_host<natload::arch::armv7m>{}, code, data, host, natload::cache::none{});
    CHECK(loader.load(natload::bytes(image)).error() == natload::error{natload::errc::truncated, size_at + 5});
    CHECK(host.made.empty());
    CHECK((code.intact() && data.intact() && !code.taken() && !data.taken()));
}
