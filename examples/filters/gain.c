// SPDX-License-Identifier: MIT
// A filter in C: twice as loud, and no louder than there is.
#include <natload/module.h>

#include "filter.h"

static void process(int16_t* samples, size_t count) {
    for (size_t i = 0; i != count; ++i) {
        const int32_t louder = 2 * samples[i];
        samples[i] = (int16_t)(louder > 32767 ? 32767 : louder < -32768 ? -32768 : louder);
    }
}

static const struct filter functions = {"gain", process};

static const struct filter* start(const struct filter_host* host) {
    host->log("gain: started");
    return &functions;
}

static void stop(void) {}

NATLOAD_MODULE(filter, start, stop)
