// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/enginehost.h"
#include "interceptor/rules/rulefile.h"
#include "ui/interceptioncontrol.h"

class QSettings;

namespace sightglass::app {

class EngineController;

/// Rules, pause and lint as the window knows them: the rules out of a file that is followed, the rest out of the settings.
/// All of it is told to the engine, which keeps it while it does not run. Without an engine (a window that looks at a
/// recording) rules can be edited and tried, and nothing is ever held.
///
/// Intercept is always off at first: a program that stops traffic because it did so last week is no help.
///
/// Thread: UI. Owner: the program. The engine and the settings outlive it; either may be null.
class InterceptionController final : public ui::InterceptionControl
{
    Q_OBJECT
public:
    InterceptionController(const QString &rulesPath, EngineController *engine, QSettings *keep,
                           QObject *parent = nullptr);
    ~InterceptionController() override;

    /// rules.jsonc in the folder of the program's data.
    static QString defaultRulesPath();

    QString rulesPath() const override { return m_file.path(); }
    QByteArray rulesText() const override { return m_file.text(); }
    interceptor::rules::RuleSetPtr rules() const override { return m_file.rules(); }
    QString rulesError() const override { return m_file.error(); }
    Result<void> saveRules(const QByteArray &text) override;
    std::shared_ptr<interceptor::rules::RuleStats> ruleStats() const override;

    interceptor::PauseOptions pause() const override { return m_engineSide.pause; }
    void setPause(const interceptor::PauseOptions &options) override;
    QList<interceptor::HeldMessage> held() const override { return m_held; }
    void decide(interceptor::HoldId id, const interceptor::HoldDecision &decision) override;
    void decideAll(const interceptor::HoldDecision &decision) override;

    bool lint() const override { return m_engineSide.lint; }
    void setLint(bool on) override;

private:
    void loadSettings();
    void rulesRead();
    void tellEngine();
    void take(const interceptor::HeldMessage &message);
    void released(interceptor::HoldId id, interceptor::HoldEnd end);
    void engineChanged();

    EngineController *m_engine;
    QSettings *m_keep;
    interceptor::rules::RuleFile m_file;
    EngineInterception m_engineSide;
    QList<interceptor::HeldMessage> m_held;                   // oldest first
    std::shared_ptr<interceptor::rules::RuleStats> m_noStats; // while nothing runs
};

} // namespace sightglass::app
