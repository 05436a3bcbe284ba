// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/timerwheel.h"
#include "interceptor/holdqueue.h"
#include "proxy/exchangeflow.h"

namespace sightglass::proxy {

/// A message of an exchange that waits for a decision, and the clock that keeps its client connected.
class ExchangeFlow::HeldState final : public Deadline
{
public:
    explicit HeldState(ExchangeFlow &flow) : m_flow(flow) {}

    interceptor::HoldId id;
    qint64 sinceUs = monotonicUs();
    int comments = 0; ///< sent so far

private:
    void expired() override { m_flow.keepAlive(); }
    ExchangeFlow &m_flow;
};

} // namespace sightglass::proxy
