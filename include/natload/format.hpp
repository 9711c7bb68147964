// SPDX-License-Identifier: MIT
#pragma once

// The .mpy container: what an image is, whether it is well-formed, what loading it takes.
#include <natload/format/embedded.hpp>
#include <natload/format/header.hpp>
#include <natload/format/plan.hpp>
#include <natload/format/platform.hpp>
#include <natload/format/verify.hpp>
