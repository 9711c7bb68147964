// SPDX-License-Identifier: MIT
// Images from sources: a file is verified whole before anything is asked for, a wire is undone; memory to the byte;
// what a source is asked. In constant expressions too.
#include <natload/host/simulated_interpreter.hpp>
#include <natload/load/program_loader.hpp>
#include <natload/memory/recording.hpp>
#include <natload/memory/simulated.hpp>
#include <natload/memory/staged.hpp>
#include <natload/natload.hpp>
#include <natload/source/fatfs.hpp>
#include <natload/source/littlefs.hpp>
#include <natload/source/simulated.hpp>

#include <array>

#include "support/check_both.hpp"
#include "support/mpy_writer.hpp"
#include "unit/load/program_firmware.hpp"

using namespace natload;
using testing::octets;
using testing::word_at;
using testing::writer;

namespace {

template <class Arch, natload::scope Scope = scope::all>
using firmware = testing::program_firmware<Arch, platform_options{.scope = Scope, .max_code = 256, .max_data = 512}>;

constexpr auto function = testing::function_without_arguments;

// A name of 100 bytes, longer than a window; "y" as a constant; bytecode with a viper function as its child.
template <class Arch>
constexpr writer small_file() {
    using word = typename Arch::word;
    constexpr std::array<std::uint8_t, 2 * sizeof(word)> two_words{};
    constexpr std::array<std::uint8_t, 3> rodata{1, 2, 3};
    writer w;
    w.header({.architecture = static_cast<testing::isa>(natload::isa{Arch::number})}).counts(1, 1).vuint(200);
    for (unsigned i = 0; i < 100; ++i) w.byte('a' + i % 26);
    return w.byte(0)
        .object(testing::object_type::str, "y")
        .bytecode(function, true)
        .children(1)
        .viper(two_words, {.rodata = rodata, .bss = 5, .relocations = true})
        .relocation(testing::to::bss, testing::in_code(0))
        .relocation(testing::to::code, testing::in_code(1))
        .end_of_relocations();
}

// What is made, and where: the same from a file and over a wire.
template <class Arch, class Program>
constexpr bool is_made(firmware<Arch>& f, const Program& p) {
    using word = typename Arch::word;
    constexpr word w = sizeof(word);
    const word at = f.data.address(p.data().data());
    const word code = f.code.address(p.code().data());
    bool holds = p.root() == 2 && f.host[1].text.size() == 1 && f.host[1].text[0] == 'y' && f.host[3].owner == 2;
    const auto number = load<std::uint16_t, Arch::byte_order>(p.data().data() + w);
    holds = holds && f.host.names.text(number).size() == 100 && f.host.names.text(number)[99] == 'a' + 99 % 26;
    // The table of objects, that of names, text, bytecode, the root's child, rodata, bss: a word's padding each.
    const std::size_t text = 2 * sizeof(word), bytecode = text + sizeof(word);
    const std::size_t child = bytecode + align_up(function.size(), sizeof(word));
    const std::size_t rodata = child + sizeof(word), bss = rodata + align_up(std::size_t{3}, sizeof(word));
    const bytes root = f.host[2].code.code();
    holds = holds && f.host[1].text.data() == p.data().data() + text && root.data() == p.data().data() + bytecode;
    for (std::size_t i = 0; i < function.size(); ++i) holds = holds && root[i] == bytes(function)[i];
    holds = holds && word_at<Arch>(p.data().data() + child) == 3 && p.data()[rodata + 2] == 3;
    for (std::size_t i = 0; i < align_up(std::size_t{5}, sizeof(word)); ++i) holds = holds && p.data()[bss + i] == 0;
    return holds && word_at<Arch>(p.code().data()) == at + static_cast<word>(bss) &&
           word_at<Arch>(p.code().data() + w) == code;
}

template <class Arch>
constexpr std::uint32_t data_needed() {
    constexpr std::uint32_t w = sizeof(typename Arch::word);
    return 4 * w + align_up(static_cast<std::uint32_t>(function.size()), w) + align_up(std::uint32_t{3}, w) +
           align_up(std::uint32_t{5}, w);
}

template <class Arch>
constexpr bool a_file_is_loaded() {
    firmware<Arch> f;
    const auto image = small_file<Arch>();
    source::simulated_file file{bytes(image)};
    const auto planned = f.loader.plan(file);
    auto p = f.loader.load(file);
    if (!planned || !p || !is_made(f, *p)) return false;
    // While the name is numbered its text needs room, behind the two tables: that is the most there is at a time.
    constexpr std::uint32_t w = sizeof(typename Arch::word);
    const std::uint32_t with_name = 2 * w + align_up(std::uint32_t{100}, w);
    const std::uint32_t most = with_name > data_needed<Arch>() ? with_name : data_needed<Arch>();
    const bool to_the_byte = planned->data == most && p->data().size() == most && planned->code == p->code().size() &&
                             planned->staging == 0 && planned->used == image.size();
    p->release();
    return to_the_byte && f.all_given_back();
}

template <class Arch>
constexpr bool what_comes_over_a_wire_is_loaded() {
    firmware<Arch> f;
    const auto image = small_file<Arch>();
    source::simulated_wire wire(bytes(image), 3);
    auto p = f.loader.load(wire);
    if (!p || !is_made(f, *p)) return false;
    // It was asked for limits, and has given back what it did not need.
    const bool asked =
        f.log[0] == event{event_kind::allocate, 0x10000 + 16, 256} && p->code().size() < 256 && p->data().size() < 512;
    p->release();
    return asked && f.all_given_back();
}

// A wire goes on behind an image; no byte more is asked for than what comes with its last.
template <class Arch>
constexpr bool a_wire_may_go_on() {
    firmware<Arch> f;
    const auto image = small_file<Arch>();
    const auto more = writer{}.bytes(image).bytes(octets(1, 2, 3, 4));
    source::simulated_wire refused{bytes(more)}, one_by_one(bytes(more), 1);
    if (f.loader.load(refused).error() != error{errc::trailing_bytes, static_cast<std::uint32_t>(image.size())}) {
        return false;
    }
    auto p = f.loader.load(one_by_one, trailing::accept);
    const bool loaded = p && one_by_one.position() == image.size();
    p->release();
    return loaded && f.all_given_back();
}

// Wherever a source ends or fails: of a file nothing was asked for, of a wire all was given back.
template <class Arch, class Source>
constexpr bool sources_may_end_anywhere() {
    const auto image = small_file<Arch>();
    firmware<Arch> f;
    for (std::uint32_t size = 0; size < image.size(); ++size) {
        Source cut(bytes(image.data(), size)), failing{bytes(image)};
        failing.fails_at = size;
        f.host.grants = 24;
        const error expected = verify<typename firmware<Arch>::P>(bytes(image.data(), size)).error();
        if (f.loader.load(cut).error() != expected) return false;
        if (f.loader.load(failing).error().code != errc::read_failed) return false;
        if (!f.all_given_back()) return false;
    }
    return !rewindable_source<Source> || f.log.count() == 0;
}

// Whatever is refused while a wire is read, all is given back.
template <class Arch>
constexpr bool refusals_leave_nothing() {
    const auto image = small_file<Arch>();
    for (std::size_t grants = 0; grants < 3; ++grants) {
        firmware<Arch> f;
        f.host.grants = grants;
        source::simulated_wire wire{bytes(image)};
        if (f.loader.load(wire).error().code != errc::host_full || !f.all_given_back()) return false;
    }
    for (const errc expected : {errc::code_memory, errc::data_memory, errc::commit_failed}) {
        firmware<Arch> f;
        if (expected == errc::code_memory) f.code.grants = 0;
        if (expected == errc::data_memory) f.data.grants = 0;
        if (expected == errc::commit_failed) f.code.commit_answer = errc::commit_failed;
        source::simulated_wire wire{bytes(image)};
        if (f.loader.load(wire).error().code != expected || !f.all_given_back()) return false;
    }
    return true;
}

// A function with so many bytes of code, in steps of 16, and of rodata.
template <class Arch>
constexpr auto function_of(std::size_t code, std::size_t rodata) {
    constexpr std::array<std::uint8_t, 528> zeros{};
    return testing::basic_writer<1024>{}
        .header({.architecture = static_cast<testing::isa>(natload::isa{Arch::number})})
        .counts(0, 0)
        .viper(std::span(zeros).first(code), {.rodata = std::span(zeros).first(rodata)});
}

// Images may take all of the platform's limits and no more. What is malformed is told first, but of a wire.
template <class Arch>
constexpr bool limits_are_kept() {
    firmware<Arch> f;
    const auto load = [&](bytes image, errc of_memory_and_files, errc of_wires) {
        source::simulated_file file{image};
        source::simulated_wire wire{image};
        const error of_memory = f.loader.load(image).error(), of_file = f.loader.load(file).error();
        const error planned = f.loader.plan(file).error(), of_wire = f.loader.load(wire).error();
        return of_memory.code == of_memory_and_files && of_file == of_memory && planned == of_memory &&
               of_wire.code == of_wires && f.all_given_back();
    };
    const auto cut_short = [](bytes image) { return bytes(image.data(), image.size() - 1); };
    const auto too_much_code = function_of<Arch>(272, 0), too_much_data = function_of<Arch>(256, 513);
    return load(function_of<Arch>(256, 512), errc::none, errc::none) &&
           load(too_much_code, errc::code_limit, errc::code_limit) &&
           load(too_much_data, errc::data_limit, errc::data_limit) &&
           load(cut_short(too_much_code), errc::code_limit, errc::code_limit) &&
           load(cut_short(too_much_data), errc::truncated, errc::data_limit);
}

// Names and constants without text leave nothing to look at.
template <class Arch>
constexpr bool there_may_be_no_text() {
    firmware<Arch> f;
    const auto names = [](std::uint32_t number) { return writer{}.header({}).counts(1, 1).static_qstr(number); };
    const auto image = names(1).object(testing::object_type::none).bytecode(function);
    const auto refused = names(0);
    source::simulated_file file{bytes(image)}, bad_file{bytes(refused)};
    source::simulated_wire wire{bytes(image)}, bad_wire{bytes(refused)};
    const error expected{errc::static_name, refused.at(testing::field::qstr)};
    if (f.loader.load(bad_file).error() != expected || f.loader.load(bad_wire).error() != expected) return false;
    const error of_file = f.loader.load(file).error(), of_wire = f.loader.load(wire).error();
    return of_file == error{} && of_wire == error{} && f.all_given_back();
}

// Machine code for a firmware without an interpreter.
template <class Arch>
constexpr bool linked_modules_come_over_a_wire() {
    constexpr std::array<std::uint8_t, 16> code{7};
    firmware<Arch, scope::linked> f;
    const auto image = writer{}
                           .header({.architecture = static_cast<testing::isa>(natload::isa{Arch::number})})
                           .counts(1, 0)
                           .qstr("name")
                           .viper(code, {.bss = 8, .relocations = true})
                           .relocation(testing::to::bss, testing::in_code(1))
                           .end_of_relocations();
    source::simulated_wire wire{bytes(image)};
    auto p = f.loader.load(wire);
    if (!p) return false;
    const bool there = p->root() == Arch::callable(f.code.address(p->code().data())) && p->code()[0] == 7 &&
                       f.host.names.in_use() == 1 && f.host.in_use() == 0;
    p->release();
    return there && f.all_given_back();
}

// Trusts images that sum up to a number; notes what had been asked of the memories when it was asked.
template <class Firmware>
struct checksum {
    Firmware& f;
    std::uint32_t expected;
    std::uint32_t sum = 0;
    std::size_t length = 0;
    std::size_t events_before = 0;

