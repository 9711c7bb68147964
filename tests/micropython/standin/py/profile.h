// SPDX-License-Identifier: MIT
#include "../standin.h"
