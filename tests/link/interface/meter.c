// SPDX-License-Identifier: MIT
#include <natload/module.h>

#ifdef OLD
#include "meter_of_old.h"
#else
#include "meter.h"
#endif

const struct meter_host* host;

static float scaled(float value, float by) { return value * by + host->offset; }
static int32_t called(int32_t function, int32_t value) { return host->functions[function](value); }
static const struct meter functions = {scaled, called};

static const struct meter* start(const struct meter_host* given) {
    if (given->functions[0] == 0) return 0;
    host = given;
    return &functions;
}

static void stop(void) { host->functions[0](-1); }

NATLOAD_MODULE(meter, start, stop)
