// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a whole answer goes back to the client: one the server gave, or one of our own.
#include "proxy/exchangepump.h"
#include "proxy/following.h"
#include "proxy/headerfields.h"
#include "proxy/heldstate.h"
#include "proxy/pacedrequest.h"
#include "wire/http1writer.h"
#include "wire/ssewriter.h"

#include <utility>

namespace sightglass::proxy {

using exchange::Kind;
using exchange::PartKind;
using exchange::State;
using mcp::MessageKind;
using transport::ProxyErrorCode;

void ExchangeFlow::takeResponse()
{
    if (!m_body.isEmpty()) {
        m_exchange.addPart(PartKind::ResponseBody, m_body);
        m_walkPart = lastPart();
    }
    if (m_chain->isEmpty()) {
        // Nobody will change it: the client need not wait until it is read for the record.
        const bool passed = passResponse(m_body);
        readResponse();
        finishAnswer(passed);
        return;
    }
    m_answer = readResponse();
    if (!m_answer.raw().isEmpty() || m_chain->wantsEmptyMessages()) {
        startWalk(Walking::Answer, m_answer);
    } else if (m_reply.isEventStreamOfOurs()) {
        passAsEvent(m_answer);
        finishAnswer(true);
    } else {
        finishAnswer(passResponse(m_body));
    }
}

// The body as a message; what is no JSON-RPC comes as an Invalid one, for interceptors to see.
mcp::Message ExchangeFlow::readResponse()
{
    const bool isPost = facts().httpMethod == "POST";
    if (m_body.isEmpty() || (!isPost && m_chain->isEmpty()))
        return {};
    QByteArray plain = m_body;
    if (m_decoder) {
        auto decoded = m_decoder->decode(m_body, m_route->config.maxResponseBytes);
        plain = decoded ? std::move(*decoded) : QByteArray();
    }
    mcp::Message message = m_pump.reader().read(plain);
    if (!isPost)
        return message;
    learnFrom(message.envelope(), plain);
    for (const mcp::Envelope &item : message.items())
        learnFrom(item, {});
    return message;
}

// What an answer tells about its exchange.
void ExchangeFlow::learnFrom(const mcp::Envelope &response, const QByteArray &message)
{
    if (response.kind != MessageKind::Response)
        return;
    m_visit.answered(facts(), response, message);
    if (facts().kind == Kind::Batch) {
        m_pump.serverRequests().answer(batchScope(), response, message);
        return;
    }
    exchange::Record &record = m_exchange.facts();
    // A refusal may come with id null, when the server could not or did not read the request.
    if (response.id != record.rpcId && response.id.isPresent())
        return;
    record.errorCode = response.errorCode;
    record.toolError = response.toolError;
    record.inputRequired = response.inputRequired;
    if (!response.negotiatedVersion.isEmpty())
        record.protocolVersion = response.negotiatedVersion;
    if (record.method == "tools/list" && record.era == mcp::Era::Modern && response.hasResult
        && message.contains("x-mcp-header")) {
        m_pump.headerMirror(m_route->config.name).learn(message);
    }
}

transport::ReplyHead ExchangeFlow::replyHead()
{
    QByteArray fields = responseFields(m_responseHead, m_decoded);
    fields += corsFields(m_request.head, m_responseHead);
    return {m_responseHead.status(), m_responseHead.reason().toByteArray(), std::move(fields)};
}

// False when there is no client any more.
bool ExchangeFlow::passResponse(const QByteArray &body, const interceptor::Delivery &delivery)
{
    if (!m_reply.isOpen())
        return false;
    if (isPreflight(m_request.head) && !m_responseHead.find("Access-Control-Allow-Origin")) {
        m_exchange.facts().status = 204;
        m_exchange.facts().edited = true;
        const QByteArray fields = corsFields(m_request.head, m_responseHead);
        m_exchange.addPart(PartKind::SentResponseHead, "HTTP/1.1 204 No Content\r\n" + fields + "\r\n");
        m_reply.reply({204, {}, fields}, {});
    } else if (body.isEmpty() && m_responseHead.framing() == wire::Framing::None) {
        // No body, but perhaps a declared length all the same (HEAD, 304).
        m_reply.begin(replyHead(), m_responseHead.contentLength());
        m_reply.end();
    } else if (m_responseHead.framing() == wire::Framing::Length) {
        m_reply.reply(replyHead(), body, delivery);
    } else {
        m_reply.begin(replyHead()); // of unknown length, as the server began it
        m_reply.write(body, delivery);
        m_reply.end(m_trailers);
    }
    return true;
}

// The client has the head of an event stream since a hold: the answer goes out as its one event.
void ExchangeFlow::passAsEvent(const mcp::Message &answer)
{
    const bool isMessage = answer.kind() == MessageKind::Response || answer.kind() == MessageKind::Batch;
    QByteArray data = answer.raw();
    if (!isMessage) {
        m_exchange.facts().errorCode = static_cast<int>(ProxyErrorCode::UpstreamBadResponse);
        data = transport::proxyErrorBody(
            ProxyErrorCode::UpstreamBadResponse,
            QStringLiteral("the server answered %1 without a JSON-RPC message, when a hold had promised the client an "
                           "event stream")
                .arg(m_responseHead.status()),
            facts().rpcId.toJson());
    }
    const QByteArray event = wire::serializeSse({}, data);
    m_exchange.addPart(PartKind::SentResponseBody, event);
    m_reply.write(event);
    m_reply.end();
}

void ExchangeFlow::finishAnswer(bool passed)
{
    if (passed)
        finishWhenSent(State::Completed, facts().failure);
    else
        finish(State::Cancelled, QStringLiteral("the client left before its answer came"));
}

void ExchangeFlow::replyHere(int status, const QByteArray &fields, const QByteArray &body, State state,
                             const QString &why, const interceptor::Delivery &delivery)
{
    if (m_reply.isEventStreamOfOurs()) {
        if (!body.isEmpty()) {
            const QByteArray event = wire::serializeSse({}, body);
            m_exchange.addPart(PartKind::SentResponseBody, event);
            m_reply.write(event, delivery);
        }
        m_reply.end();
        finishWhenSent(state, why);
        return;
    }
    exchange::Record &record = m_exchange.facts();
    record.status = status;
    QByteArray head =
        "HTTP/1.1 " + QByteArray::number(status) + ' ' + wire::defaultReason(status).toByteArray() + "\r\n" + fields;
    QByteArray cors = corsFields(m_request.head, {});
    m_exchange.addPart(PartKind::SentResponseHead, head + cors + "\r\n");
    if (!body.isEmpty())
        m_exchange.addPart(PartKind::SentResponseBody, body);
    m_reply.reply({status, {}, fields + cors}, body, delivery);
    finishWhenSent(state, why);
}

void ExchangeFlow::replyError(int status, ProxyErrorCode code, const QString &text, State state)
{
    m_exchange.facts().errorCode = static_cast<int>(code);
    replyHere(status, transport::proxyErrorFields(code), transport::proxyErrorBody(code, text, facts().rpcId.toJson()),
              state, text);
}

} // namespace sightglass::proxy
