// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/freedmemory.h"

namespace sightglass {

void releaseFreedMemory()
{
    // Their allocators do it by themselves.
}

} // namespace sightglass
