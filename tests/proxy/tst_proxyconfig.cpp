// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/configfile.h"
#include "proxy/proxybuilder.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;
using namespace sightglass::proxy;
using namespace Qt::Literals::StringLiterals;

namespace {

RouteConfig route(const QString &name, const QString &upstream)
{
    RouteConfig config;
    config.name = name;
    config.upstream = QUrl(upstream);
    return config;
}

} // namespace

class ProxyConfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void configGood();
    void policyAndFaults();
    void sessionsAndStreams();
    void configErrors_data();
    void configErrors();
    void configFileErrors();
    void validation_data();
    void validation();
};

void ProxyConfigTest::configGood()
{
    const auto config = parseConfig(R"(// what we use
        {"formatVersion": 1, "listen": "127.0.0.1:0", "control": "off", "store": "memory", "record": false, /* two */
         "routes": {"default": {"upstream": "https://a.example/mcp", "headers": {"X-Key": "k"}, "connectTimeoutMs": 1, "headTimeoutMs": 0,
                                "bodyTimeoutMs": 3, "idleTimeoutMs": 4, "maxConnections": 5, "maxResponseBytes": 6,
                                "decodableOnly": false, "caFile": "/ca.pem"},
                    "two": {"upstream": "http://b.example"}},
         "allowedHosts": ["MCP.example"], "allowedOrigins": ["https://App.example"],
         "limits": {"headerBytes": 1024, "headerCount": 9, "bodyBytes": 10, "jsonDepth": 11, "headTimeoutMs": 12, "bodyTimeoutMs": 13,
                    "keepAliveMs": 14, "writeTimeoutMs": 15, "connections": 16, "connectionsPerAddress": 17},
         "retention": {"rows": 18, "bytes": 19, "ageSeconds": 20}, "stopGraceMs": 21,
         "events": {"perStream": 22, "bytesPerStream": 23, "ageSeconds": 24, "finishedAgeSeconds": 25, "totalBytes": 26}})");
    QVERIFY2(config, config ? "" : qPrintable(config.error().text));
    QCOMPARE(config->listen, std::optional(QStringLiteral("127.0.0.1:0")));
    QCOMPARE(config->control, std::optional(QStringLiteral("off")));
    QCOMPARE(config->store, std::optional(QStringLiteral("memory")));
    const ProxyConfig &proxy = config->proxy;
    QVERIFY(!proxy.record);
    QCOMPARE(proxy.routes.size(), 2);
    const RouteConfig &first = proxy.routes[0];
    QCOMPARE(first.upstream, QUrl(QStringLiteral("https://a.example/mcp")));
    QCOMPARE(first.headers.size(), 1);
    QCOMPARE(first.headers[0].second, "k");
    QCOMPARE((QList<qint64>{first.connectTimeoutMs, first.headTimeoutMs, first.bodyTimeoutMs, first.idleTimeoutMs,
                            first.maxConnections, qint64(first.maxResponseBytes)}),
             (QList<qint64>{1, 0, 3, 4, 5, 6}));
    QVERIFY(!first.decodableOnly);
    QCOMPARE(first.caFile, QStringLiteral("/ca.pem"));
    QCOMPARE(proxy.access.hosts, QList<QByteArray>{"mcp.example"});
    QCOMPARE(proxy.access.origins, QList<QByteArray>{"https://app.example"});
    const transport::ListenerLimits &limits = proxy.limits;
    QCOMPARE((QList<qint64>{qint64(limits.http.headerBytes), qint64(limits.http.headerCount),
                            qint64(limits.http.bodyBytes), proxy.maxJsonDepth, limits.headTimeoutMs,
                            limits.bodyTimeoutMs, limits.keepAliveMs, limits.writeTimeoutMs, limits.maxConnections,
                            limits.maxConnectionsPerAddress, proxy.retention.maxRows, proxy.retention.maxBytes,
                            proxy.retention.maxAgeSeconds, proxy.stopGraceMs}),
             (QList<qint64>{1024, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21}));
    QVERIFY((proxy.events == store::EventLimits{22, 23, 24, 25, 26}));
    QVERIFY(validate(proxy));
}

