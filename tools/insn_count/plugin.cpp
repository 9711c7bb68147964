// SPDX-License-Identifier: MIT
// A plugin for QEMU that counts the instructions executed in ranges of addresses, exactly.
//
//   -plugin insn_count.so,out=FILE,range=BEGIN-END,range=...      (hexadecimal; END is not in the range)
//
// When the machine stops, FILE gets a line for each range, in the order given: its count.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string>
#include <string_view>

// The part of QEMU's plugin interface, version 1, that is used here. Debian packages no header for it.
extern "C" {
using qemu_plugin_id_t = std::uint64_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
struct qemu_info_t;
enum qemu_plugin_op { QEMU_PLUGIN_INLINE_ADD_U64 };

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t, void (*)(qemu_plugin_id_t, qemu_plugin_tb*));
void qemu_plugin_register_vcpu_insn_exec_inline(qemu_plugin_insn*, qemu_plugin_op, void*, std::uint64_t);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t, void (*)(qemu_plugin_id_t, void*), void*);
std::size_t qemu_plugin_tb_n_insns(const qemu_plugin_tb*);
qemu_plugin_insn* qemu_plugin_tb_get_insn(const qemu_plugin_tb*, std::size_t);
std::uint64_t qemu_plugin_insn_vaddr(const qemu_plugin_insn*);

[[gnu::visibility("default")]] int qemu_plugin_version = 1;
[[gnu::visibility("default")]] int qemu_plugin_install(qemu_plugin_id_t, const qemu_info_t*, int, char**);
}

namespace {

struct range {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t executed = 0;
};

// Never destroyed: QEMU stops after it has run the destructors of its plugins' globals.
std::string& out = *new std::string;
std::deque<range>& ranges = *new std::deque<range>;  // a deque: translated code holds addresses of the counters

/// QEMU has translated a block: each of its instructions gets an addition to the counters of its ranges.
void instrument(qemu_plugin_id_t, qemu_plugin_tb* block) {
    for (std::size_t i = 0; i < qemu_plugin_tb_n_insns(block); ++i) {
        qemu_plugin_insn* const instruction = qemu_plugin_tb_get_insn(block, i);
        const std::uint64_t address = qemu_plugin_insn_vaddr(instruction);
        for (range& r : ranges)
            if (r.begin <= address && address < r.end)
                qemu_plugin_register_vcpu_insn_exec_inline(instruction, QEMU_PLUGIN_INLINE_ADD_U64, &r.executed, 1);
    }
}

void report(qemu_plugin_id_t, void*) {
    std::FILE* const file = std::fopen(out.c_str(), "w");
    if (file == nullptr) {
        std::perror(out.c_str());
        std::_Exit(1);
    }
    for (const range& r : ranges) std::fprintf(file, "%llu\n", static_cast<unsigned long long>(r.executed));
    std::fclose(file);
}

}  // namespace

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t*, int argc, char** argv) {
    for (int i = 0; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument.starts_with("out=")) {
            out = argument.substr(4);
        } else if (argument.starts_with("range=")) {
            char* rest = nullptr;
            const std::uint64_t begin = std::strtoull(argv[i] + 6, &rest, 16);
            if (*rest != '-') return 1;
            ranges.push_back({begin, std::strtoull(rest + 1, &rest, 16)});
        } else {
            return 1;
        }
    }
    if (out.empty()) return 1;
    qemu_plugin_register_vcpu_tb_trans_cb(id, instrument);
    qemu_plugin_register_atexit_cb(id, report, nullptr);
    return 0;
}
