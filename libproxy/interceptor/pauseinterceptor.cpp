// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/pauseinterceptor.h"

#include "interceptor/subject.h"

namespace sightglass::interceptor {

Traits PauseInterceptor::traits() const
{
    return {}; // a GET stream or a DELETE has no message that a person could edit
}

Verdict PauseInterceptor::intercept(const Context &context)
{
    if (!m_options.enabled)
        return {};
    const bool wanted = context.way == Way::ToServer ? m_options.requests
                        : context.isEvent            ? m_options.events
                                                     : m_options.responses;
    if (!wanted)
        return {};
    exchange::Record subject;
    describeSubject(subject, context);
    std::optional<bool> matches = m_options.filter.matchesWithoutParts(subject);
    if (!matches) { // only headers or bodies can tell
        addSubjectParts(subject, context);
        matches = m_options.filter.matches(subject);
    }
    if (!*matches)
        return {};
    return Verdict::hold(QStringLiteral("paused"));
}

} // namespace sightglass::interceptor
