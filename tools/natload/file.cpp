// SPDX-License-Identifier: MIT
#include "file.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "commands.hpp"

namespace natload::tool {

std::optional<std::vector<std::uint8_t>> read_file(const std::string& name) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
        std::fopen(name.c_str(), "rb"), [](std::FILE* f) { return f != nullptr ? std::fclose(f) : 0; });
    std::vector<std::uint8_t> image;
    if (file != nullptr) {
        std::array<std::uint8_t, 65536> piece;
        // One byte more than an image may have is enough to refuse it: endless devices end here too.
        while (image.size() <= max_image_size) {
            const std::size_t n = std::fread(piece.data(), 1, piece.size(), file.get());
            if (n == 0) break;
            image.insert(image.end(), piece.data(), piece.data() + n);
        }
    }
    if (file == nullptr || std::ferror(file.get()) != 0) {
        std::fflush(stdout);
        fmt::print(stderr, "natload: cannot read {}: {}\n", name, std::strerror(errno));
        return std::nullopt;
    }
    return image;
}

int for_each_file(const std::vector<std::string>& names,
                  const std::function<bool(const std::string&, const std::vector<std::uint8_t>&)>& judge) {
    int worst = all_well;
    for (const std::string& name : names) {
        const auto image = read_file(name);
        worst = std::max<int>(worst, !image ? no_answer : judge(name, *image) ? all_well : refused);
    }
    return worst;
}

}  // namespace natload::tool
