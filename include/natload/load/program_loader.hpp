// SPDX-License-Identifier: MIT
#pragma once

#include <natload/arch/architecture.hpp>
#include <natload/cache/cache_policy.hpp>
#include <natload/format/verify.hpp>
#include <natload/host/interpreter_host.hpp>
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

private:
    friend class program<program_loader>;
    using builder = detail::program_builder<P, Host, Data>;

    /// Where there is code memory that can't be read, it says so: preludes are then copied to data memory.
    static constexpr bool copies_preludes = requires { requires !Code::readable; };

    [[gnu::noinline]] constexpr void load(const std::uint8_t* begin, const std::uint8_t* end,
                                          result<program<program_loader>>& loaded) {
        image_walk<arch> walk{cursor(begin, end)};
        cursor& in = walk.in;
        builder build(host_, data_, walk, copies_preludes);
        in.conclude(detail::read_image<P>(walk, trailing::refuse, build));
        if (!in.failed()) {
            in.reread(begin);
            in.conclude(place(walk, build, *loaded));
        }
        if (in.failed()) {
            loaded->release();  // of what it has had so far
            loaded.refuse(in.failure_from(begin));
        }
    }

    constexpr errc place(image_walk<arch>& walk, builder& build, program<program_loader>& m) {
        constexpr std::uint32_t word_size = sizeof(word);
        const tree_totals& totals = build.totals;
        const std::uint32_t names = walk.parts.sizes[name_table];
        const std::uint32_t objects = walk.parts.sizes[object_table];
        if (totals.machine_code == 0xffffffff || totals.machine_code > P::options.max_code) return errc::code_limit;

        // The block of data: objects, children, rodata and bss, names, preludes.
        const std::uint64_t words = std::uint64_t{objects} + totals.children;
        const std::uint64_t variables = std::uint64_t{totals.rodata} + totals.bss;
        const std::uint64_t before_names = words * word_size + variables;
        const std::uint64_t size = before_names + std::uint64_t{names} * sizeof(std::uint16_t) + build.preludes;
        if (size > 0xfffffffe || size > P::options.max_data) return errc::data_limit;

        m.loader_ = this;
        if (totals.machine_code != 0) {
            m.code_ = code_.allocate(totals.machine_code, arch::code_alignment);
            if (m.code_ == nullptr) return errc::code_memory;
            m.code_size_ = totals.machine_code;
        }
        if (size != 0) {
            m.data_ = data_.allocate(static_cast<std::size_t>(size), arch::data_alignment);
            if (m.data_ == nullptr) return errc::data_memory;
            m.data_size_ = static_cast<std::uint32_t>(size);
            clear(m.data_, m.data_size_);
        }
        m.objects_ = objects;
        m.names_at_ = static_cast<std::uint32_t>(before_names);
        if (const errc why = name(walk, m); why != errc::none) return why;

        std::uint8_t* at = m.data_;
        const auto next = [&at](std::uint64_t part) {
            std::uint8_t* const from = at;
            at += part;
            return typename builder::room{from, at};
        };
        build.placing = true;
        build.objects = next(objects * word_size);
        build.children = next(totals.children * word_size);
        build.variables = next(variables);
        build.prelude_copies = {m.data_ + m.data_size_ - build.preludes, m.data_ + m.data_size_};
        build.code = {m.code_, m.code_ + m.code_size_};
        if (m.data_ != nullptr) {
            build.object_table = static_cast<word>(data_.address(m.data_));
            build.name_table = static_cast<word>(data_.address(m.data_ + m.names_at_));
        }
        const errc why = walk_objects<P::options.max_object_depth>(walk.in, objects, build);
        if (why != errc::none) return why;

        const auto build_at = [&](word run) {
            build.run = run;
            walk.in.conclude(walk_tree<P>(walk, totals.machine_code != 0, build));
            m.root_ = build.root;
            return walk.in.failure();
        };
        return m.code_ == nullptr ? build_at(0) : code_.commit(m.code_, m.code_size_, build_at, cache_);
    }

    /// Has the host number the names. What it has numbered so far is the program's at any failure.
    constexpr errc name(image_walk<arch>& walk, program<program_loader>& m) {
        cursor& in = walk.in;
        in.seek(walk.parts.names);
        while (m.names_ != walk.parts.sizes[name_table]) {
            std::uint32_t number = read_name(in, true);
            if (in.failed()) return errc::none;  // the image has changed
            if (number == 0) number = host_.intern({in.field(), in.at() - 1});
            if (number == 0) return errc::host_full;
            store<std::uint16_t, arch::byte_order>(m.data_ + m.names_at_ + m.names_ * sizeof(std::uint16_t),
                                                   static_cast<std::uint16_t>(number));
            ++m.names_;
        }
        return errc::none;
    }

    Code& code_;
    Data& data_;
    Host& host_;
    [[no_unique_address]] Cache cache_;
};

}  // namespace natload::inline v0
