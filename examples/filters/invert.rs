// SPDX-License-Identifier: MIT
// A filter in Rust, without its standard library. It has no macro of natload's: what filter.h says it says itself, and
// its words are those of the interface, so that a firmware with another one refuses it.
#![no_std]

#[repr(C)]
pub struct FilterHost {
    sample_rate: extern "C" fn() -> i32,
    log: extern "C" fn(*const u8),
}

#[repr(C)]
pub struct Filter {
    name: *const u8,
    process: extern "C" fn(*mut i16, usize),
}
unsafe impl Sync for Filter {}

#[used]
#[link_section = ".natload.interface"]
static WORDS: [u8; 139] = *b"filter (int32_t (*sample_rate)(void); void (*log)(const char* text);) \
(const char* name; void (*process)(int16_t* samples, size_t count);)\0";

extern "C" fn process(samples: *mut i16, count: usize) {
    for i in 0..count {
        unsafe {
            let sample = samples.add(i);
            *sample = (*sample).saturating_neg();
        }
    }
}

static FUNCTIONS: Filter = Filter { name: b"invert\0".as_ptr(), process };

/// NATLOAD_MODULE: one argument, the host's functions, starts it; none stops it.
#[no_mangle]
pub unsafe extern "C" fn mpy_init(
    _object: *mut u8,
    count: usize,
    _keywords: usize,
    arguments: *const *const FilterHost,
) -> *const Filter {
    if count == 0 {
        return core::ptr::null();
    }
    let host = &**arguments;
    (host.log)(b"invert: started\0".as_ptr());
    &FUNCTIONS
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
