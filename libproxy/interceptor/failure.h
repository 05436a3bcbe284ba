// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

namespace sightglass::interceptor {

/// How an interceptor failed; what follows from it is the chain's business (see InterceptorChain).
enum class FailureKind : quint8 {
    Recoverable,   ///< this message only
    RetryAfter,    ///< this message, and it is not asked again before `retryAfterMs` have passed
    Skip,          ///< it has nothing to say about this message: goes on whatever the mode
    Configuration, ///< it cannot work as it is set up: off until the chain is replaced
    Fatal,         ///< broken: off until the chain is replaced
};

struct Failure {
    FailureKind kind = FailureKind::Recoverable;
    QString text; ///< what and where, for a person
    int retryAfterMs = 0;
};

/// What becomes of a message whose interceptor failed or is off.
enum class FailureMode : quint8 {
    Open,   ///< it goes on as if the interceptor were not there
    Closed, ///< it is rejected with the failure's text
};

} // namespace sightglass::interceptor
