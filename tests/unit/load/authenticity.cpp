// SPDX-License-Identifier: MIT
// A policy sees all bytes of an image, and its refusal leaves nothing, not even an allocation behind.
#include <natload/host/simulated_interpreter.hpp>
#include <natload/load/authenticity.hpp>

#include <array>

#include "support/check_both.hpp"
#include "unit/load/images.hpp"

using namespace natload;

namespace {

// Trusts one image, byte for byte; counts how often it was asked.
struct only {
    bytes trusted;
    std::size_t seen = 0;
    bool differs = false;
    unsigned asked = 0;

    constexpr explicit only(bytes image) : trusted(image) {}
    constexpr void update(bytes piece) {
        for (const std::uint8_t b : piece) {
            if (seen == trusted.size() || trusted.data()[seen] != b) {
                differs = true;
                return;
            }
            ++seen;
        }
    }
    constexpr bool genuine() {
        ++asked;
        return !differs && seen == trusted.size();
    }
};
static_assert(authenticity_policy<only>);

struct without_an_answer {
    void update(bytes);
};
static_assert(!authenticity_policy<without_an_answer>);

// An image with one byte changed.
struct changed {
    std::array<std::uint8_t, 512> storage{};
    std::size_t size;

    constexpr changed(bytes image, std::size_t at) : size(image.size()) {
        for (std::size_t i = 0; i < size; ++i) storage[i] = image.data()[i];
        storage[at] = static_cast<std::uint8_t>(storage[at] ^ 1);
    }
    constexpr operator bytes() const { return {storage.data(), size}; }
};

template <class Arch>
constexpr bool genuine_modules_load() {
    testing::simulated_firmware<Arch> f;
    const auto image = testing::everything<Arch>();
    only policy(image);
    const auto m = f.load_with.load(image, policy);
    only again(image);
    const auto other = f.load_with.load(*f.load_with.verify(image), again);
    return m && other && policy.asked == 1 && again.asked == 1;
}

template <class Arch>
constexpr bool others_are_refused_untouched() {
    testing::simulated_firmware<Arch> f;
    const auto image = testing::everything<Arch>();
    const auto size = static_cast<std::uint32_t>(bytes(image).size());
    const changed other_code(image, size / 2);  // well-formed
    only policy(image), again(image);
    const auto m = f.load_with.load(other_code, policy);
    const auto other = f.load_with.load(*f.load_with.verify(other_code), again);
    const error expected{errc::not_genuine, size};
    return m.error() == expected && other.error() == expected && policy.asked == 1 && !*m && m->entry_address() == 0 &&
           f.log.count() == 0 && f.host.names.in_use() == 0;
}

template <class Arch>
constexpr bool malformed_images_are_refused_for_that() {
    testing::simulated_firmware<Arch> f;
    const auto image = testing::everything<Arch>();
    const bytes whole = image;
    only policy(image);
    const auto m = f.load_with.load(bytes(whole.data(), whole.size() - 1), policy);
    return m.error().code == errc::truncated && policy.seen == 0 && policy.asked == 0 && f.log.count() == 0;
}

// Programs: the same.
constexpr bool programs_too() {
    using P = platform<arch::rv32imc, platform_options{.scope = scope::all}>;
    memory::simulated<std::uint32_t, 256> code(0x1000), data(0x2000);
    host::simulated_interpreter<std::uint32_t, 87, 8> host{0x3000};
    program_loader<P, decltype(code), decltype(data), decltype(host), cache::none> load_with{P{}, code, data, host};
    const auto image = testing::code_only<arch::rv32imc>();
    const auto size = static_cast<std::uint32_t>(bytes(image).size());
    const changed other_code(image, size - 2);
    only policy(image), again(image), third(image);
    const bool refused =
        load_with.load(other_code, again).error() == error{errc::not_genuine, size} && host.in_use() == 0;
    const bool malformed = load_with.load(bytes(bytes(image).data(), 9), third).error().code == errc::truncated;
    return refused && malformed && third.asked == 0 && code.in_use() == 0 && load_with.load(image, policy).has_value();
}

}  // namespace

TEST_CASE_TEMPLATE("authenticity of modules", Arch, arch::rv32imc, arch::x64) {
    CHECK_BOTH(genuine_modules_load<Arch>());
    CHECK_BOTH(others_are_refused_untouched<Arch>());
    CHECK_BOTH(malformed_images_are_refused_for_that<Arch>());
}

TEST_CASE("authenticity of programs") { CHECK_BOTH(programs_too()); }
