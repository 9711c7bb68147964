// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace natload::inline v0 {

/// Why an image was refused. Texts are in error_text.hpp, which firmware need not include.
enum class errc : std::uint8_t {
    none = 0,

    // Any field
    truncated,         // the data ends inside the field
    number_too_large,  // a vuint of more than 32 bits
    image_too_large,   // more bytes than max_image_size
    trailing_bytes,    // data after the root raw code

    // Header
    not_mpy,         // byte 0 is not 'M'
    version,         // not version 6
    feature_bits,    // bit 7 of the feature byte
    architecture,    // machine code for another architecture
    abi,             // another sub-version of the native ABI
    small_int_bits,  // needs wider small integers than the host's
    arch_flags,      // needs an extension that the host lacks

    // Names
    static_name,  // a static name's number is not 1 to 165
    encoding,     // text is not UTF-8; of a number, not ASCII
    missing_nul,  // text or data without its closing NUL

    // Machine code
    empty_code,  // of no bytes
    code_flags,  // unknown flags
    float_abi,   // passes floating-point values otherwise than the platform

    // Outside the scope `linked`
    has_objects,
    not_linked_code,  // bytecode, an emitted function, nested code

    // Relocations
    relocation_target,   // adds the address of something that the module or the host has not
    relocation_outside,  // no place, a place or row outside its section, or more words in all than the sections hold

    // Plan
    code_limit,  // more code than the platform allows
    data_limit,  // more data than the address space holds or the platform allows

    // Load
    nothing_verified,  // an empty handle
    code_memory,       // the code memory has no such block
    data_memory,       // the data memory has no such block
    host_full,         // the host can take no more names
    commit_failed,     // the memory could not be made executable

    // Authenticity (load/authenticity.hpp)
    not_genuine,  // the firmware's policy refused the bytes

    // Start (load/plugin.hpp)
    another_interface,  // the module is for another interface than the firmware's, or for none
    not_started,        // the module's start() gave nothing back

    // Trees of objects and of raw code
    object_type,      // an unknown type of object
    object_depth,     // the items of a tuple are nested too deeply
    code_depth,       // the children of a raw code are nested too deeply
    no_architecture,  // machine code in a file without an architecture
    no_children,      // announces children, then none or more than an image can hold
    prelude_offset,   // the prelude lies outside its code
    prelude,          // a malformed prelude
    child_count,      // machine code that names another number of children
    generator_start,  // a generator that starts outside its code

    // Sources (source/source.hpp)
    read_failed,  // the source has failed
};

/// Every failure is one of these; nothing throws, nothing aborts.
struct error {
    errc code = errc::none;
    /// In bytes from the start of the image: the first byte of the field that is wrong or,
    /// where the data ends too early, of the field that could not be read whole.
    std::uint32_t offset = 0;

    friend constexpr bool operator==(const error&, const error&) = default;
};

}  // namespace natload::inline v0
