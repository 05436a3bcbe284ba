// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/rules/messagework.h"
#include "interceptor/rules/ruleindex.h"

#include <QStringList>

namespace sightglass::interceptor::rules {

/// Whether rules that match act, and with which luck: all that differs between traffic and a dry run.
class RuleGate
{
public:
    virtual ~RuleGate() = default;
    /// The rule of that index matched; whether it acts.
    virtual bool opens(quint32 rule) = 0;
    virtual void acted(quint32 rule, bool failed) = 0;
    /// A time from the action's range.
    virtual int delayMs(quint32 rule, const Action &action) = 0;
    /// Takes a token of a rate limit; 0, or how many milliseconds until there is one.
    virtual qint64 takeToken(quint32 rule, qsizetype action, const QByteArray &key) = 0;
};

/// Takes messages through a rule set. The interceptor and the dry run are both this, with a gate of their own.
///
/// Thread: one at a time. Owner: its user.
class RuleRun
{
public:
    explicit RuleRun(RuleSetPtr rules) : m_index(rules), m_words(rules->rules().size()) {}

    /// \a opened, if given, gets the rules that acted.
    Verdict run(const Context &context, RuleGate &gate, QList<quint32> *opened = nullptr);
    const RuleSet &rules() const { return m_index.rules(); }

private:
    const QStringList &wordsOf(quint32 index);
    void act(quint32 index, MessageWork &work, RuleGate &gate);

    RuleIndex m_index;
    std::vector<QStringList> m_words; // what the actions of a rule are called in notes; made when it first acts
    MessageWork::Scratch m_scratch;
};

} // namespace sightglass::interceptor::rules
