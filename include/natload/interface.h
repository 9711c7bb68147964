// SPDX-License-Identifier: MIT
// What a firmware and its modules share: for C and C++, and for both sides.
#pragma once

/// NATLOAD_INTERFACE(name, (fields of the host), (fields of a module));
///
/// Declares struct name_host, what the firmware gives a module when it starts, and struct name, what a module gives
/// back: functions and data of any number, in C's types. Both sides include the header that says so, and its words, as
/// the preprocessor has them, are the interface's identity: a module bears a hash of them, and a firmware with other
/// words refuses it (load/plugin.hpp). A change inside a type that the fields only name does not show: put a version
/// into the interface's name then.
#define NATLOAD_INTERFACE(name, host_fields, fields)                                \
    NATLOAD_INTERFACE_TEXT(name, #name " " #host_fields " " #fields)                \
    struct name##_host {                                                            \
        NATLOAD_FIELDS host_fields                                                  \
    };                                                                              \
    struct name {                                                                   \
        NATLOAD_FIELDS fields                                                       \
        NATLOAD_INTERFACE_MEMBERS(name, #name " " #host_fields " " #fields)         \
    }

#define NATLOAD_FIELDS(...) __VA_ARGS__

#ifdef __cplusplus
#define NATLOAD_INTERFACE_MEMBERS(name, words) \
    using natload_host = name##_host;          \
    static constexpr char natload_interface[] = words;
#else
#define NATLOAD_INTERFACE_MEMBERS(name, words)
#endif

// In a module (module.h) the words go into a section that natload link reads.
#ifndef NATLOAD_INTERFACE_TEXT
#define NATLOAD_INTERFACE_TEXT(name, words)
#endif
