// SPDX-License-Identifier: MIT
#pragma once

// For host tools: the ELF relocation types of every family of architectures. Firmware does not include this.
#include <natload/link/family.hpp>
