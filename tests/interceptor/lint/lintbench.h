// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/lint/linter.h"
#include "mcp/headermirror.h"

#include <QList>
#include <QMap>

#include <memory>
#include <vector>

namespace sightglass::test {

/// Plays a conversation to a Linter, live or as a recording. A step is one line:
///
///     > BODY            the client posts it; a modern request gets the headers that mirror it
///     < BODY            the server answers the last post, as JSON
///     ~ DATA            … or by an event
///     G                 the client opens a stream (GET); `G 7` resumes after event 7
///     n LINE            a line of a server's stdout
///     S ID              from now on this session, with the header of 2025-11-25
///     s VERSION         … of this version
///     h Name: value     a header for the next post, in place of its own; `h -Name` takes it away
///     a Name: value     a header of the next answer
///     ! STATUS          status of the next answer
///
/// In a body, @J is the member jsonrpc, @M a complete _meta of 2026-07-28, @/ the prefix io.modelcontextprotocol/.
class LintBench
{
public:
    /// Findings of all steps.
    QList<exchange::Note> live(const QByteArrayList &steps);
    QList<exchange::Note> recorded(const QByteArrayList &steps);

    static QByteArray expanded(QByteArray text);
    interceptor::lint::Linter &linter() { return m_linter; }

private:
    struct Exchange {
        exchange::Record record;
        wire::HttpHead head;
        wire::HttpHead answerHead;
        mcp::Message request;
    };
    void play(const QByteArrayList &steps);
    void post(const QByteArray &body);
    void open(const QByteArray &lastEventId);
    void answer(const QByteArray &body, bool isEvent);
    void line(const QByteArray &text);
    void begin(const QByteArray &httpMethod, const QByteArray &body, const QByteArrayList &extra);
    QByteArray headerBlock(const QByteArray &start, const QList<std::pair<QByteArray, QByteArray>> &headers) const;

    interceptor::lint::Linter m_linter;
    mcp::MessageReader m_reader;
    mcp::HeaderMirror m_mirror;
    QList<exchange::Note> m_notes;
    std::vector<std::unique_ptr<Exchange>> m_exchanges;
    QByteArrayList m_overrides;
    QByteArrayList m_answerHeaders;
    QByteArray m_session;
    QByteArray m_version;
    int m_status = 200;
    quint64 m_nextId = 1;
};

} // namespace sightglass::test
