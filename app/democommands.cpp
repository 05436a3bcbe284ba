// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/democlient.h"
#include "app/demoserver.h"
#include "app/exitcodes.h"
#include "app/hostport.h"
#include "app/options.h"
#include "app/stopsignals.h"

#include "mcp/jsontext.h"

#include <QCoreApplication>

#include <cstdio>

namespace sightglass::app {

int demoServerCommand(const QStringList &arguments)
{
    Options options(
        QStringLiteral("Runs a small MCP server with pleasant tools, resources and prompts, for both protocol eras."),
        {option("listen", "Where clients connect; port 0 takes a free one.", "HOST:PORT", "127.0.0.1:8810")});
    if (const auto code = options.parse(arguments))
        return *code;
    const auto listen = parseHostPort(options.value("listen"));
    if (!listen)
        return report(listen.error());
    StopSignals signals_;
    QObject::connect(&signals_, &StopSignals::stopRequested, qApp, &QCoreApplication::quit);
    DemoServer server;
    const auto url = server.start(listen->address, listen->port);
    if (!url)
        return report(url.error());
    std::printf(R"({"ready":true,"listen":[{"route":"default","url":%s}],"control":null})"
                "\n",
                mcp::quoteJson(url->toEncoded()).constData());
    std::fflush(stdout);
    return QCoreApplication::exec();
}

int demoClientCommand(const QStringList &arguments)
{
    Options options(
        QStringLiteral("Makes varied MCP traffic of both eras against the demo server, and checks the answers."),
        {option("url", "The server, or the proxy in front of it.", "URL", "http://127.0.0.1:8808/mcp"),
         option("rounds", "How often; 0 goes on until Ctrl+C.", "N", "1"),
         option("pause", "Milliseconds between two steps.", "MS", "0")});
    if (const auto code = options.parse(arguments))
        return *code;
    bool roundsOk = false;
    bool pauseOk = false;
    const int rounds = options.value("rounds").toInt(&roundsOk);
    const int pause = options.value("pause").toInt(&pauseOk);
    if (!roundsOk || !pauseOk || rounds < 0 || pause < 0)
        return report(Error(ErrorCode::InvalidArgument,
                            QStringLiteral("--rounds and --pause take a number that is not negative")));
    const QUrl url(options.value("url"), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != QLatin1StringView("http"))
        return report(Error(ErrorCode::InvalidArgument,
                            QStringLiteral("--url: \"%1\" is no http URL").arg(options.value("url"))));
    StopSignals signals_;
    QObject::connect(&signals_, &StopSignals::stopRequested, qApp, &QCoreApplication::quit);
    DemoClient client(url, {.rounds = rounds, .pauseMs = pause});
    QObject::connect(&client, &DemoClient::finished, qApp, [](bool ok, const QString &text) {
        std::fprintf(stderr, "sightglass: demo client: %s\n", qUtf8Printable(text));
        QCoreApplication::exit(ok ? kExitOk : kExitFailed);
    });
    QMetaObject::invokeMethod(&client, &DemoClient::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace sightglass::app
