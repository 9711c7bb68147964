// SPDX-License-Identifier: MIT
// An interpreter's side of loading: it keeps constants and functions, and gives out words for them.
#pragma once

#include <natload/host/interpreter_host.hpp>
#include <natload/host/native.hpp>

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

using word = natload::host::machine_word;

struct object {
    enum class kind { unused, constant, tuple, function } is = kind::unused;
    natload::object_type type = natload::object_type::none;
    std::string text;
    std::vector<word> items;          // of a tuple
    natload::placed_code<word> code;  // of a function

    // Of a function: the words of its children, which the loader has put into the program's data.
    const word* children() const { return reinterpret_cast<const word*>(code.child_table); }
};

template <class Table, class Names>
class interpreter : public natload::host::native<word, Table, Names> {
public:
    using natload::host::native<word, Table, Names>::native;

    // Machine code expects the function table itself, where it was promised that object.
    word object(natload::object_type type, natload::bytes text) {
        if (type == natload::object_type::host_table) return this->table_address();
        const word made = add(object::kind::constant);
        (*this)[made].type = type;
        (*this)[made].text.assign(text.begin(), text.end());
        return made;
    }
    word tuple(std::uint32_t) { return add(object::kind::tuple); }
    void set_item(word tuple, std::uint32_t, word item) { (*this)[tuple].items.push_back(item); }
    word function(const natload::placed_code<word>& code) {
        const word made = add(object::kind::function);
        (*this)[made].code = code;
        return made;
    }

    void drop(word dropped) {
        if (dropped == 0 || dropped == this->table_address()) return;
        ::object& o = (*this)[dropped];
        for (const word item : o.items) drop(item);
        if (o.is == object::kind::function) {
            for (std::uint32_t i = 0; i < o.code.children; ++i) {
                drop(o.children()[i]);  // 0: loading went no further
            }
        }
        o = {};
    }

    ::object& operator[](word made) { return made == this->table_address() ? table_ : objects_[made - 1]; }

    std::size_t in_use() const {
        std::size_t n = 0;
        for (const ::object& o : objects_) n += o.is != object::kind::unused;
        return n;
    }

private:
    word add(enum object::kind is) {
        objects_.emplace_back().is = is;
        return objects_.size();
    }

    std::deque<::object> objects_;
    ::object table_{::object::kind::constant, natload::object_type::host_table, {}, {}, {}};
};

template <class Table, class Names>
interpreter(const Table&, Names&) -> interpreter<Table, Names>;
