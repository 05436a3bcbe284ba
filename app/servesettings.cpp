// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/servesettings.h"

#include "mcp/jsontext.h"

#include <QSet>

#include <sys/resource.h>

namespace sightglass::app {
namespace {

proxy::RouteConfig routeOf(const QString &text)
{
    proxy::RouteConfig route;
    const qsizetype equals = text.indexOf(u'=');
    const bool named = equals > 0 && !text.left(equals).contains(u':');
    if (named)
        route.name = text.left(equals);
    route.upstream = QUrl(named ? text.mid(equals + 1) : text, QUrl::StrictMode);
    return route;
}

} // namespace

void takeRoutes(const QStringList &texts, QList<proxy::RouteConfig> &routes)
{
    QList<proxy::RouteConfig> given;
    QSet<QString> names;
    for (const QString &text : texts) {
        given.append(routeOf(text));
        names.insert(given.constLast().name);
    }
    // Two of one name on the command line stay: validate() says that they are one too many.
    routes.removeIf([&](const proxy::RouteConfig &route) { return names.contains(route.name); });
    routes += given;
}

QList<QCommandLineOption> serveOptions()
{
    return {
        option("upstream",
               "The MCP server, e.g. http://127.0.0.1:3000/mcp. NAME=URL adds a named route at /NAME/mcp; may be "
               "given several times.",
               "URL"),
        option("config", "A configuration file (JSON with comments); options here win over it.", "FILE"),
        option("listen", "Where clients connect; port 0 takes a free one (default 127.0.0.1:8808).", "HOST:PORT"),
        option("store",
               "memory, sqlite:PATH, or redis://HOST:PORT, which keeps the sessions for several proxies and the "
               "recording in memory (default: a database in the user's data folder).",
               "STORE"),
        option("sessions", "Where sessions are kept, when not with the recording; takes what --store takes.", "STORE"),
        option("advertise", "Where other proxies on the same store reach this one (default: where it listens).",
               "HOST:PORT"),
        option("no-record", "Record nothing."),
        option("rules", "A rules file, followed when it changes (docs/rules.md).", "FILE"),
        option("lint", "Look for violations of the protocol in every message and note them."),
        option("allow-host", "A further Host name that is yours; may be given several times.", "NAME"),
        option("allow-origin", "A further Origin that may connect; may be given several times.", "ORIGIN")};
}

Result<ServeSettings> serveSettings(const Options &options, ServeSettings base)
{
    ServeSettings settings = std::move(base);
    proxy::FileConfig file;
    if (options.has("config")) {
        auto read = proxy::readConfigFile(options.value("config"));
        if (!read)
            return failure(ErrorCode::InvalidArgument, read.error().text);
        file = std::move(*read);
        settings.proxy = file.proxy;
    }
    proxy::ProxyConfig &config = settings.proxy;
    takeRoutes(options.values("upstream"), config.routes);
    for (const QString &host : options.values("allow-host"))
        config.access.hosts.append(host.toLatin1().toLower());
    for (const QString &origin : options.values("allow-origin"))
        config.access.origins.append(origin.toLatin1().toLower());
    if (options.has("no-record"))
        config.record = false;
    if (options.has("lint"))
        config.lint = true;

    const auto pick = [&](const char *name, const std::optional<QString> &fromFile) {
        return options.has(name) ? options.value(name) : fromFile.value_or(QString());
    };
    if (const QString listen = pick("listen", file.listen); !listen.isEmpty()) {
        const auto parsed = parseHostPort(listen);
        if (!parsed)
            return tl::unexpected(parsed.error());
        config.listenAddress = parsed->address;
        config.listenPort = parsed->port;
    }
    if (const QString rules = pick("rules", file.rules); !rules.isEmpty())
        settings.rules = rules;
    if (file.control)
        settings.control = file.control;
    if (const QString store = pick("store", file.store); !store.isEmpty()) {
        auto url = store::parseStoreUrl(store);
        if (!url)
            return tl::unexpected(url.error());
        settings.store = *url;
    }
    if (const QString sessions = pick("sessions", file.sessions); !sessions.isEmpty()) {
        auto url = store::parseStoreUrl(sessions);
        if (!url)
            return tl::unexpected(url.error());
        settings.sessions = *url;
    }
    if (options.has("advertise"))
        config.advertise = options.value("advertise");
    return settings;
}

QByteArray readyLine(const QList<proxy::Endpoint> &endpoints, const QString &control, const QByteArray &token)
{
    QByteArray line = R"({"ready":true,"listen":[)";
    for (qsizetype i = 0; i < endpoints.size(); ++i) {
        line += (i ? "," : "") + QByteArrayLiteral("{\"route\":") + mcp::quoteJson(endpoints[i].route.toUtf8())
                + ",\"url\":" + mcp::quoteJson(endpoints[i].url.toEncoded()) + '}';
    }
    if (control.isEmpty())
        return line + "],\"control\":null}\n";
    return line + "],\"control\":" + mcp::quoteJson(control.toUtf8()) + ",\"controlToken\":" + mcp::quoteJson(token)
           + "}\n";
}

void raiseDescriptorLimit()
{
    rlimit limit = {};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

} // namespace sightglass::app
