// SPDX-License-Identifier: MIT
// The interpreter as natload knows hosts and memories, over the functions of interpreter.h.
#pragma once

#include <natload/cache.hpp>
#include <natload/host/interpreter_host.hpp>
#include <natload/load/program_loader.hpp>
#if defined(__unix__) || defined(__APPLE__)
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

    word object(object_type type, bytes text) {
        return natload_object(&session_, static_cast<unsigned>(type), text.data(), text.size());
    }
    word tuple(std::uint32_t count) { return natload_tuple(&session_, count); }
    void set_item(word tuple, std::uint32_t i, word item) { natload_set_item(tuple, i, item); }

    word function(const placed_code<word>& code) {
        if (session_.names == nullptr) {
            session_.names = reinterpret_cast<const void*>(code.name_table);
            session_.objects = reinterpret_cast<const void*>(code.object_table);
        }
        const natload_raw_code_t raw = {static_cast<unsigned>(code.kind),
                                        code.code.data(),
                                        code.code.size(),
                                        code.address,
                                        code.prelude.data(),
                                        code.prelude.size(),
                                        code.child_table,
                                        code.children,
                                        code.arguments,
                                        code.signature};
        return natload_function(&session_, &raw);
    }
    void drop(word) {}  // the collector's

private:
    natload_session_t& session_;
    const void* table_;
};

/// Blocks of the interpreter's heap.
template <class Word>
struct heap {
    std::uint8_t* allocate(std::size_t size, std::size_t) { return natload_allocate(size); }
    void release(std::uint8_t* block, std::size_t size) {
        if (block != nullptr) natload_free(block, size);
    }
    Word address(const std::uint8_t* at) const { return reinterpret_cast<Word>(at); }
};

/// Executable memory as the port has it. Readable: whether it can be read as bytes.
template <class Word, bool Readable>
class port_code {
public:
    static constexpr bool readable = Readable;

    explicit port_code(natload_session_t& session) : session_(session) {}

    std::uint8_t* allocate(std::size_t size, std::size_t) { return natload_allocate_code(&session_, size); }
    void release(std::uint8_t* code, std::size_t size) {
        if (code != nullptr) natload_free_code(code, size);
    }

    template <class Relocate, class Cache>
    errc commit(std::uint8_t*& code, std::size_t size, Relocate& relocate, Cache& cache) {
        step<Relocate> next{relocate, session_, errc::commit_failed, 0};
        session_.relocate = &next;
        session_.relocate_step = [](void* state, std::uintptr_t run) {
            (*static_cast<step<Relocate>*>(state))(static_cast<Word>(run));
        };
        void* const committed = natload_commit_code(&session_, code, size);
        if (committed == nullptr || next.why != errc::none) return next.why;
        if (committed != code) {
            natload_free(code, size);  // where it was staged
            code = static_cast<std::uint8_t*>(committed);
        }
        cache.synchronize(next.run, size);
        natload_synchronize(next.run, size);
        return errc::none;
    }

private:
    template <class Relocate>
    struct step {
        Relocate& relocate;
        natload_session_t& session;
        errc why;
        Word run;

        void operator()(Word at) {
            run = at;
            session.code_run = at;
            why = relocate(at);
        }
    };

    natload_session_t& session_;
};

#if defined(__unix__) || defined(__APPLE__)
/// Pages of the system's, never writable and executable at once.
class page_code {
public:
    explicit page_code(natload_session_t& session) : session_(session) {}

    std::uint8_t* allocate(std::size_t size, std::size_t alignment) { return pages_.allocate(size, alignment); }
    void release(std::uint8_t* code, std::size_t size) { pages_.release(code, size); }

    template <class Relocate, class Cache>
    errc commit(std::uint8_t* code, std::size_t size, Relocate& relocate, Cache& cache) {
        session_.code_run = reinterpret_cast<std::uintptr_t>(code);
        session_.code_known = code;
        return pages_.commit(code, size, relocate, cache);
    }

private:
    natload_session_t& session_;
    memory::pages pages_;
};
#endif

}  // namespace natload::micropython
