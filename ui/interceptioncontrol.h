// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "interceptor/holdqueue.h"
#include "interceptor/pauseinterceptor.h"
#include "interceptor/rules/ruleset.h"

#include <QObject>

namespace sightglass::ui {

/// What the window may ask of rules, pause and lint, and what it is told. Works while the proxy is stopped, too: what is
/// set then holds from its start on.
///
/// Thread: UI; nothing here blocks. Owner: the program.
class InterceptionControl : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    // The rules file.
    virtual QString rulesPath() const = 0;
    virtual QByteArray rulesText() const = 0;
    virtual interceptor::rules::RuleSetPtr rules() const = 0; ///< the last good set; never null
    virtual QString rulesError() const = 0;                   ///< why the file is no rules file; empty: it is one
    virtual Result<void> saveRules(const QByteArray &text) = 0;
    virtual std::shared_ptr<interceptor::rules::RuleStats> ruleStats() const = 0;

    // Pause and edit.
    virtual interceptor::PauseOptions pause() const = 0;
    virtual void setPause(const interceptor::PauseOptions &options) = 0;
    virtual QList<interceptor::HeldMessage> held() const = 0; ///< oldest first
    virtual void decide(interceptor::HoldId id, const interceptor::HoldDecision &decision) = 0;
    /// All that wait now.
    virtual void decideAll(const interceptor::HoldDecision &decision) = 0;

    virtual bool lint() const = 0;
    virtual void setLint(bool on) = 0;

Q_SIGNALS:
    void rulesChanged();
    void pauseChanged();
    void lintChanged();
    void messageHeld(const sightglass::interceptor::HeldMessage &message);
    void messageReleased(sightglass::interceptor::HoldId id, sightglass::interceptor::HoldEnd end);
};

} // namespace sightglass::ui
