// SPDX-License-Identifier: MIT
// Would the linker take this member, it could not link the module.
void missing_on_purpose_too(void);
void unused(void) { missing_on_purpose_too(); }
