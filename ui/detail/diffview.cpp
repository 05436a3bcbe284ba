// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/diffview.h"

#include "ui/models/exchangetext.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QVBoxLayout>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using Kind = DiffLine::Kind;

namespace {

/// In front of each line; colour is never alone.
QString sign(Kind kind)
{
    switch (kind) {
    case Kind::Removed:
        return u"− "_s;
    case Kind::Added:
        return u"+ "_s;
    case Kind::Equal:
    case Kind::Skipped:
        break;
    }
    return u"  "_s;
}

// Two texts each and not one with %n: that would need a translation file for English too.
QString removedText(qsizetype lines)
{
    return lines == 1 ? DiffView::tr("1 line removed") : DiffView::tr("%1 lines removed").arg(models::countText(lines));
}

QString skippedText(qsizetype lines)
{
    return lines == 1 ? DiffView::tr("⋯ 1 equal line") : DiffView::tr("⋯ %1 equal lines").arg(models::countText(lines));
}

} // namespace

DiffView::DiffView(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_summary(new QLabel(this)), m_edit(new QPlainTextEdit(this))
{
    m_summary->setObjectName(u"diffSummary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setProperty("dim", true);
    m_summary->setContentsMargins(10, 4, 10, 4);
    m_edit->setReadOnly(true);
    m_edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_edit->setUndoRedoEnabled(false);
    m_edit->setTabChangesFocus(true);
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->setStyleSheet(u"QPlainTextEdit { border: none; }"_s);
    m_edit->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_edit->setAccessibleName(tr("Difference between before and after"));
    setFocusProxy(m_edit);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_summary);
    layout->addWidget(m_edit, 1);
    connect(&theme, &Theme::changed, this, &DiffView::render);
    clear({});
}

DiffView::~DiffView()
{
    cancel();
}

void DiffView::cancel()
{
    if (m_cancelled)
        m_cancelled->store(true);
    m_comparing = false;
}

void DiffView::clear(const QString &why)
{
    cancel();
    m_diff = {};
    m_edit->clear();
    m_summary->setText(why);
    m_summary->setVisible(!why.isEmpty());
}

QString DiffView::summary() const
{
    return m_summary->text();
}

QString DiffView::text() const
{
    return m_edit->toPlainText();
}

void DiffView::setTexts(const QByteArray &before, const QByteArray &after)
{
    cancel();
    m_beforeBytes = before.size();
    m_afterBytes = after.size();
    if (before.size() + after.size() <= kAtOnceBytes) {
        showLines(TextDiff::bodies(before, after));
        return;
    }
    m_comparing = true;
    m_summary->setText(tr("Comparing …"));
    m_summary->show();
    m_edit->clear();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_background.run([this, before, after, cancelled = m_cancelled]() -> std::function<void()> {
        if (*cancelled)
            return [] {};
        return [this, cancelled, diff = TextDiff::bodies(before, after, cancelled.get())] {
            if (!*cancelled)
                showLines(diff);
        };
    });
}

void DiffView::showLines(const BodyDiff &diff)
{
    m_comparing = false;
    m_diff = diff;
    const QString removed = removedText(diff.removed);
    const QString added = tr("%1 added").arg(models::countText(diff.added));
    QString summary = diff.lines.isEmpty()
                          ? tr("No difference: %1 before and after").arg(models::sizeText(m_beforeBytes))
                          : tr("%1, %2; %3 before, %4 after")
                                .arg(removed, added, models::sizeText(m_beforeBytes), models::sizeText(m_afterBytes));
    if (!diff.note.isEmpty())
        summary += u". "_s + diff.note;
    m_summary->setText(summary);
    m_summary->show();
    m_edit->setAccessibleDescription(summary);
    render();
    Q_EMIT finished();
}

void DiffView::render()
{
    m_edit->setFont(m_theme.monospace());
    m_edit->document()->setDocumentMargin(8);
    m_edit->clear();
    QTextCursor cursor(m_edit->document());
    cursor.beginEditBlock();
    for (qsizetype i = 0; i < m_diff.lines.size(); ++i) {
        const DiffLine &line = m_diff.lines[i];
        const bool removed = line.kind == Kind::Removed;
        const bool changed = removed || line.kind == Kind::Added;
        QTextBlockFormat block;
        if (changed)
            block.setBackground(m_theme.color(removed ? Role::InvalidBackground : Role::ValidBackground));
        QTextCharFormat plain;
        plain.setForeground(m_theme.color(line.kind == Kind::Skipped ? Role::DimText : Role::Text));
        QTextCharFormat marked;
        marked.setForeground(m_theme.color(removed ? Role::ErrorText : Role::OkText));
        QTextCharFormat word = marked;
        word.setFontWeight(QFont::Bold);
        word.setFontUnderline(true);
        if (i > 0)
            cursor.insertBlock(block, plain);
        else
            cursor.setBlockFormat(block);
        cursor.insertText(sign(line.kind), changed ? marked : plain);
        if (line.kind == Kind::Skipped) {
            cursor.insertText(skippedText(line.skipped), plain);
            continue;
        }
        qsizetype at = 0;
        for (const DiffSpan &span : line.changed) {
            cursor.insertText(line.text.sliced(at, span.at - at), plain);
            cursor.insertText(line.text.sliced(span.at, span.length), word);
            at = span.at + span.length;
        }
        cursor.insertText(line.text.sliced(at), plain);
    }
    cursor.endEditBlock();
    m_edit->moveCursor(QTextCursor::Start);
}

} // namespace sightglass::ui
