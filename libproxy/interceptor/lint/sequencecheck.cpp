// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What depends on messages before this one: ids, answers, progress.
#include "interceptor/lint/checks.h"

namespace sightglass::interceptor::lint {
namespace {

using mcp::MessageKind;
using mcp::RequestId;

// Client and server number their requests and tokens each for themselves.
QByteArray key(const Look &look, const char *what, const RequestId &id)
{
    return memoryKey(look.scope + what, id.toJson());
}

void checkRequestId(Look &look)
{
    const RequestId &id = look.envelope.id;
    // "The request ID MUST NOT have been previously used by the requestor within the same session." Without a session
    // nothing says who the requestor is. A request that was not answered may come again (an expired token, a lost
    // connection), so ids of clients count from their answer on.
    if (!look.session || !id.isPresent() || look.replay)
        return;
    if (look.toServer()) {
        if (look.memory.ids.find(key(look, "c", id)))
            look.report("id-reuse", QStringLiteral("the id %1 was used before in this session").arg(shown(id.toJson())),
                        "/id");
    } else {
        const QByteArray known = key(look, "s", id);
        if (look.memory.ids.find(known))
            look.report("id-reuse",
                        QStringLiteral("the server used the id %1 before in this session").arg(shown(id.toJson())),
                        "/id");
        look.memory.ids.at(known) = true;
    }
}

void checkClientAnswer(Look &look)
{
    const RequestId &id = look.envelope.id;
    if (look.modern())
        return look.report("response-without-request",
                           QStringLiteral("a client sends no answers in 2026-07-28, as a server sends no requests"));
    if (look.session && look.session->fromStart && id.isPresent() && !look.memory.ids.find(key(look, "s", id)))
        look.report("response-without-request",
                    QStringLiteral("the server has made no request with the id %1").arg(shown(id.toJson())), "/id");
}

void checkServerAnswer(Look &look)
{
    const RequestId &id = look.envelope.id;
    const bool onStream = look.context.record.kind == exchange::Kind::Stream;
    if (!id.isPresent()) // an error without an id is one that could not be told apart; checkShape() knows the rest
        return;
    if (onStream) {
        // "The server MUST NOT send a JSON-RPC response on the stream unless resuming" (2025-11-25 basic/transports).
        if (!look.replay)
            look.report("response-without-request",
                        QStringLiteral("an answer (id %1) on a stream that resumes nothing").arg(shown(id.toJson())),
                        "/id");
    } else if (!look.request && look.context.request && look.context.record.kind != exchange::Kind::Http) {
        const QByteArray asked = look.context.request->envelope().id.toJson();
        const QString given = shown(id.toJson());
        const QString text =
            look.context.request->kind() == MessageKind::Batch
                ? QStringLiteral("no request of the batch has the id %1").arg(given)
            : asked.isEmpty() ? QStringLiteral("an answer with the id %1 to something that is no request").arg(given)
                              : QStringLiteral("the answer has the id %1, the request has %2").arg(given, shown(asked));
        look.report("response-without-request", text, "/id");
    }
    const bool refused = look.context.head && look.context.head->status() >= 400;
    if (look.session && !refused)
        look.memory.ids.at(key(look, "c", id)) = true;
}

void checkProgress(Look &look)
{
    // The token is of a request that came the other way.
    const RequestId &token = look.envelope.progressToken;
    const Json &value = member(member(look.json, "params"), "progress");
    if (!token.isPresent() || !value.is_number()) {
        if (look.json.is_object())
            look.report("malformed-message", QStringLiteral("progress needs a token and a number"), "/params");
        return;
    }
    const QByteArray known = key(look, look.toServer() ? "ts" : "tc", token);
    double *last = look.memory.progress.find(known);
    const bool ownToken = look.context.request && look.context.request->envelope().progressToken == token;
    if (!last && !ownToken) {
        // What came before the recording, or while a stream of it was open, is not known.
        const bool surely =
            look.inOrder && (look.modern() ? look.context.request != nullptr : look.session && look.session->fromStart);
        if (surely)
            look.report("unknown-progress-token",
                        QStringLiteral("no request of the peer gave the token %1").arg(shown(token.toJson())),
                        "/params/progressToken");
    }
    const double progress = value.get<double>();
    if (last && !look.replay && progress <= *last)
        look.report("progress-backwards", QStringLiteral("progress is %1 after %2").arg(progress).arg(*last),
                    "/params/progress");
    double &stored = last ? *last : look.memory.progress.at(known);
    stored = last ? std::max(*last, progress) : progress;
}

} // namespace

void checkSequence(Look &look)
{
    const mcp::Envelope &envelope = look.envelope;
    if (envelope.kind == MessageKind::Request) {
        checkRequestId(look);
        if (envelope.progressToken.isPresent())
            look.memory.progress.at(key(look, look.toServer() ? "tc" : "ts", envelope.progressToken)) =
                Linter::Memory::kNoProgress;
    } else if (envelope.kind == MessageKind::Response) {
        if (look.toServer())
            checkClientAnswer(look);
        else
            checkServerAnswer(look);
    } else if (envelope.method == "notifications/progress") {
        checkProgress(look);
    }
}

} // namespace sightglass::interceptor::lint
