// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots/rulescenes.h"

#include "ui/detail/diffview.h"
#include "ui/editors/dryrunpane.h"
#include "ui/editors/ruledraft.h"
#include "ui/editors/ruleeditor.h"
#include "ui/editors/rulesdock.h"
#include "ui/models/rulelistmodel.h"
#include "ui/screenshots/photographer.h"
#include "ui/views/mainwindow.h"
#include "ui/views/windowactions.h"
#include "ui/views/windowrules.h"

#include <QDockWidget>

namespace sightglass::screenshots {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDockHeight = 300;

/// Put in at the end, in this order.
constexpr const char *kRules[] = {
    R"({
  "id": "block-shell",
  "name": "Block the shell tool",
  "match": "method:tools/call and tool:shell*",
  "actions": [
    {"reject": "not on this machine"}
  ],
  "stop": true
})",
    R"({
  "id": "slow-lists",
  "name": "Slow lists, now and then",
  "match": "method:*/list",
  "on": ["request", "response"],
  "probability": 0.2,
  "actions": [
    {"delay": [200, 800]}
  ]
})",
    R"({
  "id": "mark-errors",
  "name": "Mark failed tools",
  "match": "stauts:error",
  "on": ["response", "event"],
  "actions": [
    {"colour": "red"},
    {"tag": "tool-error"}
  ]
})",
    R"({
  "id": "mock-weather",
  "name": "Mock the weather",
  "enabled": false,
  "match": "tool:weather",
  "actions": [
    {"respond": {"content": [{"type": "text", "text": "sunny, 21 °C"}]}}
  ]
})"};

} // namespace

void takeRules(ui::MainWindow &window, Photographer &photographer)
{
    ui::RulesDock &dock = window.rules().rules();
    window.actions().action(ui::Command::RulesDock)->trigger();
    window.resizeDocks({&window.rules().dock()}, {kDockHeight}, Qt::Vertical);
    for (const char *rule : kRules)
        dock.rules().insert(dock.rules().rowCount(), rule);
    until(u"the rules"_s, [&] { return dock.isVisible() && dock.rules().rowCount() == int(std::size(kRules)); });
    photographer.take(u"rules-dock"_s, window);

    window.actions().action(ui::Command::MakeRequestRule)->trigger();
    ui::RuleEditor *editor = nullptr;
    until(u"the rule editor"_s, [&] { return (editor = dock.findChild<ui::RuleEditor *>()) != nullptr; });
    // The template sets an argument to what it is; another value shows what a dry run is for.
    const auto value = editor->draft().value("/actions/0/value");
    editor->draft().set("/actions/0/value", value && value->startsWith('"') ? "\"changed by a rule\"" : "42");
    until(u"the dry run"_s, [&] {
        return editor->dryRun().isComplete() && editor->dryRun().hits().rowCount() > 0
               && editor->dryRun().diff().isComplete() && !editor->dryRun().diff().text().isEmpty();
    });
    photographer.take(u"rule-editor-dry-run"_s, *editor);
    editor->draft().setSaved(); // it need not ask
    editor->close();
    window.actions().action(ui::Command::RulesDock)->trigger();
}

} // namespace sightglass::screenshots
