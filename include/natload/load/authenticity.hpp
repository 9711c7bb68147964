// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>

#include <concepts>

namespace natload::inline v0 {

/// Tells the images that a firmware trusts from all others: by a digest, a signature, a checksum.
///
/// It is shown all bytes of one image, in their order, in pieces of any size, and is asked once, after the last. That
/// is before anything is allocated, visible to the host or executable. What it refuses is errc::not_genuine, at the
/// offset behind the last byte; what is malformed is refused for that, whatever its bytes.
///
/// Required:
///   a.update(piece)   the next bytes of the image; they are valid during the call
///   a.genuine()       whether these were the bytes of an image that is trusted
///
/// Laws: the answer depends on the bytes, not on how they come in pieces. A policy that is asked again starts anew, or
/// is made anew for each image. Cost: the bytes are read twice, by the policy and by the loader. They must be the same
/// both times: what others can write to is copied first.
template <class A>
concept authenticity_policy = requires(A& a, bytes piece) {
    a.update(piece);
    { a.genuine() } -> std::same_as<bool>;
};

}  // namespace natload::inline v0
