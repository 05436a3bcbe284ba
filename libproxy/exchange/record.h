// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"
#include "exchange/note.h"
#include "mcp/era.h"
#include "mcp/requestid.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace sightglass::exchange {

enum class Direction : quint8 { ClientToServer, ServerToClient };

/// What an exchange is about.
enum class Kind : quint8 {
    Request,      ///< a JSON-RPC request and all that answers it
    Notification, ///< a JSON-RPC notification
    Response,     ///< the POST that carries a client's answer to a server's request
    Batch,        ///< an array of messages (2025-03-26)
    Stream,       ///< a GET that opens or resumes a server's event stream (legacy era)
    End,          ///< a DELETE that ends a session (legacy era)
    Http,         ///< any other HTTP request: OPTIONS, HEAD, well-known metadata, …
    Invalid,      ///< a POST whose body is no JSON-RPC message, or bytes that are no HTTP request
};

/// How an exchange stands. Every exchange ends exactly once, in one of the last four.
enum class State : quint8 {
    Open,
    Completed, ///< the answer went out whole (an error status or a JSON-RPC error is still an answer)
    Failed,    ///< the upstream or the client broke it, or the request was refused; `failure` says how
    Cancelled, ///< the client left before the answer was complete
    Dropped,   ///< an interceptor decided that nobody gets an answer
};

/// What a Part holds.
enum class PartKind : quint8 {
    RequestHead = 1,      ///< start line and headers from the client, byte for byte
    RequestBody = 2,      ///< the body without its transfer coding
    ResponseHead = 3,     ///< status line and headers from the upstream, byte for byte
    ResponseBody = 4,     ///< body of an answer that is no event stream
    Event = 5,            ///< one server-sent event with the blank line that ends it, comments included
    SentRequestHead = 6,  ///< what went upstream, when it was edited
    SentRequestBody = 7,  ///< what went upstream, when it was edited
    SentResponseHead = 8, ///< what the client got, when it was edited or made by the proxy
    SentResponseBody = 9, ///< what the client got, when it was edited or made by the proxy
    SentEvent = 10,       ///< what the client got in place of the Event before it (empty: nothing)
    Trailers = 11,        ///< trailer fields of the upstream's answer
};

/// One piece of an exchange's payload.
struct Part {
    PartKind kind = PartKind::RequestHead;
    qint64 atUs = 0; ///< microseconds since the exchange began
    QByteArray bytes;

    bool operator==(const Part &) const = default;
};

/// An immutable snapshot of an exchange: what lists, filters, stores and exports read. Times are microseconds since
/// `startedAtUs`; -1 means "not yet".
///
/// `parts` are those added since the snapshot before (`firstPart` says where they go), so a stream that lives for days
/// is not copied at each step. A reader that wants the whole payload joins them, or asks the store.
struct Record {
    ExchangeId id;
    ExchangeId parent;    ///< the exchange whose stream carried this server-to-client request, or the batch
    quint32 revision = 0; ///< rises with each snapshot of one exchange
    State state = State::Open;
    Kind kind = Kind::Request;
    Direction direction = Direction::ClientToServer;
    mcp::Era era = mcp::Era::Unknown;

    qint64 startedAtUs = 0;  ///< wall clock, microseconds since the Unix epoch: first byte of the request was here
    qint64 acceptedUs = -1;  ///< the request was complete
    qint64 sentUs = -1;      ///< it was handed to the upstream's socket
    qint64 firstByteUs = -1; ///< the answer's head was here
    qint64 endUs = -1;       ///< the exchange ended

    QString route;
    QByteArray client; ///< peer address and port
    QByteArray httpMethod;
    QByteArray target;          ///< as the client wrote it
    int status = 0;             ///< HTTP status the client got; 0: none
    QByteArray sessionId;       ///< Mcp-Session-Id, of the request or as assigned by the answer
    QByteArray protocolVersion; ///< of the header, _meta or handshake
    QByteArray peerName;        ///< what the client calls itself (clientInfo.name), where the request tells

    QByteArray method; ///< JSON-RPC method; of a batch, its methods joined by ", "
    QByteArray name;   ///< tool, prompt, resource URI, task or request id that the method acts on
    mcp::RequestId rpcId;
    std::optional<qint64> errorCode; ///< JSON-RPC error code of the answer
    bool toolError = false;          ///< result.isError
    bool inputRequired = false;      ///< result.resultType is "input_required"
    bool edited = false;             ///< an interceptor changed something on the way

    qint64 requestBytes = 0; ///< body, without transfer coding
    qint64 responseBytes = 0;
    qint64 eventCount = 0; ///< server-sent events that carry data
    QString failure;       ///< why it failed, was refused or was cut; empty otherwise
    QList<Note> notes;     ///< what interceptors noted, all of them in every snapshot

    qsizetype firstPart = 0; ///< index of parts.front() within the whole payload
    QList<Part> parts;

    bool ended() const { return state != State::Open; }
};

using RecordPtr = std::shared_ptr<const Record>;
/// What crosses a thread: one batch per tick, in the order of the snapshots.
using RecordBatch = std::shared_ptr<const std::vector<RecordPtr>>;

} // namespace sightglass::exchange

Q_DECLARE_METATYPE(sightglass::exchange::RecordBatch)
