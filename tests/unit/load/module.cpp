// SPDX-License-Identifier: MIT
// A module is the only owner of what it was given, and gives it back once.
#include <natload/load/module.hpp>

#include <type_traits>
#include <utility>

#include "support/check_both.hpp"
#include "unit/load/images.hpp"

using namespace natload;

namespace {

using firmware = testing::simulated_firmware<arch::armv7m>;
using loaded_module = std::remove_cvref_t<decltype(*std::declval<firmware&>().load(bytes{}))>;

constexpr auto image = testing::everything<arch::armv7m>();

constexpr std::size_t releases(const firmware& f) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < f.log.count(); ++i) n += f.log[i].kind == event_kind::release;
    return n;
}

constexpr bool empty(const loaded_module& m) {
    return !m && m.entry_address() == 0 && m.code().size() == 0 && m.data().size() == 0 && m.code().data() == nullptr &&
           m.data().data() == nullptr;
}

constexpr loaded_module load(firmware& f) { return *f.load(image); }

constexpr bool starts_empty() {
    loaded_module m;
    const bool before = empty(m);
    m.release();
    return before && empty(m);
}

constexpr bool releases_once() {
    firmware f;
    loaded_module m = load(f);
    const bool full = m && !f.all_given_back() && releases(f) == 0;
    m.release();
    const bool once = empty(m) && f.all_given_back() && releases(f) == 2;
    m.release();
    return full && once && releases(f) == 2;
}

constexpr bool is_released_at_its_end() {
    firmware f;
    {
        const loaded_module m = load(f);
        if (releases(f) != 0) return false;
    }
    return f.all_given_back() && releases(f) == 2;
}

// NOLINTBEGIN(bugprone-use-after-move): that a module is empty then is what these look for

constexpr bool moves() {
    firmware f;
    loaded_module a = load(f);
    const auto entry = a.entry_address();
    const bytes code = a.code();
    loaded_module b = std::move(a);
    const bool moved = empty(a) && b.entry_address() == entry && b.code().data() == code.data() && releases(f) == 0;
    a.release();
    const bool kept = b && releases(f) == 0;
    b.release();
    return moved && kept && f.all_given_back() && releases(f) == 2;
}

constexpr bool moves_onto_another() {
    firmware f;
    loaded_module a = load(f);
    loaded_module b = load(f);
    const auto entry = b.entry_address();
    a = std::move(b);  // gives back what a had
    const bool moved = empty(b) && a.entry_address() == entry && releases(f) == 2 && f.host.names.in_use() == 3;
    a = loaded_module();
    return moved && empty(a) && releases(f) == 4 && f.all_given_back();
}

constexpr bool moves_onto_itself() {
    firmware f;
    loaded_module a = load(f);
    loaded_module& same = a;
    const auto entry = a.entry_address();
    a = std::move(same);
    return a && a.entry_address() == entry && releases(f) == 0;
}

constexpr bool swaps() {
    firmware f;
    loaded_module a = load(f);
    loaded_module b = load(f);
    const auto first = a.entry_address(), second = b.entry_address();
    std::swap(a, b);
    const bool swapped = a.entry_address() == second && b.entry_address() == first && releases(f) == 0;
    b.release();
    a.release();
    return swapped && f.all_given_back();
}

constexpr bool is_reused() {
    firmware f;
    loaded_module m;
    for (int i = 0; i < 5; ++i) m = load(f);
    const bool one = f.host.names.in_use() == 3 && releases(f) == 8;
    m.release();
    return one && f.all_given_back();
}

constexpr bool outlives_the_result() {
    firmware f;
    loaded_module m;
    {
        auto result = f.load(image);
        m = *std::move(result);
        if (*result) return false;
    }
    return m && releases(f) == 0;
}

// NOLINTEND(bugprone-use-after-move)

}  // namespace

TEST_CASE("an empty module has nothing and gives nothing back") { CHECK_BOTH(starts_empty()); }

TEST_CASE("released or destroyed, it gives back once") {
    CHECK_BOTH(releases_once());
    CHECK_BOTH(is_released_at_its_end());
}

TEST_CASE("moving hands everything on") {
    CHECK_BOTH(moves());
    CHECK_BOTH(moves_onto_another());
    CHECK_BOTH(moves_onto_itself());
    CHECK_BOTH(swaps());
    CHECK_BOTH(is_reused());
    CHECK_BOTH(outlives_the_result());
}

TEST_CASE("there is one owner") {
    CHECK_BOTH(!std::is_copy_constructible_v<loaded_module>);
    CHECK_BOTH(!std::is_copy_assignable_v<loaded_module>);
    CHECK_BOTH(std::is_nothrow_move_constructible_v<loaded_module>);
    CHECK_BOTH(std::is_nothrow_move_assignable_v<loaded_module>);
}
