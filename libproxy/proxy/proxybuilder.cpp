// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/proxybuilder.h"

namespace sightglass::proxy {

ProxyBuilder &ProxyBuilder::listen(const QHostAddress &address, quint16 port)
{
    m_config.listenAddress = address;
    m_config.listenPort = port;
    return *this;
}

ProxyBuilder &ProxyBuilder::route(const QString &name, const QUrl &upstream)
{
    RouteConfig config;
    config.name = name;
    config.upstream = upstream;
    return route(std::move(config));
}

ProxyBuilder &ProxyBuilder::route(RouteConfig route)
{
    m_config.routes.append(std::move(route));
    return *this;
}

ProxyBuilder &ProxyBuilder::record(store::StoreUrl url)
{
    m_store = std::move(url);
    return *this;
}

ProxyBuilder &ProxyBuilder::sessions(store::StoreUrl url)
{
    m_sessions = std::move(url);
    return *this;
}

ProxyBuilder &ProxyBuilder::retention(store::Retention retention)
{
    m_config.retention = retention;
    return *this;
}

ProxyBuilder &ProxyBuilder::idsAfter(exchange::ExchangeId id)
{
    m_idsAfter = id;
    return *this;
}

ProxyBuilder &ProxyBuilder::rules(interceptor::rules::RuleSetPtr rules)
{
    m_rules = std::move(rules);
    return *this;
}

ProxyBuilder &ProxyBuilder::pause(const interceptor::PauseOptions &pause)
{
    m_pause = pause;
    return *this;
}

ProxyBuilder &ProxyBuilder::policy(const interceptor::policy::PolicyConfig &policy)
{
    m_config.policy = policy;
    return *this;
}

ProxyBuilder &ProxyBuilder::faults(const interceptor::fault::FaultConfig &faults)
{
    m_config.faults = faults;
    return *this;
}

ProxyBuilder &ProxyBuilder::lint(bool on)
{
    m_config.lint = on;
    return *this;
}

ProxyBuilder &ProxyBuilder::intercept(std::shared_ptr<interceptor::Interceptor> interceptor)
{
    m_interceptors.push_back(std::move(interceptor));
    return *this;
}

Result<std::unique_ptr<ProxyServer>> ProxyBuilder::build()
{
    if (const auto valid = validate(m_config); !valid)
        return tl::unexpected(valid.error());
    std::unique_ptr<store::RecordStore> recordStore;
    if (m_store && m_config.record) {
        auto created = store::createStore(*m_store);
        if (!created)
            return tl::unexpected(created.error());
        recordStore = std::move(*created);
    }
    Interception interception;
    interception.setOwn(m_interceptors);
    interception.setRules(m_rules);
    interception.setPause(m_pause);
    interception.setPolicy(m_config.policy);
    interception.setFaults(m_config.faults);
    interception.setLint(m_config.lint);
    if (const auto chain = interception.chain(); !chain)
        return tl::unexpected(chain.error());
    const store::StoreUrl sessions = m_sessions ? *m_sessions : recordStore ? *m_store : store::StoreUrl();
    return std::unique_ptr<ProxyServer>(
        new ProxyServer(m_config, std::move(recordStore), sessions, std::move(interception), m_idsAfter));
}

} // namespace sightglass::proxy
