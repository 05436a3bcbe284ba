// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QObject>

namespace sightglass::models {
class PayloadSource;
}

namespace sightglass::ui {

class InterceptionControl;
class RulesDock;

/// What can be made of an exchange that one sees: a rule, a block, a condition to pause on.
///
/// Thread: UI. What it is given outlives it.
class RuleCommands : public QObject
{
    Q_OBJECT
public:
    RuleCommands(InterceptionControl &control, models::PayloadSource &payloads, RulesDock &dock,
                 QObject *parent = nullptr);

    /// Opens an editor on a rule for messages like this; \a response: for what the server says. Its payload is asked for
    /// first, so that the rule names something that is there.
    void makeRule(const exchange::Record &record, bool response);
    /// Refuses calls of that tool from now on.
    void blockTool(const exchange::Record &record);
    /// Intercept goes on, for messages like this.
    void pauseLike(const exchange::Record &record);

Q_SIGNALS:
    /// What was done or went wrong, and how to take it back, in a few words.
    void noted(const QString &text);

private:
    void open(const QList<exchange::Part> &parts);

    InterceptionControl &m_control;
    models::PayloadSource &m_payloads;
    RulesDock &m_dock;
    exchange::RecordPtr m_asked; ///< whose payload is on its way
    bool m_response = false;
};

} // namespace sightglass::ui
