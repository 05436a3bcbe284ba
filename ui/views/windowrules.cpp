// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/windowrules.h"

#include "ui/editors/rulecommands.h"
#include "ui/editors/ruleeditor.h"
#include "ui/editors/rulesdock.h"
#include "ui/models/rulelistmodel.h"
#include "ui/views/mainwindow.h"
#include "ui/views/windowactions.h"
#include "ui/views/windowdocks.h"

#include <QDockWidget>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

WindowRules::WindowRules(const WindowParts &parts, WindowDocks &docks, WindowActions &actions, Current current,
                         QWidget &window)
    : QObject(&window),
      m_rules(new RulesDock(parts.theme, parts.interception, parts.exchanges, parts.payloads, &window)),
      m_commands(new RuleCommands(parts.interception, parts.payloads, *m_rules, this))
{
    m_dock = docks.addDock(m_rules, u"rulesDockWidget"_s, tr("Rules"), Command::RulesDock);
    connect(m_rules, &RulesDock::noted, this, &WindowRules::noted);
    connect(m_commands, &RuleCommands::noted, this, &WindowRules::noted);
    const auto on = [&](Command command, void (*what)(RuleCommands &, const exchange::Record &)) {
        actions.on(command, [this, current, what] {
            if (const exchange::Record *record = current())
                what(*m_commands, *record);
        });
    };
    on(Command::MakeRequestRule,
       [](RuleCommands &commands, const exchange::Record &record) { commands.makeRule(record, false); });
    on(Command::MakeResponseRule,
       [](RuleCommands &commands, const exchange::Record &record) { commands.makeRule(record, true); });
    on(Command::BlockTool, [](RuleCommands &commands, const exchange::Record &record) { commands.blockTool(record); });
    on(Command::PauseLike, [](RuleCommands &commands, const exchange::Record &record) { commands.pauseLike(record); });
}

WindowRules::~WindowRules()
{
    delete m_commands;     // knows the dock's pane
    delete m_rules.data(); // its editors look at the models, and would go after them
}

void WindowRules::showRule(const QByteArray &id)
{
    WindowDocks::open(*m_dock);
    if (!m_rules->showRule(id))
        Q_EMIT noted(tr("This rule is not in the file any more"));
}

bool WindowRules::mayClose()
{
    const QList<RuleEditor *> unsaved = m_rules->unsaved();
    for (RuleEditor *editor : unsaved) {
        editor->raise();
        editor->activateWindow();
        editor->close(); // asks
    }
    return unsaved.isEmpty();
}

} // namespace sightglass::ui
