// SPDX-License-Identifier: MIT
// What a firmware can know of its modules while it is compiled. If this program compiles, all of it is true; it has
// nothing to do when it runs. The module is for a Cortex-M3, whatever machine compiles.
#include <natload/natload.hpp>
#include <sha256_mpy.hpp>

namespace {

using namespace natload;

// The firmware's platform, its limits among the rest.
using sensor_node = platform<arch::armv7m, platform_options{.abi = abi::v6_3, .max_code = 4096, .max_data = 512}>;

// Naming it has the compiler verify the image for this platform, and say why if it would not load.
using sha256 = embedded<sensor_node, sha256_mpy>;

// The header.
static_assert(sha256::header.architecture == isa::armv7m);
static_assert(sha256::header.sub_version == 3);
static_assert(sha256::header.small_int_bits <= 31);

// The budget: what loading takes, to the byte.
static_assert(sha256::budget.code <= 1024, "sha256 has 1 KiB of the code memory");
static_assert(sha256::budget.bss == 64 * 4 + 8 * 4, "a schedule and a state");
static_assert(sha256::budget.relocated_words == 2);
static_assert(sha256::budget.used == sizeof sha256_mpy);

// Whether other platforms would have it, and the reason why not.
constexpr auto elsewhere = verify<platform<arch::rv32imc>>(sha256_mpy);
static_assert(elsewhere.error() == error{errc::architecture, 2});
static_assert(explain<platform<arch::rv32imc>>(sha256_mpy, errc::architecture).found == 5);

// What this platform calls itself: sys.implementation._mpy.
static_assert(identity<sensor_node::arch>(sensor_node::options.abi) == 0x1706);

}  // namespace

int main() {}
