// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/intercept/bodyeditor.h"

#include "ui/detail/jsonhighlighter.h"
#include "ui/intercept/jsoncheck.h"
#include "ui/models/exchangetext.h"
#include "ui/models/jsonscan.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

BodyEditor::BodyEditor(const Theme &theme, const QString &accessibleName, QWidget *parent)
    : QWidget(parent), m_theme(theme)
{
    m_edit = new QPlainTextEdit(this);
    m_edit->setAccessibleName(accessibleName);
    m_edit->setTabChangesFocus(true);
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->setStyleSheet(u"QPlainTextEdit { border: none; }"_s);
    m_edit->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFocusProxy(m_edit);
    m_highlighter = std::make_unique<JsonHighlighter>(theme, m_edit->document());
    m_notice = new QWidget(this);
    m_notice->setProperty("notice", true);
    m_notice->setAttribute(Qt::WA_StyledBackground);
    m_noticeText = new QLabel(m_notice);
    m_noticeText->setWordWrap(true);
    m_noticeText->setTextFormat(Qt::PlainText);
    m_goTo = new QPushButton(tr("Go there"), m_notice);
    m_goTo->setAccessibleName(tr("Go to the place of the fault"));
    connect(m_goTo, &QPushButton::clicked, this, &BodyEditor::goToProblem);
    auto *row = new QHBoxLayout(m_notice);
    row->setContentsMargins(10, 4, 8, 4);
    row->addWidget(m_noticeText, 1);
    row->addWidget(m_goTo);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_notice);
    m_checks.setSingleShot(true);
    m_checks.setInterval(kCheckMs);
    connect(&m_checks, &QTimer::timeout, this, &BodyEditor::check);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &BodyEditor::textChanged);
    connect(&theme, &Theme::changed, this, &BodyEditor::restyle);
    m_notice->hide();
    restyle();
}

BodyEditor::~BodyEditor()
{
    m_edit->disconnect(this); // taking the colours away is a change, too
}

void BodyEditor::restyle()
{
    m_edit->setFont(m_theme.monospace());
    m_edit->document()->setDocumentMargin(8);
}

void BodyEditor::setBody(const QByteArray &body)
{
    m_original = body;
    m_editable = body.size() <= kMostBytes && body.isValidUtf8() && !body.contains('\0');
    m_compact = false;
    m_crlf = body.contains("\r\n");
    QByteArray shown = body;
    if (m_editable && compacted(body) == body && !jsonTrouble(body)) {
        shown = models::indented(body);
        // Nothing may get lost on the way into the field and back.
        m_compact = compacted(shown) == body;
        if (!m_compact)
            shown = body;
    }
    m_originalText = m_editable ? QString::fromUtf8(shown) : QString();
    if (m_crlf)
        m_originalText.replace("\r\n"_L1, "\n"_L1);
    m_edit->setPlainText(m_originalText);
    // A field has its own idea of some rare characters; what it cannot give back is not edited in it.
    if (text() != m_originalText || (m_crlf && original(m_originalText) != body)) {
        m_editable = false;
        m_edit->clear();
    }
    m_edit->setReadOnly(!m_editable);
    check();
}

QString BodyEditor::text() const
{
    // Not toPlainText(), which makes blanks of no-break spaces.
    QString text = m_edit->document()->toRawText().replace(QChar(QChar::ParagraphSeparator), u'\n');
    if (!m_originalText.contains(QChar(QChar::LineSeparator))) // that is what Shift+Enter makes
        text.replace(QChar(QChar::LineSeparator), u'\n');
    return text;
}

QByteArray BodyEditor::original(QString text) const
{
    return (m_crlf ? text.replace("\n"_L1, "\r\n"_L1) : text).toUtf8();
}

QByteArray BodyEditor::body() const
{
    if (!isEdited())
        return m_original;
    const QByteArray bytes = original(text());
    return m_compact && m_problem.isEmpty() ? compacted(bytes) : bytes;
}

bool BodyEditor::isEdited() const
{
    return m_editable && m_edit->document()->isModified() && text() != m_originalText;
}

void BodyEditor::setReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly || !m_editable);
}

void BodyEditor::textChanged()
{
    if (m_edit->document()->characterCount() > kCheckedAtOnce)
        m_checks.start();
    else
        check();
}

void BodyEditor::check()
{
    m_checks.stop();
    m_problem.clear();
    QString notice;
    if (!m_editable) {
        notice = m_original.size() > kMostBytes
                     ? tr("A body of %1 is too large to be edited here; it can be sent as it is, answered or failed.")
                           .arg(models::sizeText(m_original.size()))
                     : tr("This body is no plain text; it can be sent as it is, answered or failed.");
    } else if (!m_original.isEmpty() || m_edit->document()->characterCount() > 1) {
        const QByteArray bytes = text().toUtf8();
        if (const auto trouble = jsonTrouble(bytes)) {
            m_problem = notice = trouble->text;
            m_problemAt = QString::fromUtf8(bytes.first(std::min(trouble->at, bytes.size()))).size();
        }
    }
    m_noticeText->setText(notice);
    m_goTo->setVisible(!m_problem.isEmpty());
    m_notice->setVisible(!notice.isEmpty());
    Q_EMIT changed();
}

void BodyEditor::goToProblem()
{
    QTextCursor cursor(m_edit->document());
    cursor.setPosition(int(std::min<qsizetype>(m_problemAt, m_edit->document()->characterCount() - 1)));
    m_edit->setTextCursor(cursor);
    m_edit->ensureCursorVisible();
    m_edit->setFocus();
}

void BodyEditor::revert()
{
    QTextCursor cursor(m_edit->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(m_originalText);
}

} // namespace sightglass::ui
