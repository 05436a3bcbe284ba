// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxy/proxyserver.h"

#include <QList>
#include <QObject>
#include <QString>

namespace sightglass::ui {

struct Settings;

/// What the window may ask of the engine, and what it is told. The window knows nothing else about it.
///
/// Thread: UI; nothing here blocks. Owner: the program.
class ProxyControl : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Stopped,
        Starting,
        Running,
        Stopping,
        Failed, ///< did not start, or broke; errorText() says why
    };
    Q_ENUM(State)
    /// Why it failed, as far as the window can offer a way out.
    enum class Problem { None, PortInUse, Other };
    Q_ENUM(Problem)

    using QObject::QObject;

    virtual State state() const = 0;
    virtual Problem problem() const = 0;
    /// One sentence in words for a person; empty unless Failed.
    virtual QString errorText() const = 0;
    /// One per route; empty unless Running.
    virtual QList<proxy::Endpoint> endpoints() const = 0;
    /// What it runs by, or will.
    virtual Settings settings() const = 0;

    virtual void start() = 0;
    /// As start(), on a port that is free; the setting stays.
    virtual void startOnFreePort() = 0;
    /// Orderly: what is under way may finish.
    virtual void stop() = 0;
    /// The built-in demo server and client talk through the proxy once; starts what it needs.
    virtual void sendDemoTraffic() = 0;
    virtual bool demoTrafficRuns() const = 0;
    /// Keeps \a settings and restarts where they need it.
    virtual void apply(const Settings &settings) = 0;

Q_SIGNALS:
    void stateChanged();
    /// Something is wrong that stops no traffic, in words for a person: a recording that cannot be written.
    void warned(const QString &text);
    /// The demo traffic began or came to its end; \a errorText is empty unless it went wrong.
    void demoTrafficChanged(const QString &errorText);
};

} // namespace sightglass::ui
