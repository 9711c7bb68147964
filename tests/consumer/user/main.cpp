// SPDX-License-Identifier: MIT
// A user's program: loads the module in argv[1], calls it, prints what it returns.
#include <natload/arch/native.hpp>
#include <natload/core/error_text.hpp>
#include <natload/memory/pages.hpp>
#include <natload/natload.hpp>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

constexpr auto table = natload::host::make_table<87>(natload::host::entry<50>(&std::memset));

int main(int, char** argv) {
    std::ifstream file(argv[1], std::ios::binary);
    const std::vector<char> text((std::istreambuf_iterator<char>(file)), {});
    // Nobody imposes natload's own warnings on its users: the cast of old would be an error there.
    const natload::bytes image((const std::uint8_t*)text.data(), text.size());

    natload::memory::pages code;
    alignas(16) static std::uint8_t bytes[4096];
    natload::memory::arena data(bytes);
    natload::host::name_pool<8> names;
    natload::host::native host(table, names);
    natload::loader loader(natload::platform<natload::arch::native>{}, code, data, host);

    const auto verified = loader.verify(image);
    if (!verified) {
        std::printf("%s\n", natload::text(verified.error().code));
        return 1;
    }
    const auto module = loader.load(*verified);
    if (!module) return 1;
    std::printf("natload %d.%d.%d: %d\n", NATLOAD_VERSION_MAJOR, NATLOAD_VERSION_MINOR, NATLOAD_VERSION_PATCH,
                static_cast<int>(module->call()));
}