void ProxyConfigTest::policyAndFaults()
{
    const auto config = parseConfig(R"({"formatVersion": 1, "lint": true, "rules": "/r.jsonc",
        "policy": {"httpMethods": ["POST"], "origins": ["HTTP://A"], "hosts": ["B"], "contentTypes": ["Application/JSON"],
                   "maxRequestBytes": 1, "maxResponseBytes": 2,
                   "routes": {"*": {"allowMethods": ["tools/*"], "denyMethods": ["x"]},
                              "two": {"allowTools": ["Echo"], "denyTools": ["rm"]}},
                   "rates": [{"per": "tool", "route": "two", "perSecond": 0.5, "burst": 3}, {}]},
        "faults": {"seed": 9, "profile": "gradual", "periodSeconds": 2.5,
                   "faults": [{"kind": "slow-drip", "name": "n", "match": "tool:echo", "on": ["request", "event"],
                               "probability": 0.25, "ms": [1, 2], "bytes": 3, "bytesPerSecond": 4, "copies": 5, "code": -6,
                               "text": "t", "httpStatus": 500}, {"kind": "delay", "ms": 7}]}})");
    QVERIFY2(config, config ? "" : qPrintable(config.error().text));
    QVERIFY(config->proxy.lint);
    QCOMPARE(config->rules, std::optional(QStringLiteral("/r.jsonc")));
    using namespace interceptor;
    policy::PolicyConfig policy;
    policy.httpMethods = {"POST"};
    policy.origins = {"http://a"};
    policy.hosts = {"b"};
    policy.contentTypes = {"application/json"};
    policy.maxRequestBytes = 1;
    policy.maxResponseBytes = 2;
    policy.routes = {{{}, {"tools/*"}, {"x"}, {}, {}}, {QStringLiteral("two"), {}, {}, {"Echo"}, {"rm"}}};
    policy.rates = {{policy::RateLimit::Per::Tool, QStringLiteral("two"), 0.5, 3}, {}};
    QVERIFY(config->proxy.policy == policy);
    fault::Fault drip;
    drip.kind = fault::Fault::Kind::SlowDrip;
    drip.name = QStringLiteral("n");
    drip.filter = *exchange::Filter::parse(u"tool:echo");
    drip.directions = {true, false, true};
    drip.probability = 0.25;
    drip.minMs = 1;
    drip.maxMs = 2;
    drip.bytes = 3;
    drip.bytesPerSecond = 4;
    drip.copies = 5;
    drip.code = -6;
    drip.text = QStringLiteral("t");
    drip.httpStatus = 500;
    fault::Fault delay;
    delay.minMs = delay.maxMs = 7;
    const fault::FaultConfig faults{true, 9, fault::Profile::Gradual, 2.5, {drip, delay}};
    QVERIFY(config->proxy.faults == faults);
    QVERIFY(parseConfig(R"({"formatVersion":1,"faults":{"enabled":false,"faults":[{"kind":"drop"}]}})")
                ->proxy.faults.isEmpty());
}

