// SPDX-License-Identifier: MIT
#pragma once

// Every architecture.
#include <natload/arch/aarch64.hpp>
#include <natload/arch/architecture.hpp>
#include <natload/arch/arm.hpp>
#include <natload/arch/list.hpp>
#include <natload/arch/none.hpp>
#include <natload/arch/riscv.hpp>
#include <natload/arch/x86.hpp>
#include <natload/arch/xtensa.hpp>
