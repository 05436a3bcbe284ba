// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/interceptor.h"
#include "mcp/messagereader.h"

#include <functional>
#include <optional>

namespace sightglass::interceptor::lint {

/// A recorded exchange as the messages that it was: what the client wrote and what the server wrote, before anything
/// changed it. Lives no longer than its record and its reader.
class RecordedExchange
{
public:
    static constexpr quint64 kMaxDecodedBytes = quint64(64) * 1024 * 1024; ///< of a compressed body

    RecordedExchange(const exchange::Record &whole, mcp::MessageReader &reader);

    /// Each message in order; the request first.
    void forEach(const std::function<void(const Context &)> &visit) const;

private:
    struct Body {
        QByteArray bytes;
        qint32 part = -1; ///< the first one it came in
    };

    void add(Body &body, const exchange::Part &part, qsizetype index);
    void visitEvents(const std::function<void(const Context &)> &visit) const;
    QByteArray decoded(const QByteArray &body) const;

    const exchange::Record &m_record;
    mcp::MessageReader &m_reader;
    Body m_requestBody;
    Body m_responseBody;
    std::optional<wire::HttpHead> m_requestHead;
    std::optional<wire::HttpHead> m_responseHead;
    mcp::Message m_request;
};

} // namespace sightglass::interceptor::lint
