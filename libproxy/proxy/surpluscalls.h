// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/upstream.h"

#include <memory>
#include <unordered_map>

namespace sightglass::proxy {

/// Requests that a fault sends once more: nobody waits for their answers.
///
/// Thread: the engine's. Owner: the pump.
class SurplusCalls
{
public:
    /// At one time; above it a request is sent once only.
    static constexpr std::size_t kMaxCalls = 1'000;
    /// Of one request.
    static constexpr int kMaxCopies = 10;

    SurplusCalls();
    ~SurplusCalls();

    void send(transport::Upstream &upstream, transport::OutboundRequest request);
    std::size_t size() const { return m_calls.size(); }

private:
    class Call;
    std::unordered_map<Call *, std::unique_ptr<Call>> m_calls;
};

} // namespace sightglass::proxy
