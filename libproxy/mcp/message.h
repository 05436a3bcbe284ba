// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/requestid.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace sightglass::mcp {

enum class MessageKind : quint8 {
    Invalid, ///< not JSON, or JSON that is no JSON-RPC 2.0 message; error() of the Message says why
    Request,
    Notification,
    Response, ///< carries a result or an error
    Batch,    ///< an array of messages (2025-03-26 only)
};

/// The few fields of one JSON-RPC message that routing, correlation and display need, read once. Everything else stays
/// in the bytes.
struct Envelope {
    MessageKind kind = MessageKind::Invalid;
    RequestId id;
    QByteArray method;
    /// What the method acts on: `params.name` of tools/call and prompts/get, `params.uri` of resources/*,
    /// `params.taskId` of tasks/* (the same values that Mcp-Name mirrors, SEP-2243), `params.ref.name` or `.uri` of
    /// completion/complete.
    QByteArray name;
    /// `params._meta["io.modelcontextprotocol/protocolVersion"]` (modern era); empty when absent.
    QByteArray metaVersion;
    /// `params.protocolVersion` of initialize, `result.protocolVersion` of its response.
    QByteArray negotiatedVersion;
    /// Name of the peer: `clientInfo.name` of initialize or _meta, `serverInfo.name` of a result.
    QByteArray peerName;
    RequestId progressToken;         ///< `_meta.progressToken` of a request, `progressToken` of notifications/progress
    RequestId cancelledId;           ///< `params.requestId` of notifications/cancelled
    RequestId subscriptionId;        ///< `_meta["io.modelcontextprotocol/subscriptionId"]`
    std::optional<qint64> errorCode; ///< of an error response
    QByteArray errorMessage;         ///< of an error response
    bool hasResult = false;          ///< a response with a result
    bool toolError = false;          ///< `result.isError` is true
    bool inputRequired = false;      ///< `result.resultType` is "input_required" (SEP-2322)
};

/// One message as it came over the wire: the bytes, untouched, and what was read from them. Immutable.
class Message
{
public:
    Message() = default;
    Message(QByteArray raw, Envelope envelope) : m_raw(std::move(raw)), m_envelope(std::move(envelope)) {}

    const QByteArray &raw() const { return m_raw; }
    const Envelope &envelope() const { return m_envelope; }
    MessageKind kind() const { return m_envelope.kind; }
    /// The members of a batch; empty for any other kind.
    const QList<Envelope> &items() const { return m_items; }
    /// Why the kind is Invalid; empty otherwise.
    const QString &error() const { return m_error; }
    /// The limit on nesting was passed (a refusal, not just a message that we do not understand).
    bool tooDeep() const { return m_tooDeep; }

private:
    friend class MessageReader;
    QByteArray m_raw;
    Envelope m_envelope;
    QList<Envelope> m_items;
    QString m_error;
    bool m_tooDeep = false;
};

} // namespace sightglass::mcp
