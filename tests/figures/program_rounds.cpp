// SPDX-License-Identifier: MIT
// program_rounds FILE N: the same as rounds, of a file for an interpreter: FOLDER.NAME of the corpus's bytecode and of
// what Python's compiler made for this machine. The host makes nothing, nor does it number names.
#include <natload/arch/native.hpp>
#include <natload/load/program_loader.hpp>
#include <natload/natload.hpp>

#include <cstdlib>
#include <cstring>
#include <string>

#include <corpus/bytecode.hpp>
#include <corpus/emitted/x64.hpp>

namespace {

using word = natload::arch::native::word;

natload::host::name_pool<1> names;
constexpr auto function_table = natload::host::make_table<87>(natload::host::entry<50>(&std::memset));

struct idle_interpreter : natload::host::native<word, decltype(function_table), decltype(names)> {
    using native::native;
    std::uint16_t intern(natload::bytes) { return 166; }
    void forget(std::uint16_t) {}
    word object(natload::object_type, natload::bytes) { return 1; }
    word tuple(std::uint32_t) { return 1; }
    void set_item(word, std::uint32_t, word) {}
    word function(const natload::placed_code<word>&) { return 1; }
    void drop(word) {}
};
constinit idle_interpreter host(function_table, names);

// The code is not called, so it need not be executable.
alignas(16) std::uint8_t code_buffer[64 * 1024];
alignas(16) std::uint8_t data_buffer[64 * 1024];
constinit natload::memory::arena code(code_buffer);
constinit natload::memory::arena data(data_buffer);

}  // namespace

[[gnu::noinline]] bool verify_load_release(natload::bytes image) {
    constexpr natload::platform_options options{.scope = natload::scope::all};
    natload::program_loader loader(natload::platform<natload::arch::native, options>{}, code, data, host);
    return loader.load(image).has_value();
}

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const auto run_those = [&](const auto& files, const char* folder) {
        for (const natload::testing::corpus_file& file : files) {
            if (std::string(folder) + file.name != argv[1]) continue;
            for (int n = std::atoi(argv[2]); n != 0; --n) {
                if (!verify_load_release(file.bytes)) std::exit(1);
            }
            return true;
        }
        return false;
    };
    namespace corpus = natload::testing::corpus;
    return run_those(corpus::bytecode::files, "bytecode.") || run_those(corpus::emitted::x64::files, "emitted.") ? 0
                                                                                                                 : 2;
}
