// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/intercept/answereditor.h"

#include "interceptor/holdqueue.h"
#include "ui/intercept/bodyeditor.h"
#include "ui/intercept/jsoncheck.h"
#include "ui/models/jsonscan.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace sightglass::ui {
namespace {

/// The id as the request spells it; empty: it has none.
QByteArray idOf(const QByteArray &request)
{
    const models::JsonRoot root = models::jsonRoot(request);
    if (!root.value || root.fault || root.value->type != models::JsonType::Object)
        return {};
    const auto id = models::jsonMember(request, *root.value, "id");
    return id ? request.sliced(id->range.at, id->range.length) : QByteArray();
}

} // namespace

AnswerEditor::AnswerEditor(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    m_kind = new QComboBox(this);
    m_kind->setAccessibleName(tr("Kind of answer"));
    m_kind->view()->setAccessibleName(tr("Kinds of answer"));
    m_kind->addItem(tr("A result"));
    m_kind->addItem(tr("An error"));
    auto *label = new QLabel(tr("The &client gets"), this);
    label->setBuddy(m_kind);
    auto *hint = new QLabel(tr("The server never sees the request."), this);
    hint->setProperty("dim", true);
    m_body = new BodyEditor(theme, tr("The answer"), this);
    m_send = new QPushButton(tr("Send &this answer"), this);
    m_send->setAccessibleName(tr("Send this answer to the client"));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(10, 6, 10, 6);
    row->addWidget(label);
    row->addWidget(m_kind);
    row->addWidget(hint, 1);
    row->addWidget(m_send);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_body, 1);
    setFocusProxy(m_body);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AnswerEditor::fill);
    connect(m_body, &BodyEditor::changed, this, &AnswerEditor::refresh);
    connect(m_send, &QPushButton::clicked, this, [this] { Q_EMIT answerGiven(m_body->body()); });
}

bool AnswerEditor::canAnswer(const interceptor::HeldMessage &message)
{
    return message.way == interceptor::Way::ToServer && !message.method.isEmpty() && !idOf(message.message).isEmpty();
}

QByteArray AnswerEditor::answerTemplate(const interceptor::HeldMessage &message, Kind kind)
{
    const QByteArray head = R"({"jsonrpc":"2.0","id":)" + idOf(message.message);
    if (kind == Kind::Error)
        return head + R"(,"error":{"code":-32603,"message":"Answered by hand in Sightglass"}})";
    // Results of the modern era say what they are (2026-07-28, Result.resultType).
    const bool modern = message.message.contains("\"io.modelcontextprotocol/protocolVersion\"");
    QByteArrayList members;
    if (modern)
        members.append(R"("resultType":"complete")");
    if (message.method == "tools/call")
        members.append(R"("content":[{"type":"text","text":""}],"isError":false)");
    return head + R"(,"result":{)" + members.join(',') + "}}";
}

void AnswerEditor::setRequest(const interceptor::HeldMessage &message)
{
    m_templates[0] = answerTemplate(message, Kind::Result);
    m_templates[1] = answerTemplate(message, Kind::Error);
    fill();
}

void AnswerEditor::setKind(Kind kind)
{
    m_kind->setCurrentIndex(kind == Kind::Error ? 1 : 0);
}

void AnswerEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_kind->setEnabled(!readOnly);
    m_body->setReadOnly(readOnly);
    refresh();
}

void AnswerEditor::fill()
{
    m_body->setBody(m_templates[m_kind->currentIndex() == 1 ? 1 : 0]);
    m_body->setReadOnly(m_readOnly);
}

void AnswerEditor::refresh()
{
    m_send->setEnabled(!m_readOnly && m_body->problem().isEmpty());
    m_send->setToolTip(m_body->problem());
}

} // namespace sightglass::ui