void ProxyConfigTest::sessionsAndStreams()
{
    const auto config = parseConfig(R"({"formatVersion": 1, "sessions": "redis://r", "advertise": "10.0.0.7:8808",
        "routes": {"a": {"upstream": "http://a", "resume": "proxy"}, "b": {"upstream": "http://b", "resume": "server"},
                   "c": {"upstream": "http://c"}},
        "events": {"perStream": 1, "bytesPerStream": 2, "ageSeconds": 3},
        "sessionLimits": {"sessions": 4, "perClient": 5, "idleTimeoutMs": 6, "maxAgeMs": 7, "bytes": 65536, "enforce": true},
        "limits": {"heartbeatMs": 8}})");
    QVERIFY2(config, config ? "" : qPrintable(config.error().text));
    QCOMPARE(config->sessions, std::optional(u"redis://r"_s));
    QVERIFY(!config->store);
    const ProxyConfig &proxy = config->proxy;
    QCOMPARE(proxy.advertise, u"10.0.0.7:8808"_s);
    QCOMPARE(proxy.routes.size(), 3);
    QCOMPARE(proxy.routes[0].resume, Resume::Proxy);
    QCOMPARE(proxy.routes[1].resume, Resume::Server);
    QCOMPARE(proxy.routes[2].resume, Resume::Server);
    QCOMPARE((QList<qint64>{proxy.events.maxEvents, proxy.events.maxBytes, proxy.events.maxAgeSeconds}),
             (QList<qint64>{1, 2, 3}));
    session::SessionLimits limits;
    limits.maxSessions = 4;
    limits.maxPerClient = 5;
    limits.idleTimeoutMs = 6;
    limits.maxAgeMs = 7;
    limits.maxBytes = 65536;
    limits.enforce = true;
    QVERIFY(proxy.sessions == limits);
    QCOMPARE(proxy.limits.heartbeatMs, 8);
    QVERIFY(validate(proxy));

    const auto none = parseConfig(R"({"formatVersion": 1, "events": {}, "sessionLimits": {}, "limits": {}})");
    QVERIFY(none && !none->sessions);
    QVERIFY(none->proxy == ProxyConfig());
    const auto off =
        parseConfig(R"({"formatVersion": 1, "events": {"perStream": 0, "bytesPerStream": 0, "ageSeconds": 0},
        "sessionLimits": {"idleTimeoutMs": 0, "maxAgeMs": 0}, "limits": {"heartbeatMs": 0}})");
    QVERIFY2(off, off ? "" : qPrintable(off.error().text));
    QCOMPARE(off->proxy.limits.heartbeatMs, 0);
    QCOMPARE(off->proxy.sessions.idleTimeoutMs, 0);
}

