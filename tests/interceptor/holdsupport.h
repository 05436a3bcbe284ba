// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/pauseinterceptor.h"

#include <QByteArray>
#include <QString>

namespace sightglass::test {

inline const QByteArray kCall =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","_meta":{"progressToken":"t"}}})";
inline const QByteArray kModernCall = R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","_meta":)"
                                      R"({"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
                                      R"("io.modelcontextprotocol/clientInfo":{"name":"patient","version":"1"}}}})";
inline const QByteArray kModernFields =
    "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: add\r\n";
inline const QByteArray kResult = R"({"jsonrpc":"2.0","id":1,"result":{"big":1e400}})";
inline const QByteArray kOther = R"({"jsonrpc":"2.0","id":1,"result":{"other":true}})";
inline const QByteArray kAccept = "Accept: application/json, text/event-stream\r\n";
inline const QByteArray kComment = ": keepalive\n\n";
inline constexpr int kSoon = 100; // the timer wheel's tick is longer anyway

inline QByteArray cancelOf(const QByteArray &id)
{
    return R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":)" + id + "}}";
}

inline interceptor::PauseOptions pauseOf(const QString &filter, bool requests, bool responses = false,
                                         bool events = false)
{
    interceptor::PauseOptions pause;
    pause.enabled = true;
    pause.filter = exchange::Filter::parse(filter).value();
    pause.requests = requests;
    pause.responses = responses;
    pause.events = events;
    pause.keepAliveMs = kSoon;
    return pause;
}

// What the holds of an exchange left in its record: nothing but that, whatever else was noted on a busy machine.
inline QList<exchange::Note> heldNotes(const exchange::Record &record)
{
    QList<exchange::Note> notes = record.notes;
    notes.removeIf([](const exchange::Note &note) { return note.kind != exchange::NoteKind::Held; });
    return notes;
}

// The stream's events without the comments.
inline QByteArray withoutComments(QByteArray body)
{
    return body.replace(kComment, "");
}

} // namespace sightglass::test
