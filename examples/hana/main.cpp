// SPDX-License-Identifier: MIT
// hana_host FILE...: tells what each module takes on the machine that it is for, and runs those for this one. With
// Boost.Hana, a host's functions have names, and a loop over types finds an architecture while the program runs.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <natload/arch/native.hpp>
#include <natload/core/error_text.hpp>
#include <natload/interop/hana.hpp>
#include <natload/memory/pages.hpp>
#include <natload/natload.hpp>
#include <vector>

namespace {

using namespace natload;
using word = arch::native::word;

// -- Functions by name. A name or an index given twice does not compile, and neither does looking up one that is not
// there.

word first_of(word first, word /*second*/) { return first; }

constexpr auto memset_name = BOOST_HANA_STRING("memset");
constexpr auto exports = interop::make_exports(interop::export_as<3>(BOOST_HANA_STRING("from_object"), &first_of),
                                               interop::export_as<4>(BOOST_HANA_STRING("to_object"), &first_of),
                                               interop::export_as<50>(memset_name, &std::memset),
                                               interop::export_as<51>(BOOST_HANA_STRING("memmove"), &std::memmove));
static_assert(interop::index_of(exports, memset_name) == 50u);
constexpr auto functions = interop::make_table<87>(exports);

// -- Architectures as types.

/// What a module takes on the machine that it is for, whichever that is.
template <class Arch>
void tell_budget(bytes image) {
    const auto verified = verify<platform<Arch>>(image);
    const auto needs = plan(*verified);
    std::printf("  for %s: %u bytes of code, %u of data\n", text(Arch::number), needs->code, needs->data);
}

/// And what it returns, if that is this machine.
void run(bytes image) {
    memory::pages pages;
    host::name_pool<16> names;
    host::native the_host(functions, names);
    loader the_loader(platform<arch::native>{}, pages, pages, the_host);
    if (const auto module = the_loader.load(*the_loader.verify(image))) {
        std::printf("  returns %u\n", static_cast<unsigned>(module->call(5)));
    }
}

}  // namespace

int main(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        std::ifstream file(argv[i], std::ios::binary);
        const std::vector<std::uint8_t> content(std::istreambuf_iterator<char>(file), {});
        const bytes image(content.data(), content.size());
        const isa number = read_header(image)->architecture;
        std::printf("%s\n", argv[i]);
        boost::hana::for_each(interop::architectures, [&](auto type) {
            using machine = typename decltype(type)::type;
            if (machine::number == number) tell_budget<machine>(image);
        });
        run(image);
    }
}
