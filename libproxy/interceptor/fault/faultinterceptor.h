// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/fault/corruption.h"
#include "interceptor/fault/faultconfig.h"
#include "interceptor/interceptor.h"

#include <vector>

namespace sightglass::interceptor::fault {

/// Injects faults. All that match a message act on it, in their order, until one answers or drops it; each throws its own
/// dice once for every message that it matches, so what one fault does never changes another's luck.
///
/// Thread: the engine's. Owner: the chain.
class FaultInterceptor final : public Interceptor
{
public:
    explicit FaultInterceptor(FaultConfig config);
    QString name() const override { return QStringLiteral("fault"); }
    Traits traits() const override;
    Verdict intercept(const Context &context) override;

    /// What the profile makes of a probability, \a seconds after the start: a factor from 0 to 1.
    static double intensity(Profile profile, double periodSeconds, double seconds);

private:
    struct Source {
        Fault fault;
        Dice dice;
    };
    static bool apply(Source &source, const Context &context, const mcp::Message &message, Verdict &verdict);

    FaultConfig m_config;
    std::vector<Source> m_sources;
    qint64 m_startedUs;
};

} // namespace sightglass::interceptor::fault
