// SPDX-License-Identifier: MIT
// The firmware whose size is measured: it runs one linked module out of its flash. It is built with the library and
// without it; all but run() is the same in both, object file by object file.
#pragma once

#include <cstring>

#include <natload/arch/native.hpp>
#include <natload/host/interpreter_host.hpp>
#include <natload/host/native.hpp>
#include <natload/memory/arena.hpp>

namespace firmware {

using word = natload::arch::native::word;
using natload::bytes;

/// The call site: what the module in the image returns; 0 if it does not run.
word run(bytes image);

// The library's own policies. Those of their functions that are more than accessors are out of line here,
// so that their sizes and the loader's are told apart.

class memory : public natload::memory::arena {
public:
    using arena::arena;
    std::uint8_t* allocate(std::size_t size, std::size_t alignment);
    void release(std::uint8_t* block, std::size_t size);
    void shrink(std::uint8_t* block, std::size_t size, std::size_t less);
};

word first_argument(word value, word type);

inline constexpr auto function_table =
    natload::host::make_table<87>(natload::host::entry<3>(&first_argument), natload::host::entry<4>(&first_argument),
                                  natload::host::entry<50>(&std::memset), natload::host::entry<51>(&std::memmove));

using name_pool = natload::host::name_pool<16, 256>;

class host : public natload::host::native<word, decltype(function_table), name_pool> {
public:
    using native::native;
    std::uint16_t intern(bytes text);
    void forget(std::uint16_t number);
};

/// What a firmware has that also runs Python.
class interpreter : public host {
public:
    using host::host;
    word object(natload::object_type type, bytes text);
    word tuple(std::uint32_t count);
    void set_item(word tuple, std::uint32_t i, word item);
    word function(const natload::placed_code<word>& placed);
    void drop(word object);
};

/// Images that are read, again and again or once.
class wire {
public:
    explicit wire(bytes image) : image_(image) {}
    std::size_t read(std::uint8_t* to, std::size_t size);

protected:
    bytes image_;
    std::size_t at_ = 0;
};
class file : public wire {
public:
    using wire::wire;
    bool seek(std::uint32_t offset);
};

extern memory code, data;
extern interpreter the_host;

}  // namespace firmware
