// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/policy/policyinterceptor.h"

#include "base/clock.h"
#include "exchange/names.h"

#include <algorithm>

namespace sightglass::interceptor::policy {
namespace {

using Patterns = std::vector<exchange::TextPattern>;

constexpr int kForbidden = 403;
constexpr int kMethodNotAllowed = 405;
constexpr int kTooLarge = 413;
constexpr int kUnsupportedType = 415;
constexpr int kTooMany = 429;

Patterns compiled(const QList<QByteArray> &globs, exchange::CaseRule rule)
{
    Patterns patterns;
    for (const QByteArray &glob : globs)
        patterns.push_back(exchange::TextPattern::glob(QString::fromUtf8(glob), rule));
    return patterns;
}

bool anyMatches(const Patterns &patterns, QByteArrayView value)
{
    return std::any_of(patterns.begin(), patterns.end(), [&](const auto &pattern) { return pattern.matches(value); });
}

// Shown back to whoever wrote it: short, and never longer than what it says something about.
QString shown(QByteArrayView value)
{
    constexpr qsizetype kMost = 100;
    const QString text = QString::fromUtf8(value.first(std::min(value.size(), kMost)));
    return value.size() > kMost ? text + QChar(0x2026) : text;
}

QByteArrayView withoutPort(QByteArrayView host)
{
    const qsizetype bracket = host.lastIndexOf(']'); // [::1]:8080
    const qsizetype colon = host.lastIndexOf(':');
    return colon > bracket ? host.first(colon) : host;
}

QByteArrayView mediaType(QByteArrayView contentType)
{
    const qsizetype end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.first(end)).trimmed();
}

QByteArrayView keyOf(RateLimit::Per per, const exchange::Record &record, const mcp::Envelope &envelope)
{
    switch (per) {
    case RateLimit::Per::Client:
        return exchange::addressOf(record.client);
    case RateLimit::Per::Method:
        return envelope.method;
    case RateLimit::Per::Tool:
        return envelope.name;
    case RateLimit::Per::All:
    case RateLimit::Per::Route:
        break;
    }
    return {};
}

} // namespace

PolicyInterceptor::PolicyInterceptor(PolicyConfig config)
    : m_config(std::move(config)),
      m_origins(compiled(m_config.origins, exchange::CaseRule::Fold)),
      m_hosts(compiled(m_config.hosts, exchange::CaseRule::Fold))
{
    using exchange::CaseRule;
    for (const RoutePolicy &route : m_config.routes)
        m_routes.push_back({route.route, compiled(route.allowMethods, CaseRule::Exact),
                            compiled(route.denyMethods, CaseRule::Exact), compiled(route.allowTools, CaseRule::Exact),
                            compiled(route.denyTools, CaseRule::Exact)});
    for (const RateLimit &rate : m_config.rates)
        m_limits.push_back({rate, RateLimiter(rate.perSecond, rate.burst)});
}

Traits PolicyInterceptor::traits() const
{
    Traits traits;
    traits.emptyMessages = true;
    traits.onFailure = FailureMode::Closed; // what guards must not open when it breaks
    return traits;
}

Verdict PolicyInterceptor::intercept(const Context &context)
{
    if (Refusal refusal = checkSize(context))
        return std::move(*refusal);
    if (context.way == Way::ToClient)
        return Verdict::proceed();
    if (Refusal refusal = checkHttp(context))
        return std::move(*refusal);
    const auto check = [&](const mcp::Envelope &envelope) -> Refusal {
        if (Refusal refusal = checkLists(context.record, envelope))
            return refusal;
        return checkRates(context, envelope);
    };
    if (Refusal refusal = check(context.message.envelope()))
        return std::move(*refusal);
    for (const mcp::Envelope &item : context.message.items()) {
        if (Refusal refusal = check(item))
            return std::move(*refusal);
    }
    return Verdict::proceed();
}

