// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QHostAddress>

#include <functional>
#include <memory>

namespace sightglass::control {

struct ControlRequest {
    QByteArray host;
    QByteArray origin;
    QByteArray authorization;
    QByteArray argument; ///< what stands for `<arg>` in the path
    QByteArray body;
};

struct ControlReply {
    int status = 200;
    QByteArray contentType = "application/json";
    QByteArray body;
};

/// QHttpServer behind the few calls that are the same from Qt 6.4 to 6.8 and later: bind() and route(). Nothing else
/// includes its headers.
///
/// Thread: the one that made it.
class HttpServerAdapter
{
public:
    using Handler = std::function<ControlReply(const ControlRequest &)>;

    HttpServerAdapter();
    ~HttpServerAdapter();
    void get(const char *path, Handler handler);
    /// \a path ends in `<arg>`.
    void post(const char *path, Handler handler);
    /// The port it listens on.
    Result<quint16> start(const QHostAddress &address, quint16 port);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sightglass::control
