// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/intercept/holdpane.h"

#include "ui/intercept/heldeditor.h"
#include "ui/intercept/holdtable.h"
#include "ui/interceptioncontrol.h"
#include "ui/models/holdlistmodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QDateTime>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using interceptor::HeldMessage;
using interceptor::HoldDecision;
using interceptor::HoldEnd;
using interceptor::HoldId;
using models::HoldListModel;

HoldPane::HoldPane(const Theme &theme, InterceptionControl &control, HoldListModel &model, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_control(control), m_model(model), m_clock([] {
          return QDateTime::currentMSecsSinceEpoch() * 1000;
      })
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    m_table = new HoldTable(theme, model, splitter);
    m_stack = new QStackedWidget(splitter);
    m_empty = new QLabel(m_stack);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(16);
    m_empty->setProperty("dim", true);
    m_several = makeSeveral();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_several);
    splitter->addWidget(m_table);
    splitter->addWidget(m_stack);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({1000, 1000});
    m_stack->setMinimumWidth(320);
    m_table->setMinimumWidth(220);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(splitter, 1);
    setFocusProxy(m_table);
    addKeys();
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { m_model.tick(m_clock()); });
    connect(m_table, &HoldTable::selectionMoved, this, &HoldPane::showSelected);
    connect(m_table, &HoldTable::opened, this, [this] {
        if (HeldEditor *shown = editor())
            shown->setFocus();
    });
    connect(m_table, &HoldTable::dismissRequested, this, &HoldPane::dismissSelected);
    connect(&model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first) { rowsRemoved(first); });
    connect(&model, &HoldListModel::countChanged, this, &HoldPane::refresh);
    connect(&control, &InterceptionControl::messageHeld, this, &HoldPane::take);
    connect(&control, &InterceptionControl::messageReleased, this, &HoldPane::end);
    connect(&control, &InterceptionControl::pauseChanged, this, &HoldPane::refresh);
    for (const HeldMessage &message : control.held())
        take(message);
    refresh();
}

HoldPane::~HoldPane() = default;

QWidget *HoldPane::makeBar()
{
    auto *bar = new QWidget(this);
    bar->setProperty("bar", true);
    bar->setAttribute(Qt::WA_StyledBackground);
    m_count = new QLabel(bar);
    m_releaseAll = new QPushButton(tr("&Release all"), bar);
    m_releaseAll->setToolTip(tr("Sends everything that is held on as it came (Ctrl+Shift+F2)"));
    m_dismissEnded = new QPushButton(tr("&Clear ended"), bar);
    m_dismissEnded->setToolTip(tr("Takes away those that nobody waits for any more"));
    connect(m_releaseAll, &QPushButton::clicked, this, &HoldPane::releaseAll);
    connect(m_dismissEnded, &QPushButton::clicked, &m_model, &HoldListModel::dismissEnded);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 5, 8, 5);
    row->setSpacing(6);
    row->addWidget(m_count, 1);
    row->addWidget(m_dismissEnded);
    row->addWidget(m_releaseAll);
    return bar;
}

QWidget *HoldPane::makeSeveral()
{
    auto *page = new QWidget(this);
    m_severalText = new QLabel(page);
    m_severalText->setAlignment(Qt::AlignCenter);
    auto *send = new QPushButton(tr("Send as they &were"), page);
    auto *fail = new QPushButton(tr("Fail &them"), page);
    auto *dismiss = new QPushButton(tr("&Dismiss ended"), page);
    connect(send, &QPushButton::clicked, this, &HoldPane::sendSelectedOriginals);
    connect(fail, &QPushButton::clicked, this, &HoldPane::failSelected);
    connect(dismiss, &QPushButton::clicked, this, &HoldPane::dismissSelected);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    for (QPushButton *button : {send, fail, dismiss})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(page);
    layout->addStretch();
    layout->addWidget(m_severalText);
    layout->addLayout(buttons);
    layout->addStretch();
    return page;
}

