// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/surpluscalls.h"

#include <utility>

namespace sightglass::proxy {

class SurplusCalls::Call final : public transport::UpstreamObserver
{
public:
    explicit Call(SurplusCalls &owner) : m_owner(owner) {}
    void send(transport::Upstream &upstream, transport::OutboundRequest &&request)
    {
        m_call = upstream.send(std::move(request), *this);
    }

    void onSent() override {}
    void onHead(wire::HttpHead &&) override {}
    void onBody(QByteArrayView) override {}
    void onTrailers(QByteArrayView) override {}
    void onEnd() override { m_owner.m_calls.erase(this); }
    void onFailed(const transport::UpstreamFailure &) override { m_owner.m_calls.erase(this); }

private:
    SurplusCalls &m_owner;
    std::unique_ptr<transport::UpstreamCall> m_call;
};

SurplusCalls::SurplusCalls() = default;
SurplusCalls::~SurplusCalls() = default;

void SurplusCalls::send(transport::Upstream &upstream, transport::OutboundRequest request)
{
    if (m_calls.size() >= kMaxCalls)
        return;
    auto call = std::make_unique<Call>(*this);
    Call &sent = *call;
    m_calls.emplace(&sent, std::move(call));
    sent.send(upstream, std::move(request));
}

} // namespace sightglass::proxy
