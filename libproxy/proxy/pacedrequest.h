// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxy/exchangeflow.h"
#include "proxy/pacedwriter.h"

namespace sightglass::proxy {

/// The body of a request that goes to the server at a pace of its own.
class ExchangeFlow::PacedRequest final : private PacedWriter::Target
{
public:
    PacedRequest(ExchangeFlow &flow, QByteArray body, const interceptor::Delivery &delivery)
        : m_flow(flow), m_body(std::move(body)), m_delivery(delivery), m_writer(*this)
    {}
    /// The head is out.
    void begin() { m_writer.add(std::exchange(m_body, {}), m_delivery); }

private:
    void pacedBytes(QByteArrayView bytes) override
    {
        if (m_flow.m_call)
            m_flow.m_call->writeBody(bytes);
    }
    void pacedProgress() override {}
    void pacedCut(qint64 afterBytes) override { m_flow.requestCut(afterBytes); }

    ExchangeFlow &m_flow;
    QByteArray m_body;
    interceptor::Delivery m_delivery;
    PacedWriter m_writer;
};

} // namespace sightglass::proxy
