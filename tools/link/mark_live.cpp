// SPDX-License-Identifier: MIT
#include <vector>

#include "layout.hpp"

namespace natload::linker {
namespace {

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
        complaint c;
        c.in_object(from.object).in_section(from.section).about(s.name);
        if (r.flaw == flaw::thread_local_storage) {
            c.problem = "thread-local storage, which a module does not have";
            throw c.remedied_by("make it an ordinary variable");
        }
        if (r.flaw == flaw::unknown_type) {
            c.problem = fmt::format("relocation type {} is not supported", r.type);
            throw c;
        }
        if (s.kind == symbol::undefined && !s.weak && !s.name.empty()) {
            c.problem = "nothing defines it";
            throw c.type(target.find(r.type)->name)
                .remedied_by("add the object or library (-l) that defines it, or name it in --externs");
        }
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
