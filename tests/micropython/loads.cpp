// SPDX-License-Identifier: MIT
#include "interpreter.hpp"

#include <corpus/all.hpp>

#include <string>
#include <vector>

#include "support/mpy_writer.hpp"

namespace natload::testing {

namespace {

using std::span;

bool is_for_this(const corpus_file& file) {
    return file.architecture == isa::none || static_cast<int>(file.architecture) == MPY_FEATURE_ARCH;
}

natload_session_t session_of(span<const std::uint8_t> image) {
    natload_session_t session{};
    session.image = image.data();
    session.size = image.size();
    return session;
}

template <class Visit>
void each_file(Visit visit) {
    for (const corpus_file& file : corpus::files) {
        CAPTURE(name_of(file));
        standin_reset();
        visit(file);
    }
}

}  // namespace

TEST_CASE("files of this machine load, what they hold stays while it can be reached, and goes with the module") {
    const std::size_t before = mappings();
    std::size_t loaded = 0;
    each_file([&](const corpus_file& file) {
        if (!is_for_this(file)) return;
        ++loaded;
        {
            module_in_use module;
            CHECK(module.load(file.bytes) == "");
            REQUIRE(module.compiled.rc != nullptr);
            module.keep_code();
            const std::size_t kept = blocks_left();
            CHECK(kept > module.empty_blocks());
            CHECK(blocks_left() == kept);
            CHECK(module.compiled.context->constants.qstr_table != nullptr);
        }
        mp_state_ctx.vm.roots[1] = nullptr;
        mp_deinit();
        CHECK(blocks_left() == 0);
    });
    CHECK(loaded > 10);
    CHECK(mappings() == before);
}

TEST_CASE("files of other machines are refused as the interpreter has it") {
    each_file([&](const corpus_file& file) {
        if (is_for_this(file)) return;
        module_in_use module;
        CHECK(module.load(file.bytes) == "ValueError: incompatible .mpy arch");
    });
}

TEST_CASE("what is damaged is refused, in the interpreter's words or with reason and place") {
    standin_reset();
    module_in_use module;
    using bytes_of = std::vector<std::uint8_t>;
    CHECK(module.load({}) == "ValueError: incompatible .mpy file");
    CHECK(module.load(bytes_of{'M'}) == "ValueError: incompatible .mpy file");
    CHECK(module.load(bytes_of{'M', 0, 0, 0}) == "ValueError: incompatible .mpy file");
    CHECK(module.load(bytes_of{'M', 6, 0, 63}) == "ValueError: incompatible .mpy file");
    CHECK(module.load(bytes_of{'M', 6, 0, 31}) ==
          "ValueError: incompatible .mpy file: the data ends inside this field, at byte 4");
    CHECK(module.load(bytes_of{'M', 6, 0xff, 31}) == "ValueError: incompatible .mpy arch");
}

TEST_CASE("of cut and altered files none loads by halves") {
    const std::size_t before = mappings();
    each_file([&](const corpus_file& file) {
        if (!is_for_this(file)) return;
        std::vector<std::uint8_t> image(file.bytes.begin(), file.bytes.end());
        const std::size_t step = image.size() / 60 + 1;
        for (std::size_t i = 0; i < image.size(); i += step) {
            module_in_use cut;
            CHECK(cut.load(span(image).first(i)) != "");
            CHECK(mp_state_ctx.vm.natload_programs == nullptr);
            for (unsigned bit = 0; bit < 8; bit += 3) {
                image[i] ^= static_cast<std::uint8_t>(1 << bit);
                module_in_use altered;
                altered.load(image);
                image[i] ^= static_cast<std::uint8_t>(1 << bit);
                mp_deinit();
                blocks_left();
            }
        }
        CHECK(blocks_left() == 0);
    });
    CHECK(mappings() == before);
}

TEST_CASE("where memory ends, MemoryError is raised and nothing is left") {
    const std::size_t before = mappings();
    each_file([&](const corpus_file& file) {
        if (!is_for_this(file)) return;
        module_in_use module;
        for (unsigned long n = 0;; ++n) {
            standin_allow(n);
            const std::string raised = module.load(file.bytes);
            if (raised.empty()) break;
            CHECK(raised == "MemoryError");
            CHECK(blocks_left() == module.empty_blocks());
            CHECK(mp_state_ctx.vm.natload_programs == nullptr);
            REQUIRE(mappings() <= before);
        }
        CHECK(standin_allowed() == 0);
        mp_deinit();
    });
}

TEST_CASE("files are read whole, whatever they tell of themselves, and closed once") {
    standin_reset();
    const span<const std::uint8_t> image(corpus::bytecode::many_mpy);
    for (const std::size_t answer : {std::size_t{0}, std::size_t{300}, std::size_t{100000}, ~std::size_t{0}}) {
        for (const bool mapped : {false, true}) {
            standin_file file{image.data(), image.size(), mapped, false, answer, 0, 0};
            standin_set_file(&file);
            module_in_use module;
            CHECK(raised_by([&] { mp_raw_code_load_file(1, &module.compiled); }) == "");
            CHECK(file.closed == 1);
            // What is mapped stays there.
            const auto* const code = static_cast<const std::uint8_t*>(module.compiled.rc->fun_data);
            CHECK((code >= image.data() && code < image.data() + image.size()) == mapped);
        }
        standin_file broken{image.data(), image.size(), false, true, answer, 0, 0};
        standin_set_file(&broken);
        module_in_use module;
        CHECK(raised_by([&] { mp_raw_code_load_file(1, &module.compiled); }) == "OSError");
        CHECK(broken.closed == 1);
        standin_file cut{image.data(), image.size() - 1, false, false, answer, 0, 0};
        standin_set_file(&cut);
        CHECK(raised_by([&] { mp_raw_code_load_file(1, &module.compiled); }).starts_with("ValueError"));
        CHECK(cut.closed == 1);
    }
}

TEST_CASE("a string among the constants that is a name is that name; another is an object") {
    for (const bool in_place : {false, true}) {
        standin_reset();
        module_in_use module;
        const auto image = [] {
            writer w;
            w.header({}).counts(1, 3).vuint(3 << 1).byte('k').byte('e').byte('y').byte(0);
            for (const char first : {'k', 'b'})
                w.byte(5).vuint(3).byte(std::uint8_t(first)).byte('e').byte('y').byte(0);
            w.byte(5).vuint(4).byte('p').byte('l').byte('a').byte('n').byte(0);  // a name of the firmware's
            w.byte(5 << 3).byte(0).byte(2).byte(0).byte(0x51).byte(0x63);
            return w;
        }();
        const span<const std::uint8_t> bytes_of_it(image);
        CHECK(raised_by([&] {
                  natload_load_raw_code(bytes_of_it.data(), bytes_of_it.size(), in_place, &module.compiled);
              }) == "");
        const mp_module_constants_t& tables = module.compiled.context->constants;
        CHECK(reinterpret_cast<std::uintptr_t>(tables.obj_table[0]) == (std::uintptr_t{tables.qstr_table[0]} << 3 | 2));
        CHECK(static_cast<const mp_obj_str_t*>(tables.obj_table[1])->base.type == &mp_type_str);
        CHECK(reinterpret_cast<std::uintptr_t>(tables.obj_table[2]) == (std::uintptr_t{MP_QSTR_plan} << 3 | 2));
    }
}

TEST_CASE("of strings like the firmware's names, just those that are one are that one") {
    const std::vector<std::string> names = {"__name__", "code",    "data", "identity", "load",   "names",
                                            "natload",  "objects", "plan", "rb",       "unload", "verify"};
    std::vector<std::string> strings = names;
    for (const std::string& name : names) {
        strings.push_back(name.substr(1));
        strings.push_back(name.substr(0, name.size() - 1));
        strings.push_back(name + "s");
        strings.push_back(name + std::string(1, '\0'));
        strings.push_back(name.substr(0, name.size() - 1) + "~");
    }
    for (const std::size_t size : {std::size_t{1}, std::size_t{255}, std::size_t{256}, std::size_t{400}}) {
        strings.push_back(std::string(size, 'n'));
    }
    standin_reset();
    module_in_use module;
    basic_writer<4096> w;
    w.header({}).counts(1, static_cast<std::uint32_t>(strings.size())).vuint(1 << 1).byte('x').byte(0);
    for (const std::string& string : strings) {
        w.byte(5).vuint(static_cast<std::uint32_t>(string.size()));
        for (const char c : string) w.byte(static_cast<std::uint8_t>(c));
        w.byte(0);
    }
    w.byte(5 << 3).byte(0).byte(2).byte(0).byte(0x51).byte(0x63);
    const span<const std::uint8_t> image(w);
    CHECK(raised_by([&] { natload_load_raw_code(image.data(), image.size(), false, &module.compiled); }) == "");
    const mp_module_constants_t& tables = module.compiled.context->constants;
    for (std::size_t i = 0; i < strings.size(); ++i) {
        CAPTURE(strings[i]);
        const auto object = reinterpret_cast<std::uintptr_t>(tables.obj_table[i]);
        if (i < names.size()) {
            CHECK(object == ((std::uintptr_t{MP_QSTR___name__} + i) << 3 | 2));
        } else {
            CHECK((object & 7) != 2);
        }
    }
}

TEST_CASE("a file that is loaded again has the same names, whatever was loaded in between") {
    standin_reset();
    std::vector<std::vector<qstr_short_t>> names;
    for (int round = 0; round < 2; ++round) {
        std::size_t i = 0;
        for (const corpus_file& file : corpus::files) {
            if (file.architecture != isa::none) continue;
            CAPTURE(name_of(file));
            module_in_use module;
            CHECK(module.load(file.bytes) == "");
            const qstr_short_t* const table = module.compiled.context->constants.qstr_table;
            const std::size_t count = natload_contents(file.bytes.data(), file.bytes.size()).names;
            if (round == 0) {
                names.emplace_back(table, table + count);
            } else {
                CHECK(names[i++] == std::vector<qstr_short_t>(table, table + count));
            }
            blocks_left();
        }
        CHECK(names.size() > 1);
    }
}

TEST_CASE("a number that the interpreter does not read raises what it raises") {
    standin_reset();
    module_in_use module;
    const auto image = [] {
        writer w;
        w.header({}).counts(1, 1).static_qstr(1).byte(7).vuint(1).byte('x').byte(5 << 3);
        w.byte(0).byte(2).byte(0).byte(0x51).byte(0x63);
        return w;
    }();
    CHECK(module.load(image) == "ValueError: invalid syntax for integer");
}

TEST_CASE("a plan tells before what there is afterwards") {
    each_file([&](const corpus_file& file) {
        if (!is_for_this(file)) return;
        natload_session_t planned = session_of(file.bytes);
        const natload_plan_t plan = natload_plan(&planned);
        CHECK(planned.reason == 0);
        natload_session_t session = session_of(file.bytes);
        natload_load(&session);
        CHECK(session.reason == 0);
        CHECK(session.code_size == plan.code);
        CHECK(session.data_size == plan.data);
        if (session.code != nullptr) natload_release_code(session.code, session.code_size);
    });
}

}  // namespace natload::testing
