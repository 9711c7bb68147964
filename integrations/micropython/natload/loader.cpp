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

using code_block = micropython::code_block<word>;
using host = micropython::interpreter<word, table_length>;

static_assert(NATLOAD_FEATURE_BITS == static_cast<int>(errc::feature_bits) &&
                  NATLOAD_ARCHITECTURE == static_cast<int>(errc::architecture) &&
                  NATLOAD_CODE_LIMIT == static_cast<int>(errc::code_limit) &&
                  NATLOAD_COMMIT_FAILED == static_cast<int>(errc::commit_failed),
              "interpreter.h gives errors the numbers of core/error.hpp");

void conclude(natload_session_t& session, error why) {
    session.reason = static_cast<std::uint8_t>(why.code);
    session.offset = why.offset;
}

/// What loads for a session.
struct loading {
    micropython::heap<word> data;
    code_block code;
    host interpreter;
    program_loader<this_platform, code_block, micropython::heap<word>, host> loader;

    explicit loading(natload_session_t& session)
        : code(session), interpreter(session, table()), loader({}, code, data, interpreter) {}
};

}  // namespace

void natload_load(natload_session_t* session) {
    loading of(*session);
    auto loaded = of.loader.load(bytes(session->image, session->size));
    conclude(*session, loaded.error());
    if (!loaded) return;
    session->root = reinterpret_cast<const void*>(loaded->root());
    session->code = const_cast<std::uint8_t*>(loaded->code().data());
    session->data = const_cast<std::uint8_t*>(loaded->data().data());
    session->code_size = static_cast<std::uint32_t>(loaded->code().size());
    session->data_size = static_cast<std::uint32_t>(loaded->data().size());
    session->objects = loaded->constants();
    loaded->adopt([](std::uint8_t*, std::uint32_t) {});
}

natload_contents_t natload_contents(const std::uint8_t* image, std::size_t size) {
    cursor in(bytes(image, size));
    header h;
    reason unused;
    detail::read_header<void>(in, h, unused);
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

natload_plan_t natload_plan(natload_session_t* session) {
    loading of(*session);
    const auto planned = of.loader.plan(bytes(session->image, session->size));
    conclude(*session, planned.error());
    return {planned->code, planned->data};
}

std::uint32_t natload_identity() {
    return identity(machine::number, this_platform::options.abi, this_platform::options.arch_flags);
}
