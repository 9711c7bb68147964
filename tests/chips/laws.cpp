// SPDX-License-Identifier: MIT
// The laws of memory, kept on chips that fault on what they forbid.
#include "laws/code_memory.hpp"
#include "laws/memory.hpp"

#include "chips/chips.hpp"

namespace natload::testing::laws {

TEST_CASE_TEMPLATE_INVOKE(allocation_laws, chips::word_chip, chips::flash_chip);
TEST_CASE_TEMPLATE_INVOKE(code_memory_laws, chips::word_chip, chips::flash_chip);
#if defined(NATLOAD_TEST_ALIASES)
TEST_CASE_TEMPLATE_INVOKE(allocation_laws, chips::aliased_chip);
TEST_CASE_TEMPLATE_INVOKE(code_memory_laws, chips::aliased_chip);
#endif

}  // namespace natload::testing::laws
