// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/rules/rulefile.h"
#include "ui/interceptioncontrol.h"

#include <QString>

#include <algorithm>

namespace sightglass::ui::testing {

/// An interception control that does what a test says: a real rules file, and messages that are held by hand.
class FakeInterception : public InterceptionControl
{
public:
    explicit FakeInterception(const QString &rulesFile) : file(rulesFile)
    {
        connect(&file, &interceptor::rules::RuleFile::changed, this, &InterceptionControl::rulesChanged);
        file.load();
    }

    QString rulesPath() const override { return file.path(); }
    QByteArray rulesText() const override { return file.text(); }
    interceptor::rules::RuleSetPtr rules() const override { return file.rules(); }
    QString rulesError() const override { return file.error(); }
    Result<void> saveRules(const QByteArray &text) override
    {
        ++saves;
        return refuse ? failure(ErrorCode::Io, QStringLiteral("the disk is full")) : file.save(text);
    }
    std::shared_ptr<interceptor::rules::RuleStats> ruleStats() const override { return stats; }

    interceptor::PauseOptions pause() const override { return options; }
    void setPause(const interceptor::PauseOptions &wanted) override
    {
        options = wanted;
        Q_EMIT pauseChanged();
    }
    QList<interceptor::HeldMessage> held() const override { return waiting; }
    void decide(interceptor::HoldId id, const interceptor::HoldDecision &decision) override
    {
        decisions.append({id, decision});
        end(id, interceptor::HoldEnd::Decided);
    }
    void decideAll(const interceptor::HoldDecision &decision) override
    {
        for (const QList<interceptor::HeldMessage> all = waiting; const interceptor::HeldMessage &message : all)
            decide(message.id, decision);
    }
    bool lint() const override { return lintOn; }
    void setLint(bool on) override
    {
        lintOn = on;
        Q_EMIT lintChanged();
    }

    void hold(const interceptor::HeldMessage &message)
    {
        waiting.append(message);
        Q_EMIT messageHeld(message);
    }
    void end(interceptor::HoldId id, interceptor::HoldEnd how)
    {
        if (waiting.removeIf([id](const interceptor::HeldMessage &message) { return message.id == id; }) > 0)
            Q_EMIT messageReleased(id, how);
    }

    interceptor::rules::RuleFile file;
    std::shared_ptr<interceptor::rules::RuleStats> stats = std::make_shared<interceptor::rules::RuleStats>();
    interceptor::PauseOptions options;
    QList<interceptor::HeldMessage> waiting;
    QList<std::pair<interceptor::HoldId, interceptor::HoldDecision>> decisions;
    bool lintOn = true;
    int saves = 0;
    bool refuse = false; ///< to save
};

/// A tools/call that waits, with the head it came with. Times are far in the future, so that countdowns stand still.
inline interceptor::HeldMessage heldCall(quint64 id, const QByteArray &tool = "add")
{
    interceptor::HeldMessage message;
    message.id = interceptor::HoldId(id);
    message.exchange = exchange::ExchangeId(id);
    message.method = "tools/call";
    message.name = tool;
    message.peerName = "claude-code";
    message.route = QStringLiteral("default");
    message.message = R"({"jsonrpc":"2.0","id":)" + QByteArray::number(id)
                      + R"(,"method":"tools/call","params":{"name":")" + tool
                      + R"(","arguments":{"a":1,"big":12345678901234567890}}})";
    message.head = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:8808\r\nContent-Type: application/json\r\nMcp-Name: " + tool
                   + "\r\nContent-Length: 99\r\n\r\n";
    message.heldAtUs = message.requestedAtUs = 1'000'000'000;
    message.clientTimeoutMs = 60'000;
    return message;
}

} // namespace sightglass::ui::testing
