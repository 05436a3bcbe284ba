// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/lint/lintinterceptor.h"

#include "interceptor/lint/linter.h"

namespace sightglass::interceptor::lint {

QString LintInterceptor::name() const
{
    return m_way == Way::ToServer ? QStringLiteral("lint-client") : QStringLiteral("lint-server");
}

Traits LintInterceptor::traits() const
{
    Traits traits;
    traits.onFailure = FailureMode::Open;
    return traits;
}

Verdict LintInterceptor::intercept(const Context &context)
{
    Verdict verdict = Verdict::proceed();
    if (context.way != m_way)
        return verdict;
    for (exchange::Note &note : m_linter->look(context))
        verdict.withNote(std::move(note));
    return verdict;
}

} // namespace sightglass::interceptor::lint
