// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "app/commands.h"
#include "app/options.h"
#include "app/stopsignals.h"

#include "control/controlserver.h"
#include "mcp/jsontext.h"
#include "proxy/configfile.h"
#include "proxy/proxybuilder.h"

#include <QCoreApplication>

#include <cstdio>
#include <sys/resource.h>

namespace sightglass::app {
namespace {

// Each open stream needs two descriptors, and the usual soft limit of 1,024 is meant for programs that use select().
void raiseDescriptorLimit()
{
    rlimit limit = {};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

QByteArray readyLine(const QList<proxy::Endpoint> &endpoints, const QString &control)
{
    QByteArray line = R"({"ready":true,"listen":[)";
    for (qsizetype i = 0; i < endpoints.size(); ++i) {
        line += (i ? "," : "") + QByteArrayLiteral("{\"route\":") + mcp::quoteJson(endpoints[i].route.toUtf8())
            + ",\"url\":" + mcp::quoteJson(endpoints[i].url.toEncoded()) + '}';
    }
    return line + "],\"control\":" + (control.isEmpty() ? QByteArrayLiteral("null") : mcp::quoteJson(control.toUtf8())) + "}\n";
}

struct Settings {
    proxy::FileConfig file;
    store::StoreUrl store;
    std::optional<HostPort> control;
};

Result<Settings> settingsOf(const Options &options)
{
    Settings settings;
    if (options.has("config")) {
        auto file = proxy::readConfigFile(options.value("config"));
        if (!file)
            return failure(ErrorCode::InvalidArgument, file.error().text);
        settings.file = std::move(*file);
    }
    proxy::ProxyConfig &config = settings.file.proxy;
    for (const QString &text : options.values("upstream")) {
        proxy::RouteConfig route;
        const qsizetype equals = text.indexOf(u'=');
        const bool named = equals > 0 && !text.left(equals).contains(u':');
        if (named)
            route.name = text.left(equals);
        route.upstream = QUrl(named ? text.mid(equals + 1) : text, QUrl::StrictMode);
        config.routes.append(route);
    }
    for (const QString &host : options.values("allow-host"))
        config.access.hosts.append(host.toLatin1().toLower());
    for (const QString &origin : options.values("allow-origin"))
        config.access.origins.append(origin.toLatin1().toLower());
    if (options.has("no-record"))
        config.record = false;

    const auto pick = [&](const char *name, const std::optional<QString> &fromFile, const QString &fallback) {
        return options.has(name) ? options.value(name) : fromFile.value_or(fallback);
    };
    const auto listen = parseHostPort(pick("listen", settings.file.listen, QStringLiteral("127.0.0.1:8808")));
    if (!listen)
        return tl::unexpected(listen.error());
    config.listenAddress = listen->address;
    config.listenPort = listen->port;
    const QString control = pick("control", settings.file.control, QStringLiteral("127.0.0.1:8809"));
    if (control != QLatin1StringView("off")) {
        const auto parsed = parseHostPort(control);
        if (!parsed)
            return tl::unexpected(parsed.error());
        settings.control = *parsed;
    }
    const QString store = pick("store", settings.file.store, QString());
    if (store.isEmpty()) {
        settings.store = store::defaultStoreUrl();
    } else {
        auto url = store::parseStoreUrl(store);
        if (!url)
            return tl::unexpected(url.error());
        settings.store = *url;
    }
    return settings;
}

int serve(const Settings &settings)
{
    raiseDescriptorLimit();
    StopSignals signals_;
    proxy::ProxyBuilder builder(settings.file.proxy);
    if (settings.file.proxy.record)
        builder.record(settings.store);
    auto proxy = builder.build();
    if (!proxy)
        return report(proxy.error());
    proxy::ProxyServer &server = **proxy;
    QObject::connect(&server, &proxy::ProxyServer::recordingFailed, qApp, [](const QString &text) {
        std::fprintf(stderr, "sightglass: recording failed: %s\n", qUtf8Printable(text));
    });
    if (const auto started = server.start(); !started) {
        const int code = report(started.error());
        return code == kExitFailed ? kExitStore : code;
    }
    control::ControlServer controlServer(server);
    if (settings.control) {
        if (const auto started = controlServer.start(settings.control->address, settings.control->port); !started)
            return report(started.error());
    }
    const QByteArray line = readyLine(server.endpoints(), controlServer.url());
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout);
    std::fflush(stdout);

    QObject::connect(&signals_, &StopSignals::stopRequested, qApp, &QCoreApplication::quit);
    const int code = QCoreApplication::exec();
    controlServer.stop();
    server.stop();
    if (const auto *recorder = server.recorder(); recorder && recorder->lostRecords() > 0) {
        std::fprintf(stderr, "sightglass: %lld records could not be kept\n", static_cast<long long>(recorder->lostRecords()));
        return kExitFailed;
    }
    return code;
}

} // namespace

int serveCommand(const QStringList &arguments)
{
    Options options(QStringLiteral("Runs the recording proxy. Prints one JSON line when it is ready; Ctrl+C stops it in order."),
                    {option("upstream", "The MCP server, e.g. http://127.0.0.1:3000/mcp. NAME=URL adds a named route at /NAME/mcp; may be given several times.", "URL"),
                     option("config", "A configuration file (JSON with comments); options here win over it.", "FILE"),
                     option("listen", "Where clients connect; port 0 takes a free one (default 127.0.0.1:8808).", "HOST:PORT"),
                     option("control", "Where health and status are served, or off (default 127.0.0.1:8809).", "HOST:PORT|off"),
                     option("store", "memory or sqlite:PATH (default: a database in the user's data folder).", "STORE"),
                     option("no-record", "Record nothing."),
                     option("allow-host", "A further Host name that is yours; may be given several times.", "NAME"),
                     option("allow-origin", "A further Origin that may connect; may be given several times.", "ORIGIN")});
    if (const auto code = options.parse(arguments))
        return *code;
    const auto settings = settingsOf(options);
    if (!settings)
        return report(settings.error());
    return serve(*settings);
}

} // namespace sightglass::app
