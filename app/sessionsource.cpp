// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessionsource.h"

#include "exchange/recordjson.h"
#include "exchange/sessionjson.h"
#include "store/recordstore.h"
#include "store/sharedstate.h"
#include "store/storeurl.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

namespace sightglass::app {
namespace {

class RecordingSource final : public SessionSource
{
public:
    explicit RecordingSource(std::unique_ptr<store::RecordReader> reader) : m_reader(std::move(reader)) {}
    void list(const store::SessionQuery &query, store::Done<Sessions> done) override
    {
        done(m_reader->sessions(query));
    }

private:
    std::unique_ptr<store::RecordReader> m_reader;
};

class RedisSource final : public SessionSource
{
public:
    explicit RedisSource(store::SharedState state) : m_state(std::move(state)) {}

    void list(const store::SessionQuery &query, store::Done<Sessions> done) override
    {
        m_state.sessions->open([this, query, done = std::move(done)](const Result<void> &opened) {
            if (!opened)
                done(tl::unexpected(opened.error()));
            else if (const store::StoreHealth health = m_state.sessions->health(); !health.reachable)
                done(failure(ErrorCode::ConnectionLost, health.text));
            else
                m_state.sessions->list(query, done);
        });
    }

private:
    store::SharedState m_state;
};

// The control plane of a proxy that runs.
class ControlSource final : public SessionSource
{
public:
    ControlSource(QUrl url, QByteArray token) : m_url(std::move(url)), m_token(std::move(token)) {}

    void list(const store::SessionQuery &query, store::Done<Sessions> done) override
    {
        send("/api/sessions", {}, [query, done = std::move(done)](const Result<QByteArray> &body) {
            done(body ? sessionsOf(*body, query) : tl::unexpected(body.error()));
        });
    }

    void end(const QByteArray &key, store::Done<void> done) override
    {
        send("/api/sessions/end", "{\"key\":" + exchange::bytesToJson(key) + '}',
             [done = std::move(done)](const Result<QByteArray> &body) {
                 done(body ? Result<void>() : tl::unexpected(body.error()));
             });
    }

private:
    // One session a line, as the control plane writes them.
    static Result<Sessions> sessionsOf(const QByteArray &body, const store::SessionQuery &query)
    {
        Sessions sessions;
        const QList<QByteArray> lines = body.split('\n');
        for (const QByteArray &line : lines) {
            if (line.isEmpty() || qint64(sessions.size()) >= query.limit)
                continue;
            auto session = exchange::sessionFromJson(line);
            if (!session)
                return tl::unexpected(session.error());
            if (!query.liveOnly || !session->ended())
                sessions.push_back(std::make_shared<const exchange::SessionRecord>(std::move(*session)));
        }
        return sessions;
    }

    void send(const char *path, const QByteArray &body, store::Done<QByteArray> done)
    {
        QUrl url = m_url;
        url.setPath(QString::fromLatin1(path));
        QNetworkRequest request(url);
        request.setRawHeader("Authorization", "Bearer " + m_token);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        QNetworkReply *reply = body.isEmpty() ? m_network.get(request) : m_network.post(request, body);
        QObject::connect(reply, &QNetworkReply::finished, reply, [reply, done = std::move(done)] {
            reply->deleteLater();
            const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            if (reply->error() == QNetworkReply::NoError)
                done(reply->readAll());
            else if (status == 401)
                done(failure(ErrorCode::PermissionDenied,
                             QStringLiteral("the token is not that of this run: see controlToken in the ready line")));
            else if (status == 404)
                done(failure(ErrorCode::NotFound, QStringLiteral("the proxy knows no such session any more")));
            else
                done(failure(ErrorCode::ConnectionLost, reply->errorString()));
        });
    }

    QUrl m_url;
    QByteArray m_token;
    QNetworkAccessManager m_network;
};

Result<std::unique_ptr<SessionSource>> controlSource(const Options &options)
{
    const QUrl url(options.value("control"), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != QLatin1StringView("http") || url.host().isEmpty())
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("--control: expected a URL as in the ready line, http://127.0.0.1:8809"));
    const QByteArray token = options.has("token") ? options.value("token").toLatin1() : qgetenv("SIGHTGLASS_TOKEN");
    if (token.isEmpty())
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("the control plane wants --token or SIGHTGLASS_TOKEN: controlToken in the ready "
                                      "line of `sightglass serve`"));
    return std::make_unique<ControlSource>(url, token);
}

} // namespace

void SessionSource::end(const QByteArray &, store::Done<void> done)
{
    done(failure(ErrorCode::InvalidArgument,
                 QStringLiteral("only a proxy that runs can end a session: name it by --control and --token")));
}

Result<std::unique_ptr<SessionSource>> sessionSource(const Options &options)
{
    if (options.has("control"))
        return controlSource(options);
    store::StoreUrl url = store::defaultStoreUrl();
    if (options.has("store")) {
        auto parsed = store::parseStoreUrl(options.value("store"));
        if (!parsed)
            return tl::unexpected(parsed.error());
        url = *parsed;
    }
    if (url.kind == store::StoreUrl::Kind::Redis) {
        auto state = store::createSharedState(url, {}, nullptr);
        if (!state)
            return tl::unexpected(state.error());
        return std::make_unique<RedisSource>(std::move(*state));
    }
    if (url.kind == store::StoreUrl::Kind::Memory)
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("a memory store lives inside the proxy that fills it: ask that by --control"));
    auto reader = store::openReader(url);
    if (!reader)
        return tl::unexpected(reader.error());
    return std::make_unique<RecordingSource>(std::move(*reader));
}

} // namespace sightglass::app
