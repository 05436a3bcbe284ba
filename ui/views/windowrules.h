// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "ui/editors/rulesdock.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QDockWidget;
class QWidget;

namespace sightglass::ui {

class RuleCommands;
class WindowActions;
class WindowDocks;
enum class Command : quint8;
struct WindowParts;

/// The rules in the window: their dock, and the commands that make rules of the current exchange.
///
/// Thread: UI. Owner: the window.
class WindowRules : public QObject
{
    Q_OBJECT
public:
    /// The exchange that commands are about; null: none.
    using Current = std::function<const exchange::Record *()>;

    WindowRules(const WindowParts &parts, WindowDocks &docks, WindowActions &actions, Current current, QWidget &window);
    ~WindowRules() override;

    RulesDock &rules() { return *m_rules; }
    QDockWidget &dock() { return *m_dock; }
    /// Opens the rule that a note of an exchange names.
    void showRule(const QByteArray &id);
    /// Whether nothing unsaved would be lost; else the editors ask.
    bool mayClose();

Q_SIGNALS:
    void noted(const QString &text);

private:
    QPointer<RulesDock> m_rules; // the dock's, which may go before this or after it
    QDockWidget *m_dock = nullptr;
    RuleCommands *m_commands = nullptr;
};

} // namespace sightglass::ui
