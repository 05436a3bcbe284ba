// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

namespace sightglass {

/// The return type of everything that can fail across a module boundary; no exception crosses one.
template <typename T>
using Result = tl::expected<T, Error>;

/// `return failure(ErrorCode::Io, u"…"_s);` in a function that returns a Result.
inline tl::unexpected<Error> failure(ErrorCode code, QString text)
{
    return tl::unexpected<Error>(Error(code, std::move(text)));
}

} // namespace sightglass
