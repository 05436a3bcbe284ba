// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"
#include "interceptor/holdqueue.h"
#include "interceptor/interceptorchain.h"
#include "interceptor/pauseinterceptor.h"
#include "mcp/headermirror.h"
#include "mcp/messagereader.h"
#include "proxy/capturebus.h"
#include "proxy/clientpatience.h"
#include "proxy/pendingrequests.h"
#include "proxy/proxyconfig.h"
#include "proxy/router.h"
#include "proxy/surpluscalls.h"
#include "session/sessionmanager.h"
#include "transport/inbound.h"

#include <QObject>

#include <memory>
#include <unordered_map>

namespace sightglass {
class TimerWheel;
}

namespace sightglass::proxy {

class ExchangeFlow;
class StreamKeeper;

/// The only entry for messages: makes the exchange, finds its route, lets it flow. Holds what exchanges share: the
/// chain, the held messages, requests that wait for an answer from elsewhere, what is known of tools' headers.
///
/// Thread: the engine's. Owner: the engine.
class ExchangePump : public QObject, public transport::RequestHandler
{
    Q_OBJECT
public:
    ExchangePump(const ProxyConfig &config, Router &router, CaptureBus &bus, TimerWheel &wheel, StreamKeeper &keeper,
                 session::SessionManager &sessions, exchange::ExchangeId lastId, QObject *parent = nullptr);
    ~ExchangePump() override;

    // transport::RequestHandler
    void accept(transport::InboundRequest &&request, transport::ReplySink &sink) override;
    void refused(const transport::Refusal &refusal) override;

    /// Exchanges that begin from now on pass this chain.
    void setChain(std::shared_ptr<const interceptor::InterceptorChain> chain) { m_chain = std::move(chain); }
    /// How messages are held: keep-alive, progress, how many. Which ones is the chain's business.
    void setHoldOptions(const interceptor::PauseOptions &options) { m_holdOptions = options; }
    /// The proxy stops: everything held goes on as it was, and nothing is held any more.
    void stopHolding();
    /// Ends everything that is under way: streams so that their clients come back, counted in \a streamsEnded, the rest, in
    /// \a cut, as it can be.
    void cutAll(const QString &why, qsizetype &streamsEnded, qsizetype &cut);
    qsizetype openCount() const { return qsizetype(m_flows.size()); }
    qsizetype heldCount() const { return m_holds.size(); }
    /// Those that will end by themselves.
    qsizetype finiteCount() const;

    // For the flows.
    const ProxyConfig &config() const { return m_config; }
    Router &router() { return m_router; }
    CaptureBus &bus() { return m_bus; }
    TimerWheel &wheel() { return m_wheel; }
    StreamKeeper &keeper() { return m_keeper; }
    session::SessionManager &sessions() { return m_sessions; }
    mcp::MessageReader &reader() { return m_reader; }
    mcp::HeaderMirror &headerMirror(const QString &route) { return m_mirrors[route]; }
    interceptor::HoldQueue &holds() { return m_holds; }
    const interceptor::PauseOptions &holdOptions() const { return m_holdOptions; }
    bool isStopping() const { return m_stopping; }
    ClientPatience &patience() { return m_patience; }
    SurplusCalls &surplusCalls() { return m_surplus; }
    /// A client cancels a request of its own: if a message of it is held, the hold ends.
    void cancelHeld(const ExchangeFlow &by, const mcp::RequestId &request);
    PendingRequests &serverRequests() { return m_serverRequests; }
    const std::shared_ptr<const interceptor::InterceptorChain> &chain() const { return m_chain; }
    exchange::ExchangeId nextId() { return exchange::ExchangeId(++m_lastId); }
    ExchangeFlow *find(exchange::ExchangeId id) const;
    void resumeLater(ExchangeFlow &flow, quint64 stop, int milliseconds);
    /// The client of \a by opens a stream. Streams of its session that it left, and that nobody else answers for, are closed
    /// first, as the server would have seen it without us: otherwise it refuses a second connection to one stream.
    void dropDetached(const ExchangeFlow &by, bool resumes);
    /// What an instance owns that reads a stream on for the record whose client left, see store::InstanceRegistry.
    static QByteArray detachedThing(const QByteArray &sessionKey) { return "detached\n" + sessionKey; }
    void noteDetached(ExchangeFlow &flow);
    /// The flow has ended and is destroyed.
    void finished(ExchangeFlow &flow);

Q_SIGNALS:
    /// After a flow ended.
    void exchangeEnded();

private:
    void sessionEnded(const exchange::SessionPtr &session, bool endAtServer);
    void endAtServer(const exchange::SessionRecord &session);

    const ProxyConfig &m_config;
    Router &m_router;
    CaptureBus &m_bus;
    TimerWheel &m_wheel;
    StreamKeeper &m_keeper;
    session::SessionManager &m_sessions;
    mcp::MessageReader m_reader;
    QHash<QString, mcp::HeaderMirror> m_mirrors;
    ClientPatience m_patience;
    interceptor::PauseOptions m_holdOptions;
    bool m_stopping = false;
    SurplusCalls m_surplus;
    std::shared_ptr<const interceptor::InterceptorChain> m_chain;
    interceptor::HoldQueue m_holds;
    PendingRequests m_serverRequests;
    std::unordered_map<quint64, std::unique_ptr<ExchangeFlow>> m_flows;
    QMultiHash<QByteArray, quint64> m_detached; // by session
    quint64 m_lastId;
};

} // namespace sightglass::proxy