PolicyInterceptor::Refusal PolicyInterceptor::checkSize(const Context &context) const
{
    const bool toServer = context.way == Way::ToServer;
    const qint64 most = toServer ? m_config.maxRequestBytes : m_config.maxResponseBytes;
    const qsizetype size = context.message.raw().size();
    if (most <= 0 || size <= most)
        return std::nullopt;
    return Verdict::reject(QStringLiteral("%1 of %2 bytes is above the policy's limit of %3")
                               .arg(toServer ? QStringLiteral("a request") : QStringLiteral("an answer"))
                               .arg(size)
                               .arg(most),
                           toServer ? kTooLarge : 0);
}

PolicyInterceptor::Refusal PolicyInterceptor::checkHttp(const Context &context) const
{
    const wire::HttpHead *head = context.requestHead;
    if (!head)
        return std::nullopt;
    if (!m_config.httpMethods.isEmpty() && !m_config.httpMethods.contains(head->method().toByteArray())) {
        Verdict verdict =
            Verdict::reject(QStringLiteral("the policy does not allow the HTTP method %1").arg(shown(head->method())),
                            kMethodNotAllowed);
        verdict.withHeader("Allow", m_config.httpMethods.join(", ")); // RFC 9110 section 15.5.6
        return verdict;
    }
    const auto origin = head->find("Origin");
    if (!m_origins.empty() && origin && !anyMatches(m_origins, *origin))
        return Verdict::reject(QStringLiteral("the policy does not allow the origin %1").arg(shown(*origin)),
                               kForbidden);
    const auto host = head->find("Host");
    if (!m_hosts.empty() && !anyMatches(m_hosts, withoutPort(host.value_or(QByteArrayView()))))
        return Verdict::reject(
            QStringLiteral("the policy does not allow the host %1").arg(shown(host.value_or(QByteArrayView()))),
            kForbidden);
    const auto type = head->find("Content-Type");
    if (!m_config.contentTypes.isEmpty() && !context.message.raw().isEmpty()
        && !m_config.contentTypes.contains(mediaType(type.value_or(QByteArrayView())).toByteArray().toLower()))
        return Verdict::reject(QStringLiteral("the policy does not allow the content type %1")
                                   .arg(type ? shown(*type) : QStringLiteral("(none)")),
                               kUnsupportedType);
    return std::nullopt;
}

PolicyInterceptor::Refusal PolicyInterceptor::checkLists(const exchange::Record &record,
                                                         const mcp::Envelope &envelope) const
{
    if (envelope.method.isEmpty())
        return std::nullopt;
    const auto denied = [](const Patterns &allow, const Patterns &deny, const QByteArray &value) {
        return anyMatches(deny, value) || (!allow.empty() && !anyMatches(allow, value));
    };
    for (const RouteLists &lists : m_routes) {
        if (!lists.route.isEmpty() && lists.route != record.route)
            continue;
        if (denied(lists.allowMethods, lists.denyMethods, envelope.method))
            return Verdict::reject(
                QStringLiteral("the policy does not allow the method %1").arg(shown(envelope.method)));
        if (envelope.method == "tools/call" && denied(lists.allowTools, lists.denyTools, envelope.name))
            return Verdict::reject(QStringLiteral("the policy does not allow the tool %1").arg(shown(envelope.name)));
    }
    return std::nullopt;
}

PolicyInterceptor::Refusal PolicyInterceptor::checkRates(const Context &context, const mcp::Envelope &envelope)
{
    if (envelope.kind != mcp::MessageKind::Request && envelope.kind != mcp::MessageKind::Notification)
        return std::nullopt;
    for (Limit &limit : m_limits) {
        const bool elsewhere = !limit.config.route.isEmpty() && limit.config.route != context.record.route;
        if (elsewhere || (limit.config.per == RateLimit::Per::Tool && envelope.method != "tools/call"))
            continue;
        QByteArray key = keyOf(limit.config.per, context.record, envelope).toByteArray();
        if (limit.config.per == RateLimit::Per::Route)
            key = context.record.route.toUtf8();
        const qint64 waitMs = limit.limiter.take(key, monotonicUs());
        if (waitMs > 0)
            return Verdict::reject(
                QStringLiteral("the policy's rate limit of %1 per second is used up").arg(limit.config.perSecond),
                kTooMany, int((waitMs + 999) / 1000));
    }
    return std::nullopt;
}

} // namespace sightglass::interceptor::policy
