// SPDX-License-Identifier: MIT
// The main of every doctest suite, on hosts and on bare metal.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

int main(int argc, char** argv) {
    doctest::Context context(argc, argv);
    context.setOption("no-colors", true);
    return context.run();
}
