// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "interceptor/rules/ruleset.h"

#include <QList>

#include <memory>

namespace sightglass::interceptor::rules {

/// What rules would have done with one message of a recording.
struct DryRunChange {
    Way way = Way::ToServer;
    bool isEvent = false;
    qsizetype part = -1;       ///< index of the message's part within the whole payload
    QList<QByteArray> ruleIds; ///< that matched, in order
    QByteArray before;
    QByteArray after; ///< equal to before when no rule changes it
    HeaderEdits headers;
    Verdict::Fate fate = Verdict::Fate::Continue;
    bool held = false;
    int delayMs = 0;
    QString summary; ///< what the rules did, in words
    QString failure; ///< an action that could not be carried out
};

/// Applies a rule set to recorded exchanges, as if every probability were 1, every match the one that counts and every rate
/// limit far; counts nothing. The same code as the interceptor's; an exchange that an interceptor had changed is judged by
/// what was received. After an answer of a rule's own nothing more of the exchange is looked at: the server would not have
/// been asked.
///
/// Thread: any one at a time. Owner: its user.
class DryRun
{
public:
    explicit DryRun(RuleSetPtr rules);
    ~DryRun();
    /// What would have happened to each message that a rule matches. \a whole has whole parts.
    QList<DryRunChange> run(const exchange::Record &whole);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// The same once; for many exchanges make a DryRun. Thread: any.
QList<DryRunChange> dryRun(const RuleSet &rules, const exchange::Record &whole);

} // namespace sightglass::interceptor::rules
