// SPDX-License-Identifier: MIT
#pragma once

#include <natload/arch/architecture.hpp>
#include <natload/cache/cache_policy.hpp>
#include <natload/format/verify.hpp>
#include <natload/host/interpreter_host.hpp>
#include <natload/load/authenticity.hpp>
#include <natload/load/program.hpp>
#include <natload/load/program_builder.hpp>
#include <natload/memory/memory_policy.hpp>
#include <natload/source/window.hpp>

namespace natload::inline v0 {

/// What loading a program takes. Sizes are in bytes; 0: no such block.
struct program_budget {
    std::uint32_t code = 0;  // what does not run in place, each function padded to the alignment
    std::uint32_t code_alignment = 0;
    std::uint32_t staging = 0;  // of data memory, while it is loaded, where code can't be written freely
    std::uint32_t data = 0;  // tables of objects, names and children, rodata and bss, each padded to a word; preludes
                             // where code can't be read; of a source also text and bytecode
    std::uint32_t data_alignment = 0;
    std::uint32_t used = 0;  // of the image
};

namespace detail {

/// A source all of whose bytes a policy is shown.
template <class Source, class Authenticity>
struct witnessed {
    Source& from;
    Authenticity& policy;

    constexpr std::size_t read(std::uint8_t* to, std::size_t size) {
        const std::size_t count = from.read(to, size);
        if (count <= size) policy.update({to, count});
        return count;
    }
    constexpr bool genuine() { return policy.genuine(); }
};

}  // namespace detail

/// Loads whole .mpy files, of any kind, for firmware with an interpreter: has the host make objects of their constants
/// and functions of their bytecode and machine code, children and all. Of platforms in scope `all`.
///
/// From an image in memory, which stays, nothing is copied but machine code, read-only data of machine code, and
/// preludes where code memory can't be read. Owns nothing, like loader.
template <class P, class Code, class Data, class Host, class Cache = typename P::arch::default_cache>
class program_loader {
public:
    using platform = P;
    using arch = typename P::arch;
    using word = typename arch::word;

    static_assert(code_memory<Code, word>,
                  "program_loader: the code memory does not model natload::code_memory for words of this architecture; "
                  "memory/memory_policy.hpp says what it needs");
    static_assert(data_memory<Data, word>,
                  "program_loader: the data memory does not model natload::data_memory for words of this architecture; "
                  "memory/memory_policy.hpp says what it needs");
    static_assert(native_host<Host, word>,
                  "program_loader: the host does not model natload::native_host for words of this architecture; "
                  "host/native_host.hpp says what it needs");
    static_assert(P::options.scope == scope::linked || interpreter_host<Host, word>,
                  "program_loader: for images of all kinds, scope::all, the host does not model "
                  "natload::interpreter_host for words of this architecture; "
                  "host/interpreter_host.hpp says what it needs");
    static_assert(cache_policy<Cache, word>,
                  "program_loader: the cache does not model natload::cache_policy for words of this architecture; "
                  "cache/cache_policy.hpp says what it needs");
    static_assert(!P::options.variables_in_code,
                  "program_loader: it loads no modules that write into their code; natload::loader does");
    static_assert(P::options.host_entries == Host::table_length,
                  "program_loader: the host's function table is not as long as the platform says; "
                  "state its length in platform_options::host_entries");

    constexpr program_loader(P, Code& code_memory, Data& data_memory, Host& interpreter, Cache cache = {})
        : code_(code_memory), data_(data_memory), host_(interpreter), cache_(cache) {}

    /// Verifies an image and tells what loading it takes, to the byte: so much is allocated. Of a source that can be
    /// rewound the same, and it costs a window on the stack.
    /// Errors: those of verify; code_limit, data_limit; read_failed.
    constexpr result<program_budget> plan(bytes image) {
        if (detail::is_too_large(image)) return errc::image_too_large;
        detail::holdings<word> nothing;
        builder<cursor> walk({image.begin(), image.end()}, code_, data_, host_, nothing);
        return plan(walk, image.begin());
    }
    template <std::size_t Window = 64, rewindable_source Source>
    constexpr result<program_budget> plan(Source& source, trailing rest = trailing::refuse) {
        using seen = window<Source, Window>;
        seen through(source);
        detail::holdings<word> nothing;
        builder<basic_cursor<in_window<seen>>> walk({0, max_image_size, {&through}}, code_, data_, host_, nothing,
                                                    rest);
        return plan(walk, 0);
    }

