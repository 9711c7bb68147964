// SPDX-License-Identifier: MIT
// Trusts images that the owner of a key has signed: Ed25519ph (RFC 8032), which needs no more memory for long images
// than for short ones. libsodium verifies.
#pragma once

#include <natload/core/bytes.hpp>

#include <sodium.h>

#include <array>

using public_key = std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES>;
using signature = std::array<std::uint8_t, crypto_sign_BYTES>;

class ed25519 {
public:
    ed25519(const public_key& of, const signature& image_signature) : key_(of), signature_(image_signature) {
        crypto_sign_init(&state_);
    }

    void update(natload::bytes piece) { crypto_sign_update(&state_, piece.data(), piece.size()); }

    bool genuine() {
        const bool is_signed = crypto_sign_final_verify(&state_, signature_.data(), key_.data()) == 0;
        crypto_sign_init(&state_);
        return is_signed;
    }

private:
    public_key key_;
    signature signature_;
    crypto_sign_state state_;
};
