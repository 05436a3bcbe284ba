// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/codeview.h"

#include "ui/detail/findbar.h"
#include "ui/detail/prettyprinter.h"
#include "ui/detail/textview.h"
#include "ui/models/exchangetext.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace sightglass::ui {
namespace {

/// The head of a UTF-8 text, without the piece of a character that it may end in.
QByteArrayView wholeCharacters(const QByteArray &text, qsizetype bytes)
{
    QByteArrayView head = QByteArrayView(text).first(std::min(bytes, text.size()));
    constexpr int kLongest = 4;
    for (int i = 1; i < kLongest && i <= head.size() && head.size() < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(head[head.size() - i]);
        if (byte >= 0xc0)
            return head.chopped(i);
        if (byte < 0x80)
            break;
    }
    return head;
}

} // namespace

CodeView::CodeView(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    m_view = new TextView(theme, this);
    m_view->setAccessibleName(tr("Body as text"));
    setFocusProxy(m_view);
    m_printer = new PrettyPrinter(this);
    connect(m_printer, &PrettyPrinter::finished, this, &CodeView::take);
    m_find = new FindBar(theme, *m_view, this);
    connect(m_view, &TextView::textChanged, m_find, &FindBar::searchAgain);
    connect(m_view, &TextView::findRequested, m_find, &FindBar::open);
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
    layout->addWidget(m_view, 1);
    layout->addWidget(m_find);
    setNotice({}, false);
}

QString CodeView::text() const
{
    return m_view->lines().text();
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
    if (m_isHead)
        loadAll(); // what is looked for may stand behind it
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
    m_body = body;
    m_shape = shape;
    m_isHead = false;
    m_preparing = false;
    if (body.size() <= kAtOnceBytes) {
        take(BodyReader::text(body, shape));
    } else if (body.size() <= kPreparedBytes) {
        loadAll();
    } else {
        m_isHead = true;
        m_view->setLines(TextLines(QString::fromUtf8(wholeCharacters(body, kAtOnceBytes))), shape == BodyShape::Json);
        setNotice(
            tr("The first %1 of %2, as they came.").arg(models::sizeText(kAtOnceBytes), models::sizeText(body.size())),
            true);
    }
}

void CodeView::loadAll()
{
    m_isHead = false;
    m_preparing = true;
    m_view->setLines(TextLines(), false);
    setNotice(tr("Preparing %1 …").arg(models::sizeText(m_body.size())), false);
    m_printer->start(m_body, m_shape);
}

void CodeView::take(const BodyText &text)
{
    m_preparing = false;
    setNotice(text.fault, false);
    m_view->setLines(text.lines, m_shape == BodyShape::Json);
}

} // namespace sightglass::ui