    constexpr void update(bytes piece) {
        for (const std::uint8_t byte : piece) sum += byte;
        length += piece.size();
    }
    constexpr bool genuine() {
        events_before = f.log.count();
        return sum == expected;
    }
};

template <class Arch, class Source>
constexpr bool sources_may_be_checked() {
    const auto image = small_file<Arch>();
    std::uint32_t sum = 0;
    for (const std::uint8_t byte : bytes(image)) sum += byte;

    firmware<Arch> f;
    Source good{bytes(image)};
    checksum<firmware<Arch>> trusting{f, sum};
    auto p = f.loader.load(good, trusting);
    if (!p || !is_made(f, *p) || trusting.length != image.size()) return false;
    if (rewindable_source<Source> && trusting.events_before != 0) return false;
    p->release();

    Source other{bytes(image)}, cut{bytes(image.data(), image.size() - 1)}, failing{bytes(image)};
    checksum<firmware<Arch>> distrusting{f, sum + 1}, never_asked{f, sum}, neither{f, sum};
    const auto end = static_cast<std::uint32_t>(image.size());
    failing.fails_at = image.size();
    return f.loader.load(other, distrusting).error() == error{errc::not_genuine, end} && f.all_given_back() &&
           f.loader.load(cut, never_asked).error().code == errc::truncated && f.all_given_back() &&
           f.loader.load(failing, neither).error().code == errc::read_failed && f.all_given_back();
}

// Code memory that is programmed in one go: code and relocations wait in data memory, and the plan says so.
constexpr bool code_may_be_staged() {
    using arch = natload::arch::armv7m;
    struct no_bus {
        std::uint32_t* words;
        constexpr void write(std::uint32_t address, std::uint32_t value) { words[(address - 0x40000) / 4] = value; }
    };
    std::uint32_t words[128] = {};
    memory::simulated<std::uint32_t, 1024> data(0x20000);
    struct target {
        std::uint32_t* words;
        std::size_t reserved = 0;
        std::uint8_t handle_[1] = {};
        constexpr std::uint32_t reserve(std::size_t size, std::size_t) {
            reserved = size;
            return 0x40000;
        }
        constexpr errc program(std::uint32_t, const std::uint8_t* from, std::size_t size) {
            for (std::size_t i = 0; i < size; i += 4)
                words[i / 4] = load_unaligned<std::uint32_t, std::endian::little>(from + i);
            return errc::none;
        }
        constexpr void give_back(std::uint32_t, std::size_t) { reserved = 0; }
        constexpr std::uint8_t* handle(std::uint32_t) { return handle_; }
        constexpr std::uint32_t address_of(const std::uint8_t* h) { return h == handle_ ? 0x40000 : 0; }
    } flash{words};
    memory::staged<std::uint32_t, target, decltype(data)> code(flash, data);
    typename firmware<arch>::interpreter host(0x30000);
    program_loader loader(typename firmware<arch>::P{}, code, data, host, cache::none{});
    const auto image = small_file<arch>();
    source::simulated_file file{bytes(image)};
    const auto planned = loader.plan(file);
    source::simulated_wire wire{bytes(image)};
    auto p = loader.load(wire);
    if (!planned || planned->staging != planned->code || !p) return false;
    const bool relocated = words[1] == 0x40000;
    p->release();
    return relocated && flash.reserved == 0 && data.in_use() == 0;
}

}  // namespace