void HoldPane::addKeys()
{
    const auto key = [this](const QList<QKeySequence> &sequences, auto slot) {
        for (const QKeySequence &sequence : sequences) {
            auto *shortcut = new QShortcut(sequence, this);
            shortcut->setContext(Qt::WidgetWithChildrenShortcut);
            connect(shortcut, &QShortcut::activated, this, slot);
        }
    };
    key({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)}, &HoldPane::sendSelected);
    key({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Enter)},
        &HoldPane::sendSelectedOriginals);
    key({QKeySequence(Qt::CTRL | Qt::Key_M)}, [this] {
        if (HeldEditor *shown = editor())
            shown->openAnswer();
    });
    key({QKeySequence(Qt::CTRL | Qt::Key_Backspace)}, [this] {
        if (HeldEditor *shown = editor())
            shown->askForReason();
        else
            failSelected();
    });
    key({QKeySequence(Qt::Key_Escape)}, [this] { m_table->setFocus(); });
}

void HoldPane::setClock(Clock clock)
{
    m_clock = std::move(clock);
    m_model.tick(m_clock());
}

void HoldPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model.tick(m_clock());
    refresh();
}

void HoldPane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void HoldPane::take(const HeldMessage &message)
{
    m_model.tick(m_clock());
    m_model.add(message);
    if (m_table->selectedIds().isEmpty())
        m_table->select(message.id);
}

void HoldPane::end(HoldId id, HoldEnd how)
{
    m_model.tick(m_clock());
    if (how == HoldEnd::Decided)
        leaveEditor(id);
    m_model.end(id, how);
    HeldEditor *editor = m_editors.value(id.value());
    if (!editor)
        return;
    if (how == HoldEnd::Decided)
        dropEditor(id);
    else
        editor->setEnded(how == HoldEnd::ClientGone
                             ? tr("The client gave up. Nothing can be sent any more; what you changed can be copied.")
                             : tr("The proxy stopped, and this went on as it was."));
}

void HoldPane::rowsRemoved(int first)
{
    QList<quint64> gone;
    for (auto editor = m_editors.cbegin(); editor != m_editors.cend(); ++editor) {
        if (m_model.rowOf(HoldId(editor.key())) < 0)
            gone.append(editor.key());
    }
    for (const quint64 id : gone)
        dropEditor(HoldId(id));
    // On to the next one, which comes up to the same place.
    if (m_table->selectedIds().isEmpty() && m_model.rowCount() > 0)
        m_table->select(m_model.idAt(std::min(first, m_model.rowCount() - 1)));
    showSelected();
}

HeldEditor *HoldPane::editor() const
{
    return qobject_cast<HeldEditor *>(m_stack->currentWidget());
}

HeldEditor *HoldPane::editorOf(HoldId id)
{
    HeldEditor *&editor = m_editors[id.value()];
    if (editor)
        return editor;
    editor = new HeldEditor(m_theme, *m_model.find(id), m_stack);
    connect(editor, &HeldEditor::decided, &m_control, &InterceptionControl::decide);
    connect(editor, &HeldEditor::editedChanged, &m_model, &HoldListModel::setEdited);
    connect(editor, &HeldEditor::exchangeRequested, this, &HoldPane::exchangeRequested);
    connect(editor, &HeldEditor::dismissed, this, [this](HoldId gone) {
        leaveEditor(gone);
        m_model.dismiss(gone);
    });
    m_stack->addWidget(editor);
    if (const auto state = m_model.state(id); state != HoldListModel::State::Waiting)
        editor->setEnded(state == HoldListModel::State::ClientGone
                             ? tr("The client gave up. Nothing can be sent any more.")
                             : tr("The proxy stopped, and this went on as it was."));
    return editor;
}

/// The focus goes back to the list before the editor goes, else it lands on whatever takes its place.
void HoldPane::leaveEditor(HoldId id)
{
    const HeldEditor *editor = m_editors.value(id.value());
    if (editor && editor->isAncestorOf(QApplication::focusWidget()))
        m_table->setFocus();
}

void HoldPane::dropEditor(HoldId id)
{
    HeldEditor *editor = m_editors.take(id.value());
    if (!editor)
        return;
    m_stack->removeWidget(editor);
    editor->hide();
    editor->deleteLater(); // it may be what the decision came from
}

