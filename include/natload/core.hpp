// SPDX-License-Identifier: MIT
#pragma once

// What all other folders stand on. On its own: core/error_text.hpp (texts).
#include <natload/core/bytes.hpp>
#include <natload/core/error.hpp>
#include <natload/core/float_abi.hpp>
#include <natload/core/isa.hpp>
#include <natload/core/result.hpp>
