// SPDX-License-Identifier: MIT
// Messages and digests for the corpus module sha256, which takes (data, size, out) and returns 0: the examples of
// FIPS 180-4 and the empty message.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace natload::testing {

using sha256_digest = std::array<std::uint8_t, 32>;

struct sha256_vector {
    std::string_view text;
    std::size_t times;  // the message is the text, so many times
    sha256_digest digest;

    constexpr std::size_t size() const { return text.size() * times; }
};

// The eight words of a digest, as they are printed.
constexpr sha256_digest digest_of(const std::array<std::uint32_t, 8>& words) {
    sha256_digest digest{};
    for (std::size_t i = 0; i < digest.size(); ++i) {
        digest[i] = static_cast<std::uint8_t>(words[i / 4] >> (24 - 8 * (i % 4)));
    }
    return digest;
}

// The last one takes a megabyte; a board with less takes std::span(sha256_vectors).first(3).
inline constexpr sha256_vector sha256_vectors[] = {
    {"abc", 1,
     digest_of({0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223, 0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad})},
    {"", 1,
     digest_of({0xe3b0c442, 0x98fc1c14, 0x9afbf4c8, 0x996fb924, 0x27ae41e4, 0x649b934c, 0xa495991b, 0x7852b855})},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
     digest_of({0x248d6a61, 0xd20638b8, 0xe5c02693, 0x0c3e6039, 0xa33ce459, 0x64ff2167, 0xf6ecedd4, 0x19db06c1})},
    {"a", 1'000'000,
     digest_of({0xcdc76e5c, 0x9914fb92, 0x81a1c7e2, 0x84d73e67, 0xf1809a48, 0xa497200e, 0x046d39cc, 0xc7112cd0})},
};

// Hashes each message, written into `memory`, by call(std::span<const Word> args) -> Word. After each:
// report(const sha256_vector&, Word returned, const sha256_digest&). A message longer than memory is reported as
// returning all ones.
template <class Word, class Call, class Report>
void run_sha256(std::span<const sha256_vector> vectors, std::span<std::uint8_t> memory, Call&& call, Report&& report) {
    static_assert(sizeof(Word) == sizeof(std::uintptr_t), "a word holds a pointer");
    for (const sha256_vector& each : vectors) {
        sha256_digest out{};
        if (each.size() > memory.size()) {
            report(each, static_cast<Word>(~Word{0}), out);
            continue;
        }
        for (std::size_t i = 0; i < each.size(); ++i) {
            memory[i] = static_cast<std::uint8_t>(each.text[i % each.text.size()]);
        }
        const std::array<Word, 3> args{static_cast<Word>(reinterpret_cast<std::uintptr_t>(memory.data())),
                                       static_cast<Word>(each.size()),
                                       static_cast<Word>(reinterpret_cast<std::uintptr_t>(out.data()))};
        const Word returned = call(std::span<const Word>(args));
        report(each, returned, out);
    }
}

}  // namespace natload::testing
