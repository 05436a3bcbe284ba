// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "interceptor/rules/ruleset.h"

#include <QByteArray>
#include <QString>

/// Rules to begin with, as JSONC text laid out in lines. Pure.
namespace sightglass::ui {

/// What a template is made of; the texts are put in as they are.
struct RuleTemplate {
    QString name;
    QString match;
    QByteArray on = "[\"request\"]";
    QByteArray action; ///< JSON
    bool enabled = false;
};
/// \a known: rules that are there already; the new one's id is another.
QByteArray ruleText(const RuleTemplate &content, const interceptor::rules::RuleSet &known);

/// A rule that does nothing yet.
QByteArray emptyRule(const interceptor::rules::RuleSet &known);
/// One that shows what rules are for.
QByteArray exampleRule(const interceptor::rules::RuleSet &known);

/// The same rule once more, under another id and name, and off.
QByteArray duplicateOf(const interceptor::rules::Rule &rule, const interceptor::rules::RuleSet &known);

/// The filter of messages like \a record: its method and what that acts on. Empty where nothing tells it from others.
QString messagesLike(const exchange::Record &record);
/// The same for people: `tool “search”`, `resources/read`.
QString kindOfMessage(const exchange::Record &record);
/// A rule for messages like \a record, with an action that changes something that is really there: \a parts are its
/// payload, as far as it is at hand.
QByteArray ruleFor(const exchange::Record &record, const QList<exchange::Part> &parts, bool response,
                   const interceptor::rules::RuleSet &known);
/// Refuses messages like \a record, from now on.
QByteArray blockingRule(const exchange::Record &record, const interceptor::rules::RuleSet &known);

} // namespace sightglass::ui
