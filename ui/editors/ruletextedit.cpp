// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/ruletextedit.h"

#include "ui/editors/jsonchighlighter.h"
#include "ui/editors/rulecompletion.h"
#include "ui/editors/ruledraft.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QTextBlock>
#include <QTextEdit>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kIndent = 2;

} // namespace

RuleTextEdit::RuleTextEdit(const Theme &theme, RuleDraft &draft, QWidget *parent)
    : QPlainTextEdit(parent), m_theme(theme), m_draft(draft), m_anchor(new QWidget(viewport()))
{
    setObjectName(u"ruleText"_s);
    setAccessibleName(tr("Text of the rule"));
    setDocument(draft.document());
    setFrameShape(QFrame::NoFrame);
    setStyleSheet(u"QPlainTextEdit { border: none; }"_s);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTabChangesFocus(true);
    m_anchor->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_anchor->hide();
    new JsoncHighlighter(theme, document());
    connect(&draft, &RuleDraft::changed, this, &RuleTextEdit::markError);
    connect(&theme, &Theme::changed, this, &RuleTextEdit::restyle);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (!hasFocus())
            hidePopup();
    });
    restyle();
}

RuleTextEdit::~RuleTextEdit()
{
    delete m_popup; // belongs to the window, which may live on
}

void RuleTextEdit::restyle()
{
    setFont(m_theme.monospace());
    setTabStopDistance(fontMetrics().horizontalAdvance(u' ') * 2 * kIndent);
    document()->setDocumentMargin(8);
    markError();
}

void RuleTextEdit::markError()
{
    QList<QTextEdit::ExtraSelection> selections;
    const qsizetype at = m_draft.errorPosition();
    if (!m_draft.error().isEmpty() && at >= 0 && document()->characterCount() > 1) {
        QTextEdit::ExtraSelection error;
        error.cursor = QTextCursor(document());
        const int last = document()->characterCount() - 1;
        error.cursor.setPosition(std::clamp(int(at), 0, std::max(0, last - 1)));
        error.cursor.movePosition(QTextCursor::EndOfWord, QTextCursor::KeepAnchor);
        if (!error.cursor.hasSelection())
            error.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
        error.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        error.format.setUnderlineColor(m_theme.color(Role::ErrorText));
        error.format.setBackground(m_theme.color(Role::InvalidBackground));
        selections.append(error);
    }
    setExtraSelections(selections);
    setAccessibleDescription(m_draft.error());
}

void RuleTextEdit::goToError()
{
    setFocus();
    if (m_draft.errorPosition() < 0)
        return;
    QTextCursor cursor(document());
    cursor.setPosition(std::clamp(int(m_draft.errorPosition()), 0, document()->characterCount() - 1));
    setTextCursor(cursor);
    ensureCursorVisible();
}

// ---- completion --------------------------------------------------------------------------------------------------------

void RuleTextEdit::suggest(bool explicitly)
{
    if (!m_popup) {
        m_popup = new SuggestionPopup(m_theme, window());
        connect(m_popup, &SuggestionPopup::chosen, this, &RuleTextEdit::take);
    }
    const auto found = RuleCompletion::suggestions(toPlainText(), textCursor().position(), m_values, explicitly);
    const QRect at = cursorRect();
    m_anchor->setGeometry(at.left(), at.top(), 1, at.height());
    m_popup->present(found, {}, *m_anchor);
}

void RuleTextEdit::take(int row)
{
    if (!m_popup || row < 0 || row >= m_popup->suggestions().size())
        return;
    const FilterSuggestion chosen = m_popup->suggestions().at(row);
    QTextCursor cursor = textCursor();
    cursor.setPosition(int(chosen.from));
    cursor.setPosition(int(chosen.from + chosen.length), QTextCursor::KeepAnchor);
    cursor.insertText(chosen.insert);
    setTextCursor(cursor);
    if (chosen.isField)
        suggest(true);
    else
        hidePopup();
}

void RuleTextEdit::hidePopup()
{
    if (m_popup)
        m_popup->hide();
}

bool RuleTextEdit::handlePopupKey(const QKeyEvent &event)
{
    if (event.key() == Qt::Key_Space && event.modifiers().testFlag(Qt::ControlModifier)) {
        suggest(true);
        return true;
    }
    if (!m_popup || !m_popup->isVisible())
        return false;
    switch (event.key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
        m_popup->moveBy(event.key() == Qt::Key_Down ? 1 : -1);
        return true;
    case Qt::Key_Tab:
        take(std::max(0, m_popup->currentRow()));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_popup->currentRow() < 0) {
            hidePopup();
            return false;
        }
        take(m_popup->currentRow());
        return true;
    case Qt::Key_Escape:
        hidePopup();
        return true;
    default:
        return false;
    }
}

/// A new line begins where the one before does; behind an opening bracket, further in.
void RuleTextEdit::breakLine()
{
    QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().first(cursor.positionInBlock());
    const auto end = std::find_if(before.begin(), before.end(), [](QChar c) { return c != u' ' && c != u'\t'; });
    QString indent(before.begin(), end - before.begin());
    const QString trimmed = before.trimmed();
    if (trimmed.endsWith(u'{') || trimmed.endsWith(u'['))
        indent += QString(kIndent, u' ');
    cursor.insertText(u'\n' + indent);
    setTextCursor(cursor);
}

bool RuleTextEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        // Undo and redo are actions of the editor around, the same for form and text.
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
        if (key->key() == Qt::Key_Escape && m_popup && m_popup->isVisible()) {
            event->accept();
            return true;
        }
    }
    // Before the focus chain sees it: Tab takes the suggestion.
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Tab
        && handlePopupKey(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QPlainTextEdit::event(event);
}

void RuleTextEdit::keyPressEvent(QKeyEvent *event)
{
    if (handlePopupKey(*event))
        return;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() == Qt::NoModifier) {
        breakLine();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    const QString typed = event->text();
    if (!typed.isEmpty() && (typed[0].isPrint() || event->key() == Qt::Key_Backspace))
        suggest(false);
    else
        hidePopup();
}

void RuleTextEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    hidePopup();
}

} // namespace sightglass::ui
