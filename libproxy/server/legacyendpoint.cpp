// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/legacyendpoint.h"

#include "server/requestcheck.h"

#include <QUuid>

#include <algorithm>

namespace sightglass::server {
namespace {

using mcp::MessageKind;

void refuse(transport::ReplySink &sink, int status, int code, const QString &text)
{
    replyPlain(sink, status, errorMessage(mcp::RequestId::null(), RpcError{code, text, {}}));
}

QByteArray agreedVersion(const QByteArray &asked)
{
    return isLegacyVersion(asked) ? asked : QByteArray(kLegacyVersions[0]);
}

} // namespace

LegacyEndpoint::LegacyEndpoint(Dispatcher &dispatcher, std::shared_ptr<const CallServices> services,
                               std::shared_ptr<ChannelSet> channels)
    : m_dispatcher(dispatcher), m_services(std::move(services)), m_channels(std::move(channels))
{}

// ---- what the three HTTP methods have in common -----------------------------------------------------------------------

LegacyEndpoint::SessionPtr LegacyEndpoint::sessionOf(const transport::InboundRequest &request,
                                                     transport::ReplySink &sink)
{
    const QByteArray id = headerValue(request.head, "Mcp-Session-Id");
    if (id.isEmpty()) {
        refuse(sink, 400, rpc::kBadRequest, QStringLiteral("Bad Request: Missing session ID"));
        return {};
    }
    const SessionPtr session = m_sessions.value(id);
    if (!session) {
        // The client then has to begin anew (2025-11-25 basic/transports "Session Management").
        refuse(sink, 404, rpc::kSessionNotFound, QStringLiteral("Session not found"));
        return {};
    }
    const QByteArray version = headerValue(request.head, "MCP-Protocol-Version");
    if (!version.isEmpty() && !isLegacyVersion(version)) {
        refuse(sink, 400, rpc::kBadRequest,
               QStringLiteral("Bad Request: Unsupported protocol version: ") + QString::fromUtf8(version.left(64)));
        return {};
    }
    session->touch();
    return session;
}

void LegacyEndpoint::get(const transport::InboundRequest &request, transport::ReplySink &sink)
{
    if (!acceptsType(request.head, "text/event-stream"))
        return refuse(sink, 406, rpc::kBadRequest,
                      QStringLiteral("Not Acceptable: Accept must list text/event-stream"));
    const SessionPtr session = sessionOf(request, sink);
    if (!session)
        return;
    const QByteArray lastEventId = headerValue(request.head, "Last-Event-ID");
    if (lastEventId.isEmpty())
        session->openStandalone(sink, m_channels);
    else if (!session->resume(lastEventId, sink, m_channels))
        refuse(sink, 400, rpc::kBadRequest, QStringLiteral("Bad Request: Last-Event-ID is none of this session's"));
}

void LegacyEndpoint::remove(const transport::InboundRequest &request, transport::ReplySink &sink)
{
    const SessionPtr session = sessionOf(request, sink);
    if (!session)
        return;
    m_sessions.remove(session->terms().id);
    replyPlain(sink, 200);
    session->close();
}

void LegacyEndpoint::post(const transport::InboundRequest &request, const mcp::Message &message,
                          transport::ReplySink &sink)
{
    if (!acceptsType(request.head, "text/event-stream") || !acceptsType(request.head, "application/json")) {
        return refuse(sink, 406, rpc::kBadRequest,
                      QStringLiteral("Not Acceptable: Accept must list application/json and text/event-stream"));
    }
    if (message.kind() == MessageKind::Invalid) {
        const bool isJson = !parseJson(message.raw()).is_discarded();
        return refuse(sink, 400, isJson ? rpc::kInvalidRequest : rpc::kParseError, message.error());
    }
    Json body = parseJson(message.raw());
    const bool begins = message.kind() == MessageKind::Request && message.envelope().method == "initialize";
    if (begins && headerValue(request.head, "Mcp-Session-Id").isEmpty())
        return initialize(message, body, sink);
    const SessionPtr session = sessionOf(request, sink);
    if (!session)
        return;
    if (begins)
        return refuse(sink, 400, rpc::kInvalidRequest,
                      QStringLiteral("Invalid Request: The session has begun already"));
    take(session, message, std::move(body), sink);
}

// ---- sessions ---------------------------------------------------------------------------------------------------------

void LegacyEndpoint::makeRoom()
{
    while (m_sessions.size() >= m_services->options.maxSessions) {
        const auto oldest =
            std::min_element(m_sessions.begin(), m_sessions.end(), [](const auto &left, const auto &right) {
                return left->lastUsedUs() < right->lastUsedUs();
            });
        const SessionPtr session = *oldest;
        m_sessions.erase(oldest);
        session->close();
    }
}

void LegacyEndpoint::initialize(const mcp::Message &message, const Json &body, transport::ReplySink &sink)
{
    const Json &params = member(body, "params");
    if (!member(params, "protocolVersion").is_string()) {
        return replyPlain(
            sink, 200,
            errorMessage(message.envelope().id,
                         RpcError{rpc::kInvalidParams, QStringLiteral("params.protocolVersion must be a string"), {}}));
    }
    makeRoom();
    Session::Terms terms;
    terms.id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    terms.version = agreedVersion(bytesMember(params, "protocolVersion"));
    terms.clientInfo = member(params, "clientInfo");
    terms.clientCapabilities = member(params, "capabilities");
    Json result{{"protocolVersion", toJson(QByteArrayView(terms.version))},
                {"capabilities", m_dispatcher.capabilities()},
                {"serverInfo", m_services->info.implementation()}};
    if (const QString &instructions = m_services->info.instructions; !instructions.isEmpty())
        result["instructions"] = instructions.toStdString();
    const QByteArray id = terms.id;
    m_sessions.insert(id, std::make_shared<Session>(std::move(terms), m_services->options));
    replyPlain(sink, 200,
               R"({"jsonrpc":"2.0","id":)" + message.envelope().id.toJson() + R"(,"result":)" + dumpJson(result) + '}',
               "Mcp-Session-Id: " + id + "\r\n");
}

void LegacyEndpoint::announce(const Change &change)
{
    const auto sessions = m_sessions; // a notification can end one
    for (const SessionPtr &session : sessions) {
        if (change.kind != Change::Kind::ResourceUpdated)
            session->notify(change.method(), {});
        else if (session->subscriptions().contains(change.uri))
            session->notify(change.method(), Json{{"uri", toJson(QByteArrayView(change.uri))}});
    }
}

void LegacyEndpoint::close()
{
    for (const SessionPtr &session : std::exchange(m_sessions, {}))
        session->close();
}

// ---- messages ---------------------------------------------------------------------------------------------------------

void LegacyEndpoint::take(const SessionPtr &session, const mcp::Message &message, Json body, transport::ReplySink &sink)
{
    const bool batch = message.kind() == MessageKind::Batch;
    if (batch
        && (session->terms().version != QByteArrayLiteral("2025-03-26")
            || message.items().size() > m_services->options.maxBatch || message.items().isEmpty()
            || size_t(message.items().size()) != body.size())) {
        return refuse(sink, 400, rpc::kInvalidRequest,
                      QStringLiteral("Invalid Request: batches belong to 2025-03-26, with at most %1 members")
                          .arg(m_services->options.maxBatch));
    }
    const QList<mcp::Envelope> items = batch ? message.items() : QList<mcp::Envelope>{message.envelope()};
    const Json bodies = batch ? std::move(body) : Json::array({std::move(body)});
    const auto requests = std::count_if(items.begin(), items.end(),
                                        [](const mcp::Envelope &item) { return item.kind == MessageKind::Request; });
    if (requests == 0) {
        replyPlain(sink, 202);
        for (qsizetype i = 0; i < items.size(); ++i)
            hear(session, items[i], bodies[size_t(i)]);
        return;
    }
    const auto channel = ReplyChannel::open(sink, m_channels, {.batch = batch, .expected = int(requests)});
    session->adopt(*channel);
    if (m_services->options.streamAlways)
        channel->openStream();
    for (qsizetype i = 0; i < items.size(); ++i) {
        if (items[i].kind == MessageKind::Request)
            serve(session, items[i], bodies[size_t(i)], channel);
        else
            hear(session, items[i], bodies[size_t(i)]);
    }
}

// Notifications and responses.
void LegacyEndpoint::hear(const SessionPtr &session, const mcp::Envelope &envelope, const Json &item)
{
    if (envelope.kind == MessageKind::Response)
        session->answer(item);
    else if (envelope.method == "notifications/cancelled" && envelope.cancelledId.isPresent())
        session->cancelCall(envelope.cancelledId);
}

void LegacyEndpoint::serve(const SessionPtr &session, const mcp::Envelope &envelope, const Json &item,
                           const std::shared_ptr<ReplyChannel> &channel)
{
    CallContext::Facts facts;
    facts.era = mcp::Era::Legacy;
    facts.protocolVersion = session->terms().version;
    facts.sessionId = session->terms().id;
    facts.id = envelope.id;
    facts.method = envelope.method;
    facts.params = member(item, "params");
    facts.clientInfo = session->terms().clientInfo;
    facts.clientCapabilities = session->terms().clientCapabilities;
    facts.logLevel = session->logLevel();
    const auto call = std::make_shared<CallContext>(std::move(facts), channel, m_services, session);
    if (!session->addCall(call)) {
        call->finish(
            Outcome::error(rpc::kInvalidRequest, QStringLiteral("A request with this id is under way already")));
        return;
    }
    if (!serveSessionMethod(session, call))
        m_dispatcher.dispatch(call);
}

bool LegacyEndpoint::serveSessionMethod(const SessionPtr &session, const CallPtr &call) const
{
    const QByteArray &method = call->facts().method;
    const Json &params = call->facts().params;
    if (method == "ping") {
        call->finish(Outcome::result(Json::object()));
    } else if (method == "logging/setLevel") {
        const auto level = logLevelFromName(bytesMember(params, "level"));
        if (level)
            session->setLogLevel(*level);
        call->finish(level ? Outcome::result(Json::object())
                           : Outcome::error(rpc::kInvalidParams, QStringLiteral("Unknown log level")));
    } else if (method == "resources/subscribe") {
        session->subscriptions().insert(bytesMember(params, "uri"));
        call->finish(Outcome::result(Json::object()));
    } else if (method == "resources/unsubscribe") {
        session->subscriptions().remove(bytesMember(params, "uri"));
        call->finish(Outcome::result(Json::object()));
    } else {
        return false;
    }
    return true;
}

} // namespace sightglass::server
