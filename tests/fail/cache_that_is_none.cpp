// SPDX-License-Identifier: MIT
// expected: loader: the cache does not model natload::cache_policy for words of this architecture; cache/cache_policy.hpp
// expected: says what it needs
// expected (GNU): the required expression 'c.synchronize(address, size)' is invalid
// expected (Clang): 'c.synchronize(address, size)' would be invalid
#include "firmware.hpp"

struct flusher {
#ifdef MISTAKE
    void flush(std::uint64_t, std::size_t) {}
#else
    void synchronize(std::uint64_t, std::size_t) {}
#endif
};
loader load_with(my_platform{}, my_ram, my_ram, my_host, flusher{});
