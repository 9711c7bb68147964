// SPDX-License-Identifier: MIT
#include "firmware.hpp"

#include <corpus/here.hpp>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace firmware {

std::uint8_t* memory::allocate(std::size_t size, std::size_t alignment) { return arena::allocate(size, alignment); }
void memory::release(std::uint8_t* block, std::size_t size) { arena::release(block, size); }
void memory::shrink(std::uint8_t* block, std::size_t size, std::size_t less) { arena::shrink(block, size, less); }

word first_argument(word value, word) { return value; }

std::uint16_t host::intern(bytes text) { return native::intern(text); }
void host::forget(std::uint16_t number) { native::forget(number); }

word interpreter::object(natload::object_type, bytes) { return 1; }
word interpreter::tuple(std::uint32_t) { return 1; }
void interpreter::set_item(word, std::uint32_t, word) {}
word interpreter::function(const natload::placed_code<word>& placed) { return placed.address; }
void interpreter::drop(word) {}

std::size_t wire::read(std::uint8_t* to, std::size_t size) {
    const std::size_t left = image_.size() - at_;
    if (size > left) size = left;
    std::memcpy(to, image_.data() + at_, size);
    at_ += size;
    return size;
}
bool file::seek(std::uint32_t offset) {
    at_ = offset;
    return true;
}

namespace {
// Whole pages of their own.
alignas(4096) std::uint8_t code_buffer[4096];
alignas(16) std::uint8_t data_buffer[1024];
name_pool names;
}  // namespace

constinit memory code(code_buffer);
constinit memory data(data_buffer);
constinit interpreter the_host(function_table, names);

}  // namespace firmware

int main() {
#if defined(__linux__)  // where memory is executable on request only
    if (mprotect(firmware::code_buffer, sizeof firmware::code_buffer, PROT_READ | PROT_WRITE | PROT_EXEC) != 0)
        return 2;
#endif
    // hostcalls.mpy relocates, reads the function table and calls through it; without arguments it returns this.
    return firmware::run(natload::testing::corpus::here::hostcalls_mpy) == 3305448 ? 0 : 1;
}
