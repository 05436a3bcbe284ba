// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demoround.h"

namespace sightglass::app {

/// A whole session of the legacy era, from initialize to DELETE: requests of both sides, a GET stream, progress, log
/// messages, subscriptions, cancellation, errors.
class DemoLegacyRound final : public DemoRound
{
public:
    DemoLegacyRound(transport::Upstream &upstream, const QByteArray &target, int pauseMs);

private:
    void addBeginning();
    void addTools();
    void addAsking();
    void addContent();
    void addEnd();

    QByteArray fields(const QByteArray &accept = "application/json, text/event-stream") const;
    /// A request whose result \a result checks; it calls next().
    void request(const QByteArray &method, const Json &params, Result result, DemoCall::Message message = {});
    void requestError(const QByteArray &method, const Json &params, int code);
    void notify(const QByteArray &method, const Json &params, std::function<void()> sent);
    void callTool(const char *tool, Json arguments, const QString &expected);
    void answer(const Json &request);
    void openStream();
    void cancelTea();
    void endSession();

    QByteArray m_session;
    DemoCall *m_stream = nullptr;
    std::function<void(const Json &)> m_heard; // on the GET stream
};

} // namespace sightglass::app
