// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/rulesdock.h"

#include "ui/editors/ruleeditor.h"
#include "ui/editors/rulesintro.h"
#include "ui/editors/ruletable.h"
#include "ui/editors/ruletemplates.h"
#include "ui/interceptioncontrol.h"
#include "ui/models/exchangetext.h"
#include "ui/models/rulelistmodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QDesktopServices>
#include <QFile>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QUrl>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using models::RuleListModel;

RulesDock::RulesDock(const Theme &theme, InterceptionControl &control, models::ExchangeListModel &exchanges,
                     models::PayloadSource &payloads, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_control(control), m_exchanges(exchanges), m_payloads(payloads)
{
    setObjectName(u"rulesDock"_s);
    m_rules = new RuleListModel([&control](const QByteArray &text) { return control.saveRules(text); }, this);
    m_table = new RuleTable(theme, *m_rules, this);
    makeActions();
    m_notice = new QLabel(this);
    m_notice->setObjectName(u"rulesNotice"_s);
    m_notice->setProperty("notice", true);
    m_notice->setWordWrap(true);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setContentsMargins(10, 6, 10, 6);
    m_stack = new QStackedWidget(this);
    auto *intro = new RulesIntro(theme, m_stack);
    connect(intro, &RulesIntro::newRequested, this, &RulesDock::addRule);
    connect(intro, &RulesIntro::exampleRequested, this, [this] { openNew(exampleRule(*m_control.rules())); });
    m_stack->addWidget(intro);
    m_stack->addWidget(m_table);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
    makeTable();
    m_poll.setInterval(kPollMs);
    connect(&m_poll, &QTimer::timeout, m_rules, &RuleListModel::refreshCounters);
    connect(&control, &InterceptionControl::rulesChanged, this, &RulesDock::take);
    connect(m_rules, &RuleListModel::failed, this, &RulesDock::noted);
    take();
}

RulesDock::~RulesDock()
{
    // They are windows of their own, but what they edit goes with this.
    for (const QPointer<RuleEditor> &editor : std::as_const(m_editors))
        delete editor;
}

// ---- parts -------------------------------------------------------------------------------------------------------------

QAction *RulesDock::addAction(int glyph, const QString &text, const QKeySequence &keys, const QString &objectName,
                              void (RulesDock::*handler)())
{
    auto *action = new QAction(text, this);
    action->setObjectName(objectName);
    if (glyph >= 0)
        action->setIcon(icon(Glyph(glyph), m_theme));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, handler);
    QWidget::addAction(action);
    return action;
}

void RulesDock::makeActions()
{
    m_new =
        addAction(int(Glyph::Plus), tr("&New Rule"), QKeySequence(Qt::Key_Insert), u"ruleNew"_s, &RulesDock::addRule);
    m_edit = addAction(int(Glyph::Edit), tr("&Edit…"), {}, u"ruleEdit"_s, &RulesDock::editRule);
    m_duplicate = addAction(int(Glyph::Copy), tr("D&uplicate"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D),
                            u"ruleDuplicate"_s, &RulesDock::duplicateRule);
    m_delete = addAction(int(Glyph::Clear), tr("&Delete"), QKeySequence(Qt::Key_Delete), u"ruleDelete"_s,
                         &RulesDock::deleteRule);
    m_toggle = addAction(-1, tr("Switch O&n or Off"), {}, u"ruleToggle"_s, &RulesDock::toggleRule);
    m_up =
        addAction(int(Glyph::Up), tr("Move U&p"), QKeySequence(Qt::ALT | Qt::Key_Up), u"ruleUp"_s, &RulesDock::moveUp);
    m_down = addAction(int(Glyph::Down), tr("Move Do&wn"), QKeySequence(Qt::ALT | Qt::Key_Down), u"ruleDown"_s,
                       &RulesDock::moveDown);
    m_undo = addAction(int(Glyph::Undo), tr("Undo Last Change of the &List"), QKeySequence::Undo, u"ruleUndo"_s,
                       &RulesDock::undo);
    m_allOn = addAction(-1, tr("Switch &All On"), {}, u"rulesAllOn"_s, &RulesDock::allOn);
    m_allOff = addAction(-1, tr("Switch All O&ff"), {}, u"rulesAllOff"_s, &RulesDock::allOff);
    m_openFile =
        addAction(int(Glyph::Open), tr("Open the &File in an Editor"), {}, u"rulesOpenFile"_s, &RulesDock::openFile);
}

