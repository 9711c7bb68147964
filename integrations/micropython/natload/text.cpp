// SPDX-License-Identifier: MIT
// What errors mean. Only the Python module has use for it.
#include <natload/core/error_text.hpp>

#include "interpreter.h"

const char* natload_text(std::uint8_t reason) { return natload::text(static_cast<natload::errc>(reason)); }
