// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filter.h"
#include "interceptor/interceptor.h"

namespace sightglass::interceptor {

/// What is held for a person.
struct PauseOptions {
    static constexpr int kKeepAliveMs = 15'000;
    static constexpr int kMaxHeld = 1'000;

    bool enabled = false;
    exchange::Filter filter; ///< which messages
    bool requests = true;    ///< what clients send
    bool responses = false;  ///< whole answers
    bool events = false;     ///< single server-sent events
    int keepAliveMs =
        kKeepAliveMs;       ///< a held exchange's client gets `: keepalive` so often, where it takes events; 0: never
    bool progress = false;  ///< and a notifications/progress, where it asked for progress
    int maxHeld = kMaxHeld; ///< more than these are not held, and noted
};

/// Holds what matches. Stands nearest to the server: it shows what the server will get, and what the server said.
///
/// Thread: the engine's; immutable. Owner: the chain.
class PauseInterceptor final : public Interceptor
{
public:
    explicit PauseInterceptor(PauseOptions options) : m_options(std::move(options)) {}
    QString name() const override { return QStringLiteral("pause"); }
    Traits traits() const override;
    Verdict intercept(const Context &context) override;

private:
    PauseOptions m_options;
};

} // namespace sightglass::interceptor
