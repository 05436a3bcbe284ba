// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sightglass::interceptor {

/// What an interceptor decides about one message. The engine carries it out.
class Verdict
{
public:
    enum class Action : quint8 {
        Continue, ///< on to the next interceptor, unchanged
        Replace,  ///< go on with these bytes instead
        Respond,  ///< to the server: do not send it on, answer the client with these bytes; to the client: these bytes
                  ///< instead, and no further interceptor
        Reject,   ///< answer the client with an error of ours
        Delay,    ///< go on after so many milliseconds
        Hold,     ///< wait until a person (or a program) decides through the HoldQueue
        Drop,     ///< nobody gets anything: the client's connection is closed; an event is left out
    };

    Verdict() = default;
    static Verdict proceed() { return Verdict(); }
    static Verdict replace(QByteArray message) { return Verdict(Action::Replace, std::move(message)); }
    static Verdict respond(QByteArray message) { return Verdict(Action::Respond, std::move(message)); }
    static Verdict reject(QString reason) { return Verdict(Action::Reject, {}, std::move(reason)); }
    static Verdict delay(int milliseconds) { return Verdict(Action::Delay, {}, {}, milliseconds); }
    static Verdict hold(QString reason = {}) { return Verdict(Action::Hold, {}, std::move(reason)); }
    static Verdict drop() { return Verdict(Action::Drop, {}); }

    Action action() const { return m_action; }
    const QByteArray &message() const { return m_message; }
    const QString &reason() const { return m_reason; }
    int milliseconds() const { return m_milliseconds; }

private:
    explicit Verdict(Action action, QByteArray message, QString reason = {}, int milliseconds = 0)
        : m_action(action), m_message(std::move(message)), m_reason(std::move(reason)), m_milliseconds(milliseconds)
    {}

    Action m_action = Action::Continue;
    QByteArray m_message;
    QString m_reason;
    int m_milliseconds = 0;
};

} // namespace sightglass::interceptor
