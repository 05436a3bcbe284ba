// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/timerwheel.h"
#include "conformancefixture.h"
#include "transport/http/httplistener.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QUrl>

#include <csignal>
#include <cstdio>
#include <unistd.h>

using namespace sightglass;
using namespace Qt::Literals::StringLiterals;

namespace {

int g_stopPipe[2];

void onSignal(int)
{
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(g_stopPipe[1], &byte, 1);
}

QUrl addressOf(const QString &text)
{
    return QUrl(u"http://"_s + text, QUrl::StrictMode);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"listen"_s, u"Where to listen."_s, u"host:port"_s, u"127.0.0.1:0"_s});
    parser.addOption({u"json-ready"_s, u"Print a JSON line when ready; it always does."_s});
    parser.addHelpOption();
    parser.process(app);

    server::McpServer mcpServer({.name = u"sightglass-conformance-fixture"_s, .version = u"1.0.0"_s},
                                {.streamAlways = true});
    test::offerConformanceFixture(mcpServer);
    TimerWheel wheel;
    transport::HttpListener listener(mcpServer, wheel, {}, {});
    const QUrl address = addressOf(parser.value(u"listen"_s));
    if (const auto started = listener.start(QHostAddress(address.host()), quint16(address.port(0))); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error().text));
        return 1;
    }
    if (::pipe(g_stopPipe) != 0)
        return 1;
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);
    QSocketNotifier stop(g_stopPipe[0], QSocketNotifier::Read);
    QObject::connect(&stop, &QSocketNotifier::activated, &app, [&] {
        mcpServer.shutDown();
        QCoreApplication::quit();
    });
    std::printf(R"({"ready":true,"listen":[{"route":"default","url":"http://%s:%d/mcp"}],"control":null})"
                "\n",
                qPrintable(address.host()), int(listener.serverPort()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
