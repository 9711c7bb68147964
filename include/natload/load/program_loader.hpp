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

namespace natload::inline v0 {

/// Loads whole .mpy files, of any kind, for firmware with an interpreter: has the host make objects of their constants
/// and functions of their bytecode and machine code, children and all. Of platforms in scope `all`.
///
/// From the image, which stays, nothing is copied but machine code, read-only data of machine code, and preludes where
/// code memory can't be read. Owns nothing, like loader.
template <class P, class Code, class Data, class Host, class Cache = typename P::arch::default_cache>
class program_loader {
public:
    using platform = P;
    using arch = typename P::arch;
    using word = typename arch::word;

    static_assert(P::options.scope == scope::all, "program_loader: state scope::all in the platform's options");
    static_assert(code_memory<Code, word>,
                  "program_loader: the code memory does not model natload::code_memory for words of this architecture; "
                  "memory/memory_policy.hpp says what it needs");
    static_assert(data_memory<Data, word>,
                  "program_loader: the data memory does not model natload::data_memory for words of this architecture; "
                  "memory/memory_policy.hpp says what it needs");
    static_assert(interpreter_host<Host, word>,
                  "program_loader: the host does not model natload::interpreter_host for words of this architecture; "
                  "host/interpreter_host.hpp says what it needs");
    static_assert(cache_policy<Cache, word>,
                  "program_loader: the cache does not model natload::cache_policy for words of this architecture; "
                  "cache/cache_policy.hpp says what it needs");
    static_assert(P::options.host_entries == Host::table_length,
                  "program_loader: the host's function table is not as long as the platform says; "
                  "state its length in platform_options::host_entries");

    constexpr program_loader(P, Code& code_memory, Data& data_memory, Host& interpreter, Cache cache = {})
        : code_(code_memory), data_(data_memory), host_(interpreter), cache_(cache) {}

    /// Verifies an image and loads it: all of it, or nothing. Nothing is asked for before all of it is verified.
    /// Errors: those of verify; code_limit, data_limit; code_memory, data_memory; host_full: no more names, objects or
    /// functions; commit_failed. Offsets behind verify's are of the field that was come to; of limits and memory 0.
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
        if (const error why = natload::verify<P>(image).error(); why.code != errc::none) return why;
        policy.update(image);
        if (policy.genuine()) return load(image);
        return error{errc::not_genuine, static_cast<std::uint32_t>(image.size())};
    }

private:
    friend class program<program_loader>;
    /// Where there is code memory that can't be read, it says so: preludes are then copied to data memory.
    static constexpr bool copies_preludes = requires { requires !Code::readable; };
    using builder = detail::program_builder<P, Host, Data, copies_preludes>;

    [[gnu::noinline]] constexpr void load(const std::uint8_t* begin, const std::uint8_t* end,
                                          result<program<program_loader>>& loaded) {
        builder walk(cursor(begin, end), host_, data_);
        cursor& in = walk.in;
        read(walk);
        if (!in.failed()) {
            in.reread(begin);
            in.conclude(place(walk, begin, *loaded));
        }
        if (in.failed()) {
            loaded->release();  // of what it has had so far
            loaded.refuse(in.failure_from(begin));
        }
    }

    [[gnu::noinline]] static constexpr void read(builder& walk) {
        walk.in.conclude(detail::read_image<P>(walk, trailing::refuse));
    }

    constexpr errc place(builder& walk, const std::uint8_t* begin, program<program_loader>& m) {
        m.loader_ = this;
        if (walk.code.taken != 0) {
            m.code_ = code_.allocate(walk.code.taken, arch::code_alignment);
            if (m.code_ == nullptr) return errc::code_memory;
            m.code_size_ = walk.code.taken;
        }
        if (walk.data.taken != 0) {
            m.data_ = data_.allocate(walk.data.taken, arch::data_alignment);
            if (m.data_ == nullptr) return errc::data_memory;
            m.data_size_ = walk.data.taken;
            clear(m.data_, m.data_size_);
        }
        const auto build_at = [&](word run) {
            walk.place(m.code_, m.data_, run);
            walk.in.seek(begin);
            read(walk);
            m.objects_ = walk.objects;
            m.names_ = walk.names;
            m.root_ = walk.root;
            return walk.in.failure();
        };
        return m.code_ == nullptr ? build_at(0) : code_.commit(m.code_, m.code_size_, build_at, cache_);
    }

    Code& code_;
    Data& data_;
    Host& host_;
    [[no_unique_address]] Cache cache_;
};

}  // namespace natload::inline v0
