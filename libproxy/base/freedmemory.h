// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sightglass {

/// Gives memory that was freed back to the system, where its allocator keeps it otherwise. Takes milliseconds for a heap of
/// a hundred megabytes: for after much was let go at once. Any thread.
void releaseFreedMemory();

} // namespace sightglass
