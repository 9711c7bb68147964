// SPDX-License-Identifier: MIT
// authenticity FILE.mpy: loads a module that is on a list of digests, or signed; not one that is neither, and none of
// which a byte was changed on the way.
#include <natload/core/error_text.hpp>
#include <natload/memory/pages.hpp>
#include <natload/natload.hpp>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

#include "ed25519.hpp"
#include "sha256_list.hpp"

namespace {

constexpr auto functions = natload::host::make_table<87>(natload::host::entry<50>(&std::memset));
natload::host::name_pool<64> names;

/// What the module answers; or why it was refused, and where.
natload::result<std::uint64_t> answer(const std::vector<std::uint8_t>& image,
                                      natload::authenticity_policy auto& policy) {
    natload::memory::pages code, data;
    natload::host::native host(functions, names);
    natload::loader loader(natload::platform<natload::arch::x64>{}, code, data, host);
    const auto module = loader.load(image, policy);
    if (!module) return module.error();
    return module->call(1, 2);
}

/// Loads an image, and then with each of its bytes changed on the way.
void try_out(const char* what, const std::vector<std::uint8_t>& image, natload::authenticity_policy auto policy) {
    const auto loaded = answer(image, policy);
    if (loaded) {
        std::printf("%s: loaded, answers %u\n", what, static_cast<unsigned>(*loaded));
    } else {
        std::printf("%s: refused at byte %u: %s\n", what, loaded.error().offset, natload::text(loaded.error().code));
    }
    std::size_t malformed = 0, not_genuine = 0;
    for (std::size_t at = 0; at < image.size(); ++at) {
        std::vector<std::uint8_t> changed = image;
        changed[at] ^= 1;
        const natload::error why = answer(changed, policy).error();
        if (why.code == natload::errc::not_genuine) {
            ++not_genuine;
        } else if (why.code != natload::errc::none) {
            ++malformed;
        }
    }
    std::printf("  a byte changed: %zu tried, %zu malformed, %zu not genuine, %zu loaded\n", image.size(), malformed,
                not_genuine, image.size() - malformed - not_genuine);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2 || sodium_init() < 0) return 2;
    std::ifstream file(argv[1], std::ios::binary);
    const std::vector<std::uint8_t> image(std::istreambuf_iterator<char>(file), {});

    digest trusted[1];  // in a firmware: constants
    crypto_hash_sha256(trusted[0].data(), image.data(), image.size());
    try_out("listed", image, sha256_list(trusted));
    trusted[0][0] ^= 1;
    try_out("not listed", image, sha256_list(trusted));

    public_key key;  // in a firmware: a constant; the other half stays with whoever signs
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret;
    crypto_sign_keypair(key.data(), secret.data());
    crypto_sign_state signing;
    crypto_sign_init(&signing);
    crypto_sign_update(&signing, image.data(), image.size());
    signature by_owner;
    crypto_sign_final_create(&signing, by_owner.data(), nullptr, secret.data());
    try_out("signed", image, ed25519(key, by_owner));
    crypto_sign_keypair(key.data(), secret.data());
    try_out("signed by another", image, ed25519(key, by_owner));
}
