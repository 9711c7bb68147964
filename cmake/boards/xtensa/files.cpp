// SPDX-License-Identifier: MIT
// The files of picolibc's stdio and of libstdc++'s streams, on the host by simcalls.
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include "simcall.hpp"

using simcall::operation;

namespace {

constexpr int standard_output = 1;

int put(char c, FILE*) {
    simcall::call(operation::write, standard_output, simcall::address(&c), 1);
    return static_cast<unsigned char>(c);
}

int get(FILE*) { return EOF; }

FILE console = FDEV_SETUP_STREAM(put, get, nullptr, _FDEV_SETUP_RW);

}  // namespace

FILE* const stdin = &console;
FILE* const stdout = &console;
FILE* const stderr = &console;

extern "C" {
int open(const char* name, int flags, ...) {
    return static_cast<int>(simcall::call(operation::open, simcall::address(name), flags, 0666));
}
int close(int file) { return static_cast<int>(simcall::call(operation::close, file)); }
ssize_t read(int file, void* data, std::size_t size) {
    return simcall::call(operation::read, file, simcall::address(data), static_cast<std::intptr_t>(size));
}
ssize_t write(int file, const void* data, std::size_t size) {
    return simcall::call(operation::write, file, simcall::address(data), static_cast<std::intptr_t>(size));
}
off_t lseek(int file, off_t offset, int whence) {
    return simcall::call(operation::lseek, file, static_cast<std::intptr_t>(offset), whence);
}
_off64_t lseek64(int file, _off64_t offset, int whence) {
    return simcall::call(operation::lseek, file, static_cast<std::intptr_t>(offset), whence);
}
int isatty(int file) { return file <= 2; }

// The simulator has no such services.
int fstat(int, struct stat*) {
    errno = ENOSYS;
    return -1;
}
int gettimeofday(struct timeval* time, void*) {
    *time = {};
    return 0;
}
int getpid() { return 1; }
int kill(int, int) { std::abort(); }
}
