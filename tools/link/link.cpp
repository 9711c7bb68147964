// SPDX-License-Identifier: MIT
#include "link.hpp"

#include <natload/arch/aarch64.hpp>
#include <natload/arch/list.hpp>
#include <natload/core/error_text.hpp>
#include <natload/format/verify.hpp>

#include "architecture.hpp"
#include "archive.hpp"
#include "debug_file.hpp"
#include "layout.hpp"
#include "resolve.hpp"

namespace natload::linker {
namespace {

/// The module as the strictest host would look at it.
error verify_image(isa architecture, const std::vector<std::uint8_t>& image) {
    error why{errc::architecture, 2};
    const auto judge = [&]<class Arch>(Arch) {
        using host =
            platform<Arch, platform_options{
                               .variables_in_code = true, .host_entries = 118, .arch_flags = Arch::known_arch_flags}>;
        why = verify<host>(image).error();
    };
    if (architecture == aarch64_number) {
        judge(arch::aarch64<aarch64_number>{});
    } else {
        arch::all::with(architecture, judge);
    }
    return why;
}

/// In the header's feature byte.
void renumber(module_file& out, isa number) {
    out.architecture = number;
    out.image[2] = static_cast<std::uint8_t>((out.image[2] & 0xc3u) | static_cast<unsigned>(number) << 2);
}

module_file link_or_throw(const options& how, const std::vector<input>& inputs) {
    std::vector<elf::object_file> objects;
    std::vector<input> archives;
    for (const input& in : inputs) {
        if (is_archive(in.contents)) {
            archives.push_back(in);
        } else {
            objects.push_back(elf::read(in.name, in.contents));
            if (objects.back().type != elf::relocatable) {
                throw complaint("a program or shared library, not an object")
                    .in_object(in.name)
                    .remedied_by("give the objects (.o) that it was made from");
            }
        }
    }
    if (objects.empty()) throw complaint("no object to link");

    module_file out;
    out.architecture = how.architecture.value_or(architecture_of(objects));
    for (const elf::object_file& object : objects) expect_family(object, out.architecture);
    const float_abi floats = float_abi_of(objects);
    options all = how;
    all.arch_flags |= arch_flags_of(objects);
    const auto target = make_machine(out.architecture);
    program p = resolve(how, out.architecture, *target, std::move(objects), archives);

    symbol& entry = *p.globals.find(how.entry)->second;
    if (entry.kind != symbol::defined || entry.in->role != role::text) {
        throw complaint(entry.kind == symbol::undefined ? "no object defines the entry" : "the entry is not a function")
            .about(how.entry)
            .remedied_by("define it (not static), or name another by --entry");
    }
    mark_live(p, *target, entry);
    const container module = build(all, out.architecture, floats, *target, p, entry, out);
    out.image = module.write();
    if (how.debug_file) out.debug_file = debug_file(p, *target, module);

    const error why = verify_image(out.architecture, out.image);
    if (why.code != errc::none) {
        throw complaint(fmt::format("the module made of this is refused: {} (offset {})", text(why.code), why.offset));
    }
    if (out.architecture == aarch64_number) renumber(out, how.aarch64);
    return out;
}

}  // namespace

std::variant<module_file, complaint> link(const options& how, const std::vector<input>& inputs) {
    try {
        return link_or_throw(how, inputs);
    } catch (const complaint& c) {
        return c;
    }
}

}  // namespace natload::linker
