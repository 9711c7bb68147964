// SPDX-License-Identifier: MIT
// The natload command: what .mpy files are, whether they are well-formed, what they take, and what they do.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <natload/version.hpp>

#include "commands.hpp"
#include "link_command.hpp"

namespace {

using namespace natload;

constexpr const char* status_text =
    "Exit status: 0 all is well; 1 a file was refused or a call failed; 2 usage, or a file that can't be read.";

std::string footer(const char* text) { return fmt::format("{}\n{}", text, status_text); }

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Links, looks into and runs precompiled modules (.mpy, version 6).", "natload"};
    app.set_version_flag("--version", fmt::format("natload {}.{}.{}", NATLOAD_VERSION_MAJOR, NATLOAD_VERSION_MINOR,
                                                  NATLOAD_VERSION_PATCH));
    app.footer(status_text);
    app.require_subcommand(1);

    std::vector<std::string> files;
    const auto takes_files = [&](CLI::App* command) { command->add_option("FILE", files, ".mpy files")->required(); };

    unsigned aarch64 = 0;
    const auto takes_aarch64 = [&](CLI::App* command) {
        command->add_option("--aarch64", aarch64, "The number that a build gave AArch64, which has none in the format")
            ->check(CLI::Range(13, 15));
    };

    CLI::App* const verify = app.add_subcommand("verify", "Tell whether files are well-formed, a line each.");
    takes_files(verify);
    takes_aarch64(verify);
    bool accept_trailing = false;
    verify->add_flag("--trailing", accept_trailing, "Accept bytes after the end of the module, and tell");
    std::string scope_name = "all";
    verify->add_option("--scope", scope_name, "all: whatever the format has (the default); linked: linked modules only")
        ->check(CLI::IsMember({"linked", "all"}));
    verify->footer(
        footer("Prints 'FILE: ok' and sizes in bytes, or 'FILE:OFFSET: reason'. OFFSET is in bytes from the start of "
               "the file,\n"
               "in hexadecimal as hex dumps show it: 0x1a."));

    CLI::App* const plan = app.add_subcommand("plan", "Tell what loading files takes.");
    takes_files(plan);
    takes_aarch64(plan);
    bool json = false;
    plan->add_flag("--json", json, "Print a JSON array with an object for each file");
    plan->footer(footer("Sizes are in bytes; of files that are not linked modules, sums over all of their raw codes."));

    CLI::App* const identify = app.add_subcommand("identify", "Tell what a file or a host is for, in words.");
    std::string file_or_number;
    identify
        ->add_option("FILE|NUMBER", file_or_number, "A .mpy file, or a host's sys.implementation._mpy: 5894, 0x1706")
        ->required();
    takes_aarch64(identify);
    identify->footer(footer("A file whose name is a number: ./5894."));

    CLI::App* const pad = app.add_subcommand("pad", "Align machine code that needs no relocation, to run in place.");
    std::string padded, output;
    pad->add_option("FILE", padded, "A .mpy file")->required();
    pad->add_option("-o", output, "Where the padded file goes")->required()->type_name("OUT");
    std::uint32_t alignment = 16;
    pad->add_option("--align", alignment, "What the code is aligned to from the start of the file: a power of two")
        ->check(CLI::IsMember({2, 4, 8, 16, 32, 64}))
        ->capture_default_str();
    takes_aarch64(pad);
    pad->footer(
        footer("Leading groups of zeros make the number in front of the code longer: any loader reads the file as\n"
               "before. Put it into flash at an address with that alignment."));

    CLI::App* const run = app.add_subcommand("run", "Load a linked module for x64 and call it, on x64.");
    std::string file;
    run->add_option("FILE", file, "A .mpy file")->required();
    std::vector<std::string> groups;
    run->add_option("--args", groups, "Arguments of one call: words with commas, decimal or 0x hex; '' for none")
        ->type_name("WORD,...")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
    run->footer(footer(
        "Calls once for each --args, or once without arguments if there is none, and prints each returned word.\n"
        "The host's functions are 3 and 4, which give back their first argument, 50 memset and 51 memmove; a call\n"
        "of any other ends the program. Modules are not confined: run what you trust."));

    const tool::link_commands making(app);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& end) {
        return app.exit(end) == 0 ? tool::all_well : tool::no_answer;
    }
    if (const auto status = making.run()) return *status;
    if (*verify) {
        return tool::verify(files, static_cast<isa>(aarch64), scope_name == "linked" ? scope::linked : scope::all,
                            accept_trailing ? trailing::accept : trailing::refuse);
    }
    if (*plan) return tool::plan(files, static_cast<isa>(aarch64), json);
    if (*pad) return tool::pad(padded, static_cast<isa>(aarch64), alignment, output);
    if (*identify) return tool::identify(file_or_number, static_cast<isa>(aarch64));
    return tool::run(file, groups);
}
