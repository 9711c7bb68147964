// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/error.hpp>
#include <natload/core/float_abi.hpp>
#include <natload/core/isa.hpp>

namespace natload::inline v0 {

/// What an error means, for a person. Firmware that prints no errors does not include this.
constexpr const char* text(errc why) {
    switch (why) {
        case errc::none: return "no error";
        case errc::truncated: return "the data ends inside this field";
        case errc::number_too_large: return "a number of more than 32 bits";
        case errc::image_too_large: return "the image is too large";
        case errc::trailing_bytes: return "bytes after the end of the module";
        case errc::not_mpy: return "not a .mpy file";
        case errc::version: return "another version of the .mpy format";
        case errc::feature_bits: return "reserved bit set in the header";
        case errc::architecture: return "machine code for another architecture";
        case errc::abi: return "another sub-version of the native ABI";
        case errc::small_int_bits: return "needs wider small integers than the host has";
        case errc::arch_flags: return "needs an extension that the machine does not have";
        case errc::static_name: return "no static name has this number";
        case errc::encoding: return "text that is not UTF-8 or, of a number, not ASCII";
        case errc::missing_nul: return "no NUL after the text or data";
        case errc::object_type: return "unknown type of object";
        case errc::object_depth: return "objects nested too deeply";
        case errc::code_depth: return "code nested too deeply";
        case errc::no_architecture: return "machine code in a file without an architecture";
        case errc::empty_code: return "machine code without a byte";
        case errc::code_flags: return "unknown flags of machine code";
        case errc::float_abi: return "passes floating-point values otherwise than the host";
        case errc::no_children: return "nested code announced, but none there or too much";
        case errc::prelude_offset: return "the prelude lies outside its code";
        case errc::prelude: return "malformed prelude";
        case errc::child_count: return "machine code for another number of nested functions";
        case errc::generator_start: return "a generator that starts outside its code";
        case errc::has_objects: return "has constant objects: not a linked module";
        case errc::not_linked_code: return "bytecode, emitted or nested code: not a linked module";
        case errc::relocation_target: return "relocation to something that the module or the host does not have";
        case errc::relocation_outside: return "relocation outside its section";
        case errc::code_limit: return "more code than the platform allows";
        case errc::data_limit: return "more data than the platform allows or can address";
        case errc::nothing_verified: return "nothing was verified";
        case errc::code_memory: return "no memory for the code";
        case errc::data_memory: return "no memory for the data";
        case errc::host_full: return "the host can take no more names";
        case errc::commit_failed: return "the code could not be made executable";
        case errc::not_genuine: return "not an image that the firmware trusts";
        case errc::another_interface: return "made for another interface than the firmware's, or for none";
        case errc::not_started: return "the module's start function gave nothing back";
        case errc::read_failed: return "the source can't be read";
    }
    return "unknown error";
}

/// The name of an architecture as the field's tools spell it.
constexpr const char* text(isa architecture) {
    switch (architecture) {
        case isa::none: return "none";
        case isa::x86: return "x86";
        case isa::x64: return "x64";
        case isa::armv6: return "armv6";
        case isa::armv6m: return "armv6m";
        case isa::armv7m: return "armv7m";
        case isa::armv7em: return "armv7em";
        case isa::armv7emsp: return "armv7emsp";
        case isa::armv7emdp: return "armv7emdp";
        case isa::xtensa: return "xtensa";
        case isa::xtensawin: return "xtensawin";
        case isa::rv32imc: return "rv32imc";
        case isa::rv64imc: return "rv64imc";
    }
    return "unknown";
}

/// A float ABI in a word or two.
constexpr const char* text(float_abi stated) {
    switch (stated) {
        case float_abi::unstated: return "not stated";
        case float_abi::soft: return "soft";
        case float_abi::hard_single: return "hard for single precision";
        case float_abi::hard: return "hard";
    }
    return "unknown";
}

}  // namespace natload::inline v0
