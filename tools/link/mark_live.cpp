// SPDX-License-Identifier: MIT
#include <vector>

#include "layout.hpp"

namespace natload::linker {
namespace {

[[noreturn]] void complain_of(const symbol& s, complaint c) {
    if (s.is_thread_local) {
        throw c.about(s.name).remedied_by("a module has no thread-local storage: make it an ordinary variable");
    }
    throw c.about(s.name).remedied_by("add the object or library (-l) that defines it, or name it in --externs");
}

class marker {
public:
    void mark(atom* a) {
        if (a == nullptr || a->live) return;
        a->live = true;
        todo_.push_back(a);
    }

    void run(const machine& target) {
        while (!todo_.empty()) {
            const atom& a = *todo_.back();
            todo_.pop_back();
            for (const reference& r : a.references) follow(a, r, target);
        }
    }

private:
    void follow(const atom& from, const reference& r, const machine& target) {
        const symbol& s = *r.to;
        const auto where = [&](std::string problem) {
            return complaint(std::move(problem))
                .in_object(from.object)
                .in_section(from.section)
                .type(target.find(r.type)->name);
        };
        if (s.is_thread_local) complain_of(s, where("thread-local storage"));
        if (s.kind == symbol::undefined && !s.weak && !s.name.empty()) complain_of(s, where("nothing defines it"));
        mark(s.in);
    }

    std::vector<atom*> todo_;
};

}  // namespace

void mark_live(program& p, const machine& target, const symbol& entry) {
    marker m;
    m.mark(entry.in);
    for (atom& a : p.atoms) {
        if (a.role == role::constructors) m.mark(&a);
    }
    m.run(target);
}

}  // namespace natload::linker
