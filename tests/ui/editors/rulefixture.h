// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/rules/rulefile.h"
#include "ui/interceptioncontrol.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/payloadsource.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTemporaryDir>

namespace sightglass::ui::testing {

/// Rules in a real file, without an engine.
class FakeInterception : public InterceptionControl
{
public:
    explicit FakeInterception(const QString &path) : file(path)
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
    void setPause(const interceptor::PauseOptions &wanted) override { options = wanted; }
    QList<interceptor::HeldMessage> held() const override { return {}; }
    void decide(interceptor::HoldId, const interceptor::HoldDecision &) override {}
    void decideAll(const interceptor::HoldDecision &) override {}
    bool lint() const override { return false; }
    void setLint(bool) override {}

    interceptor::rules::RuleFile file;
    std::shared_ptr<interceptor::rules::RuleStats> stats = std::make_shared<interceptor::rules::RuleStats>();
    interceptor::PauseOptions options;
    int saves = 0;
    bool refuse = false;
};

/// A call of the tool \a tool with {"query":…,"limit":25}, answered.
exchange::RecordPtr toolCall(quint64 id, const QByteArray &tool);

struct RuleFixture {
    RuleFixture();

    /// Exchanges come in, as live.
    void receive(const QList<exchange::RecordPtr> &records);
    /// Writes the rules file and has it read.
    void write(const QByteArray &text);
    QByteArray read() const;

    QTemporaryDir folder;
    Theme theme;
    FakeInterception control;
    models::PayloadSource payloads;
    models::ExchangeListModel exchanges;
};

/// Two rules with comments that edits have to leave alone.
extern const QByteArray kTwoRules;

} // namespace sightglass::ui::testing
