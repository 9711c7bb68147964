// SPDX-License-Identifier: MIT
#pragma once

#include <natload/arch/architecture.hpp>
#include <natload/cache/cache_policy.hpp>
#include <natload/format/plan.hpp>
#include <natload/host/native_host.hpp>
#include <natload/load/authenticity.hpp>
#include <natload/load/module.hpp>
#include <natload/memory/memory_policy.hpp>

namespace natload::inline v0 {

/// Loads linked modules for platform P: verifies, places, relocates, commits.
///
/// Owns nothing: the memories, the host and the cache are the firmware's and outlive the loader, which outlives
/// its modules. It has no state of its own and there are no globals, so loaders that share no memory and
/// no host are independent, on any number of cores; those that share take turns.
template <class P, class Code, class Data, class Host, class Cache = typename P::arch::default_cache>
class loader {
public:
    using platform = P;
    using arch = typename P::arch;
    using word = typename arch::word;

    static_assert(
        architecture<arch>,
        "platform<Arch>: Arch does not model natload::architecture; arch/architecture.hpp lists what it states");
    static_assert(code_memory<Code, word>,
                  "loader: the code memory does not model natload::code_memory for words of this architecture; "
                  "memory/memory_policy.hpp says what it needs");
    static_assert(data_memory<Data, word>,
                  "loader: the data memory does not model natload::data_memory for words of this architecture; "
                  "memory/memory_policy.hpp says what it needs");
    static_assert(native_host<Host, word>,
                  "loader: the host does not model natload::native_host for words of this architecture; "
                  "host/native_host.hpp says what it needs");
    static_assert(cache_policy<Cache, word>,
                  "loader: the cache does not model natload::cache_policy for words of this architecture; "
                  "cache/cache_policy.hpp says what it needs");
    static_assert(!P::options.variables_in_code || variable_code_memory<Code, word>,
                  "loader: the platform takes modules that write into their code, but the code memory does not model "
                  "natload::variable_code_memory; memory/memory_policy.hpp says what it needs");
    static_assert(P::options.host_entries == Host::table_length,
                  "loader: the host's function table is not as long as the platform says; "
                  "state its length in platform_options::host_entries");

    constexpr loader(P, Code& code_memory, Data& data_memory, Host& native_host, Cache cache = {})
        : code_(code_memory), data_(data_memory), host_(native_host), cache_(cache) {}

    /// natload::verify for this loader's platform.
    static constexpr result<verified<P>> verify(bytes image, trailing rest = trailing::refuse) {
        return natload::verify<P>(image, rest);
    }

    /// Verifies an image and loads it: all of it, or nothing. Nothing is allocated before all of it is verified.
    /// The module gives everything back when it is released or destroyed.
    /// Errors: those of verify; code_limit, data_limit (plan); not_linked_code in scope `all`;
    /// code_memory, data_memory, host_full, commit_failed. Offsets behind verify's: of a limit and of memory 0, of
    /// host_full the name's text, of commit_failed the field read last.
    constexpr result<module<loader>> load(bytes image) {
        result<module<loader>> loaded;
        if (detail::is_too_large(image)) {
            loaded.refuse({errc::image_too_large, 0});
        } else {
            load(image.begin(), image.end(), loaded);
        }
        return loaded;
    }

    /// Loads an image that was verified before: to look at its budget first, or where it is shorter than its storage.
    /// Errors: nothing_verified, and as above but for verify's.
    constexpr result<module<loader>> load(const verified<P>& image) {
        result<module<loader>> loaded;
        if (image.image().size() == 0) {
            loaded.refuse({errc::nothing_verified, 0});
        } else {
            load(image, loaded);
        }
        return loaded;
    }

    /// As above, of images that the policy takes for genuine: it sees all bytes before anything is allocated.
    /// Errors: not_genuine, at the image's end; and as above.
    template <authenticity_policy Authenticity>
    constexpr result<module<loader>> load(const verified<P>& image, Authenticity& policy) {
        policy.update(image.image());
        if (policy.genuine()) return load(image);
        return error{errc::not_genuine, static_cast<std::uint32_t>(image.image().size())};
    }
    template <authenticity_policy Authenticity>
    constexpr result<module<loader>> load(bytes image, Authenticity& policy) {
        const result<verified<P>> well_formed = verify(image);
        return well_formed ? load(*well_formed, policy) : result<module<loader>>(well_formed.error());
    }

    template <class Other>
    constexpr result<module<loader>> load(const verified<Other>&) {
        static_assert(std::same_as<P, Other>,
                      "loader: this image was verified for another platform; verify it with this loader's verify()");
        return errc::nothing_verified;
    }

private:
    friend class module<loader>;

    // Rodata is read-only from the commit on, in memories that can do it.
    static constexpr bool seals_data = sealable_data_memory<Data, word>;

