// SPDX-License-Identifier: MIT
// Trusts images whose SHA-256 digests are in a list. libsodium calculates them.
#pragma once

#include <natload/core/bytes.hpp>

#include <sodium.h>

#include <algorithm>
#include <array>
#include <span>

using digest = std::array<std::uint8_t, crypto_hash_sha256_BYTES>;

class sha256_list {
public:
    explicit sha256_list(std::span<const digest> trusted) : trusted_(trusted) { crypto_hash_sha256_init(&state_); }

    void update(natload::bytes piece) { crypto_hash_sha256_update(&state_, piece.data(), piece.size()); }

    bool genuine() {
        digest found;
        crypto_hash_sha256_final(&state_, found.data());
        crypto_hash_sha256_init(&state_);
        return std::find(trusted_.begin(), trusted_.end(), found) != trusted_.end();
    }

private:
    std::span<const digest> trusted_;
    crypto_hash_sha256_state state_;
};
