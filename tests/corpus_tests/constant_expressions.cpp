// SPDX-License-Identifier: MIT
// Corpus files in constant expressions: verified, planned, loaded and relocated by the compiler, for machines that are
// not there. What their memory holds then is stated as a hash; at run time the reference reader comes to the same.
#include <doctest/doctest.h>

#include <corpus/all.hpp>

#include <natload/memory/simulated.hpp>

#include <array>
#include <cstdint>
#include <span>

#include "hostile/loading.hpp"
#include "support/check_both.hpp"
#include "support/one_block.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

namespace arch = natload::arch;
namespace native = corpus::native;

// FNV-1a of 32 bits, over code and data.
class hash {
public:
    constexpr hash& operator()(std::span<const std::uint8_t> bytes) {
        for (const std::uint8_t byte : bytes) value_ = (value_ ^ byte) * 0x01000193;
        return *this;
    }
    constexpr std::uint32_t value() const { return value_; }

private:
    std::uint32_t value_ = 0x811c9dc5;
};

// A machine at the addresses that small_machine has.
template <class Arch>
struct constant_machine {
    using P = linked_on<Arch>;
    using word = typename Arch::word;
    using at = small_machine<P>;

    one_block<word, 8192> code{at::code_address};
    one_block<word, 4096> data{at::data_address};
    natload::host::simulated<word, P::options.host_entries, 8, 128> host{at::table_address};
    natload::loader<P, decltype(code), decltype(data), decltype(host), natload::cache::none> loader{
        P{}, code, data, host, {}};

    constexpr constant_machine() {
        for (std::size_t i = 0; i < P::options.host_entries; ++i) host.entries[i] = at::entry(i);
    }
};

// The hash of a module's memory; 0: it can't be loaded, or not all was given back, or the plan was wrong.
template <class Arch>
constexpr std::uint32_t loaded(natload::bytes image) {
    constant_machine<Arch> machine;
    const auto verified = machine.loader.verify(image);
    if (!verified) return 0;
    const auto planned = plan(*verified);
    if (!planned) return 0;
    std::uint32_t memory = 0;
    {
        const auto module = machine.loader.load(*verified);
        if (!module) return 0;
        if (module->code().size() != planned->code || module->data().size() != planned->data) return 0;
        if (module->entry_address() != Arch::callable(small_machine<linked_on<Arch>>::code_address)) return 0;
        memory = hash{}({module->code().data(), module->code().size()})({module->data().data(), module->data().size()})
                     .value();
    }
    return machine.code.taken() || machine.data.taken() || machine.host.names.in_use() != 0 ? 0 : memory;
}

// The same by the format's description.
template <class Arch>
std::uint32_t expected(std::span<const std::uint8_t> file) {
    using P = linked_on<Arch>;
    const reference::result read = reference::read(file, options_of<P>());
    expected_memory memory = memory_of<P>(read.image->root);
    memory.data.resize(memory.names_at);
    std::uint32_t next = 166;
    for (const reference::name& n : read.image->names) {
        const std::uint32_t number = n.static_number != 0 ? n.static_number : next++;
        memory.data.push_back(static_cast<std::uint8_t>(number));
        memory.data.push_back(static_cast<std::uint8_t>(number >> 8));
    }
    return hash{}(memory.code)(memory.data).value();
}

// The words of dispatch for x64 that are relocated, and whether bss is added to them; to the others it is the code.
struct relocated {
    std::size_t word;
    bool to_bss = false;
};
constexpr relocated of_dispatch[] = {{20}, {21},       {22, true}, {23}, {24}, {25, true}, {26},
                                     {27}, {28, true}, {29},       {30}, {32}, {33, true}};

// Loads it with the library's own simulated memory and host; whether each word is the file's with its address added.
constexpr bool dispatch_is_relocated_word_by_word() {
    using P = linked_on<arch::x64>;
    constexpr std::uint64_t base = 0xffff'ffff'ffff'0000;
    natload::memory::simulated<std::uint64_t, 512> memory(base);
    natload::host::simulated<std::uint64_t, 87> host(0x7000);
    natload::loader loader(P{}, memory, memory, host);
    const auto module = loader.load(*loader.verify(native::x64::dispatch_mpy));
    if (!module || module->code().size() != 272) return false;

    const std::uint64_t code = memory.address(module->code().data());
    const std::uint64_t bss = memory.address(module->data().data());
    std::array<std::uint64_t, 34> added{};
    for (const relocated& r : of_dispatch) added[r.word] = r.to_bss ? bss : code;
    const natload::bytes file(native::x64::dispatch_mpy);
    const auto word = [](const std::uint8_t* at) {
        return natload::load_unaligned<std::uint64_t, std::endian::little>(at);
    };
    bool all = code > base && bss > code && bss < base + 512;
    for (std::size_t i = 0; i < added.size(); ++i) {
        all = all && word(module->code().data() + 8 * i) == word(file.data() + 22 + 8 * i) + added[i];
    }
    return all;
}

}  // namespace

// The file's memory has this hash: by the compiler, at run time, and by the reference reader.
#define CHECK_MEMORY(ARCH, FILE, HASH)                              \
    do {                                                            \
        CHECK_BOTH(loaded<arch::ARCH>(native::ARCH::FILE) == HASH); \
        CHECK(expected<arch::ARCH>(native::ARCH::FILE) == HASH);    \
    } while (false)

