// SPDX-License-Identifier: MIT
// expected: loader: the host does not model natload::native_host for words of this architecture; host/native_host.hpp says
// expected: what it needs
// expected (GNU): the required expression 'host.forget(number)' is invalid
// expected (Clang): 'host.forget(number)' would be invalid
#include "firmware.hpp"

struct forgetful {
    static constexpr std::size_t table_length = 87;
    const std::uint64_t* table() const { return my_host.table(); }
    std::uint64_t table_address() const { return my_host.table_address(); }
    std::uint16_t intern(bytes text) { return my_host.intern(text); }
#ifndef MISTAKE
    void forget(std::uint16_t number) { my_host.forget(number); }
#endif
} host_of_mine;
loader load_with(my_platform{}, my_ram, my_ram, host_of_mine);
