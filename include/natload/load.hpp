// SPDX-License-Identifier: MIT
#pragma once

#include <natload/load/authenticity.hpp>
#include <natload/load/loader.hpp>
#include <natload/load/module.hpp>
#include <natload/load/plugin.hpp>
#include <natload/load/program.hpp>
#include <natload/load/program_loader.hpp>