void ProxyConfigTest::configErrors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("names");
    const auto row = [](const char *title, const char *text, const char *names) {
        QTest::newRow(title) << QByteArray(text) << QString::fromLatin1(names);
    };
    row("not JSON", "{", "byte 2");
    row("empty", "", "byte 1");
    row("array", "[]", "the file: expected an object");
    row("no version", "{}", "formatVersion");
    row("version 2", R"({"formatVersion":2})", "formatVersion: expected a whole number from 1 to 1");
    row("typing mistake", R"({"formatVersion":1,"rotues":{}})",
        "rotues: unknown member; known are advertise, allowedHosts");
    row("listen", R"({"listen":8808})", "listen: expected a string");
    row("record", R"({"record":"yes"})", "record: expected true or false");
    row("routes", R"({"routes":[]})", "routes: expected an object");
    row("route", R"({"routes":{"a":"http://x"}})", "routes.a: expected an object");
    row("route member", R"({"routes":{"a":{"url":"http://x"}}})", "routes.a.url: unknown member");
    row("upstream", R"({"routes":{"a":{"upstream":1}}})", "routes.a.upstream: expected a string");
    row("headers", R"({"routes":{"a":{"headers":["X: 1"]}}})", "routes.a.headers: expected an object");
    row("header", R"({"routes":{"a":{"headers":{"X":1}}}})", "routes.a.headers.X: expected a string");
    row("timeout", R"({"routes":{"a":{"connectTimeoutMs":0}}})",
        "routes.a.connectTimeoutMs: expected a whole number from 1");
    row("fraction", R"({"routes":{"a":{"headTimeoutMs":1.5}}})", "routes.a.headTimeoutMs");
    row("decodableOnly", R"({"routes":{"a":{"decodableOnly":0}}})", "routes.a.decodableOnly");
    row("hosts", R"({"allowedHosts":"a"})", "allowedHosts: expected an array of strings");
    row("origins", R"({"allowedOrigins":[1]})", "allowedOrigins: expected an array of strings");
    row("limits", R"({"limits":{"headerBytes":10}})", "limits.headerBytes: expected a whole number from 256");
    row("limit unknown", R"({"limits":{"body":10}})", "limits.body: unknown member");
    row("too large for the type", R"({"limits":{"connections":18446744073709551615}})", "limits.connections");
    row("policy", R"({"policy":{"routes":{"a":{"allow":[]}}}})", "policy.routes.a.allow: unknown member");
    row("policy list", R"({"policy":{"httpMethods":"POST"}})", "policy.httpMethods: expected an array of strings");
    row("policy routes", R"({"policy":{"routes":[]}})", "policy.routes: expected an object");
    row("rate", R"({"policy":{"rates":[{},{"per":"user"}]}})",
        "policy.rates[1].per: expected one of all, route, client, method, tool");
    row("rate of nothing", R"({"policy":{"rates":[{"perSecond":0}]}})", "policy.rates[0].perSecond: expected a number");
    row("rates", R"({"policy":{"rates":{}}})", "policy.rates: expected an array");
    row("fault", R"({"faults":{"faults":[{"kind":"dely"}]}})", "faults.faults[0].kind: expected one of delay, error");
    row("fault kind", R"({"faults":{"faults":[{}]}})", "faults.faults[0]: \"kind\" is missing");
    row("fault match", R"({"faults":{"faults":[{"kind":"drop","match":"tool:"}]}})",
        "faults.faults[0].match: position 6");
    row("fault on", R"({"faults":{"faults":[{"kind":"drop","on":["answer"]}]}})",
        "faults.faults[0].on[0]: expected one of request, response, event");
    row("fault ms", R"({"faults":{"faults":[{"kind":"delay","ms":[3,2]}]}})",
        "faults.faults[0].ms[1]: expected a whole number from 3");
    row("fault ms of three", R"({"faults":{"faults":[{"kind":"delay","ms":[3]}]}})", "faults.faults[0].ms: expected");
    row("throttle", R"({"faults":{"faults":[{"kind":"throttle"}]}})",
        "faults.faults[0]: \"bytesPerSecond\" is missing");
    row("probability", R"({"faults":{"faults":[{"kind":"drop","probability":1.5}]}})", "faults.faults[0].probability");
    row("profile", R"({"faults":{"profile":"x"}})", "faults.profile: expected one of steady, gradual");
    row("lint", R"({"lint":1})", "lint: expected true or false");
    row("retention", R"({"retention":{"rows":-1}})", "retention.rows");
    row("sessions", R"({"sessions":{}})", "sessions: expected a string");
    row("advertise", R"({"advertise":8808})", "advertise: expected a string");
    row("resume", R"({"routes":{"a":{"resume":"both"}}})", "routes.a.resume: expected one of server, proxy");
    row("resume is no switch", R"({"routes":{"a":{"resume":true}}})", "routes.a.resume: expected one of server, proxy");
    row("events", R"({"events":[]})", "events: expected an object");
    row("events member", R"({"events":{"rows":1}})",
        "events.rows: unknown member; known are ageSeconds, bytesPerStream");
    row("events per stream", R"({"events":{"perStream":-1}})", "events.perStream: expected a whole number from 0");
    row("bytes per stream", R"({"events":{"bytesPerStream":"1M"}})", "events.bytesPerStream: expected a whole number");
    row("age of events", R"({"events":{"ageSeconds":1.5}})", "events.ageSeconds: expected a whole number");
    row("session limits", R"({"sessionLimits":5})", "sessionLimits: expected an object");
    row("session limit unknown", R"({"sessionLimits":{"max":5}})", "sessionLimits.max: unknown member");
    row("no session", R"({"sessionLimits":{"sessions":0}})", "sessionLimits.sessions: expected a whole number from 1");
    row("no session of a client", R"({"sessionLimits":{"perClient":0}})",
        "sessionLimits.perClient: expected a whole number from 1");
    row("idle", R"({"sessionLimits":{"idleTimeoutMs":-1}})",
        "sessionLimits.idleTimeoutMs: expected a whole number from 0");
    row("age", R"({"sessionLimits":{"maxAgeMs":18446744073709551615}})", "sessionLimits.maxAgeMs: expected");
    row("bytes of sessions", R"({"sessionLimits":{"bytes":1}})",
        "sessionLimits.bytes: expected a whole number from 65536");
    row("enforce", R"({"sessionLimits":{"enforce":1}})", "sessionLimits.enforce: expected true or false");
    row("heartbeat", R"({"limits":{"heartbeatMs":-1}})", "limits.heartbeatMs: expected a whole number from 0");
    row("heartbeat is off", R"({"limits":{"heartbeatMs":false}})", "limits.heartbeatMs: expected a whole number");
    row("finished age", R"({"events":{"finishedAgeSeconds":-1}})",
        "events.finishedAgeSeconds: expected a whole number");
    row("total bytes", R"({"events":{"totalBytes":"256 MiB"}})", "events.totalBytes: expected a whole number from 0");
    row("of events", R"({"events":{"bytes":1}})",
        "events.bytes: unknown member; known are ageSeconds, bytesPerStream, finished");
    row("grace", R"({"stopGraceMs":"2s"})", "stopGraceMs");
}

void ProxyConfigTest::configErrors()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, names);
    const auto config = parseConfig(text);
    QVERIFY(!config);
    QVERIFY2(config.error().text.contains(names), qPrintable(config.error().text));
    QCOMPARE(config.error().code, ErrorCode::InvalidData);
}

