// SPDX-License-Identifier: MIT
// What the two objects of a module share.
#pragma once

extern "C" {
#include "module_abi.h"

word chosen();
word count_in_second();
const char* text_in_second();
word from_library(word n);
word from_host(word first, word second);  // an external: an entry of the host's table
extern const char outside[];              // an external: an address
extern int shared[];                      // common in two objects
void fill_shared();
void missing_on_purpose();
}

/// One of a COMDAT group, with a variable that the module has once.
inline word& counted() {
    static word count;
    return count;
}
inline const char* text() { return "the same text"; }
