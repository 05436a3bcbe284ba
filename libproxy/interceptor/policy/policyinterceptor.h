// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filterpattern.h"
#include "interceptor/interceptor.h"
#include "interceptor/policy/policyconfig.h"
#include "interceptor/ratelimiter.h"

#include <optional>
#include <vector>

namespace sightglass::interceptor::policy {

/// Refuses what a PolicyConfig does not allow.
///
/// Thread: the engine's. Owner: the chain.
class PolicyInterceptor final : public Interceptor
{
public:
    /// \a config must have passed validate().
    explicit PolicyInterceptor(PolicyConfig config);
    QString name() const override { return QStringLiteral("policy"); }
    Traits traits() const override;
    Verdict intercept(const Context &context) override;

private:
    using Patterns = std::vector<exchange::TextPattern>;
    using Refusal = std::optional<Verdict>;
    struct RouteLists {
        QString route;
        Patterns allowMethods;
        Patterns denyMethods;
        Patterns allowTools;
        Patterns denyTools;
    };
    struct Limit {
        RateLimit config;
        RateLimiter limiter;
    };

    Refusal checkHttp(const Context &context) const;
    Refusal checkSize(const Context &context) const;
    Refusal checkLists(const exchange::Record &record, const mcp::Envelope &envelope) const;
    Refusal checkRates(const Context &context, const mcp::Envelope &envelope);

    PolicyConfig m_config;
    Patterns m_origins;
    Patterns m_hosts;
    std::vector<RouteLists> m_routes;
    std::vector<Limit> m_limits;
};

} // namespace sightglass::interceptor::policy
