// SPDX-License-Identifier: MIT
// A firmware that includes all of natload and uses it for one architecture: verifies, loads, calls, releases.
#include <natload/arch/native.hpp>
#include <natload/natload.hpp>

#include <corpus/here.hpp>

namespace {

std::uint32_t some_data;
constexpr auto table = natload::host::make_table<87>(natload::host::entry<50>(&some_data));

alignas(16) std::uint8_t code_bytes[2048];
alignas(16) std::uint8_t data_bytes[256];
constinit natload::memory::arena code(code_bytes);
constinit natload::memory::arena data(data_bytes);
constinit natload::host::name_pool<8> names;
constinit natload::host::native host(table, names);

}  // namespace

int main() {
    natload::loader loader(natload::platform<natload::arch::native>{}, code, data, host);
    const auto verified = loader.verify(natload::testing::corpus::here::answer_mpy);
    if (!verified) return 1;
    auto module = loader.load(*verified);
    if (!module || module->call() != 42) return 2;
    module->release();
    return code.in_use() == 0 && data.in_use() == 0 && names.in_use() == 0 ? 0 : 3;
}
