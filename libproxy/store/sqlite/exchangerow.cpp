// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/exchangerow.h"

#include "exchange/notejson.h"

namespace sightglass::store {

namespace {

/// Column numbers, in the order of kColumns; parameter numbers are one more.
enum Column {
    Id,
    Parent,
    Revision,
    State,
    Kind,
    Direction,
    Era,
    StartedAt,
    Accepted,
    Sent,
    FirstByte,
    Ended,
    Route,
    Client,
    HttpMethod,
    Target,
    Status,
    SessionId,
    ProtocolVersion,
    PeerName,
    Method,
    Name,
    RpcId,
    ErrorCodeColumn,
    ToolError,
    InputRequired,
    Edited,
    RequestBytes,
    ResponseBytes,
    EventCount,
    Failure,
    ChunkId,
    ChunkOffset,
    ChunkLength,
    Notes,
    ColumnCount,
};

constexpr const char *kColumns[] = {
    "id",
    "parent",
    "revision",
    "state",
    "kind",
    "direction",
    "era",
    "started_at",
    "accepted",
    "sent",
    "first_byte",
    "ended",
    "route",
    "client",
    "http_method",
    "target",
    "status",
    "session_id",
    "protocol_version",
    "peer_name",
    "method",
    "name",
    "rpc_id",
    "error_code",
    "tool_error",
    "input_required",
    "edited",
    "request_bytes",
    "response_bytes",
    "event_count",
    "failure",
    "chunk_id",
    "chunk_offset",
    "chunk_length",
    "notes",
};
static_assert(std::size(kColumns) == ColumnCount);

QByteArray columnList()
{
    QByteArray list;
    for (const char *column : kColumns)
        list.append(list.isEmpty() ? "" : ", ").append(column);
    return list;
}

/// "-1: not yet" is NULL in the database.
void bindTime(Statement &statement, Column column, qint64 us)
{
    if (us < 0)
        statement.bindNull(column + 1);
    else
        statement.bind(column + 1, us);
}

qint64 timeOf(const Statement &statement, Column column)
{
    return statement.isNull(column) ? -1 : statement.integer(column);
}

/// An enumerator read from the database; \a last when the number is beyond it.
template <typename Enum>
Enum enumOf(const Statement &statement, Column column, Enum last)
{
    return static_cast<Enum>(qBound<qint64>(0, statement.integer(column), static_cast<qint64>(last)));
}

} // namespace

QByteArray insertRowSql()
{
    QByteArray parameters("?");
    for (int i = 1; i < ColumnCount; ++i)
        parameters.append(",?");
    return "INSERT INTO exchange (" + columnList() + ") VALUES (" + parameters + ")";
}

QByteArray updateRowSql()
{
    QByteArray assignments;
    for (int i = Parent; i < ColumnCount; ++i) {
        const QByteArray name(kColumns[i]);
        const QByteArray value = "?" + QByteArray::number(i + 1);
        assignments.append(i == Parent ? "" : ", ").append(name + " = ");
        const bool ofPiece = i >= ChunkId && i <= ChunkLength;
        assignments.append(!ofPiece ? value : "iif(chunk_id IS NULL, " + value + ", " + name + ")");
    }
    return "UPDATE exchange SET " + assignments + " WHERE id = ?1";
}

QByteArray selectRowsSql(bool hasNotes)
{
    const QByteArray columns = columnList();
    return "SELECT " + (hasNotes ? columns : columns.chopped(qsizetype(sizeof("notes")) - 1) + "NULL")
           + " FROM exchange ";
}

void bindRow(Statement &statement, const exchange::Record &record, const PieceLocation &firstPiece)
{
    const auto number = [&](Column column, qint64 value) { statement.bind(column + 1, value); };
    const auto text = [&](Column column, QByteArrayView value) { statement.bindText(column + 1, value); };
    number(Id, static_cast<qint64>(record.id.value()));
    number(Revision, record.revision);
    number(State, static_cast<qint64>(record.state));
    number(Kind, static_cast<qint64>(record.kind));
    number(Direction, static_cast<qint64>(record.direction));
    number(Era, static_cast<qint64>(record.era));
    number(StartedAt, record.startedAtUs);
    bindTime(statement, Accepted, record.acceptedUs);
    bindTime(statement, Sent, record.sentUs);
    bindTime(statement, FirstByte, record.firstByteUs);
    bindTime(statement, Ended, record.endUs);
    text(Client, record.client);
    text(HttpMethod, record.httpMethod);
    text(Target, record.target);
    number(Status, record.status);
    text(SessionId, record.sessionId);
    text(ProtocolVersion, record.protocolVersion);
    text(PeerName, record.peerName);
    text(Method, record.method);
    text(Name, record.name);
    number(ToolError, record.toolError);
    number(InputRequired, record.inputRequired);
    number(Edited, record.edited);
    number(RequestBytes, record.requestBytes);
    number(ResponseBytes, record.responseBytes);
    number(EventCount, record.eventCount);
    const auto optional = [&](Column column, bool present, qint64 value) {
        if (present)
            number(column, value);
        else
            statement.bindNull(column + 1);
    };
    optional(Parent, record.parent.isValid(), static_cast<qint64>(record.parent.value()));
    optional(ErrorCodeColumn, record.errorCode.has_value(), record.errorCode.value_or(0));
    optional(ChunkId, firstPiece.chunk != 0, firstPiece.chunk);
    optional(ChunkOffset, firstPiece.chunk != 0, firstPiece.offset);
    optional(ChunkLength, firstPiece.chunk != 0, firstPiece.length);
    statement.bindTextCopy(Route + 1, record.route.toUtf8());
    statement.bindTextCopy(RpcId + 1, record.rpcId.toJson());
    statement.bindTextCopy(Failure + 1, record.failure.toUtf8());
    statement.bindTextCopy(Notes + 1, exchange::notesToJson(record.notes));
}

exchange::Record readRow(const Statement &statement, PieceLocation &firstPiece)
{
    exchange::Record record;
    const auto bytes = [&](Column column) { return statement.bytes(column); };
    record.id = exchange::ExchangeId(static_cast<quint64>(statement.integer(Id)));
    record.parent = exchange::ExchangeId(static_cast<quint64>(statement.integer(Parent)));
    record.revision = static_cast<quint32>(statement.integer(Revision));
    record.state = enumOf(statement, State, exchange::State::Dropped);
    record.kind = enumOf(statement, Kind, exchange::Kind::Invalid);
    record.direction = enumOf(statement, Direction, exchange::Direction::ServerToClient);
    record.era = enumOf(statement, Era, mcp::Era::Modern);
    record.startedAtUs = statement.integer(StartedAt);
    record.acceptedUs = timeOf(statement, Accepted);
    record.sentUs = timeOf(statement, Sent);
    record.firstByteUs = timeOf(statement, FirstByte);
    record.endUs = timeOf(statement, Ended);
    record.route = QString::fromUtf8(statement.view(Route));
    record.client = bytes(Client);
    record.httpMethod = bytes(HttpMethod);
    record.target = bytes(Target);
    record.status = static_cast<int>(statement.integer(Status));
    record.sessionId = bytes(SessionId);
    record.protocolVersion = bytes(ProtocolVersion);
    record.peerName = bytes(PeerName);
    record.method = bytes(Method);
    record.name = bytes(Name);
    record.rpcId = mcp::RequestId::fromJson(statement.view(RpcId));
    if (!statement.isNull(ErrorCodeColumn))
        record.errorCode = statement.integer(ErrorCodeColumn);
    record.toolError = statement.integer(ToolError) != 0;
    record.inputRequired = statement.integer(InputRequired) != 0;
    record.edited = statement.integer(Edited) != 0;
    record.requestBytes = statement.integer(RequestBytes);
    record.responseBytes = statement.integer(ResponseBytes);
    record.eventCount = statement.integer(EventCount);
    record.failure = QString::fromUtf8(statement.view(Failure));
    record.notes = exchange::notesFromJson(statement.view(Notes));
    firstPiece = {statement.integer(ChunkId), statement.integer(ChunkOffset), statement.integer(ChunkLength)};
    return record;
}

} // namespace sightglass::store