    /// Verifies an image and loads it: all of it, or nothing. Nothing is asked for before all of it is verified.
    /// Errors: those of verify; code_limit, data_limit, where they are come to; code_memory, data_memory; host_full: no
    /// more names, objects or functions; commit_failed. Offsets behind verify's are of the field that was come to; of
    /// memory 0.
    constexpr result<program<program_loader>> load(bytes image) {
        result<program<program_loader>> loaded;
        if (detail::is_too_large(image)) {
            loaded.refuse({errc::image_too_large, 0});
        } else {
            load(image.begin(), image.end(), loaded);
        }
        return loaded;
    }

    /// The same, of images that the policy takes for genuine: it sees all bytes before anything is asked for.
    /// Errors: not_genuine, at the image's end; and as above.
    template <authenticity_policy Authenticity>
    constexpr result<program<program_loader>> load(bytes image, Authenticity& policy) {
        if (const error why = plan(image).error(); why.code != errc::none) return why;
        policy.update(image);
        if (policy.genuine()) return load(image);
        return error{errc::not_genuine, static_cast<std::uint32_t>(image.size())};
    }

    /// The same of an image that is read from a source, through a window of so many bytes (on the stack). Text,
    /// bytecode and constants are copied into the program's data; the host copies names.
    ///
    /// A source that can be rewound is read twice: nothing is asked for before all of it is verified. Of one that only
    /// reads forward, the image is placed as it comes, in blocks of the platform's limits, max_code and max_data;
    /// memory that can be shrunk takes back what was not needed. It is read up to the window's end at most and, where
    /// bytes behind the image are accepted, no read is asked for behind it.
    /// Errors: as above, where the source only reads forward limits, memory's and the host's before verify's;
    /// read_failed.
    template <std::size_t Window = 64, forward_source Source>
    constexpr result<program<program_loader>> load(Source& source, trailing rest = trailing::refuse) {
        static_assert(detail::copies_names<Host>(),
                      "program_loader: of an image that is read from a source no name stays where it is; the host has "
                      "to copy names and to say so with copies_names (host/native_host.hpp)");
        result<program<program_loader>> loaded;
        load<Window>(source, rest, loaded);
        return loaded;
    }

    /// The same, of images that the policy takes for genuine. It is shown all bytes of a file before anything is asked
    /// for, so that file is read three times; of what comes over a wire, bytes as they are read, and it is asked before
    /// any of them becomes executable: what the host has made by then is undone. Nothing may follow such an image.
    /// Errors: not_genuine, at the image's end; and as above.
    template <std::size_t Window = 64, forward_source Source, authenticity_policy Authenticity>
    constexpr result<program<program_loader>> load(Source& source, Authenticity& policy) {
        detail::witnessed<Source, Authenticity> seen{source, policy};
        if constexpr (rewindable_source<Source>) {
            const result<program_budget> planned = plan<Window>(source);
            if (!planned) return planned.error();
            std::uint8_t buffer[Window] = {};
            std::uint32_t left = planned->used;
            bool readable = source.seek(0);
            while (readable && left != 0) {
                const std::size_t count = seen.read(buffer, left < Window ? left : Window);
                readable = count - 1 < Window;
                if (readable) left -= static_cast<std::uint32_t>(count);
            }
            if (!readable) return error{errc::read_failed, planned->used - left};
            if (!policy.genuine()) return error{errc::not_genuine, planned->used};
            return load<Window>(source);
        } else {
            return load<Window>(seen);
        }
    }

private:
    friend class program<program_loader>;

    using holdings = detail::holdings<word>;

    template <class Cursor>
    using builder = detail::program_builder<P, Code, Data, Host, Cursor>;

