// SPDX-License-Identifier: MIT
// How machine code that Python's compiler made is called: functions in assembler with words, as C calls them; viper
// functions with objects and their function object, by which they find what they need.
#pragma once

#include <natload/host/interpreter_host.hpp>

#include <cstdint>

namespace calling {

// Objects: a small integer is twice its value plus 1; anything else is a pointer as it is.
template <class Word>
constexpr Word object_of(std::intptr_t value) {
    return static_cast<Word>(value) << 1 | 1;
}
template <class Word>
constexpr std::intptr_t value_of(Word object) {
    return static_cast<std::intptr_t>(object) >> 1;
}

// Entries 3 and 4 of the host's table, by which viper functions convert. 5 is the type of a pointer to bytes.
template <class Word>
Word from_object(Word object, Word type) {
    return type == 5 ? object : static_cast<Word>(value_of(object));
}
template <class Word>
Word to_object(Word word, Word) {
    return object_of<Word>(static_cast<std::intptr_t>(word));
}

// A function object leads to the module's context, which leads to the tables of names and of objects. `call` calls
// what is at an address with words.
template <class Word, class Call>
Word call_viper(Call&& call, const natload::placed_code<Word>& code, const Word* objects, Word count) {
    const auto address = [](const Word* words) { return reinterpret_cast<Word>(words); };
    const Word context[] = {0, 0, code.name_table, code.object_table};  // type, globals, names, objects
    const Word self[] = {0, address(context), code.child_table, code.address};
    return call(code.address, address(self), count, Word{0}, address(objects));
}

}  // namespace calling
