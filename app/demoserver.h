// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/timerwheel.h"
#include "server/mcpserver.h"

#include <QHostAddress>
#include <QTimer>
#include <QUrl>

#include <memory>

namespace sightglass::transport {
class HttpListener;
}

namespace sightglass::app {

/// The built-in server to try things on: a small land with weather, tea, a quiz and a clock. Speaks both eras and uses
/// every part of the protocol, so that there is something of everything to look at.
///
/// Thread: that of its event loop. Owner: the command that runs it.
class DemoServer
{
public:
    DemoServer();
    ~DemoServer();

    /// Listens; port 0 takes a free one. The URL of the MCP endpoint.
    Result<QUrl> start(const QHostAddress &address, quint16 port);
    /// Ends everything in order.
    void stop();

private:
    void windClock();

    TimerWheel m_wheel;
    server::McpServer m_server;
    std::unique_ptr<transport::HttpListener> m_listener;
    QTimer m_clock;
    int m_ticks = 0;
};

} // namespace sightglass::app
