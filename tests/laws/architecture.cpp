// SPDX-License-Identifier: MIT
#include "laws/architecture.hpp"

#include <natload/arch.hpp>
#include <natload/cache.hpp>

namespace natload::testing::laws {

// Whatever is in the library's own list.
template <class... Archs>
constexpr auto types_of(arch::list<Archs...>) -> std::tuple<Archs...>;
TEST_CASE_TEMPLATE_APPLY(architecture_laws, decltype(types_of(arch::all{})));
TEST_CASE_TEMPLATE_INVOKE(architecture_laws, arch::aarch64<natload::isa{13}>, arch::aarch64<natload::isa{15}>);

}  // namespace natload::testing::laws
