// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/httpserveradapter.h"

#include <QHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponse>
#include <QTcpServer>

namespace sightglass::control {

struct HttpServerAdapter::Private {
    QHttpServer server;
};

namespace {

QHttpServerResponse answer(const HttpServerAdapter::Handler &handler, const QHttpServerRequest &request,
                           const QString &argument = {})
{
    const ControlReply reply = handler({request.value("Host"), request.value("Origin"), request.value("Authorization"),
                                        argument.toUtf8(), request.body()});
    return QHttpServerResponse(reply.contentType, reply.body,
                               static_cast<QHttpServerResponse::StatusCode>(reply.status));
}

} // namespace

HttpServerAdapter::HttpServerAdapter() : d(std::make_unique<Private>()) {}

HttpServerAdapter::~HttpServerAdapter() = default;

void HttpServerAdapter::get(const char *path, Handler handler)
{
    d->server.route(
        QString::fromLatin1(path), QHttpServerRequest::Method::Get,
        [handler = std::move(handler)](const QHttpServerRequest &request) { return answer(handler, request); });
}

void HttpServerAdapter::post(const char *path, Handler handler)
{
    d->server.route(QString::fromLatin1(path), QHttpServerRequest::Method::Post,
                    [handler = std::move(handler)](const QString &argument, const QHttpServerRequest &request) {
                        return answer(handler, request, argument);
                    });
}

Result<quint16> HttpServerAdapter::start(const QHostAddress &address, quint16 port)
{
    auto listener = std::make_unique<QTcpServer>();
    if (!listener->listen(address, port)) {
        const bool taken = listener->serverError() == QAbstractSocket::AddressInUseError;
        return failure(
            taken ? ErrorCode::AddressInUse : ErrorCode::Io,
            QStringLiteral(
                "the control plane cannot listen on %1 port %2: %3; choose another with --control, or --control off")
                .arg(address.toString())
                .arg(port)
                .arg(listener->errorString()));
    }
    const quint16 bound = listener->serverPort();
    d->server.bind(listener.release()); // takes ownership
    return bound;
}

} // namespace sightglass::control