QWidget *RulesDock::makeBar()
{
    auto *bar = new QWidget(this);
    bar->setProperty("bar", true);
    bar->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(6, 4, 6, 4);
    row->setSpacing(2);
    const auto add = [&](QAction *action, bool withText) {
        auto *button = new QToolButton(bar);
        button->setDefaultAction(action);
        button->setToolButtonStyle(withText ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
        const QString name = action->text().remove(u'&');
        button->setAccessibleName(name);
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        button->setToolTip(keys.isEmpty() ? name : tr("%1 (%2)").arg(name, keys));
        row->addWidget(button);
    };
    add(m_new, true);
    for (QAction *action : {m_edit, m_duplicate, m_delete, m_up, m_down, m_undo})
        add(action, false);
    row->addStretch(1);
    auto *more = new QToolButton(bar);
    more->setObjectName(u"rulesMore"_s);
    more->setIcon(icon(Glyph::More, m_theme));
    more->setAccessibleName(tr("More about rules"));
    more->setToolTip(tr("More"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setStyleSheet(u"QToolButton::menu-indicator { image: none; }"_s); // the dots say it
    auto *menu = new QMenu(more);
    menu->addActions({m_allOn, m_allOff});
    menu->addSeparator();
    menu->addAction(m_openFile);
    more->setMenu(menu);
    row->addWidget(more);
    return bar;
}

void RulesDock::makeTable()
{
    m_table->installEventFilter(this);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->addActions({m_edit, m_toggle, m_duplicate, m_delete, m_up, m_down, m_undo});
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() != RuleListModel::On)
            editRule();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (const int row = currentRow(); row >= 0) {
            m_currentRow = row;
            m_currentId = m_rules->rule(row).id;
        }
        refreshActions();
    });
    connect(m_rules, &RuleListModel::moved, this, &RulesDock::selectRow);
}

// ---- what is shown -----------------------------------------------------------------------------------------------------

void RulesDock::take()
{
    const QByteArray id = m_currentId;
    const int before = m_currentRow;
    m_rules->setRules(m_control.rules(), m_control.rulesText(), m_control.ruleStats());
    const QString error = m_control.rulesError();
    m_notice->setText(
        tr("The rules file cannot be read: %1. The rules from before are in force; open the file to put it "
           "right.")
            .arg(models::lineText(error.toUtf8())));
    m_notice->setVisible(!error.isEmpty());
    m_stack->setCurrentIndex(m_rules->rowCount() == 0 ? 0 : 1);
    setFocusProxy(m_stack->currentWidget());
    if (currentRow() < 0 && m_rules->rowCount() > 0) {
        const int row = m_rules->rowOf(id);
        selectRow(row >= 0 ? row : std::clamp(before, 0, m_rules->rowCount() - 1));
    }
    refreshActions();
}

void RulesDock::refreshActions()
{
    const int row = currentRow();
    const bool editable = m_rules->isEditable();
    m_new->setEnabled(editable);
    m_edit->setEnabled(row >= 0);
    for (QAction *action : {m_duplicate, m_delete, m_toggle})
        action->setEnabled(editable && row >= 0);
    m_up->setEnabled(editable && row > 0);
    m_down->setEnabled(editable && row >= 0 && row + 1 < m_rules->rowCount());
    m_undo->setEnabled(editable && m_rules->canUndo());
    m_allOn->setEnabled(editable && m_rules->rowCount() > 0);
    m_allOff->setEnabled(editable && m_rules->rowCount() > 0);
}

int RulesDock::currentRow() const
{
    return m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
}

void RulesDock::selectRow(int row)
{
    if (row < 0 || row >= m_rules->rowCount())
        return;
    m_table->setCurrentIndex(m_rules->index(row, RuleListModel::Name));
    m_table->scrollTo(m_table->currentIndex());
}

void RulesDock::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_rules->refreshCounters();
    m_poll.start();
}

void RulesDock::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_poll.stop();
}

