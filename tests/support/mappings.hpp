// SPDX-License-Identifier: MIT
// What Linux lets this process do at an address: a line of /proc/self/maps for each mapping,
// "55d0c8a00000-55d0c8a01000 r-xp ...".
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

namespace natload::testing {

/// "rw-", "r-x" and so on; empty where nothing is mapped.
inline std::string rights_at(std::uintptr_t address) {
    std::FILE* const maps = std::fopen("/proc/self/maps", "r");
    std::string found;
    char line[512];
    while (maps != nullptr && found.empty() && std::fgets(line, sizeof line, maps) != nullptr) {
        unsigned long first = 0, end = 0;
        char rights[5] = {};
        if (std::sscanf(line, "%lx-%lx %4s", &first, &end, rights) != 3) continue;
        if (address >= first && address < end) found.assign(rights, 3);
    }
    if (maps != nullptr) std::fclose(maps);
    return found;
}

}  // namespace natload::testing
