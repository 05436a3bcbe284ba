// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/messagetab.h"

#include "ui/detail/bodyview.h"
#include "ui/models/copyformats.h"
#include "ui/models/exchangetext.h"
#include "ui/models/jsonscan.h"
#include "wire/sseparser.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>

#include <algorithm>

namespace sightglass::ui {

using exchange::Part;
using exchange::PartKind;

MessageTab::MessageTab(const Theme &theme, Side side, QWidget *parent) : DetailTab(parent), m_side(side)
{
    m_noticeBar = new QWidget(this);
    m_noticeBar->setProperty("bar", true);
    m_noticeBar->setAttribute(Qt::WA_StyledBackground);
    m_notice = new QLabel(m_noticeBar);
    m_notice->setWordWrap(true);
    m_notice->setTextFormat(Qt::PlainText);
    m_events = new QPushButton(tr("Show all events"), m_noticeBar);
    m_events->setAccessibleName(tr("Show all events"));
    connect(m_events, &QPushButton::clicked, this, &DetailTab::eventsRequested);
    auto *row = new QHBoxLayout(m_noticeBar);
    row->setContentsMargins(10, 4, 8, 4);
    row->addWidget(m_notice, 1);
    row->addWidget(m_events);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_received = new BodyView(theme, m_splitter);
    m_sent = new BodyView(theme, m_splitter);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_sent->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_noticeBar);
    layout->addWidget(m_splitter, 1);
    for (BodyView *view : {m_received, m_sent}) {
        connect(view, &BodyView::filterRequested, this, &DetailTab::filterRequested);
        connect(view, &BodyView::statusMessage, this, &DetailTab::statusMessage);
    }
    // Compared side by side, so both in the same way.
    connect(m_received, &BodyView::modeChanged, m_sent, &BodyView::setMode);
    connect(m_sent, &BodyView::modeChanged, m_received, &BodyView::setMode);
}

QByteArray MessageTab::answerEvent(const QList<Part> &parts, bool asSent, int *number, int *count)
{
    QByteArray answer;
    QByteArray last;
    *number = 0;
    *count = 0;
    int lastNumber = 0;
    for (const Part &part : parts) {
        const bool replaces = part.kind == PartKind::SentEvent;
        if (part.kind != PartKind::Event && !(replaces && asSent))
            continue;
        const QByteArray data = wire::parseSseBlock(part.bytes).data;
        if (!replaces && !data.isEmpty())
            ++*count;
        if (data.isEmpty() && !replaces)
            continue;
        last = data;
        lastNumber = *count;
        const auto root = models::jsonRoot(data);
        if (root.value
            && (models::jsonMember(data, *root.value, "result") || models::jsonMember(data, *root.value, "error"))) {
            answer = data;
            *number = *count;
        }
    }
    if (*number == 0)
        *number = lastNumber;
    return answer.isEmpty() ? last : answer;
}

MessageTab::Variant MessageTab::variant(const DetailContent &content, bool asSent) const
{
    if (m_side == Side::Request)
        return {models::requestHead(content.parts, asSent), models::requestBody(content.parts, asSent)};
    Variant variant{models::responseHead(content.parts, asSent), {}};
    if (content.record.eventCount > 0) {
        int number = 0;
        int count = 0;
        variant.body = answerEvent(content.parts, asSent, &number, &count);
    } else {
        variant.body = models::responseBody(content.parts, asSent);
    }
    return variant;
}

QString MessageTab::emptyText(const DetailContent &content) const
{
    if (!content.problem.isEmpty())
        return content.problem;
    if (!content.havePayload)
        return tr("Loading …");
    if (m_side == Side::Request)
        return tr("The request has no body.");
    const bool answered = !models::responseHead(content.parts).isEmpty() || content.record.status != 0;
    if (!content.record.ended())
        return answered ? tr("The answer has begun; nothing of its body is here yet.") : tr("Waiting for the answer …");
    if (!content.record.failure.isEmpty())
        return tr("There was no answer: %1.").arg(models::cutText(content.record.failure));
    return answered ? tr("The answer has no body.") : tr("There was no answer.");
}

void MessageTab::showNotice(const DetailContent &content)
{
    m_events->setVisible(false);
    QString text;
    if (m_side == Side::Response && content.havePayload && content.record.eventCount > 0) {
        int number = 0;
        int count = 0;
        answerEvent(content.parts, false, &number, &count);
        text = number > 0 ? tr("The answer is an event stream; this is event %1 of %2.").arg(number).arg(count)
                          : tr("The answer is an event stream.");
        m_events->setVisible(true);
    }
    m_notice->setText(text);
    m_noticeBar->setVisible(!text.isEmpty());
}

void MessageTab::present(const DetailContent &content)
{
    const bool request = m_side == Side::Request;
    const bool edited = content.havePayload
                        && (request ? models::hasSentRequest(content.parts) : models::hasSentResponse(content.parts));
    const Variant received = variant(content, false);
    m_received->setCaption(!edited ? QString() : request ? tr("From the client") : tr("From the server"));
    m_received->setBody(received.body, received.head, emptyText(content));
    if (edited) {
        const Variant sent = variant(content, true);
        m_sent->setCaption(request ? tr("Sent to the server (edited)") : tr("Sent to the client (edited)"));
        m_sent->setBody(sent.body, sent.head, request ? tr("Nothing was sent.") : tr("The client got no body."));
    }
    if (edited && m_sent->isHidden())
        m_splitter->setSizes({m_splitter->width() / 2, m_splitter->width() / 2});
    m_sent->setVisible(edited);
    showNotice(content);
}

void MessageTab::find(const QString &text)
{
    m_received->find(text);
}

void MessageTab::showPlace(const Part &part, const QByteArray &pointer)
{
    const bool sent = part.kind == PartKind::SentRequestBody || part.kind == PartKind::SentResponseBody;
    (sent && !m_sent->isHidden() ? m_sent : m_received)->showPlace(pointer);
}

bool MessageTab::openFind()
{
    return m_received->openFind();
}

} // namespace sightglass::ui
