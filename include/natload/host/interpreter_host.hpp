// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>
#include <natload/core/code_found.hpp>
#include <natload/core/object_type.hpp>
#include <natload/host/native_host.hpp>

namespace natload::inline v0 {

/// A raw code in its place, for the interpreter that makes a function of it.
///
/// Where children and relocations are to come, their table and the code are filled in afterwards; addresses stay.
/// What it points to lives until the program is released.
template <class Word>
struct placed_code : code_found {
    const std::uint8_t* code_at = nullptr;
    const std::uint8_t* prelude_at = nullptr;
    Word address = 0;       // of machine code: where it is called
    Word child_table = 0;   // a word each; of kind native the prelude's address follows or, without children, is this
    Word name_table = 0;    // the program's, 16 bits each
    Word object_table = 0;  // the program's, a word each

    /// Bytecode with its prelude; machine code where it was written, which may move.
    constexpr bytes code() const { return {code_at, size()}; }
    /// Of kind native, as far as the code goes; of other kinds empty.
    constexpr bytes prelude() const {
        return kind() == code_kind::native ? bytes(prelude_at, size() - prelude_offset) : bytes();
    }
};

/// A native host that also runs Python: it makes objects of constants and functions of raw code, a word each.
///
/// Required: native_host, and
///   object(type, text)         a constant: text is what the image holds, empty for types without; it stays as long as
///                              the image does. 0: refused
///   tuple(count)               a tuple of so many items, which set_item fills in order. 0: refused. Over a wire the
///                              count is not verified yet: it may be more than there is memory for
///   set_item(tuple, i, item)
///   function(code)             a function; its children are made after it. 0: refused
///   drop(object)               undoes one of the three, with all that it holds; items and children that are still
///                              missing are 0. Nothing for 0. A host with a collector does nothing
/// Laws (tests/laws/interpreter_host.hpp): what was dropped is as if it had never been made.
/// Calls return; a host that can jump away, an interpreter's exceptions, catches first.
template <class H, class Word>
concept interpreter_host = native_host<H, Word> &&
    requires(H& host, object_type type, bytes text, Word object, std::uint32_t n, const placed_code<Word>& code) {
    { host.object(type, text) } -> std::convertible_to<Word>;
    { host.tuple(n) } -> std::convertible_to<Word>;
    host.set_item(object, n, object);
    { host.function(code) } -> std::convertible_to<Word>;
    host.drop(object);
};

}  // namespace natload::inline v0
