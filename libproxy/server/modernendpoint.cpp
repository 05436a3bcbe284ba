// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/modernendpoint.h"

#include "server/requestcheck.h"

namespace sightglass::server {
namespace {

using mcp::MessageKind;

constexpr char kLogLevelKey[] = "io.modelcontextprotocol/logLevel";
constexpr char kSubscriptionKey[] = "io.modelcontextprotocol/subscriptionId";

void refuse(transport::ReplySink &sink, const mcp::RequestId &id, const RpcError &error)
{
    replyPlain(sink, 400, errorMessage(id, error));
}

CallContext::Facts factsOf(const mcp::Envelope &envelope, const Json &params)
{
    const Json &meta = member(params, "_meta");
    CallContext::Facts facts;
    facts.era = mcp::Era::Modern;
    facts.protocolVersion = envelope.metaVersion;
    facts.id = envelope.id;
    facts.method = envelope.method;
    facts.params = params;
    facts.clientInfo = member(meta, "io.modelcontextprotocol/clientInfo");
    facts.clientCapabilities = member(meta, "io.modelcontextprotocol/clientCapabilities");
    facts.logLevel = logLevelFromName(bytesMember(meta, kLogLevelKey));
    return facts;
}

bool existsInLegacyOnly(const QByteArray &method)
{
    return method == "initialize" || method == "ping" || method == "logging/setLevel" || method == "resources/subscribe"
           || method == "resources/unsubscribe";
}

} // namespace

ModernEndpoint::ModernEndpoint(Dispatcher &dispatcher, Catalogue &catalogue,
                               std::shared_ptr<const CallServices> services, std::shared_ptr<ChannelSet> channels)
    : m_dispatcher(dispatcher), m_catalogue(catalogue), m_services(std::move(services)), m_channels(std::move(channels))
{}

void ModernEndpoint::accept(const transport::InboundRequest &request, const mcp::Message &message,
                            transport::ReplySink &sink)
{
    const mcp::Envelope &envelope = message.envelope();
    if (message.kind() == MessageKind::Notification)
        return replyPlain(sink, 202); // closing the stream cancels, so notifications/cancelled has nothing to do here
    if (message.kind() != MessageKind::Request) {
        const QString text = message.kind() == MessageKind::Batch
                                 ? QStringLiteral("A batch is no message of this protocol version")
                                 : QStringLiteral("The body must be one request or notification");
        return refuse(sink, {}, RpcError{rpc::kInvalidRequest, text, {}});
    }
    const Json body = parseJson(message.raw());
    const Json &params = member(body, "params");
    if (const auto error = checkModernRequest(request.head, envelope, params, m_catalogue.mirror()))
        return refuse(sink, envelope.id, *error);
    serve(request, message, params, sink);
}

void ModernEndpoint::serve(const transport::InboundRequest &request, const mcp::Message &message, const Json &params,
                           transport::ReplySink &sink)
{
    ReplyChannel::Traits traits;
    traits.takesStream = acceptsType(request.head, "text/event-stream");
    traits.takesJson = acceptsType(request.head, "application/json");
    const QByteArray &method = message.envelope().method;
    if (!traits.takesStream && (!traits.takesJson || method == "subscriptions/listen")) {
        return replyPlain(
            sink, 406,
            errorMessage(message.envelope().id,
                         RpcError{rpc::kBadRequest,
                                  QStringLiteral("Accept must list application/json and text/event-stream"),
                                  {}}));
    }
    const auto channel = ReplyChannel::open(sink, m_channels, std::move(traits));
    if (method == "subscriptions/listen")
        return listen(message.envelope().id, params, channel);
    const auto call = std::make_shared<CallContext>(factsOf(message.envelope(), params), channel, m_services,
                                                    std::weak_ptr<Session>());
    // A client that leaves has cancelled (2026-07-28 basic/transports/streamable-http "Cancellation").
    channel->setGone([weak = std::weak_ptr(call)] {
        if (const CallPtr gone = weak.lock())
            gone->cancel();
    });
    if (method == "server/discover")
        discover(call);
    else if (existsInLegacyOnly(method))
        call->finish(
            Outcome::error(rpc::kMethodNotFound, QStringLiteral("Method not found: ") + QString::fromUtf8(method)));
    else
        m_dispatcher.dispatch(call);
}

void ModernEndpoint::discover(const CallPtr &call) const
{
    Json versions = Json::array();
    for (const char *version : kModernVersions)
        versions.push_back(version);
    Json result{{"supportedVersions", std::move(versions)}, {"capabilities", m_dispatcher.capabilities()}};
    if (const QString &instructions = m_services->info.instructions; !instructions.isEmpty())
        result["instructions"] = instructions.toStdString();
    call->finish(Outcome::result(std::move(result)));
}

// ---- subscriptions ----------------------------------------------------------------------------------------------------

Json ModernEndpoint::agreedFilter(const Json &wanted, Subscription &subscription) const
{
    Json agreed = Json::object();
    const bool changes = m_services->options.listChanged;
    const auto take = [&](const char *key, Change::Kind kind, bool offered) {
        if (!offered || member(wanted, key) != Json(true))
            return;
        subscription.kinds.insert(kind);
        agreed[key] = true;
    };
    take("toolsListChanged", Change::Kind::Tools, changes && m_catalogue.hasTools());
    take("promptsListChanged", Change::Kind::Prompts, changes && m_catalogue.hasPrompts());
    take("resourcesListChanged", Change::Kind::Resources, changes && m_catalogue.hasResources());
    if (!m_catalogue.hasResources())
        return agreed;
    for (const Json &uri : member(wanted, "resourceSubscriptions")) {
        if (!uri.is_string())
            continue;
        const auto &text = uri.get_ref<const std::string &>();
        subscription.kinds.insert(Change::Kind::ResourceUpdated);
        subscription.uris.insert(QByteArray(text.data(), qsizetype(text.size())));
        agreed["resourceSubscriptions"].push_back(uri);
    }
    return agreed;
}

void ModernEndpoint::listen(const mcp::RequestId &id, const Json &params, const std::shared_ptr<ReplyChannel> &channel)
{
    const Json &wanted = member(params, "notifications");
    if (!wanted.is_object()) {
        return channel->respond(
            errorMessage(id,
                         RpcError{rpc::kInvalidParams, QStringLiteral("params.notifications must be an object"), {}}),
            200);
    }
    m_subscriptions.removeIf([](const Subscription &old) { return old.channel.expired(); });
    Subscription subscription;
    subscription.channel = channel;
    subscription.id = id;
    // The first message names what was agreed (2026-07-28 schema "SubscriptionsAcknowledgedNotification").
    const Json acknowledged{{"notifications", agreedFilter(wanted, subscription)},
                            {"_meta", {{kSubscriptionKey, toJson(id)}}}};
    channel->send(notificationMessage("notifications/subscriptions/acknowledged", acknowledged));
    m_subscriptions.append(std::move(subscription));
}

void ModernEndpoint::announce(const Change &change)
{
    for (const Subscription &subscription : std::as_const(m_subscriptions)) {
        const auto channel = subscription.channel.lock();
        if (!channel || !subscription.kinds.contains(change.kind))
            continue;
        if (change.kind == Change::Kind::ResourceUpdated && !subscription.uris.contains(change.uri))
            continue;
        Json params{{"_meta", {{kSubscriptionKey, toJson(subscription.id)}}}};
        if (change.kind == Change::Kind::ResourceUpdated)
            params["uri"] = toJson(QByteArrayView(change.uri));
        channel->send(notificationMessage(change.method(), params));
    }
}

void ModernEndpoint::close()
{
    for (const Subscription &subscription : std::exchange(m_subscriptions, {})) {
        const auto channel = subscription.channel.lock();
        if (!channel)
            continue;
        const Json result{{"resultType", "complete"},
                          {"_meta",
                           {{kSubscriptionKey, toJson(subscription.id)},
                            {"io.modelcontextprotocol/serverInfo", m_services->info.implementation()}}}};
        channel->respond(
            R"({"jsonrpc":"2.0","id":)" + subscription.id.toJson() + R"(,"result":)" + dumpJson(result) + '}', 200);
    }
}

} // namespace sightglass::server
