// SPDX-License-Identifier: MIT
// A hook hears of each module that was committed, before anybody has its entry, and again before it is released; of one
// that was refused it hears nothing.
#include <natload/debug/module_list.hpp>

#include <doctest/doctest.h>

#include <string>

#include "unit/load/images.hpp"

using namespace natload;

namespace {

template <class Firmware>
struct noting_hook {
    Firmware& firmware;
    std::string heard;

    void committed(const debug::module_record& r) {
        const auto last = firmware.log[firmware.log.count() - 1];
        heard += std::string("+") + r.name + (last.kind == event_kind::committed ? "" : " too early");
    }
    void released(const debug::module_record& r) {
        heard += std::string("-") + r.name + (firmware.code_memory.in_use() != 0 ? "" : " too late");
    }
};

}  // namespace

TEST_CASE("modules are announced when they are committed and before they are released") {
    using arch = arch::armv7m;
    testing::simulated_firmware<arch> f;
    noting_hook<decltype(f)> hook{f, {}};
    const auto image = testing::everything<arch>();
    const bytes view(image.data(), image.size());
    {
        debug::announced<decltype(f.load_with), decltype(hook)> first, second;
        CHECK(first.load(f.load_with, hook, view, "one") == error{});
        CHECK(first.record().code % 4 == 0);  // without the Thumb bit
        CHECK(first.record().code == first->entry_address() - 1);
        CHECK(first.record().code_size == 13);
        CHECK(first.record().data_size == first->data().size());
        f.code.commit_answer = errc::commit_failed;
        CHECK(second.load(f.load_with, hook, view, "two").code == errc::commit_failed);
        CHECK(!second);
        CHECK(hook.heard == "+one");
        f.code.commit_answer = errc::none;
        CHECK(second.load(f.load_with, hook, view, "two") == error{});
        CHECK(first.load(f.load_with, hook, view, "three") == error{});  // in place of the first
        first.release();
        first.release();
    }
    CHECK(hook.heard == "+one+two-one+three-three-two");
    CHECK(f.all_given_back());
}

TEST_CASE("a list knows in which module an address is") {
    debug::module_list<2> list;
    const debug::module_record one{"one", 0x1000, 0, 0x40, 0}, two{"two", 0x1040, 0, 0x20, 0},
        more{"more", 0x2000, 0, 8, 0};
    for (const auto* each : {&one, &two, &more}) list.committed(*each);
    CHECK((list.find(0x103f).module == &one));
    CHECK((list.find(0x103f).offset == 0x3f));
    CHECK((list.find(0x1040).module == &two));
    CHECK((list.find(0x1060).module == nullptr));
    CHECK((list.find(0x2000).module == nullptr));  // it had no room
    list.released(one);
    CHECK((list.find(0x1000).module == nullptr));
    list.released(more);
    CHECK((list.find(0x1040).module == &two));
}
