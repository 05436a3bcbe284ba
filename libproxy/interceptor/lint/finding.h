// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/note.h"

#include <QLatin1StringView>
#include <QString>

#include <span>

namespace sightglass::interceptor::lint {

/// One kind of finding: its code is stable, what filters (`lint:header-mismatch`), reports and suppressions name.
struct FindingKind {
    QLatin1StringView code;
    exchange::Severity severity = exchange::Severity::Warning;
    QLatin1StringView title; ///< one line without a trailing full stop
    QLatin1StringView link;  ///< the section of the specification it follows from
};

/// All of them, in the order of docs/lint.md.
std::span<const FindingKind> findingKinds();
const FindingKind *findKind(QByteArrayView code);

} // namespace sightglass::interceptor::lint
