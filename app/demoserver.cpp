// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demoserver.h"

#include "app/demooffer.h"
#include "transport/http/httplistener.h"

namespace sightglass::app {

using namespace server;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kClockMs = 10'000;

ServerInfo demoInfo()
{
    return {.name = u"sightglass-demo"_s,
            .title = u"Sightglass demo server"_s,
            .version = u"1.0.0"_s,
            .instructions = u"A make-believe land to try things on: ask for the weather, brew tea, take the quiz."_s};
}

QString clockText(int ticks)
{
    return u"The town clock has struck %1 times."_s.arg(ticks);
}

} // namespace

DemoServer::DemoServer() : m_server(demoInfo())
{
    offerDemoTools(m_server);
    offerDemoContent(m_server);
    m_server.addResource({.uri = u"demo://clock"_s,
                          .name = u"clock"_s,
                          .title = u"The town clock"_s,
                          .description = u"Strikes now and then, and tells its subscribers"_s,
                          .mimeType = u"text/plain"_s,
                          .read = [this](const Json &, const CallPtr &) {
                              return Outcome::result(
                                  Json{{"contents", Json::array({Json{{"uri", "demo://clock"},
                                                                      {"mimeType", "text/plain"},
                                                                      {"text", clockText(m_ticks).toStdString()}}})}});
                          }});
    m_server.addTool({.name = u"wind_clock"_s,
                      .title = u"Wind the town clock"_s,
                      .description = u"Makes the town clock strike at once, so that its resource changes"_s,
                      .call = [this](const Json &, const CallPtr &) {
                          windClock();
                          return Outcome::text(clockText(m_ticks));
                      }});
    m_clock.setInterval(kClockMs);
    QObject::connect(&m_clock, &QTimer::timeout, &m_clock, [this] { windClock(); });
}

DemoServer::~DemoServer()
{
    stop();
}

Result<QUrl> DemoServer::start(const QHostAddress &address, quint16 port)
{
    m_listener = std::make_unique<transport::HttpListener>(m_server, m_wheel, transport::ListenerLimits(),
                                                           transport::AccessPolicy());
    if (auto started = m_listener->start(address, port); !started)
        return tl::make_unexpected(started.error());
    m_clock.start();
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(address.toString());
    url.setPort(m_listener->serverPort());
    url.setPath(u"/mcp"_s);
    return url;
}

void DemoServer::stop()
{
    m_clock.stop();
    m_server.shutDown();
    m_listener.reset();
}

void DemoServer::windClock()
{
    ++m_ticks;
    m_server.notifyResourceUpdated(u"demo://clock"_s);
}

} // namespace sightglass::app
