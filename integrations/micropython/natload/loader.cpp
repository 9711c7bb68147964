// SPDX-License-Identifier: MIT
// The one program loader of this firmware.
#include "config.h"
#include "host.hpp"

#include <natload/arch/none.hpp>
#if NATLOAD_MACHINE_CODE
#include <natload/arch/native.hpp>
#endif

namespace {

using namespace natload;

#if NATLOAD_MACHINE_CODE
// As the interpreter numbers itself.
using machine = arch::reference_native;
static_assert(static_cast<int>(machine::number) == MPY_FEATURE_ARCH,
              "natload and the interpreter differ on the machine");
constexpr std::size_t table_length = sizeof(mp_fun_table) / sizeof(void*);
const void* table() { return &mp_fun_table; }
constexpr std::uint32_t extensions = NATLOAD_ARCH_FLAGS | arch::native_arch_flags;
#else
// A machine that runs no file with machine code.
struct machine : arch::basic<std::uintptr_t, isa::none, 0> {
    static constexpr std::endian byte_order = std::endian::native;
    using default_cache = cache::none;
};
constexpr std::size_t table_length = 1;
const void* table() { return nullptr; }
constexpr std::uint32_t extensions = 0;
#endif

using word = machine::word;
using this_platform = platform<machine, platform_options{.abi = static_cast<abi>(MPY_SUB_VERSION),
                                                         .scope = scope::all,
                                                         .empty_rows = true,
                                                         .small_int_bits = MP_SMALL_INT_BITS,
                                                         .host_entries = table_length,
                                                         .arch_flags = extensions}>;

#if NATLOAD_PAGES
using code_block = micropython::page_code;
#else
using code_block = micropython::port_code<word, !MICROPY_EMIT_NATIVE_PRELUDE_SEPARATE_FROM_MACHINE_CODE>;
#endif
using host = micropython::interpreter<word, table_length>;

natload_refusal_t refusal_of(error why) {
    if (why.code == errc::none) return NATLOAD_LOADED;
    if (why.code == errc::architecture || why.code == errc::feature_bits) return NATLOAD_ANOTHER_ARCH;
    if (why.code >= errc::code_limit && why.code <= errc::commit_failed) return NATLOAD_NO_MEMORY;
    const bool of_the_header = why.code >= errc::not_mpy && why.code <= errc::arch_flags;
    return of_the_header || why.offset < 4 ? NATLOAD_INCOMPATIBLE : NATLOAD_MALFORMED;
}

natload_outcome_t outcome_of(const natload_session_t& session, error why) {
    natload_outcome_t outcome = {};
    outcome.refusal = session.raised != nullptr ? NATLOAD_RAISED : refusal_of(why);
    outcome.reason = static_cast<std::uint8_t>(why.code);
    outcome.offset = why.offset;
    return outcome;
}

/// Takes a program over from its owner for good: from here on it belongs to the interpreter.
template <class Program>
union kept {
    explicit kept(Program& program) : never_destroyed(static_cast<Program&&>(program)) {}
    ~kept() {}
    Program never_destroyed;
};

}  // namespace

natload_outcome_t natload_load(natload_session_t* session, const std::uint8_t* image, std::size_t size) {
    micropython::heap<word> data;
    code_block code(*session);
    host interpreter(*session, table());
    program_loader loader(this_platform{}, code, data, interpreter);
    auto loaded = loader.load(bytes(image, size));
    natload_outcome_t outcome = outcome_of(*session, loaded.error());
    if (loaded) {
        outcome.root = reinterpret_cast<const void*>(loaded->root());
        outcome.code = const_cast<std::uint8_t*>(loaded->code().data());
        outcome.data = const_cast<std::uint8_t*>(loaded->data().data());
        outcome.code_size = static_cast<std::uint32_t>(loaded->code().size());
        outcome.data_size = static_cast<std::uint32_t>(loaded->data().size());
        const kept owner(*loaded);
    }
    return outcome;
}

natload_contents_t natload_contents(const std::uint8_t* image, std::size_t size) {
    cursor in(bytes(image, size));
    header h;
    in.conclude(detail::read_header<void>(in, h));
    const std::uint32_t names = in.vuint();
    return {names, in.vuint(), h.arch_flags, h.architecture != isa::none};
}

void natload_release_code(void* code, std::size_t size) {
    natload_session_t session = {};
    code_block(session).release(static_cast<std::uint8_t*>(code), size);
}

void natload_relocate(natload_session_t* session, std::uintptr_t run) {
    session->relocate_step(session->relocate, run);
}

natload_outcome_t natload_plan(const std::uint8_t* image, std::size_t size, natload_plan_t* plan) {
    const natload_session_t session = {};
    const auto good = verify<this_platform>(bytes(image, size));
    if (good) {
        const tree_totals totals = good->totals();
        const std::uint32_t names = good->parts().sizes[name_table];
        const std::uint32_t objects = good->parts().sizes[object_table];
        const std::uint32_t tables =
            (objects + totals.children) * std::uint32_t{sizeof(word)} +
            align_up(names * std::uint32_t{sizeof(std::uint16_t)}, std::uint32_t{sizeof(word)});
        *plan = {totals.machine_code,
                 totals.rodata + totals.bss + tables,
                 totals.bytecode,
                 names,
                 objects,
                 totals.raw_codes,
                 totals.relocated_words};
    }
    return outcome_of(session, good.error());
}

std::uint32_t natload_identity() {
    return identity(machine::number, this_platform::options.abi, this_platform::options.arch_flags);
}