void ProxyConfigTest::configFileErrors()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("c.json"));
    auto config = readConfigFile(path);
    QVERIFY(!config && config.error().code == ErrorCode::NotFound && config.error().text.contains(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"formatVersion\":1,\"x\":1}");
    file.close();
    config = readConfigFile(path);
    QVERIFY(!config && config.error().text.contains(path)
            && config.error().text.contains(QStringLiteral("x: unknown")));
}

void ProxyConfigTest::validation_data()
{
    QTest::addColumn<QStringList>("routes"); // name and URL
    QTest::addColumn<QString>("text");       // empty: fine
    QTest::newRow("fine") << QStringList{QStringLiteral("default http://a"), QStringLiteral("b-1.x https://b:1/m?q")}
                          << QString();
    QTest::newRow("none") << QStringList() << QStringLiteral("no upstream");
    QTest::newRow("name") << QStringList{QStringLiteral("a/b http://a")} << QStringLiteral("route \"a/b\"");
    QTest::newRow("twice") << QStringList{QStringLiteral("a http://a"), QStringLiteral("a http://b")}
                           << QStringLiteral("two routes");
    QTest::newRow("no host") << QStringList{QStringLiteral("a mcp")} << QStringLiteral("no URL with a host");
    QTest::newRow("scheme") << QStringList{QStringLiteral("a ftp://a")} << QStringLiteral("\"ftp\"");
    QTest::newRow("password") << QStringList{QStringLiteral("a http://u:p@a")} << QStringLiteral("password");
}

void ProxyConfigTest::validation()
{
    QFETCH(QStringList, routes);
    QFETCH(QString, text);
    ProxyConfig config;
    for (const QString &item : routes)
        config.routes.append(route(item.section(u' ', 0, 0), item.section(u' ', 1)));
    const auto valid = validate(config);
    QCOMPARE(valid.has_value(), text.isEmpty());
    if (!valid)
        QVERIFY2(valid.error().text.contains(text), qPrintable(valid.error().text));
    auto built = ProxyBuilder(config).build();
    QCOMPARE(built.has_value(), text.isEmpty());
}

QTEST_GUILESS_MAIN(ProxyConfigTest)
#include "tst_proxyconfig.moc"