    [[gnu::noinline]] constexpr void load(const std::uint8_t* begin, const std::uint8_t* end,
                                          result<module<loader>>& loaded) {
        image_walk<arch> walk{cursor(begin, end)};
        reason why;
        finish(walk, begin, loaded, detail::read_image<P>(walk, trailing::refuse, why), why);
    }

    [[gnu::noinline]] constexpr void load(const verified<P>& image, result<module<loader>>& loaded) {
        image_walk<arch> walk{cursor(image.image()), image.parts()};
        reason why;
        finish(walk, image.image().begin(), loaded, true, why);
    }

    /// Places what was read, if it is good and nothing was missing; else, or if that fails, gives everything back.
    [[gnu::always_inline]] constexpr void finish(image_walk<arch>& walk, const std::uint8_t* begin,
                                                 result<module<loader>>& loaded, bool good, reason& why) {
        cursor& in = walk.in;
        if (good && in.counts()) {
            in.reread(begin);  // the offset of an error that no field is to blame for
            good = place(walk, *loaded, why);
            if constexpr (seals_data) {
                const std::uint32_t rodata = layout::of<arch>(walk.parts.sizes).bss;
                if (good && rodata != 0) data_.seal(loaded->blocks_[1], rodata);
            }
        }
        if (!good) in.refuse(why);
        if (!in.counts()) {
            loaded->undo();
            loaded.refuse(in.failure_from(begin));
        }
    }

    /// Allocates, copies, names, commits; false: why not. At any failure, the module holds what it has had so far.
    [[gnu::always_inline]] constexpr bool place(image_walk<arch>& walk, module<loader>& m, reason& why) {
        cursor& in = walk.in;
        const module_parts& parts = walk.parts;
        if constexpr (P::options.scope == scope::all) {
            why = errc::not_linked_code;
            if (parts.code == nullptr) [[unlikely]]
                return false;
        }
        const layout at = layout::of<typename P::arch>(parts.sizes);
        if (!detail::check_limits<P>(parts.sizes, at, why)) [[unlikely]]
            return false;

        m.loader_ = this;
        m.sizes_[0] = parts.sizes[code_section];
        why = errc::code_memory;
        m.blocks_[0] = code_.allocate(m.sizes_[0], arch::code_alignment);
        if (m.blocks_[0] == nullptr) [[unlikely]]
            return false;
        copy(parts.code, m.sizes_[0], m.blocks_[0]);

        relocation_target<arch> target;
        walk.target = &target;
        if (at.size != 0) {
            std::uint8_t* data;
            why = errc::data_memory;
            if constexpr (seals_data) {
                data = data_.allocate(at.size, arch::data_alignment, at.bss);
            } else {
                data = data_.allocate(at.size, arch::data_alignment);
            }
            if (data == nullptr) [[unlikely]]
                return false;
            m.blocks_[1] = data;
            m.sizes_[1] = at.size;
            m.names_ = data + at.names;
            clear(data, at.size);
            copy(parts.rodata, parts.sizes[rodata_section], data);
            in.seek(parts.names);
            std::uint8_t* to = data + at.names;
            why = errc::host_full;
            for (std::uint8_t* const end = data + at.size; to != end; to += sizeof(std::uint16_t)) {
                std::uint32_t number = read_name(walk);
                if (!in.counts()) [[unlikely]]
                    return false;  // the image has changed
                if (number == 0) number = host_.intern({in.field(), in.at() - 1});
                if (number == 0) [[unlikely]]
                    return false;
                store<std::uint16_t, arch::byte_order>(to, static_cast<std::uint16_t>(number));
            }
        }

        const auto relocate = [&](word run) __attribute__((always_inline)) {
            m.entry_ = arch::callable(run);
            if (parts.relocations == nullptr) return errc::none;
            const word data = static_cast<word>(data_.address(m.blocks_[1]));
            const word names = static_cast<word>(data_.address(m.names_));
            target = {{run, data, data + at.bss, names, data, host_.table_address()}, host_.table(), m.blocks_};
            in.seek(parts.relocations);
            walk_relocations<P>(walk);
            return in.failure();
        };
        errc failure;
        if constexpr (P::options.variables_in_code) {
            in.seek(parts.code + m.sizes_[0]);  // the flags lie behind the code
            const std::uint32_t variables = detail::variables_at(in.input(), in.vuint(), parts.code, m.sizes_[0]);
            why = errc::code_flags;
            if (variables > m.sizes_[0]) [[unlikely]]
                return false;  // the image has changed
            failure = code_.commit(m.blocks_[0], m.sizes_[0], variables, relocate, cache_);
        } else {
            failure = code_.commit(m.blocks_[0], m.sizes_[0], relocate, cache_);
        }
        if (failure == errc::none) return true;
        why = failure;
        return false;
    }

    Code& code_;
    Data& data_;
    Host& host_;
    [[no_unique_address]] Cache cache_;
};

}  // namespace natload::inline v0
