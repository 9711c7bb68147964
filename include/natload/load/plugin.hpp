// SPDX-License-Identifier: MIT
#pragma once

#include <natload/load/loader.hpp>

namespace natload::inline v0 {

/// The identity of an interface that NATLOAD_INTERFACE (interface.h) declares: FNV-1a of its words. As natload link has
/// it.
template <class Interface>
inline constexpr std::uint32_t interface_id = [] {
    std::uint32_t hash = 0x811c9dc5;
    for (const char* c = Interface::natload_interface; *c != 0; ++c) {
        hash = (hash ^ static_cast<std::uint8_t>(*c)) * 0x01000193;
    }
    return hash;
}();

/// The identity of the interface that a linked module is for; 0 if it states none.
template <class P>
constexpr std::uint32_t interface_of(const verified<P>& image) {
    if (!image.linked()) return 0;
    const module_parts& parts = image.parts();
    const std::uint32_t size = parts.sizes[code_section];
    const std::uint32_t flags = cursor(parts.code + size, image.image().end()).vuint();  // they lie behind the code
    const std::uint32_t from_end = (flags & code_has_variables) != 0 ? 8 : 4;
    if ((flags & code_has_interface) == 0 || size < from_end) return 0;
    return load_unaligned<std::uint32_t, std::endian::little>(parts.code + size - from_end);
}

/// A started module of an interface: its functions, and the only owner of all that it has. Move-only.
/// Stopped or destroyed, it runs the module's stop() and gives everything back.
template <class Interface, class Loader>
class plugin {
public:
    constexpr plugin() = default;
    plugin(plugin&& other) noexcept { take(other); }
    plugin& operator=(plugin&& other) noexcept {
        if (this != &other) {
            stop();
            take(other);
        }
        return *this;
    }
    ~plugin() { stop(); }

    explicit operator bool() const { return functions_ != nullptr; }
    const Interface* operator->() const { return functions_; }
    const Interface& operator*() const { return *functions_; }

    /// Whoever may still call into it, an interrupt handler say, is the firmware's to stop first.
    void stop() {
        if (functions_ == nullptr) return;
        module_.call();
        functions_ = nullptr;
        module_.release();
    }

private:
    template <class I, class L>
    friend result<plugin<I, L>> start(L&, const verified<typename L::platform>&, const typename I::natload_host&);

    void take(plugin& other) {
        module_ = static_cast<module<Loader>&&>(other.module_);
        functions_ = other.functions_;
        other.functions_ = nullptr;
    }

    module<Loader> module_;
    const Interface* functions_ = nullptr;
};

/// Loads a verified image and starts it with what the firmware offers: start<filter>(loader, image, services).
/// `host` stays as it is while the plugin lives.
/// Errors: another_interface: nothing of it has run; those of loader::load; not_started: the module's start() has
/// returned null. Whether calls pass floating-point values the same way verify tells, for a platform that states its
/// way.
template <class Interface, class Loader>
result<plugin<Interface, Loader>> start(Loader& loader, const verified<typename Loader::platform>& image,
                                        const typename Interface::natload_host& host) {
    result<plugin<Interface, Loader>> started;
    if (interface_of(image) != interface_id<Interface> && image.linked()) {
        started.refuse({errc::another_interface, 0});
        return started;
    }
    auto loaded = loader.load(image);
    if (!loaded) {
        started.refuse(loaded.error());
        return started;
    }
    const auto functions = loaded->call(reinterpret_cast<std::uintptr_t>(&host));
    if (functions == 0) {
        started.refuse({errc::not_started, 0});
        return started;
    }
    started->module_ = *static_cast<decltype(loaded)&&>(loaded);
    started->functions_ = reinterpret_cast<const Interface*>(functions);
    return started;
}

}  // namespace natload::inline v0
