// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/interceptorchain.h"
#include "mcp/messagereader.h"

#include <functional>

namespace sightglass::interceptor {

/// One message's way through a chain: a position that can stop for a delay or a hold and go on later.
///
/// Thread: the engine's. Owner: the exchange.
class ChainWalk
{
public:
    enum class Outcome : quint8 {
        Passed,    ///< every interceptor let it through; message() is what goes on
        Responded, ///< message() is the answer for the client
        Rejected,  ///< reason() says why
        Dropped,
        Delayed, ///< call advance() again after milliseconds()
        Held,    ///< call advance() or finish() once it is decided; reason() says why it was held
    };

    ChainWalk(std::shared_ptr<const InterceptorChain> chain, Way way, mcp::Message message);

    /// Goes on from where it stands until the end or the next stop. \a reader reads a message anew after a change.
    Outcome advance(const exchange::Record &record, const wire::HttpHead *head, bool isEvent,
                    mcp::MessageReader &reader);
    /// Puts other bytes in place of the message (a held one was edited).
    void replace(QByteArray bytes, mcp::MessageReader &reader);

    /// Gives the reason of a decision that came from outside.
    void reject(QString reason) { m_reason = std::move(reason); }

    const mcp::Message &message() const { return m_message; }
    bool edited() const { return m_edited; }
    const QString &reason() const { return m_reason; }
    int milliseconds() const { return m_milliseconds; }
    Way way() const { return m_way; }

private:
    std::shared_ptr<const InterceptorChain> m_chain;
    mcp::Message m_message;
    QString m_reason;
    std::size_t m_step = 0;
    int m_milliseconds = 0;
    Way m_way;
    bool m_edited = false;
};

} // namespace sightglass::interceptor
