// SPDX-License-Identifier: MIT
#pragma once

#include <natload/format/plan.hpp>

namespace natload::inline v0 {

/// What the compiler's message names where it refuses an image. docs/errors.md has a line on each errc.
namespace refusal {

template <std::uint32_t Bytes>
struct at_offset;
template <auto Value>
struct expected;
template <auto Value>
struct found;

template <errc Why, class... Details>
struct image {
    static constexpr bool accepted = Why == errc::none;
    static_assert(accepted, "natload: this image can't be loaded; the arguments of refusal::image<...> say why");
};

}  // namespace refusal

namespace detail {

struct judgement {
    error why;
    expectation sides;
};

constexpr platform_options without_limits(platform_options options) {
    options.max_code = options.max_data = 0xffffffff;
    return options;
}

/// Whether platform P could load an image, as far as its bytes can tell.
template <class P>
constexpr judgement judge(bytes image) {
    const result<verified<P>> v = verify<P>(image);
    if (!v) return {v.error(), explain<P>(image, v.error())};
    if (!v->linked()) return {{errc::not_linked_code, 0}, {}};
    const error over = plan(*v).error();
    if (over.code == errc::none) return {};
    const result<budget> needs = plan(*verify<platform<typename P::arch, without_limits(P::options)>>(image));
    if (over.code == errc::code_limit) return {over, {P::options.max_code, needs->code}};
    return {over, {P::options.max_data, needs ? needs->data : 0xffffffff}};
}

/// A side of a refusal as the enumerator that it is, so that the message names it.
template <errc Why, std::uint32_t Side>
constexpr auto named() {
    if constexpr (Why == errc::architecture) {
        return isa{Side};
    } else if constexpr (Why == errc::abi) {
        return abi{Side};
    } else if constexpr (Why == errc::float_abi) {
        return float_abi{Side};
    } else {
        return Side;
    }
}

/// Has the message say no more than there is to say.
template <errc Why, std::uint32_t Offset, std::uint32_t Expected, std::uint32_t Found>
constexpr auto refuse() {
    if constexpr (Expected == Found) {
        return refusal::image<Why, refusal::at_offset<Offset>>{};
    } else {
        return refusal::image<Why, refusal::at_offset<Offset>, refusal::expected<named<Why, Expected>()>,
                              refusal::found<named<Why, Found>()>>{};
    }
}

}  // namespace detail

/// An image that is part of the program. To name it is to have the compiler verify it: what platform P could not
/// load, its own limits included, does not compile, and the message says why.
///
///   using sha256 = natload::embedded<my_platform, sha256_mpy>;   // a constexpr array of bytes
///   static_assert(sha256::budget.data <= 512);
///   auto module = loader.load(sha256::verified);                 // no verifying at run time
template <class P, const auto& Image>
class embedded {
    static constexpr detail::judgement judged = detail::judge<P>(Image);
    static constexpr auto accepted =
        detail::refuse<judged.why.code, judged.why.offset, judged.sides.expected, judged.sides.found>();

public:
    static constexpr natload::header header = *read_header(Image);
    static constexpr natload::verified<P> verified = *verify<P>(Image);
    static constexpr natload::budget budget = *plan(verified);
};

}  // namespace natload::inline v0
