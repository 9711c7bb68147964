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

// Objects: a small integer is twice its value plus 1; anything else is a pointer as it is.
constexpr native_word object_of(std::intptr_t value) { return static_cast<native_word>(value) << 1 | 1; }
constexpr std::intptr_t value_of(native_word object) { return static_cast<std::intptr_t>(object) >> 1; }

// What functions were told when they called the interpreter.
struct told {
    unsigned conversions = 0;   // to and from objects
    unsigned complaints = 0;    // of a number of arguments
    native_word arguments = 0;  // that number
};
inline told last_told;

// The interpreter that a viper function sees: it is called with its function object, which leads to the module's
// context, which leads to the module's objects, the first of which is the function table (FORMAT: what native code
// sees).
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
            if (f.kind == kind) found.push_back(f);
        }
        return found;
    }

    // The number of positional arguments, then each, as objects.
    template <class... Objects>
    native_word call_viper(const placed_code<native_word>& code, Objects... objects) {
        const native_word context[] = {0, 0, code.name_table, code.object_table};  // type, globals, names, objects
        const native_word self[] = {0, address(context), code.child_table, code.address};
        const native_word arguments[] = {objects...};
        return call(code.address, address(self), sizeof...(objects), 0, address(arguments));
    }

private:
    static native_word address(const native_word* words) { return reinterpret_cast<native_word>(words); }

    // native_from_obj(object, type) and native_to_obj(word, type); 5 is the type of a pointer to bytes.
    static constexpr native_word pointer_to_bytes = 5;
    static native_word from_object(native_word object, native_word type, native_word) {
        ++last_told.conversions;
        return type == pointer_to_bytes ? object : static_cast<native_word>(value_of(object));
    }
    static native_word to_object(native_word word, native_word, native_word) {
        ++last_told.conversions;
        return object_of(static_cast<std::intptr_t>(word));
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
