// SPDX-License-Identifier: MIT
// A filter in C++: objects with constructors, and virtual functions.
#include <natload/module.hpp>

#include "filter.h"

struct stage {
    virtual int32_t next(int32_t sample) = 0;
};

/// The mean of a sample and the result before.
struct mean final : stage {
    explicit mean(int32_t first) : last(first) {}
    int32_t next(int32_t sample) override { return last = (last + sample) / 2; }
    int32_t last;
};

// Not static: their addresses come from a table, and they lie with the module's data.
extern mean first_stage, second_stage;
extern stage* stages[2];
extern const filter_host* host;
mean first_stage(0), second_stage(0);
stage* stages[2] = {&first_stage, &second_stage};
const filter_host* host;

static void process(int16_t* samples, size_t count) {
    for (size_t i = 0; i != count; ++i) {
        int32_t sample = samples[i];
        for (stage* const s : stages) sample = s->next(sample);
        samples[i] = static_cast<int16_t>(sample);
    }
}

static const filter functions = {"low pass", process};

static const filter* start(const filter_host* given) {
    host = given;
    if (host->sample_rate() < 1000) return nullptr;  // the firmware is told: not_started
    return &functions;
}

static void stop() { host->log("low pass: stopped"); }

NATLOAD_MODULE(filter, start, stop)
