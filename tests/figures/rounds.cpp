// SPDX-License-Identifier: MIT
// rounds MODULE N: verifies, loads and releases a corpus module N times. The instructions of N + 1 rounds less those
// of N are a warm round's. What is counted is verify_load_release() and what it calls.
#include <natload/arch/native.hpp>
#include <natload/natload.hpp>

#include <cstdlib>
#include <cstring>
#include <string_view>

#include <corpus/here.hpp>

namespace {

using natload::host::entry;
constexpr auto function_table = natload::host::make_table<87>(entry<50>(&std::memset), entry<51>(&std::memmove));

natload::host::name_pool<16> names;
constinit natload::host::native host(function_table, names);

// The code is not called, so it need not be executable.
alignas(16) std::uint8_t code_buffer[64 * 1024];
alignas(16) std::uint8_t data_buffer[16 * 1024];
constinit natload::memory::arena code(code_buffer);
constinit natload::memory::arena data(data_buffer);

}  // namespace

[[gnu::noinline]] bool verify_load_release(natload::bytes image) {
    natload::loader loader(natload::platform<natload::arch::native>{}, code, data, host);
    return loader.load(image).has_value();
}

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    for (const natload::testing::corpus_file& file : natload::testing::corpus::here::files) {
        if (file.name != std::string_view(argv[1])) continue;
        for (int n = std::atoi(argv[2]); n != 0; --n) {
            if (!verify_load_release(file.bytes)) return 1;
        }
        return 0;
    }
    return 2;
}
