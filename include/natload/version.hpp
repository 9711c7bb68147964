// SPDX-License-Identifier: MIT
#pragma once

// The one source of the version: the build reads it from these lines.
#define NATLOAD_VERSION_MAJOR 0
#define NATLOAD_VERSION_MINOR 1
#define NATLOAD_VERSION_PATCH 0
