// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxy/proxyconfig.h"
#include "proxy/proxyserver.h"
#include "store/storeurl.h"

#include <memory>
#include <vector>

namespace sightglass::proxy {

/// Puts a proxy together.
///
///     auto proxy = ProxyBuilder()
///                      .listen(QHostAddress::LocalHost, 0)
///                      .route(QStringLiteral("default"), QUrl(QStringLiteral("http://127.0.0.1:3000/mcp")))
///                      .intercept(std::make_shared<MyInterceptor>())
///                      .build();
///     if (!proxy || !(*proxy)->start()) …
///
/// Thread: any one. Needs a QCoreApplication.
class ProxyBuilder
{
public:
    ProxyBuilder() = default;
    explicit ProxyBuilder(ProxyConfig config) : m_config(std::move(config)) {}

    ProxyBuilder &listen(const QHostAddress &address, quint16 port);
    ProxyBuilder &route(const QString &name, const QUrl &upstream);
    ProxyBuilder &route(RouteConfig route);
    /// Where to record; without it nothing is recorded.
    ProxyBuilder &record(store::StoreUrl url);
    /// Where sessions, and the events that the proxy answers for, are kept: by default with the recording, in memory when
    /// nothing is recorded. A Redis store is shared by all proxies that name it.
    ProxyBuilder &sessions(store::StoreUrl url);
    ProxyBuilder &retention(store::Retention retention);
    /// Ids begin above \a id, and above what the recording holds: for a reader that outlives one proxy.
    ProxyBuilder &idsAfter(exchange::ExchangeId id);
    /// Rules, pause, policy, faults and lint have their places in the chain around these: see Interception.
    ProxyBuilder &rules(interceptor::rules::RuleSetPtr rules);
    ProxyBuilder &pause(const interceptor::PauseOptions &pause);
    ProxyBuilder &policy(const interceptor::policy::PolicyConfig &policy);
    ProxyBuilder &faults(const interceptor::fault::FaultConfig &faults);
    ProxyBuilder &lint(bool on = true);
    /// Adds an interceptor behind those before it: the first one is nearest to the client.
    ProxyBuilder &intercept(std::shared_ptr<interceptor::Interceptor> interceptor);
    ProxyConfig &config() { return m_config; }

    /// The proxy, not yet started, or what is wrong with what was asked for.
    Result<std::unique_ptr<ProxyServer>> build();

private:
    ProxyConfig m_config;
    std::optional<store::StoreUrl> m_store;
    std::optional<store::StoreUrl> m_sessions;
    exchange::ExchangeId m_idsAfter;
    interceptor::rules::RuleSetPtr m_rules;
    interceptor::PauseOptions m_pause;
    Interception::Interceptors m_interceptors;
};

} // namespace sightglass::proxy
