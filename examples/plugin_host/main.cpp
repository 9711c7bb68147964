// SPDX-License-Identifier: MIT
// An application with plugins: plugin_host FILE... loads modules that call the application's own functions. Its table
// has its own length and its own meaning; MicroPython has no part in it.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <natload/arch/native.hpp>
#include <natload/format/diagnosis.hpp>
#include <natload/memory/pages.hpp>
#include <natload/natload.hpp>
#include <vector>

namespace {

using namespace natload;
using word = arch::native::word;

// -- What plugins may call: the application's side of the agreement with those who write them.

constexpr std::size_t table_length = 52;

word read_sensor(word channel, word /*unit*/) {
    std::printf("  reads sensor %u\n", static_cast<unsigned>(channel));
    return 1000 + channel;
}

word publish(word value, word /*unit*/) {
    std::printf("  publishes %u\n", static_cast<unsigned>(value));
    return value;
}

constexpr auto functions =
    host::make_table<table_length>(host::entry<3>(&read_sensor), host::entry<4>(&publish),
                                   host::entry<50>(&std::memset), host::entry<51>(&std::memmove));

// -- Loading them.

using plugin_platform = platform<arch::native, platform_options{.host_entries = table_length}>;

host::name_pool<64, 2048> names;  // with the texts, so an image can go when it is loaded
memory::pages pages;              // executable when they are no longer writable
host::native the_host(functions, names);
loader the_loader(plugin_platform{}, pages, pages, the_host);
using loaded_plugin = module<decltype(the_loader)>;

result<loaded_plugin> load(bytes image) {
    const auto verified = the_loader.verify(image);
    if (!verified) return verified.error();
    return the_loader.load(*verified);
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<loaded_plugin> plugins;
    for (int i = 1; i < argc; ++i) {
        std::ifstream file(argv[i], std::ios::binary);
        const std::vector<std::uint8_t> image(std::istreambuf_iterator<char>(file), {});
        if (!file) {
            std::printf("%s: can't be read\n", argv[i]);
        } else if (auto loaded = load(image)) {
            plugins.push_back(*std::move(loaded));
        } else {
            const diagnosis said = diagnose<plugin_platform>(image, loaded.error());
            std::printf("%s: refused: %s\n", argv[i], said.c_str());
        }
    }
    for (const loaded_plugin& p : plugins) {
        std::printf("plugin of %zu bytes of code\n", p.code().size());
        std::printf("  returns %u\n", static_cast<unsigned>(p.call(5)));
    }
    plugins.clear();
    std::printf("pages and names in use: %zu, %zu\n", pages.in_use(), names.in_use());
}
