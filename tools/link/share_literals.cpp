// SPDX-License-Identifier: MIT
#include "share_literals.hpp"

#include <tuple>

#include "destination.hpp"

namespace natload::linker {
namespace {

using contents = std::tuple<std::vector<std::uint8_t>, std::uint32_t, identity, std::int64_t>;

contents contents_of(const atom& a) {
    if (a.references.empty()) return {a.contents, 0, identity{}, 0};
    const reference& r = a.references.front();
    return {a.contents, r.type, identity_of(*r.to), r.addend};
}

}  // namespace

void share_literals(program& p) {
    std::map<contents, atom*> first;
    std::map<const atom*, atom*> shared;
    for (atom& a : p.atoms) {
        if (a.role != role::literals || !a.live || a.references.size() > 1) continue;
        const auto [known, is_new] = first.try_emplace(contents_of(a), &a);
        if (is_new) continue;
        shared[&a] = known->second;
        a.live = false;
    }
    for (symbol& s : p.symbols) {
        const auto found = shared.find(s.in);
        if (found != shared.end()) s.in = found->second;
    }
}

}  // namespace natload::linker
