// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a whole answer goes back to the client: one the server gave, or one of our own.
#include "proxy/exchangeflow.h"

#include "proxy/exchangepump.h"
#include "proxy/headerfields.h"
#include "wire/http1writer.h"

#include <utility>

namespace sightglass::proxy {

using exchange::Kind;
using exchange::PartKind;
using exchange::State;
using interceptor::ChainWalk;
using interceptor::Way;
using mcp::MessageKind;
using transport::ProxyErrorCode;

void ExchangeFlow::takeResponse()
{
    if (!m_body.isEmpty())
        m_exchange.addPart(PartKind::ResponseBody, m_body);
    if (m_pump.chain()->isEmpty()) {
        // Nobody will change it: the client need not wait until it is read for the record.
        const bool passed = passResponse(m_body);
        readResponse();
        finishAnswer(passed);
        return;
    }
    mcp::Message message = readResponse();
    if (message.kind() == MessageKind::Invalid) {
        finishAnswer(passResponse(m_body));
        return;
    }
    m_walk = std::make_unique<ChainWalk>(m_pump.chain(), Way::ToClient, std::move(message));
    walkOn();
}

mcp::Message ExchangeFlow::readResponse()
{
    if (facts().httpMethod != "POST" || m_body.isEmpty())
        return {};
    QByteArray plain = m_body;
    if (m_decoder) {
        auto decoded = m_decoder->decode(m_body, m_route->config.maxResponseBytes);
        plain = decoded ? std::move(*decoded) : QByteArray();
    }
    mcp::Message message = m_pump.reader().read(plain);
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
    if (record.peerName.isEmpty())
        record.peerName = response.peerName;
    if (record.method == "tools/list" && record.era == mcp::Era::Modern && response.hasResult
        && message.contains("x-mcp-header")) {
        m_pump.headerMirror(record.route).learn(message);
    }
}

void ExchangeFlow::walkToClient(ChainWalk::Outcome outcome)
{
    const std::unique_ptr<ChainWalk> walk = std::move(m_walk);
    switch (outcome) {
    case ChainWalk::Outcome::Rejected:
        replyError(200, ProxyErrorCode::Rejected, walk->reason(), State::Failed);
        return;
    case ChainWalk::Outcome::Dropped:
        if (m_sink)
            m_sink->abort();
        m_sink = nullptr;
        finish(State::Dropped, QStringLiteral("an interceptor dropped the answer"));
        return;
    default:
        break;
    }
    if (!walk->edited()) {
        finishAnswer(passResponse(m_body));
        return;
    }
    m_decoded = m_decoder != nullptr;
    m_exchange.facts().edited = true;
    m_exchange.addPart(PartKind::SentResponseBody, walk->message().raw());
    finishAnswer(passResponse(walk->message().raw()));
}

// False when there is no client any more.
bool ExchangeFlow::passResponse(const QByteArray &body)
{
    if (!m_sink)
        return false;
    transport::ReplySink &sink = *std::exchange(m_sink, nullptr);
    if (isPreflight(m_request.head) && !m_responseHead.find("Access-Control-Allow-Origin")) {
        m_exchange.facts().status = 204;
        m_exchange.facts().edited = true;
        const QByteArray fields = corsFields(m_request.head, m_responseHead);
        m_exchange.addPart(PartKind::SentResponseHead, "HTTP/1.1 204 No Content\r\n" + fields + "\r\n");
        sink.reply({204, {}, fields}, {});
    } else if (body.isEmpty() && m_responseHead.framing() == wire::Framing::None) {
        // No body, but perhaps a declared length all the same (HEAD, 304).
        sink.begin(replyHead(), m_responseHead.contentLength());
        sink.end();
    } else if (m_responseHead.framing() == wire::Framing::Length) {
        sink.reply(replyHead(), body);
    } else {
        sink.begin(replyHead()); // of unknown length, as the server began it
        sink.write(body);
        sink.end(m_trailers);
    }
    return true;
}

void ExchangeFlow::finishAnswer(bool passed)
{
    if (passed)
        finish(State::Completed, facts().failure);
    else
        finish(State::Cancelled, QStringLiteral("the client left before its answer came"));
}

void ExchangeFlow::replyHere(int status, const QByteArray &fields, const QByteArray &body, State state,
                             const QString &why)
{
    exchange::Record &record = m_exchange.facts();
    record.status = status;
    QByteArray head =
        "HTTP/1.1 " + QByteArray::number(status) + ' ' + wire::defaultReason(status).toByteArray() + "\r\n" + fields;
    QByteArray cors = corsFields(m_request.head, {});
    m_exchange.addPart(PartKind::SentResponseHead, head + cors + "\r\n");
    if (!body.isEmpty())
        m_exchange.addPart(PartKind::SentResponseBody, body);
    if (m_sink)
        std::exchange(m_sink, nullptr)->reply({status, {}, fields + cors}, body);
    finish(state, why);
}

void ExchangeFlow::replyError(int status, ProxyErrorCode code, const QString &text, State state)
{
    m_exchange.facts().errorCode = static_cast<int>(code);
    replyHere(status, transport::proxyErrorFields(code), transport::proxyErrorBody(code, text, facts().rpcId.toJson()),
              state, text);
}

} // namespace sightglass::proxy