bool RulesDock::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool plain = key->modifiers() == Qt::NoModifier || key->modifiers() == Qt::KeypadModifier;
        if (plain && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
            editRule();
            return true;
        }
        if (plain && key->key() == Qt::Key_Space) {
            toggleRule();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

// ---- editors -----------------------------------------------------------------------------------------------------------

RuleEditor *RulesDock::makeEditor()
{
    m_editors.removeIf([](const QPointer<RuleEditor> &editor) { return editor.isNull(); });
    auto *editor = new RuleEditor({m_theme, *m_rules, m_payloads, m_exchanges}, this);
    connect(editor, &RuleEditor::noted, this, &RulesDock::noted);
    m_editors.append(editor);
    return editor;
}

RuleEditor *RulesDock::openNew(const QByteArray &rule)
{
    RuleEditor *editor = makeEditor();
    editor->editNew(rule);
    editor->show();
    editor->activateWindow();
    return editor;
}

RuleEditor *RulesDock::openEditor(int row)
{
    if (row < 0 || row >= m_rules->rowCount())
        return nullptr;
    const QByteArray id = m_rules->rule(row).id;
    const auto open = std::find_if(m_editors.begin(), m_editors.end(),
                                   [&](const QPointer<RuleEditor> &one) { return one && one->ruleId() == id; });
    RuleEditor *editor = open != m_editors.end() ? open->data() : makeEditor();
    if (open == m_editors.end() || editor->ruleId() != id)
        editor->edit(id);
    editor->show();
    editor->raise();
    editor->activateWindow();
    return editor;
}

bool RulesDock::showRule(const QByteArray &id)
{
    const int row = m_rules->rowOf(id);
    selectRow(row);
    return openEditor(row) != nullptr;
}

QList<RuleEditor *> RulesDock::unsaved() const
{
    QList<RuleEditor *> editors;
    for (const QPointer<RuleEditor> &editor : m_editors) {
        if (editor && editor->isModified())
            editors.append(editor);
    }
    return editors;
}

// ---- actions -----------------------------------------------------------------------------------------------------------

void RulesDock::addRule()
{
    openNew(emptyRule(*m_control.rules()));
}

void RulesDock::editRule()
{
    openEditor(currentRow());
}

void RulesDock::duplicateRule()
{
    const int row = currentRow();
    if (row < 0)
        return;
    const QByteArray copy = duplicateOf(m_rules->rule(row), *m_control.rules());
    if (m_rules->insert(row + 1, copy))
        selectRow(row + 1);
}

void RulesDock::deleteRule()
{
    const int row = currentRow();
    if (row < 0)
        return;
    const QString name = m_rules->index(row, RuleListModel::Name).data().toString();
    if (!m_rules->remove(row))
        return;
    selectRow(std::min(row, m_rules->rowCount() - 1));
    Q_EMIT noted(tr("Rule “%1” is deleted. %2 in the list of rules takes that back")
                     .arg(name, m_undo->shortcut().toString(QKeySequence::NativeText)));
}

void RulesDock::toggleRule()
{
    if (const int row = currentRow(); row >= 0)
        m_rules->setEnabled(row, !m_rules->rule(row).enabled);
}

void RulesDock::moveUp()
{
    m_rules->move(currentRow(), currentRow() - 1);
}

void RulesDock::moveDown()
{
    m_rules->move(currentRow(), currentRow() + 1);
}

void RulesDock::allOn()
{
    m_rules->setAllEnabled(true);
}

void RulesDock::allOff()
{
    m_rules->setAllEnabled(false);
}

void RulesDock::undo()
{
    if (m_rules->undo())
        Q_EMIT noted(tr("The last change of the rules is taken back"));
    refreshActions();
}

void RulesDock::openFile()
{
    // A file that is not there yet is made, so that there is something to open.
    if (!QFile::exists(m_control.rulesPath())) {
        if (const auto saved = m_control.saveRules(interceptor::rules::RuleDocument().text()); !saved) {
            Q_EMIT noted(saved.error().text);
            return;
        }
    }
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(m_control.rulesPath())))
        Q_EMIT noted(tr("No program opens %1").arg(m_control.rulesPath()));
}

} // namespace sightglass::ui
