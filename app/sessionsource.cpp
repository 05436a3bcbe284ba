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

#include <algorithm>
#include <optional>
#include <utility>

namespace sightglass::app {
namespace {

constexpr int kPatienceMs = 10'000; // with a proxy that says nothing

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

    // Asked once: all pages are of one moment.
    void list(const store::SessionQuery &query, store::Done<Sessions> done) override
    {
        if (m_sessions)
            return done(page(*m_sessions, query));
        send("/api/sessions", {}, [this, query, done = std::move(done)](const Result<QByteArray> &body) {
            auto sessions = body ? sessionsOf(*body) : tl::unexpected(body.error());
            if (!sessions)
                return done(tl::unexpected(sessions.error()));
            m_sessions = std::move(*sessions);
            done(page(*m_sessions, query));
        });
    }

    bool isProxy() const override { return true; }

    void end(const QByteArray &key, store::Done<void> done) override
    {
        send("/api/sessions/end", "{\"key\":" + exchange::bytesToJson(key) + '}',
             [done = std::move(done)](const Result<QByteArray> &body) {
                 done(body ? Result<void>() : tl::unexpected(body.error()));
             });
    }

private:
    using Place = std::pair<qint64, QByteArray>;
    static Place placeOf(const exchange::SessionPtr &session) { return {session->lastActivityAtUs, session->key}; }

    // One session a line, as the control plane writes them; in the order that a store has them in.
    static Result<Sessions> sessionsOf(const QByteArray &body)
    {
        Sessions sessions;
        const QList<QByteArray> lines = body.split('\n');
        for (const QByteArray &line : lines) {
            if (line.isEmpty())
                continue;
            auto session = exchange::sessionFromJson(line);
            if (!session)
                return tl::unexpected(session.error());
            sessions.push_back(std::make_shared<const exchange::SessionRecord>(std::move(*session)));
        }
        std::sort(sessions.begin(), sessions.end(),
                  [](const auto &one, const auto &other) { return placeOf(one) > placeOf(other); });
        return sessions;
    }

    static Sessions page(const Sessions &all, const store::SessionQuery &query)
    {
        Sessions page;
        for (const exchange::SessionPtr &session : all) {
            if (qint64(page.size()) < query.limit && placeOf(session) < Place(query.before, query.beforeKey)
                && !(query.liveOnly && session->ended()))
                page.push_back(session);
        }
        return page;
    }

    void send(const char *path, const QByteArray &body, store::Done<QByteArray> done)
    {
        QUrl url = m_url;
        url.setPath(QString::fromLatin1(path));
        QNetworkRequest request(url);
        request.setRawHeader("Authorization", "Bearer " + m_token);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setTransferTimeout(kPatienceMs);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        QNetworkReply *reply = body.isEmpty() ? m_network.get(request) : m_network.post(request, body);
        QObject::connect(reply, &QNetworkReply::finished, reply, [reply, done = std::move(done)] {
            reply->deleteLater();
            const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            if (reply->error() == QNetworkReply::NoError && status == 200)
                done(reply->readAll());
            else if (status == 401)
                done(failure(ErrorCode::PermissionDenied,
                             QStringLiteral("the token is not that of this run: see controlToken in the ready line")));
            else if (status == 404)
                done(failure(ErrorCode::NotFound, QStringLiteral("the proxy knows no such session any more")));
            else if (reply->error() == QNetworkReply::OperationCanceledError)
                done(failure(ErrorCode::TimedOut, QStringLiteral("the control plane does not answer")));
            else if (reply->error() == QNetworkReply::NoError)
                done(failure(ErrorCode::ConnectionLost,
                             QStringLiteral("that is no control plane: it answers with status %1").arg(status)));
            else
                done(failure(ErrorCode::ConnectionLost, reply->errorString()));
        });
    }

    QUrl m_url;
    QByteArray m_token;
    QNetworkAccessManager m_network;
    std::optional<Sessions> m_sessions;
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
    return options.has("control") ? controlSource(options) : storedSessions(options);
}

Result<std::unique_ptr<SessionSource>> storedSessions(const Options &options)
{
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