TEST_CASE_TEMPLATE("an image is loaded from a file and over a wire, to the byte", Arch, arch::x64, arch::armv7m) {
    CHECK_BOTH(a_file_is_loaded<Arch>());
    CHECK_BOTH(what_comes_over_a_wire_is_loaded<Arch>());
    CHECK_BOTH(a_wire_may_go_on<Arch>());
    CHECK_BOTH(linked_modules_come_over_a_wire<Arch>());
    CHECK_BOTH(there_may_be_no_text<Arch>());
}

TEST_CASE_TEMPLATE("a source that ends or fails leaves nothing", Arch, arch::x64, arch::armv7m) {
    CHECK(sources_may_end_anywhere<Arch, source::simulated_file>());
    CHECK(sources_may_end_anywhere<Arch, source::simulated_wire>());
    CHECK_BOTH(refusals_leave_nothing<Arch>());
}

TEST_CASE_TEMPLATE("the platform's limits", Arch, arch::x64, arch::armv7m) { CHECK_BOTH(limits_are_kept<Arch>()); }

TEST_CASE_TEMPLATE("a firmware may load genuine images only, from sources too", Arch, arch::x64, arch::armv7m) {
    CHECK_BOTH(sources_may_be_checked<Arch, source::simulated_file>());
    CHECK_BOTH(sources_may_be_checked<Arch, source::simulated_wire>());
}

