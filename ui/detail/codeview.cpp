// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/codeview.h"

#include "ui/detail/findbar.h"
#include "ui/detail/jsonhighlighter.h"
#include "ui/detail/prettyprinter.h"
#include "ui/models/exchangetext.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

CodeView::CodeView(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    m_edit = new QPlainTextEdit(this);
    m_edit->setReadOnly(true);
    m_edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_edit->setUndoRedoEnabled(false);
    m_edit->setTabChangesFocus(true);
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->setStyleSheet(u"QPlainTextEdit { border: none; }"_s);
    m_edit->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_edit->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_edit->setAccessibleName(tr("Body as text"));
    setFocusProxy(m_edit);
    m_highlighter = new JsonHighlighter(theme, nullptr);
    m_highlighter->setParent(this);
    m_printer = new PrettyPrinter(this);
    connect(m_printer, &PrettyPrinter::finished, this, &CodeView::take);
    m_find = new FindBar(theme, *m_edit, this);
    m_noticeBar = new QWidget(this);
    m_notice = new QLabel(m_noticeBar);
    m_notice->setWordWrap(true);
    m_notice->setTextFormat(Qt::PlainText);
    m_loadAll = new QPushButton(tr("Load all"), m_noticeBar);
    m_loadAll->setAccessibleName(tr("Load all of the body"));
    connect(m_loadAll, &QPushButton::clicked, this, &CodeView::loadAll);
    m_noticeBar->setProperty("notice", true);
    m_noticeBar->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QHBoxLayout(m_noticeBar);
    row->setContentsMargins(10, 4, 8, 4);
    row->addWidget(m_notice, 1);
    row->addWidget(m_loadAll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_noticeBar);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_find);
    m_slices.setSingleShot(true);
    connect(&m_slices, &QTimer::timeout, this, &CodeView::appendSlice);
    connect(&theme, &Theme::changed, this, &CodeView::restyle);
    setNotice({}, false);
    restyle();
}

CodeView::~CodeView()
{
    m_highlighter->setDocument(nullptr);
}

void CodeView::restyle()
{
    m_edit->setFont(m_theme.monospace());
    m_edit->document()->setDocumentMargin(8);
}

QString CodeView::text() const
{
    return m_edit->toPlainText();
}

QString CodeView::notice() const
{
    return m_noticeBar->isHidden() ? QString() : m_notice->text();
}

void CodeView::openFind()
{
    m_find->open();
}

void CodeView::find(const QString &text)
{
    m_find->find(text);
}

void CodeView::setNotice(const QString &text, bool offerAll)
{
    m_notice->setText(text);
    m_loadAll->setVisible(offerAll);
    m_noticeBar->setVisible(!text.isEmpty());
}

void CodeView::setBody(const QByteArray &body, BodyShape shape)
{
    if (body == m_body && shape == m_shape)
        return;
    m_printer->cancel();
    m_slices.stop();
    m_pending.clear();
    m_body = body;
    m_shape = shape;
    m_isHead = false;
    m_preparing = false;
    setNotice({}, false);
    if (body.size() <= kColouredBytes) {
        take(BodyReader::text(body, shape));
    } else if (body.size() <= kPreparedBytes) {
        loadAll();
    } else {
        m_isHead = true;
        m_highlighter->setDocument(nullptr);
        bool cut = false;
        QString head = QString::fromUtf8(body.first(kColouredBytes));
        // Raw JSON often is one line; it is broken into lines so that the view can lay them out.
        for (qsizetype at = BodyReader::kMostLine; shape == BodyShape::Json && at < head.size();
             at += BodyReader::kMostLine)
            head.insert(at, u'\n');
        m_edit->setPlainText(BodyReader::cutLines(head, &cut));
        setNotice(tr("The first %1 of %2, as they came.")
                      .arg(models::sizeText(kColouredBytes), models::sizeText(body.size())),
                  true);
    }
}

void CodeView::loadAll()
{
    m_isHead = false;
    m_preparing = true;
    m_highlighter->setDocument(nullptr);
    m_edit->clear();
    setNotice(tr("Preparing %1 …").arg(models::sizeText(m_body.size())), false);
    m_printer->start(m_body, m_shape);
}

void CodeView::take(const BodyText &text)
{
    m_preparing = false;
    QStringList notices;
    if (!text.fault.isEmpty())
        notices.append(text.fault);
    if (text.linesCut)
        notices.append(tr("Long lines are cut here; copying, saving and hexadecimal have them whole."));
    setNotice(notices.join(u' '), false);
    const bool coloured = m_shape == BodyShape::Json && m_body.size() <= kColouredBytes;
    m_highlighter->setDocument(nullptr);
    if (text.text.size() <= 4 * kColouredBytes) {
        m_edit->setPlainText(text.text);
        if (coloured)
            m_highlighter->setDocument(m_edit->document());
        return;
    }
    m_edit->clear();
    m_pending = text.text;
    m_pendingFrom = 0;
    appendSlice();
}

void CodeView::appendSlice()
{
    // Whole lines, because appending goes by lines.
    qsizetype end = m_pending.indexOf(u'\n', std::min(m_pendingFrom + kSlice, m_pending.size()));
    if (end < 0)
        end = m_pending.size();
    QTextCursor cursor(m_edit->document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(m_pending.sliced(m_pendingFrom, end - m_pendingFrom));
    m_pendingFrom = end;
    if (m_pendingFrom < m_pending.size())
        m_slices.start(0);
    else
        m_pending.clear();
}

} // namespace sightglass::ui
