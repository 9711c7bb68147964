// SPDX-License-Identifier: MIT
#include <algorithm>

#include "prologue.hpp"

namespace natload::linker {
namespace {

constexpr std::string_view made_here = "(made by the linker)";

atom& add_atom(program& p, const char* name, role role, std::uint64_t size, std::uint64_t alignment) {
    atom& a = p.atoms.emplace_back();
    a.object = made_here;
    a.section = name;
    a.role = role;
    a.size = size;
    a.alignment = alignment;
    a.live = true;
    if (role != role::bss) a.contents.assign(static_cast<std::size_t>(size), 0);
    return a;
}

symbol& add_symbol(program& p, const char* name, atom* in, std::uint64_t value) {
    symbol& s = p.symbols.emplace_back();
    s.name = name;
    s.object = made_here;
    s.kind = in != nullptr ? symbol::defined : symbol::absolute;
    s.in = in;
    s.value = value;
    return s;
}

/// The variables as they start, as they will lie. Their references are now the image's.
atom& add_image(program& p, const machine& target, const std::vector<atom*>& data) {
    const std::uint64_t start = data.front()->address;
    const std::uint64_t size =
        align_up<std::uint64_t>(data.back()->address + data.back()->size - start, target.word_size());
    atom& image = add_atom(p, ".data", role::rodata, size, target.word_size());
    image.is_image = true;
    for (atom* const a : data) {
        const std::uint64_t at = a->address - start;
        std::copy(a->contents.begin(), a->contents.end(), image.contents.begin() + static_cast<std::ptrdiff_t>(at));
        for (reference r : a->references) {
            r.offset += at;
            r.origin = a;
            image.references.push_back(r);
        }
        a->references.clear();
    }
    return image;
}

}  // namespace

symbol& add_prologue(program& p, const machine& target, const prologue_code& code, symbol& entry,
                     const std::vector<atom*>& data, const std::vector<atom*>& constructors) {
    const unsigned word = target.word_size();
    symbol* to[prologue_words] = {};
    to[own_entry] = &entry;
    for (unsigned i = data_start; i < prologue_words; ++i) to[i] = &add_symbol(p, "", nullptr, 0);
    if (!data.empty()) {
        atom& image = add_image(p, target, data);
        to[data_start] = &add_symbol(p, ".data", data.front(), 0);
        to[image_start] = &add_symbol(p, ".data", &image, 0);
        to[image_end] = &add_symbol(p, ".data", &image, image.size);
    }
    if (!constructors.empty()) {
        to[constructors_start] = &add_symbol(p, ".init_array", constructors.front(), 0);
        to[constructors_end] = &add_symbol(p, ".init_array", constructors.back(), constructors.back()->size);
    }
    to[was_called] = &add_symbol(p, "(called)", &add_atom(p, "(called)", role::bss, 4, 4), 0);

    const std::uint64_t size = std::max<std::uint64_t>(code.code.size(), code.words + prologue_words * word);
    atom& prologue = add_atom(p, "(prologue)", role::text, size, word);
    std::copy(code.code.begin(), code.code.end(), prologue.contents.begin());
    for (unsigned i = 0; i < prologue_words; ++i) {
        reference r;
        r.offset = code.words + i * word;
        r.type = target.word_type();
        r.computes = link::formula::absolute;
        r.to = to[i];
        prologue.references.push_back(r);
    }
    return add_symbol(p, "(prologue)", &prologue, target.callable(code.start));
}

}  // namespace natload::linker
