// SPDX-License-Identifier: MIT
// An interpreter for functions that Python's compiler made machine code of, as far as arithmetic needs it: objects that
// are small integers, a function table to convert them, a function object to find it by. Loading asks it for objects
// and functions.
#pragma once

#include <natload/arch/native.hpp>
#include <natload/host/interpreter_host.hpp>
#include <natload/host/name_pool.hpp>

#include <cstdint>
#include <vector>

#include "interpreter/calling.hpp"

#if defined(NATLOAD_TEST_WINDOWED)
#include <xtensa/windowed.hpp>
#endif

namespace natload::testing {

using native_word = arch::native::word;

// Calls what is at an address: by the machine's usual convention, or across the bridge to windowed code.
template <class... Words>
native_word call(native_word address, Words... words) {
#if defined(NATLOAD_TEST_WINDOWED)
    return windowed::call(address, static_cast<native_word>(words)...);
#else
    using same = native_word(decltype(static_cast<native_word>(words))...);
    return reinterpret_cast<same*>(address)(static_cast<native_word>(words)...);
#endif
}

// A function of ours, for machine code to call: three words at most.
class callback {
public:
    using function = native_word(native_word, native_word, native_word);
#if defined(NATLOAD_TEST_WINDOWED)
    explicit callback(function* f) : entry_(reinterpret_cast<native_word>(f)) {}
    native_word address() const { return entry_.address(); }

private:
    windowed::entry_point entry_;
#else
    explicit callback(function* f) : address_(reinterpret_cast<native_word>(f)) {}
    native_word address() const { return address_; }

private:
    native_word address_;
#endif
};

constexpr native_word object_of(std::intptr_t value) { return calling::object_of<native_word>(value); }
using calling::value_of;

// What functions were told when they called the interpreter.
struct told {
    unsigned conversions = 0;   // to and from objects
    unsigned complaints = 0;    // of a number of arguments
    native_word arguments = 0;  // that number
};
inline told last_told;

// The interpreter that a viper function sees, as the example's: the first of the module's objects is the function
// table.
class interpreter {
public:
    static constexpr std::size_t table_length = 87;

    interpreter() {
        table_[3] = from_object_.address();
        table_[4] = to_object_.address();
        table_[44] = check_arguments_.address();
    }
    interpreter(const interpreter&) = delete;
    interpreter& operator=(const interpreter&) = delete;

    const native_word* table() const { return table_; }
    native_word table_address() const { return address(table_); }
    std::uint16_t intern(bytes text) { return names_.intern(text); }
    void forget(std::uint16_t number) { names_.forget(number); }
    native_word object(object_type type, bytes) { return type == object_type::host_table ? address(table_) : 1; }
    native_word tuple(std::uint32_t) { return 1; }
    void set_item(native_word, std::uint32_t, native_word) {}
    native_word function(const placed_code<native_word>& code) {
        functions_.push_back(code);
        return functions_.size();
    }
    void drop(native_word) {}

    // Those of a kind, in the order of the source.
    std::vector<placed_code<native_word>> functions(code_kind kind) const {
        std::vector<placed_code<native_word>> found;
        for (const auto& f : functions_) {
            if (f.kind() == kind) found.push_back(f);
        }
        return found;
    }

    // The number of positional arguments, then each, as objects.
    template <class... Objects>
    native_word call_viper(const placed_code<native_word>& code, Objects... objects) {
        const native_word arguments[] = {objects...};
        const auto call_here = [](auto... words) { return call(words...); };
        return calling::call_viper<native_word>(call_here, code, arguments, sizeof...(objects));
    }

private:
    static native_word address(const native_word* words) { return reinterpret_cast<native_word>(words); }

    static native_word from_object(native_word object, native_word type, native_word) {
        ++last_told.conversions;
        return calling::from_object(object, type);
    }
    static native_word to_object(native_word word, native_word type, native_word) {
        ++last_told.conversions;
        return calling::to_object(word, type);
    }
    // arg_check_num_sig(positional, keyword, signature): where the interpreter would raise an exception.
    static native_word check_arguments(native_word positional, native_word, native_word) {
        ++last_told.complaints;
        last_told.arguments = positional;
        return 0;
    }

    callback from_object_{from_object}, to_object_{to_object}, check_arguments_{check_arguments};
    native_word table_[table_length] = {};
    host::name_pool<64> names_;
    std::vector<placed_code<native_word>> functions_;
};
static_assert(interpreter_host<interpreter, native_word>);

}  // namespace natload::testing
