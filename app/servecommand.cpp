// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/exitcodes.h"
#include "app/servesettings.h"
#include "app/stopsignals.h"

#include "control/controlserver.h"
#include "interceptor/rules/rulefile.h"
#include "proxy/proxybuilder.h"

#include <QCoreApplication>

#include <cstdio>

namespace sightglass::app {
namespace {

using interceptor::rules::RuleFile;

// What a person should hear of a rules file: that it is none, or which of its rules are left out.
void reportRules(const RuleFile &file)
{
    const QString path = file.path();
    if (!file.error().isEmpty())
        std::fprintf(stderr, "sightglass: %s: %s\n", qUtf8Printable(path), qUtf8Printable(file.error()));
    for (const interceptor::rules::Rule &rule : file.rules()->rules()) {
        if (!rule.error.isEmpty())
            std::fprintf(stderr, "sightglass: %s: line %lld: rule '%s' is left out: %s\n", qUtf8Printable(path),
                         static_cast<long long>(rule.line), rule.id.constData(), qUtf8Printable(rule.error));
    }
}

void follow(const RuleFile &file, proxy::ProxyServer &server)
{
    QObject::connect(&file, &RuleFile::changed, &server, [&file, &server] {
        reportRules(file);
        if (const auto set = server.setRules(file.rules()); !set)
            std::fprintf(stderr, "sightglass: %s\n", qUtf8Printable(set.error().text));
    });
}

// What became of what was under way; nothing is said when nothing was.
void reportStop(const proxy::StopReport &report)
{
    const auto say = [](qsizetype count, const char *what) {
        if (count > 0)
            std::fprintf(stderr, "sightglass: %lld %s\n", static_cast<long long>(count), what);
    };
    say(report.finished, "exchanges finished while the proxy stopped");
    say(report.released, "held messages went on as they were");
    say(report.streamsEnded, "event streams were ended; their clients come back for the rest");
    say(report.cut, "exchanges were cut");
    if (!report.storeError.isEmpty())
        std::fprintf(stderr, "sightglass: sessions were not kept to the end: %s\n", qUtf8Printable(report.storeError));
}

int serve(const ServeSettings &settings, const std::optional<HostPort> &control)
{
    raiseDescriptorLimit();
    StopSignals signals_;
    proxy::ProxyBuilder builder(settings.proxy);
    RuleFile rules(settings.rules);
    if (!settings.rules.isEmpty()) {
        rules.load();
        reportRules(rules);
        if (!rules.error().isEmpty()) // no start without the rules that were asked for
            return kExitUsage;
        builder.rules(rules.rules());
    }
    if (settings.proxy.record)
        builder.record(settings.store);
    if (settings.sessions)
        builder.sessions(*settings.sessions);
    else if (settings.store.kind == store::StoreUrl::Kind::Redis) // it keeps nothing else
        builder.sessions(settings.store);
    auto proxy = builder.build();
    if (!proxy)
        return report(proxy.error());
    proxy::ProxyServer &server = **proxy;
    if (!settings.rules.isEmpty())
        follow(rules, server);
    QObject::connect(&server, &proxy::ProxyServer::recordingFailed, qApp, [](const QString &text) {
        std::fprintf(stderr, "sightglass: recording failed: %s\n", qUtf8Printable(text));
    });
    QObject::connect(&server, &proxy::ProxyServer::sessionStoreHealthChanged, qApp,
                     [](const store::StoreHealth &health) {
                         std::fprintf(stderr, "sightglass: sessions: %s\n",
                                      health.reachable ? "the store is back" : qUtf8Printable(health.text));
                     });
    if (const auto started = server.start(); !started) {
        const int code = report(started.error());
        return code == kExitFailed ? kExitStore : code;
    }
    control::ControlServer controlServer(server);
    if (control) {
        if (const auto started = controlServer.start(control->address, control->port); !started)
            return report(started.error());
    }
    const QByteArray line = readyLine(server.endpoints(), controlServer.url(), controlServer.token());
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout);
    std::fflush(stdout);

    QObject::connect(&signals_, &StopSignals::stopRequested, qApp, &QCoreApplication::quit);
    const int code = QCoreApplication::exec();
    controlServer.stop();
    reportStop(server.stop());
    if (const auto *recorder = server.recorder(); recorder && recorder->lostRecords() > 0) {
        std::fprintf(stderr, "sightglass: %lld records could not be kept\n",
                     static_cast<long long>(recorder->lostRecords()));
        return kExitFailed;
    }
    return code;
}

} // namespace

int serveCommand(const QStringList &arguments)
{
    QList<QCommandLineOption> own = serveOptions();
    own.insert(
        3, option("control", "Where health and status are served, or off (default 127.0.0.1:8809).", "HOST:PORT|off"));
    Options options(
        QStringLiteral("Runs the recording proxy. Prints one JSON line when it is ready; Ctrl+C stops it in order."),
        own);
    if (const auto code = options.parse(arguments))
        return *code;
    const auto settings = serveSettings(options);
    if (!settings)
        return report(settings.error());
    const QString text = options.has("control") ? options.value("control")
                                                : settings->control.value_or(QStringLiteral("127.0.0.1:8809"));
    std::optional<HostPort> control;
    if (text != QLatin1StringView("off")) {
        const auto parsed = parseHostPort(text);
        if (!parsed)
            return report(parsed.error());
        control = *parsed;
    }
    return serve(*settings, control);
}

} // namespace sightglass::app
