// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/callcontext.h"

#include "server/replychannel.h"
#include "server/session.h"

#include <QCryptographicHash>

namespace sightglass::server {
namespace {

using mcp::Era;

constexpr char kServerInfoKey[] = "io.modelcontextprotocol/serverInfo";

const char *capabilityFor(QByteArrayView method)
{
    if (method == QByteArrayView("sampling/createMessage"))
        return "sampling";
    if (method == QByteArrayView("elicitation/create"))
        return "elicitation";
    return method == QByteArrayView("roots/list") ? "roots" : nullptr;
}

bool isCacheable(const QByteArray &method)
{
    return method == "tools/list" || method == "prompts/list" || method == "resources/list"
           || method == "resources/templates/list" || method == "resources/read" || method == "server/discover";
}

bool supportsInputRequired(const QByteArray &method)
{
    return method == "tools/call" || method == "prompts/get" || method == "resources/read";
}

} // namespace

CallContext::CallContext(Facts facts, std::shared_ptr<ReplyChannel> channel,
                         std::shared_ptr<const CallServices> services, std::weak_ptr<Session> session)
    : m_facts(std::move(facts)),
      m_channel(std::move(channel)),
      m_services(std::move(services)),
      m_session(std::move(session))
{}

CallContext::~CallContext()
{
    if (!m_over)
        finish(
            Outcome::error(rpc::kInternalError, QStringLiteral("The server let go of the request without an answer")));
}

bool CallContext::clientSupports(QByteArrayView capability) const
{
    const Json *at = &m_facts.clientCapabilities;
    for (const QByteArray &step : capability.toByteArray().split('/')) {
        at = &member(*at, step.constData());
        if (at->is_null())
            return false;
    }
    return true;
}

Json CallContext::missingCapabilities(const Json &required) const
{
    Json missing;
    if (!required.is_object())
        return missing;
    for (const auto &[name, value] : required.items()) {
        if (!clientSupports(QByteArrayView(name.data(), qsizetype(name.size()))))
            missing[name] = value;
    }
    return missing;
}

Json CallContext::progressToken() const
{
    return member(member(m_facts.params, "_meta"), "progressToken");
}

void CallContext::progress(double progress, double total, const QString &message)
{
    const Json token = progressToken();
    if (token.is_null())
        return;
    Json params{{"progressToken", token}, {"progress", progress}};
    if (total > 0)
        params["total"] = total;
    if (!message.isEmpty() && m_facts.protocolVersion >= QByteArrayLiteral("2025-03-26"))
        params["message"] = message.toStdString();
    notify("notifications/progress", params);
}

void CallContext::log(LogLevel level, const QString &logger, const Json &data)
{
    if (!m_facts.logLevel || level < *m_facts.logLevel)
        return;
    Json params{{"level", name(level)}};
    if (!logger.isEmpty())
        params["logger"] = logger.toStdString();
    params["data"] = data;
    notify("notifications/message", params);
}

void CallContext::notify(const QByteArray &method, const Json &params)
{
    if (!m_over)
        m_channel->send(notificationMessage(method, params));
}

void CallContext::requestFromClient(const QByteArray &method, const Json &params, Answered answered)
{
    const char *const capability = capabilityFor(method);
    const auto session = m_session.lock();
    if (m_over || !session || (capability && !clientSupports(capability))) {
        answered(tl::make_unexpected(RpcError{
            rpc::kMethodNotFound, QStringLiteral("The client does not support ") + QString::fromUtf8(method), {}}));
        return;
    }
    session->request(m_channel, shared_from_this(), method, params, std::move(answered));
}

void CallContext::ask(const QByteArray &key, const QByteArray &method, const Json &params, Answered answered)
{
    if (m_facts.era == Era::Legacy)
        return requestFromClient(method, params, std::move(answered));
    if (const Json &answer = member(m_answers, key.constData()); !answer.is_null()) {
        answered(answer);
        return;
    }
    Json request{{"method", method.toStdString()}};
    request["params"] = params.is_null() ? Json::object() : params;
    finish(Outcome::inputRequired(Json{{key.toStdString(), std::move(request)}}, m_state));
}

std::optional<RpcError> CallContext::readRetry()
{
    const auto invalid = [](const QString &text) { return RpcError{rpc::kInvalidParams, text, {}}; };
    if (m_facts.era != Era::Modern || !m_facts.params.is_object() || !supportsInputRequired(m_facts.method))
        return std::nullopt;
    if (const Json &sealed = member(m_facts.params, "requestState"); !sealed.is_null()) {
        const auto state = m_services->seal.open(bytesMember(m_facts.params, "requestState"), identity());
        if (!state)
            return invalid(
                QStringLiteral("requestState is not valid: it was changed, has expired or is of another request"));
        m_answers = member(*state, "answers");
        m_state = member(*state, "state");
        if (!m_answers.is_object())
            m_answers = Json::object();
    }
    const auto given = m_facts.params.find("inputResponses");
    if (given == m_facts.params.end())
        return std::nullopt;
    if (!given->is_object())
        return invalid(QStringLiteral("inputResponses must be an object"));
    for (const auto &[key, answer] : given->items()) {
        if (!answer.is_object())
            return invalid(QStringLiteral("inputResponses.%1 must be an object").arg(QString::fromStdString(key)));
        m_answers[key] = answer;
    }
    return std::nullopt;
}

// What a requestState is bound to: the request without what changes from round to round.
QByteArray CallContext::identity() const
{
    Json params = m_facts.params;
    for (const char *changing : {"_meta", "inputResponses", "requestState"})
        params.erase(changing);
    return QCryptographicHash::hash(m_facts.method + '\n' + dumpJson(params), QCryptographicHash::Sha256);
}

void CallContext::closeStream()
{
    if (!m_over)
        m_channel->closeConnection();
}

void CallContext::finish(const Outcome &outcome)
{
    if (m_over || outcome.kind() == Outcome::Kind::Later)
        return;
    if (outcome.kind() == Outcome::Kind::InputRequired)
        return finishInputRequired(outcome);
    if (outcome.kind() == Outcome::Kind::Result)
        return respond(shaped(outcome.value()), "result", 200);
    const RpcError &error = outcome.rpcError();
    respond(error.toObject(), "error", m_facts.era == Era::Modern ? httpStatusOf(error.code) : 200);
}

void CallContext::finishInputRequired(const Outcome &outcome)
{
    if (m_facts.era != Era::Modern || !supportsInputRequired(m_facts.method)) {
        return finish(Outcome::error(
            rpc::kInternalError,
            QStringLiteral("Only a modern tools/call, prompts/get or resources/read can ask for input")));
    }
    // Never ask for what the client did not declare (2026-07-28 basic/patterns/mrtr, "Server Requirements" 7).
    Json required = Json::object();
    for (const auto &[key, request] : outcome.value().items()) {
        if (const char *const capability = capabilityFor(bytesMember(request, "method")))
            required[capability] = Json::object();
    }
    if (Json missing = missingCapabilities(required); !missing.is_null()) {
        return finish(Outcome::error(rpc::kMissingCapability,
                                     QStringLiteral("The request needs capabilities that the client did not declare"),
                                     Json{{"requiredCapabilities", std::move(missing)}}));
    }
    Json result{{"resultType", "input_required"}};
    if (!outcome.value().empty())
        result["inputRequests"] = outcome.value();
    if (!m_answers.empty() || !outcome.state().is_null() || outcome.value().empty()) {
        const QByteArray sealed =
            m_services->seal.seal(Json{{"answers", m_answers}, {"state", outcome.state()}}, identity());
        result["requestState"] = sealed.toStdString();
    }
    respond(shaped(std::move(result)), "result", 200);
}

// What every modern result carries (2026-07-28 schema "Result", "CacheableResult").
Json CallContext::shaped(Json result) const
{
    if (!result.is_object())
        result = Json::object();
    if (m_facts.era != Era::Modern)
        return result;
    if (!result.contains("resultType"))
        result["resultType"] = "complete";
    if (isCacheable(m_facts.method) && result["resultType"] == "complete") {
        if (!result.contains("ttlMs"))
            result["ttlMs"] = m_services->options.ttlMs;
        if (!result.contains("cacheScope"))
            result["cacheScope"] = m_services->options.cacheScope.toStdString();
    }
    if (!member(result["_meta"], kServerInfoKey).is_object())
        result["_meta"][kServerInfoKey] = m_services->info.implementation();
    return result;
}

void CallContext::respond(const Json &payload, const char *key, int status)
{
    m_over = true;
    m_onCancelled.clear();
    m_channel->respond(
        R"({"jsonrpc":"2.0","id":)" + m_facts.id.toJson() + ",\"" + key + "\":" + dumpJson(payload) + '}', status);
}

void CallContext::cancel()
{
    if (m_over)
        return;
    m_over = true;
    m_cancelled = true;
    for (const auto &callback : std::exchange(m_onCancelled, {}))
        callback();
    m_channel->withdraw();
}

QByteArray notificationMessage(const QByteArray &method, const Json &params)
{
    Json message{{"jsonrpc", "2.0"}, {"method", method.toStdString()}};
    if (!params.is_null())
        message["params"] = params;
    return dumpJson(message);
}

QByteArray requestMessage(qint64 id, const QByteArray &method, const Json &params)
{
    Json message{{"jsonrpc", "2.0"}, {"id", id}, {"method", method.toStdString()}};
    if (!params.is_null())
        message["params"] = params;
    return dumpJson(message);
}

QByteArray errorMessage(const mcp::RequestId &id, const RpcError &error)
{
    const QByteArray shown = id.type() == mcp::RequestId::Type::None ? QByteArray() : "\"id\":" + id.toJson() + ',';
    return R"({"jsonrpc":"2.0",)" + shown + "\"error\":" + dumpJson(error.toObject()) + '}';
}

int httpStatusOf(int code)
{
    switch (code) {
    case rpc::kMethodNotFound:
        return 404;
    case rpc::kParseError:
    case rpc::kInvalidRequest:
    case rpc::kHeaderMismatch:
    case rpc::kMissingCapability:
    case rpc::kUnsupportedVersion:
        return 400;
    default:
        return 200;
    }
}

} // namespace sightglass::server
