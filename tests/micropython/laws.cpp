// SPDX-License-Identifier: MIT
// The interpreter host of the integration keeps the laws of interpreter hosts.
#include "laws/interpreter_host.hpp"

#include "interpreter.hpp"

#include "host.hpp"

namespace natload::testing::laws {

struct micropython_harness {
    using word = std::uintptr_t;

    natload_session_t session{};
    micropython::interpreter<word, 87> host{session, &mp_fun_table};

    micropython_harness() { standin_reset(); }
    std::size_t in_use() { return blocks_left(); }
};

TEST_CASE_TEMPLATE_INVOKE(interpreter_host_laws, micropython_harness);

}  // namespace natload::testing::laws
