// SPDX-License-Identifier: MIT
// The interpreter as natload knows hosts and memories, over the functions of interpreter.h.
#pragma once

#include "config.h"

#include <natload/cache.hpp>
#include <natload/format/prelude.hpp>
#include <natload/host/interpreter_host.hpp>
#include <natload/load/program_loader.hpp>
#if NATLOAD_PAGES
#include <natload/memory/pages.hpp>
#endif

#include "interpreter.h"

namespace natload::micropython {

/// The interpreter of one session. Entries: the length of its function table.
template <class Word, std::size_t Entries>
class interpreter {
public:
    using word = Word;
    static constexpr std::size_t table_length = Entries;

    interpreter(natload_session_t& session, const void* table) : session_(session), table_(table) {}

    const word* table() const { return static_cast<const word*>(table_); }
    word table_address() const { return reinterpret_cast<word>(table_); }
    std::uint16_t intern(bytes text) { return natload_intern(&session_, text.data(), text.size()); }
    void forget(std::uint16_t) {}  // names are the interpreter's for ever

    word object(object_type type, bytes text) { return ask(static_cast<unsigned>(type), text); }
    word tuple(std::uint32_t count) { return natload_ask(&session_, NATLOAD_A_TUPLE, nullptr, count); }
    void set_item(word tuple, std::uint32_t i, word item) { natload_set_item(tuple, i, item); }

    [[gnu::noinline]] word function(const placed_code<word>& code) {
        const bool is_bytecode = code.kind() == code_kind::bytecode;
        if (NATLOAD_BARE_BYTECODE && is_bytecode && code.children == 0) return ask(NATLOAD_A_BYTECODE, code.code());
        const bytes described = is_bytecode ? code.code() : code.prelude();
        const word made =
            natload_ask(&session_, NATLOAD_A_FUNCTION, is_bytecode ? described.data() : nullptr, described.size());
        if (made == 0) return 0;
        auto& raw_code = *reinterpret_cast<mp_raw_code_t*>(made);
        if (described.size() != 0) {
            raw_code.is_generator = described.data()[0] >> 7 & described.data()[1] >> 6 & generator_flag;
        }
        fill_in(raw_code, code, is_bytecode);
        return made;
    }
    void drop(word) {}  // the collector's

private:
    word ask(unsigned what, bytes from) { return natload_ask(&session_, what, from.data(), from.size()); }

    void fill_in(mp_raw_code_t& made, const placed_code<word>& code, bool is_bytecode) const {
        made.kind = static_cast<decltype(made.kind)>(MP_CODE_BYTECODE + static_cast<unsigned>(code.kind()));
        const bool has_table = code.children != 0 || code.kind() == code_kind::native;
        made.children = has_table ? reinterpret_cast<mp_raw_code_t**>(code.child_table) : nullptr;
#if MICROPY_PERSISTENT_CODE_SAVE
        made.fun_data_len = static_cast<std::uint32_t>(code.code().size());
        made.n_children = static_cast<std::uint16_t>(code.children);
#if MICROPY_EMIT_INLINE_ASM || MICROPY_EMIT_MACHINE_CODE || MICROPY_ENABLE_NATIVE_CODE
        if (code.kind() == code_kind::native) made.prelude_offset = static_cast<std::uint16_t>(code.prelude_offset);
#endif
#endif
        if (is_bytecode) return;
#if MICROPY_EMIT_INLINE_ASM
        made.asm_n_pos_args = code.arguments & 0xff;
        made.asm_type_sig = code.signature & 0xffffff;
#else
        // Without its inline assembler, the interpreter can't call functions of kind 3, and runs their machine code as
        // bytecode. It is given this instead, which raises "no active exception to reraise": prelude, name 0,
        // RAISE_LAST.
        static constexpr std::uint8_t not_callable[] = {0x00, 0x02, 0x00, 0x64};
        if (code.kind() == code_kind::assembly) {
            made.kind = MP_CODE_BYTECODE;
            made.fun_data = not_callable;
            return;
        }
#endif
#if NATLOAD_COMMITS
        made.fun_data = reinterpret_cast<const void*>(reinterpret_cast<word>(session_.code_known) +
                                                      ((code.address - session_.code_run) & ~word{1}));
#else
        made.fun_data = code.code().data();
#endif
    }

    natload_session_t& session_;
    const void* table_;
};

/// Blocks of the interpreter's heap; machine code among them where the heap is executable.
template <class Word>
struct heap {
    std::uint8_t* allocate(std::size_t size, std::size_t) { return natload_allocate(size); }
    void release(std::uint8_t* block, std::size_t size) { natload_free(block, size); }
    Word address(const std::uint8_t* at) const { return reinterpret_cast<Word>(at); }

    template <class Relocate, class Cache>
    errc commit(std::uint8_t* code, std::size_t size, Relocate& relocate, Cache& cache) {
        const errc why = relocate(address(code));
        cache.synchronize(address(code), size);
        return why;
    }
};

#if NATLOAD_CODE_IN_HEAP
template <class Word>
struct code_block : heap<Word> {
    explicit code_block(natload_session_t&) {}
};
#elif NATLOAD_PAGES
/// Pages of the system's, never writable and executable at once.
template <class>
struct code_block : memory::pages {
    explicit code_block(natload_session_t&) {}
};
#else
/// Executable memory as the port has it.
template <class Word>
class code_block {
public:
    static constexpr bool readable = !MICROPY_EMIT_NATIVE_PRELUDE_SEPARATE_FROM_MACHINE_CODE;  // as bytes

    explicit code_block(natload_session_t& session) : session_(session) {}

    std::uint8_t* allocate(std::size_t size, std::size_t) {
        return reinterpret_cast<std::uint8_t*>(natload_ask(&session_, NATLOAD_SOME_CODE, nullptr, size));
    }
    void release(std::uint8_t* code, std::size_t size) {
        if (code != nullptr) natload_free_code(code, size);
    }

#if NATLOAD_COMMITS
    template <class Relocate, class Cache>
    errc commit(std::uint8_t*& code, std::size_t size, Relocate& relocate, Cache& cache) {
        step<Relocate> next{relocate, session_, errc::commit_failed};
        session_.relocate = &next;
        session_.relocate_step = [](void* state, std::uintptr_t run) {
            (*static_cast<step<Relocate>*>(state))(static_cast<Word>(run));
        };
        auto* const committed = reinterpret_cast<std::uint8_t*>(natload_ask(&session_, NATLOAD_A_COMMIT, code, size));
        if (committed == nullptr || next.why != errc::none) return next.why;
        if (committed != code) {
            natload_free(code, size);  // where it was staged
            code = committed;
        }
        cache.synchronize(session_.code_run, size);
        return errc::none;
    }

private:
    template <class Relocate>
    struct step {
        Relocate& relocate;
        natload_session_t& session;
        errc why;

        void operator()(Word at) {
            session.code_run = at;
            why = relocate(at);
        }
    };
#else
    template <class Relocate, class Cache>
    errc commit(std::uint8_t* code, std::size_t size, Relocate& relocate, Cache& cache) {
        return heap<Word>().commit(code, size, relocate, cache);
    }

private:
#endif
    natload_session_t& session_;
};
#endif

}  // namespace natload::micropython
