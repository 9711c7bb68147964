// SPDX-License-Identifier: MIT
// A firmware that finds modules in its memory-mapped flash, refuses those that will not do and says why, loads the
// others, calls them, and gives every byte back.
#include <natload/arch/native.hpp>
#include <natload/format/diagnosis.hpp>
#include <natload/natload.hpp>

#include "calls.hpp"
#include "console.hpp"
#include "machine.hpp"

extern "C" {
extern const std::uint8_t partition_begin[], partition_end[];
void* memset(void*, int, std::size_t);
void* memmove(void*, const void*, std::size_t);
}

namespace {

using namespace natload;
using console::column;
using console::hex;
using console::print;
using console::right;

using this_platform = platform<arch::native>;
using word = this_platform::arch::word;

// What modules may call: integers that need no conversion, and two functions of C.
word from_object(word object, word /*type*/) { return object; }
word to_object(word value, word /*type*/) { return value; }
constexpr auto functions = host::make_table<this_platform::options.host_entries>(
    host::entry<3>(&from_object), host::entry<4>(&to_object), host::entry<50>(&memset), host::entry<51>(&memmove));
host::name_pool<32> names;  // texts stay in the flash

host::native the_host(functions, names);
loader the_loader(this_platform{}, machine::code, machine::data, the_host);
using loaded_module = module<decltype(the_loader)>;

/// Bytes of memory and names that are taken.
struct usage {
    std::size_t code = machine::code.in_use();
    std::size_t data = machine::data.in_use();
    std::size_t names = ::names.in_use();

    bool operator==(const usage&) const = default;
};

/// The next place where an image may start: they are aligned to 16.
const std::uint8_t* find_image(const std::uint8_t* at) {
    while (at != partition_end && (at[0] != 'M' || at[1] != file_version)) at += 16;
    return at;
}

/// A linked module's first name is that of its file.
bytes name_of(const verified<this_platform>& image) {
    cursor in(image.parts().names, image.image().end());
    const std::uint32_t size = in.vuint() >> 1;
    return {in.take(size), size};
}

void print_identity() {
    constexpr std::uint32_t number = identity<this_platform::arch>(this_platform::options.abi);
    print("natload on ", machine::name);
    print();
    print("identity", column{12}, text(this_platform::arch::number), ", native ABI 6.",
          std::size_t{static_cast<std::uint8_t>(this_platform::options.abi)}, ": sys.implementation._mpy is ",
          std::size_t{number}, " (", hex{number, 4}, ")");
    print("host", column{12}, functions.length, " words in the function table, small integers of ",
          std::size_t{this_platform::options.small_int_bits}, " bits");
    print("flash", column{12}, static_cast<std::size_t>(partition_end - partition_begin), " bytes of modules at ",
          hex{partition_begin});
    print();
}

void print_refusal(bytes rest, error why) {
    const diagnosis said = diagnose<this_platform>(rest, why);
    print("  refused", column{12}, said.c_str());
}

void print_module(const verified<this_platform>& image, const loaded_module& module) {
    const header h = *read_header(image.image());
    const budget b = *plan(image);
    print("  header", column{12}, text(h.architecture), ", native ABI 6.", std::size_t{h.sub_version},
          ", small integers of ", std::size_t{h.small_int_bits}, " bits");
    print("  takes", column{12}, "code ", std::size_t{b.code}, ", data ", std::size_t{b.data}, " (bss ",
          std::size_t{b.bss}, ", rodata ", std::size_t{b.rodata}, ", names ", std::size_t{b.names},
          "), relocated words ", std::size_t{b.relocated_words});
    print("  runs", column{12}, "at ", hex{module.code().data()}, ", its data at ", hex{module.data().data()});
}

void print_usage(const char* when, const usage& u) {
    print("  ", when, right{24, u.code}, right{33, u.data}, right{42, u.names});
}

}  // namespace

int main() {
    print_identity();

    const usage before;
    result<loaded_module> modules[8];
    std::size_t loaded = 0;
    std::size_t refused = 0;
    const std::uint8_t* at = find_image(partition_begin);
    while (at != partition_end && loaded != 8) {
        const bytes rest(at, partition_end);
        const auto image = the_loader.verify(rest, trailing::accept);
        if (image) {
            const bytes name = name_of(*image);
            print(hex{at}, "  ", name, ", ", image->image().size(), " bytes");
            auto& module = modules[loaded];
            module = the_loader.load(*image);
            if (module) {
                print_module(*image, *module);
                demo::call(name, *module);
                ++loaded;
            } else {
                print_refusal(rest, module.error());
                ++refused;
            }
            at += align_up(image->image().size(), std::size_t{16});
        } else {
            print(hex{at}, "  an image for ", text(read_header(rest)->architecture));
            print_refusal(rest, image.error());
            ++refused;
            at += 16;
        }
        print();
        at = find_image(at);
    }

    const usage during;
    for (auto& module : modules) module->release();
    const usage after;

    print("in use", column{20}, "code", column{29}, "data", column{37}, "names");
    print_usage("before", before);
    print_usage("loaded", during);
    print_usage("released", after);
    print();
    print(loaded, " modules ran, ", refused, " images were refused, ",
          after == before ? "every byte was given back." : "not every byte was given back.");
    return after == before ? 0 : 1;
}
