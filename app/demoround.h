// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/democall.h"

#include <QTimer>

#include <deque>
#include <memory>
#include <unordered_set>
#include <vector>

namespace sightglass::app {

/// A list of steps that talk to a server one after the other and check what it answers. The first wrong answer ends the
/// round.
///
/// Owner: DemoClient.
class DemoRound : public QObject
{
public:
    using Json = server::Json;
    using Result = std::function<void(const Json &result)>;
    using Finished = std::function<void(const QString &trouble)>; ///< empty: all was right

    DemoRound(transport::Upstream &upstream, QByteArray target, int pauseMs);

    void start(Finished finished);
    int stepCount() const { return m_stepCount; }

protected:
    /// The step calls next() when it is done.
    void addStep(const QString &name, std::function<void()> run);
    void next();
    void fail(const QString &trouble);
    /// False, and the round is over, when \a condition does not hold.
    bool check(bool condition, const QString &trouble);

    /// Sends \a body with \a fields; the call lives until it is done or drop()ped.
    DemoCall *send(const QByteArray &method, const QByteArray &fields, const QByteArray &body,
                   DemoCall::Message message, DemoCall::Done done, DemoCall::Done opened = {});
    void drop(DemoCall *call);
    qint64 newId() { return ++m_lastId; }

    /// `params.name` and `params.arguments`.
    static Json toolParams(const char *tool, Json arguments = Json::object());
    /// The first text block of a tool's result.
    static QString textOf(const Json &result);
    /// What the demo client's imaginary user, model and workspace say to a request of the server's.
    static Json answerTo(const Json &request);

private:
    struct Step {
        QString name;
        std::function<void()> run;
    };

    transport::Upstream &m_upstream;
    QByteArray m_target;
    std::deque<Step> m_steps;
    std::vector<std::unique_ptr<DemoCall>> m_calls;
    Finished m_finished;
    QString m_current;
    QTimer m_pause;
    qint64 m_lastId = 0;
    int m_stepCount = 0;
};

} // namespace sightglass::app