    template <class Walk>
    static constexpr result<program_budget> plan(Walk& walk, typename Walk::position begin) {
        walk.read();
        if (walk.in.failed()) return walk.in.failure_from(begin);
        program_budget b;
        b.code = walk.needed(holdings::code);
        b.code_alignment = arch::code_alignment;
        if constexpr (requires { Code::staging(b.code); })
            b.staging = static_cast<std::uint32_t>(Code::staging(b.code));
        b.data = walk.needed(holdings::data);
        b.data_alignment = arch::data_alignment;
        b.used = static_cast<std::uint32_t>(walk.in.at() - begin);
        return b;
    }

    [[gnu::noinline]] constexpr void load(const std::uint8_t* begin, const std::uint8_t* end,
                                          result<program<program_loader>>& loaded) {
        builder<cursor> walk({begin, end}, code_, data_, host_, loaded->has_);
        load(walk, begin, loaded);
    }

    template <std::size_t Window, class Source>
    [[gnu::noinline]] constexpr void load(Source& source, trailing rest, result<program<program_loader>>& loaded) {
        using seen = window<Source, Window>;
        seen through(source);
        builder<basic_cursor<in_window<seen>>> walk({0, max_image_size, {&through}}, code_, data_, host_, loaded->has_,
                                                    rest);
        if constexpr (rewindable_source<Source>) {
            load(walk, 0, loaded);
        } else {
            load_at_once(walk, loaded);
        }
    }

    /// Walks twice. Where the walk has failed, commit returns why, by the laws of code memory.
    template <class Walk>
    [[gnu::always_inline]] constexpr void load(Walk& walk, typename Walk::position begin,
                                               result<program<program_loader>>& loaded) {
        walk.read();
        if (!walk.in.failed()) {
            walk.in.reread(begin);
            const errc why =
                allocate_and_build(walk, begin, walk.needed(holdings::code), walk.needed(holdings::data), *loaded);
            if (why == errc::none) return;
            walk.in.refuse(why);
        }
        refuse(walk, begin, loaded);
    }

    /// Walks once.
    template <class Walk>
    [[gnu::always_inline]] constexpr void load_at_once(Walk& walk, result<program<program_loader>>& loaded) {
        program<program_loader>& m = *loaded;
        const errc why = allocate_and_build(walk, 0, m.code_block().size, m.data_block().size, m);
        if (why == errc::none) {
            shrink(code_, m.code_block(), walk.needed(holdings::code));
            shrink(data_, m.data_block(), walk.needed(holdings::data));
            return;
        }
        walk.in.refuse(why);
        refuse(walk, 0, loaded);
    }

    /// Undoes what was done so far.
    template <class Walk>
    [[gnu::always_inline]] constexpr void refuse(Walk& walk, typename Walk::position begin,
                                                 result<program<program_loader>>& loaded) {
        loaded->undo();
        loaded.refuse(walk.in.failure_from(begin));
    }

    template <class Walk>
    constexpr errc allocate_and_build(Walk& walk, typename Walk::position begin, std::uint32_t code_size,
                                      std::uint32_t data_size, program<program_loader>& m) {
        m.loader_ = this;
        detail::block& code = m.code_block();
        detail::block& data = m.data_block();
        code.size = code_size;
        data.size = data_size;
        if (code_size != 0) {
            code.at = code_.allocate(code_size, arch::code_alignment);
            if (code.at == nullptr) return errc::code_memory;
        }
        if (data_size != 0) {
            data.at = data_.allocate(data_size, arch::data_alignment);
            if (data.at == nullptr) return errc::data_memory;
            if constexpr (Walk::takes_cleared_blocks) clear(data.at, data_size);
        }
        walk.place(begin);
        const auto build = [&walk](word run) { return walk.build(run); };
        return code.at == nullptr ? build(0) : code_.commit(code.at, code.size, build, cache_);
    }

    /// Gives back what is behind the bytes of a block that are needed, where the memory can.
    template <class Memory>
    static constexpr void shrink(Memory& memory, detail::block& b, std::uint32_t needed) {
        if (needed == 0) {
            memory.release(b.at, b.size);
            b = {};
        } else if constexpr (requires { memory.shrink(b.at, b.size, needed); }) {
            memory.shrink(b.at, b.size, needed);
            b.size = needed;
        }
    }

    Code& code_;
    Data& data_;
    Host& host_;
    [[no_unique_address]] Cache cache_;
};

}  // namespace natload::inline v0
