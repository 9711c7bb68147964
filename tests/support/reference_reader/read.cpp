// SPDX-License-Identifier: MIT
#include <utility>

#include "support/reference_reader/parts.hpp"

namespace natload::testing::reference {

namespace {

image read_image(input in, const options& how) {
    image all;
    all.header = read_header(in, how);

    const std::uint32_t n_names = in.vuint();
    const std::size_t n_objects_at = in.at();
    const std::uint32_t n_objects = in.vuint();
    in.check(how.scope == scope::all || n_objects == 0, rule::objects, n_objects_at);
    for (std::uint32_t i = 0; i < n_names && !in.failed(); ++i) {
        all.names.push_back(read_name(in));
    }
    for (std::uint32_t i = 0; i < n_objects && !in.failed(); ++i) {
        all.objects.push_back(read_object(in, how));
    }

    all.root = read_raw_code(in, {all.header.architecture, n_names, n_objects}, how);
    all.used = in.at();
    in.check(how.allow_trailing || in.left() == 0, rule::trailing_bytes, in.at());
    return all;
}

}  // namespace

options options_of(isa host) {
    options how;
    how.accepts = [host](isa file) { return runs(host, file); };
    how.word_size = word_size(host);
    return how;
}

result read(std::span<const std::uint8_t> image, const options& how) {
    std::optional<error> broken;
    reference::image all = read_image(input(image, how, broken), how);
    if (broken) return {{}, broken};
    return {std::move(all), {}};
}

}  // namespace natload::testing::reference
