// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exitcodes.h"

#include <cstdio>

namespace sightglass::app {

int report(const Error &error)
{
    std::fprintf(stderr, "sightglass: %s\n", qUtf8Printable(error.text));
    switch (error.code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::Unsupported:
        return kExitUsage;
    case ErrorCode::AddressInUse:
        return kExitAddress;
    default:
        return kExitFailed;
    }
}

} // namespace sightglass::app
