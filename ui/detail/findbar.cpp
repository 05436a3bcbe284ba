// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/findbar.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QToolButton>

namespace sightglass::ui {

FindBar::FindBar(const Theme &theme, QPlainTextEdit &target, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_target(target)
{
    m_field = new QLineEdit(this);
    m_field->setAccessibleName(tr("Find in this text"));
    m_field->setPlaceholderText(tr("Find in this text"));
    m_field->setMinimumWidth(120);
    m_field->setMaximumWidth(360);
    m_status = new QLabel(this);
    m_status->setProperty("dim", true);
    const auto button = [&](Glyph glyph, const QString &name) {
        auto *made = new QToolButton(this);
        made->setIcon(icon(glyph, theme));
        made->setAccessibleName(name);
        made->setToolTip(name);
        return made;
    };
    auto *previous = button(Glyph::Up, tr("Previous hit"));
    auto *next = button(Glyph::Down, tr("Next hit"));
    auto *done = button(Glyph::Close, tr("Close the search"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 3, 4, 3);
    layout->setSpacing(4);
    layout->addWidget(m_field, 1);
    layout->addWidget(previous);
    layout->addWidget(next);
    layout->addWidget(m_status);
    layout->addStretch(1);
    layout->addWidget(done);
    connect(m_field, &QLineEdit::textChanged, this, &FindBar::search);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { findNext(); });
    connect(previous, &QToolButton::clicked, this, [this] { findNext(true); });
    connect(next, &QToolButton::clicked, this, [this] { findNext(); });
    connect(done, &QToolButton::clicked, this, &FindBar::close);
    connect(&target, &QPlainTextEdit::textChanged, this, [this] {
        if (isVisible())
            search();
    });
    hide();
}

void FindBar::open()
{
    show();
    if (const QString chosen = m_target.textCursor().selectedText();
        !chosen.isEmpty() && !chosen.contains(QChar::ParagraphSeparator))
        m_field->setText(chosen);
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    search();
}

void FindBar::find(const QString &text)
{
    show();
    m_field->setText(text);
    search();
}

void FindBar::close()
{
    hide();
    m_target.setExtraSelections({});
    m_target.setFocus();
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_F3)
        findNext(event->modifiers().testFlag(Qt::ShiftModifier));
    else
        QWidget::keyPressEvent(event);
}

void FindBar::search()
{
    QList<QTextEdit::ExtraSelection> marks;
    const QString wanted = m_field->text();
    m_count = 0;
    if (!wanted.isEmpty()) {
        QTextCursor hit = m_target.document()->find(wanted);
        for (; !hit.isNull(); hit = m_target.document()->find(wanted, hit)) {
            if (++m_count > kMostHits) {
                m_count = -1;
                break;
            }
            QTextEdit::ExtraSelection mark;
            mark.cursor = hit;
            mark.format.setBackground(m_theme.color(Role::MatchBackground));
            marks.append(mark);
        }
    }
    m_target.setExtraSelections(marks);
    // The hit at or behind the cursor is the current one, so that typing on narrows it and does not jump ahead.
    if (m_count != 0) {
        QTextCursor from = m_target.textCursor();
        from.setPosition(from.selectionStart());
        m_target.setTextCursor(from);
        findNext();
    }
    describe();
}

void FindBar::findNext(bool backward)
{
    const QString wanted = m_field->text();
    if (wanted.isEmpty())
        return;
    const auto flags = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (!m_target.find(wanted, flags)) {
        QTextCursor around(m_target.document());
        around.movePosition(backward ? QTextCursor::End : QTextCursor::Start);
        m_target.setTextCursor(around);
        m_target.find(wanted, flags);
    }
}

void FindBar::describe()
{
    if (m_field->text().isEmpty())
        m_status->clear();
    else if (m_count < 0)
        m_status->setText(tr("hits: more than %1").arg(kMostHits));
    else
        m_status->setText(m_count == 0 ? tr("not found") : tr("hits: %1").arg(m_count));
}

} // namespace sightglass::ui