TEST_CASE("code that comes over a wire is staged where it can't be written freely") { CHECK(code_may_be_staged()); }

namespace {

// Filesystems as their own headers declare them.
struct FIL {
    bytes content;
    std::size_t at = 0;
    bool broken = false;
};
enum FRESULT { FR_OK, FR_DISK_ERR };
FRESULT f_read(FIL* file, void* to, unsigned size, unsigned* count) {
    if (file->broken) return FR_DISK_ERR;
    const std::size_t left = file->content.size() - file->at;
    *count = static_cast<unsigned>(size < left ? size : left);
    copy(file->content.data() + file->at, *count, static_cast<std::uint8_t*>(to));
    file->at += *count;
    return FR_OK;
}
FRESULT f_lseek(FIL* file, std::uint64_t offset) {
    file->at = static_cast<std::size_t>(offset);
    return FR_OK;
}

struct lfs_t {};
std::int32_t lfs_file_read(lfs_t*, FIL* file, void* to, std::uint32_t size) {
    unsigned count = 0;
    return f_read(file, to, size, &count) == FR_OK ? static_cast<std::int32_t>(count) : -5;
}
std::int32_t lfs_file_seek(lfs_t*, FIL* file, std::int32_t offset, int whence) {
    if (file->broken || whence != 0) return -5;
    f_lseek(file, static_cast<std::uint64_t>(offset));
    return offset;
}

}  // namespace

TEST_CASE("files of FatFs and littlefs are sources") {
    const auto image = small_file<arch::armv7m>();
    firmware<arch::armv7m> f;
    FIL file{bytes(image)}, broken{bytes(image), 0, true};
    lfs_t fs;

    source::fatfs<FIL, f_read, f_lseek> of_fatfs(file), of_broken_fatfs(broken);
    auto first = f.loader.load(of_fatfs);
    REQUIRE(first.error() == error{});
    CHECK(is_made(f, *first));
    first->release();
    CHECK(f.loader.load(of_broken_fatfs).error() == error{errc::read_failed, 0});

    source::littlefs<lfs_t, FIL, lfs_file_read, lfs_file_seek> of_littlefs(fs, file), of_broken_littlefs(fs, broken);
    auto second = f.loader.load(of_littlefs);
    REQUIRE(second.error() == error{});
    CHECK(is_made(f, *second));
    second->release();
    CHECK(f.loader.load(of_broken_littlefs).error() == error{errc::read_failed, 0});
    CHECK(f.all_given_back());
}