void HoldPane::showSelected()
{
    const QList<HoldId> ids = m_table->selectedIds();
    if (ids.size() == 1 && m_model.find(ids.front())) {
        m_stack->setCurrentWidget(editorOf(ids.front()));
    } else if (ids.size() > 1) {
        m_severalText->setText(tr("Messages selected: %1").arg(ids.size()));
        m_stack->setCurrentWidget(m_several);
    } else {
        m_stack->setCurrentWidget(m_empty);
    }
}

void HoldPane::refresh()
{
    const int waiting = m_model.waitingCount();
    const int ended = m_model.endedCount();
    QString text = waiting > 0 ? tr("Held: %1").arg(waiting) : tr("Nothing is held");
    if (ended > 0)
        text += u" · "_s + tr("ended: %1").arg(ended);
    m_count->setText(text);
    m_releaseAll->setEnabled(waiting > 0);
    m_dismissEnded->setVisible(ended > 0);
    m_empty->setText(m_control.pause().enabled
                         ? tr("The next message that matches stops here.")
                         : tr("Turn Intercept on (F2), and the next message that matches stops here: to be looked at, "
                              "edited, answered or failed."));
    const bool ticks = waiting > 0 && isVisible();
    if (ticks && !m_timer.isActive())
        m_timer.start();
    else if (!ticks)
        m_timer.stop();
}

void HoldPane::sendSelected()
{
    for (const HoldId id : m_table->selectedIds()) {
        if (HeldEditor *editor = m_editors.value(id.value()))
            editor->send();
        else if (m_model.state(id) == HoldListModel::State::Waiting)
            m_control.decide(id, {});
    }
}

void HoldPane::decideSelected(const HoldDecision &decision)
{
    for (const HoldId id : m_table->selectedIds()) {
        if (m_model.state(id) == HoldListModel::State::Waiting)
            m_control.decide(id, decision);
    }
}

void HoldPane::sendSelectedOriginals()
{
    decideSelected({});
}

void HoldPane::failSelected()
{
    if (HeldEditor *shown = editor())
        return shown->fail();
    HoldDecision decision;
    decision.kind = HoldDecision::Kind::Fail;
    decision.reason = tr("stopped by a person in Sightglass");
    decideSelected(decision);
}

void HoldPane::dismissSelected()
{
    for (const HoldId id : m_table->selectedIds())
        m_model.dismiss(id);
}

void HoldPane::releaseAll()
{
    const auto edited = std::count_if(m_editors.cbegin(), m_editors.cend(), [](const HeldEditor *editor) {
        return !editor->isEnded() && editor->isEdited();
    });
    if (edited > 0)
        askAboutEdits(int(edited));
    else
        m_control.decideAll({});
}

void HoldPane::askAboutEdits(int edited)
{
    auto *box =
        new QMessageBox(QMessageBox::Question, tr("Release All"),
                        tr("Messages that were edited and not sent: %1.").arg(edited), QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *asEdited = box->addButton(tr("Send &Edited"), QMessageBox::AcceptRole);
    QPushButton *originals = box->addButton(tr("Send &Originals"), QMessageBox::DestructiveRole);
    box->setDefaultButton(asEdited);
    connect(asEdited, &QPushButton::clicked, this, &HoldPane::releaseEdited);
    connect(originals, &QPushButton::clicked, this, [this] { m_control.decideAll({}); });
    box->open();
}

void HoldPane::releaseEdited()
{
    // Sending takes an editor away, or shows why it cannot be sent: that one stays.
    for (HeldEditor *editor : m_editors.values()) {
        if (!editor->isEnded() && editor->isEdited())
            editor->send();
    }
    const auto isEdited = [this](HoldId id) {
        const HeldEditor *editor = m_editors.value(id.value());
        return editor && editor->isEdited();
    };
    QList<HoldId> rest;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const HoldId id = m_model.idAt(row);
        if (m_model.state(id) == HoldListModel::State::Waiting && !isEdited(id))
            rest.append(id);
    }
    for (const HoldId id : rest)
        m_control.decide(id, {});
}

} // namespace sightglass::ui
