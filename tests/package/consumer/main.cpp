// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A program of somebody else's: a proxy in its own process, an interceptor of its own, and a view of what passed.
#include <SightglassProxy/proxy/proxybuilder.h>

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

#include <cstdio>

using namespace sightglass;

namespace {

// Answers every tools/list itself, so that the test needs no server that speaks MCP, and marks what else passes.
class ToolsInterceptor final : public interceptor::Interceptor
{
public:
    QString name() const override { return QStringLiteral("tools"); }
    interceptor::Traits traits() const override
    {
        interceptor::Traits traits;
        traits.behind = {QStringLiteral("marks")};
        traits.onFailure = interceptor::FailureMode::Closed;
        return traits;
    }
    interceptor::Verdict intercept(const interceptor::Context &context) override
    {
        if (context.way == interceptor::Way::ToServer && context.record.method == "tools/list")
            return interceptor::Verdict::respond(R"({"jsonrpc":"2.0","id":1,"result":{"tools":[]}})")
                .withHeader("X-Answered-By", "tools");
        return interceptor::Verdict::proceed();
    }
};

// Tags what clients send.
class MarksInterceptor final : public interceptor::Interceptor
{
public:
    QString name() const override { return QStringLiteral("marks"); }
    interceptor::Verdict intercept(const interceptor::Context &context) override
    {
        exchange::Note tag;
        tag.kind = exchange::NoteKind::Tag;
        tag.code = "marked";
        return context.way == interceptor::Way::ToServer ? interceptor::Verdict::proceed().withNote(tag)
                                                         : interceptor::Verdict::proceed();
    }
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    auto proxy = proxy::ProxyBuilder()
                     .listen(QHostAddress(QHostAddress::LocalHost), 0)
                     .route(QStringLiteral("default"), QUrl(QStringLiteral("http://127.0.0.1:9/mcp")))
                     .record(store::StoreUrl{store::StoreUrl::Kind::Memory, {}})
                     .intercept(std::make_shared<MarksInterceptor>())
                     .intercept(std::make_shared<ToolsInterceptor>())
                     .build();
    if (!proxy) {
        std::fprintf(stderr, "build: %s\n", qPrintable(proxy.error().text));
        return 1;
    }
    if (const auto started = (*proxy)->start(); !started) {
        std::fprintf(stderr, "start: %s\n", qPrintable(started.error().text));
        return 1;
    }

    QByteArray answer;
    QByteArray seen;
    const auto leaveWhenDone = [&] {
        if (!answer.isEmpty() && !seen.isEmpty())
            app.quit();
    };
    QObject::connect((*proxy).get(), &proxy::ProxyServer::captured, &app, [&](const exchange::RecordBatch &batch) {
        for (const exchange::RecordPtr &record : *batch) {
            if (record->ended() && !record->notes.isEmpty() && record->notes.constFirst().code == "marked")
                seen = record->method;
        }
        leaveWhenDone();
    });

    QNetworkAccessManager network;
    QNetworkRequest request((*proxy)->endpoints().constFirst().url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setRawHeader("Accept", "application/json, text/event-stream");
    QNetworkReply *reply = network.post(request, QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})"));
    QObject::connect(reply, &QNetworkReply::finished, &app, [&, reply] {
        if (reply->rawHeader("X-Answered-By") == "tools")
            answer = reply->readAll();
        leaveWhenDone();
    });
    QTimer::singleShot(20'000, &app, [] { QCoreApplication::exit(2); });
    const int code = app.exec();
    (*proxy)->stop();
    if (code != 0 || answer != R"({"jsonrpc":"2.0","id":1,"result":{"tools":[]}})") {
        std::fprintf(stderr, "ended with %d, answer: %s\n", code, answer.constData());
        return 1;
    }
    std::printf("one exchange passed: %s\n", seen.constData());
    return 0;
}
