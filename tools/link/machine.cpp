// SPDX-License-Identifier: MIT
#include "machine.hpp"

namespace natload::linker {

std::unique_ptr<machine> make_machine(isa architecture) {
    switch (architecture) {
        case isa::none: return nullptr;
        case isa::x86: return make_x86_machine();
        case isa::x64: return make_x64_machine();
        case isa::armv6:
        case isa::armv6m:
        case isa::armv7m:
        case isa::armv7em:
        case isa::armv7emsp:
        case isa::armv7emdp: return make_arm_machine(architecture);
        case isa::xtensa:
        case isa::xtensawin: return make_xtensa_machine();
        case isa::rv32imc: return make_riscv_machine(4);
        case isa::rv64imc: return make_riscv_machine(8);
    }
    return make_aarch64_machine();  // on one of the numbers that the format leaves free
}

}  // namespace natload::linker