TEST_CASE("every module of x64") {
    CHECK_MEMORY(x64, answer_mpy, 0xa97e51db);
    CHECK_MEMORY(x64, counter_mpy, 0x0ff07205);
    CHECK_MEMORY(x64, dispatch_mpy, 0xf44a5227);
    CHECK_MEMORY(x64, floats_mpy, 0x6c215205);
    CHECK_MEMORY(x64, hostcalls_mpy, 0x0f8cd09d);
    CHECK_MEMORY(x64, memory_mpy, 0xf6927b17);
    CHECK_MEMORY(x64, relocs_mpy, 0xf32a71e0);
    CHECK_MEMORY(x64, sha256_mpy, 0xa55c780c);
    CHECK_MEMORY(x64, strings_mpy, 0x4e11287e);
}

TEST_CASE("every module of armv7m") {
    CHECK_MEMORY(armv7m, answer_mpy, 0x6d7cb0b8);
    CHECK_MEMORY(armv7m, counter_mpy, 0xedda92eb);
    CHECK_MEMORY(armv7m, dispatch_mpy, 0xc9e00d69);
    CHECK_MEMORY(armv7m, floats_mpy, 0x67c3ba95);
    CHECK_MEMORY(armv7m, hostcalls_mpy, 0xc268224c);
    CHECK_MEMORY(armv7m, memory_mpy, 0x002ed763);
    CHECK_MEMORY(armv7m, relocs_mpy, 0xf37afe24);
    CHECK_MEMORY(armv7m, sha256_mpy, 0xda74cb8e);
    CHECK_MEMORY(armv7m, strings_mpy, 0x89143b00);
}

TEST_CASE("every module of rv32imc") {
    CHECK_MEMORY(rv32imc, answer_mpy, 0x38c4dd12);
    CHECK_MEMORY(rv32imc, counter_mpy, 0x5bcc8756);
    CHECK_MEMORY(rv32imc, dispatch_mpy, 0xa17a09fa);
    CHECK_MEMORY(rv32imc, floats_mpy, 0x8dcafdc6);
    CHECK_MEMORY(rv32imc, hostcalls_mpy, 0x84285648);
    CHECK_MEMORY(rv32imc, memory_mpy, 0x1ff19a81);
    CHECK_MEMORY(rv32imc, relocs_mpy, 0x75e313ca);
    CHECK_MEMORY(rv32imc, sha256_mpy, 0x5c9c1da2);
    CHECK_MEMORY(rv32imc, strings_mpy, 0x00f3c2e3);
}

TEST_CASE("modules of every other architecture: code and data in turn, 240 words, names") {
    CHECK_MEMORY(x86, dispatch_mpy, 0x532d8044);
    CHECK_MEMORY(x86, relocs_mpy, 0x077778bc);
    CHECK_MEMORY(x86, strings_mpy, 0x8012262b);
    CHECK_MEMORY(armv6m, dispatch_mpy, 0x2d2a3c94);
    CHECK_MEMORY(armv6m, relocs_mpy, 0x4a1f5f4b);
    CHECK_MEMORY(armv6m, strings_mpy, 0xa96ec515);
    CHECK_MEMORY(armv7emsp, dispatch_mpy, 0xa3159de1);
    CHECK_MEMORY(armv7emsp, relocs_mpy, 0xbf007a74);
    CHECK_MEMORY(armv7emsp, strings_mpy, 0x89143b00);
    CHECK_MEMORY(armv7emdp, dispatch_mpy, 0xef41fe41);
    CHECK_MEMORY(armv7emdp, relocs_mpy, 0xbf007a74);
    CHECK_MEMORY(armv7emdp, strings_mpy, 0x89143b00);
    CHECK_MEMORY(xtensa, dispatch_mpy, 0x02816b5e);
    CHECK_MEMORY(xtensa, relocs_mpy, 0x81d992f5);
    CHECK_MEMORY(rv64imc, dispatch_mpy, 0x863453b3);
    CHECK_MEMORY(rv64imc, relocs_mpy, 0xc4f71c30);
    CHECK_MEMORY(rv64imc, strings_mpy, 0x4463d4f1);
}

TEST_CASE("a module in simulated memory, word by word") { CHECK_BOTH(dispatch_is_relocated_word_by_word()); }

TEST_CASE("files with everything that the format has are verified") {
    CHECK_BOTH(accepted<all_on<arch::x86>>(corpus::bytecode::empty_mpy));
    CHECK_BOTH(accepted<all_on<arch::armv6>>(corpus::bytecode::sensor_mpy));
    CHECK_BOTH(accepted<all_on<arch::rv64imc>>(corpus::bytecode::many_mpy));
    CHECK_BOTH(accepted<all_on<arch::x64>>(corpus::emitted::x64::emitted_mpy));
    CHECK_BOTH(accepted<all_on<arch::xtensawin>>(corpus::emitted::xtensawin::sensor_native_mpy));
    CHECK_BOTH(accepted<all_on<arch::armv7emdp>>(corpus::emitted::armv7em::asm_mpy));
    CHECK_BOTH(natload::verify<all_on<arch::armv7m>>(corpus::bytecode::many_mpy)->totals().raw_codes == 181);
}
