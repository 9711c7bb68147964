# SPDX-License-Identifier: MIT
# Has gdb know the modules that a firmware loads: natload/debug/module_list.hpp stops here with the record of each, and
# `natload link --debug NAME.elf` has made the file of its lines and symbols. Start gdb where these files are:
#
#   gdb-multiarch FIRMWARE -x natload.gdb -ex 'target remote :1234'
#   (gdb) break steady.c:13
#   (gdb) continue
#
# A breakpoint in a module may be set before it is loaded.
set confirm off
set pagination off
set breakpoint pending on

break natload_committed
commands
    silent
    eval "add-symbol-file %s.elf -s .text 0x%lx -s .bss 0x%lx", record->name, record->code, record->data
    continue
end

break natload_released
commands
    silent
    eval "remove-symbol-file -a 0x%lx", record->code
    continue
end
