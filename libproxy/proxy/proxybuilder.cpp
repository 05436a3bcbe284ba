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
    auto chain = std::make_shared<interceptor::InterceptorChain>(m_interceptors);
    return std::unique_ptr<ProxyServer>(
        new ProxyServer(m_config, std::move(recordStore), std::move(chain), m_idsAfter));
}

} // namespace sightglass::proxy
