// SPDX-License-Identifier: MIT
#include "archive.hpp"

#include <charconv>
#include <string_view>

#include "complaint.hpp"

namespace natload::linker {
namespace {

constexpr std::string_view magic = "!<arch>\n", thin_magic = "!<thin>\n";
constexpr std::size_t header_size = 60;

std::string_view text(bytes data) { return {reinterpret_cast<const char*>(data.data()), data.size()}; }

std::string_view without_blanks(std::string_view field) {
    const std::size_t last = field.find_last_not_of(' ');
    return field.substr(0, last == field.npos ? 0 : last + 1);
}

class reader {
public:
    reader(const std::string& name, std::string_view image) : name_(name), image_(image) {}

    std::vector<archive_member> run() {
        if (image_.starts_with(thin_magic)) {
            refuse("a thin archive, whose members are elsewhere", "make an ordinary one: ar without the T modifier");
        }
        for (std::size_t at = magic.size(); at < image_.size();) {
            const std::string_view header = part(at, header_size, "the header of a member");
            if (header.substr(58) != "`\n") refuse("the header of a member does not end as it must");
            const std::size_t size = number(header.substr(48, 10));
            at += header_size;
            member(without_blanks(header.substr(0, 16)), part(at, size, "a member"));
            at += size;
            if (at % 2 != 0) ++at;  // members lie at even offsets
        }
        return std::move(members_);
    }

private:
    [[noreturn]] void refuse(std::string problem, std::string_view remedy = {}) const {
        throw complaint(std::move(problem)).in_object(name_).remedied_by(remedy);
    }

    std::string_view part(std::size_t offset, std::size_t size, const char* what) const {
        if (offset > image_.size() || size > image_.size() - offset) {
            refuse(fmt::format("{} lies outside the archive", what));
        }
        return image_.substr(offset, size);
    }

    std::size_t number(std::string_view digits) const {
        digits = without_blanks(digits);
        std::size_t value = 0;
        const auto [end, why] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (why != std::errc{} || end != digits.data() + digits.size()) refuse("a number in the header of a member");
        return value;
    }

    void member(std::string_view name, std::string_view contents) {
        if (name == "/" || name == "/SYM64/" || name.starts_with("__.SYMDEF")) return;  // tables of symbols
        if (name == "//") {
            long_names_ = contents;
            return;
        }
        if (name.starts_with("#1/")) {  // BSD: the name is in front of the contents
            const std::size_t length = number(name.substr(3));
            if (length > contents.size()) refuse("the name of a member lies outside it");
            name = contents.substr(0, length);
            contents.remove_prefix(length);
            name = name.substr(0, name.find('\0'));
            if (name.starts_with("__.SYMDEF")) return;
        } else if (name.starts_with('/')) {  // GNU: the name is in a table
            const std::size_t offset = number(name.substr(1));
            if (offset >= long_names_.size()) refuse("the name of a member lies outside the table of names");
            name = long_names_.substr(offset);
            name = name.substr(0, name.find('\n'));
        }
        if (name.ends_with('/')) name.remove_suffix(1);
        members_.push_back({fmt::format("{}({})", name_, name),
                            {reinterpret_cast<const std::uint8_t*>(contents.data()), contents.size()}});
    }

    const std::string& name_;
    std::string_view image_;
    std::string_view long_names_;
    std::vector<archive_member> members_;
};

}  // namespace

bool is_archive(bytes image) { return text(image).starts_with(magic) || text(image).starts_with(thin_magic); }

std::vector<archive_member> read_archive(const std::string& name, bytes image) {
    return reader(name, text(image)).run();
}

}  // namespace natload::linker
