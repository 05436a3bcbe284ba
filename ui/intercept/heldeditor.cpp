// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/intercept/heldeditor.h"

#include "ui/intercept/answereditor.h"
#include "ui/intercept/bodyeditor.h"
#include "ui/intercept/headereditor.h"
#include "ui/models/exchangetext.h"
#include "ui/models/headertable.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include <utility>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using interceptor::HoldDecision;
using interceptor::Way;

namespace {

QString titleOf(const interceptor::HeldMessage &message)
{
    const QString what =
        models::lineText(message.name.isEmpty() ? message.method : message.method + ' ' + message.name);
    const QString number = u"#%1"_s.arg(message.exchange.value());
    if (message.isEvent)
        return HeldEditor::tr("%1  ← Event for the client  %2").arg(number, what);
    return message.way == Way::ToServer ? HeldEditor::tr("%1  → Request for the server  %2").arg(number, what)
                                        : HeldEditor::tr("%1  ← Answer for the client  %2").arg(number, what);
}

} // namespace

HeldEditor::HeldEditor(const Theme &theme, const interceptor::HeldMessage &message, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_message(message)
{
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAccessibleName(tr("Parts of the held message"));
    m_tabs->tabBar()->setDrawBase(false);
    m_body = new BodyEditor(theme, tr("Body of the held message"), m_tabs);
    m_headers = new HeaderEditor(theme, m_tabs);
    m_answer = new AnswerEditor(theme, m_tabs);
    m_tabs->addTab(m_body, tr("Body"));
    m_tabs->addTab(m_headers, tr("Headers"));
    m_tabs->addTab(m_answer, tr("Answer"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_tabs, 1);
    layout->addWidget(makeButtons());
    setFocusProxy(m_tabs);
    m_body->setBody(message.message);
    m_headers->setHead(message.head, message.way == Way::ToServer);
    m_headers->setReadOnly(false);
    m_tabs->setTabVisible(Headers, !message.head.isEmpty());
    const bool canAnswer = AnswerEditor::canAnswer(message);
    m_tabs->setTabVisible(Answer, canAnswer);
    if (canAnswer)
        m_answer->setRequest(message);
    connect(m_body, &BodyEditor::changed, this, &HeldEditor::refresh);
    connect(m_headers, &HeaderEditor::changed, this, &HeldEditor::refresh);
    connect(m_answer, &AnswerEditor::answerGiven, this, [this](const QByteArray &answer) {
        HoldDecision decision;
        decision.kind = HoldDecision::Kind::Respond;
        decision.message = answer;
        decide(decision);
    });
    refresh();
}

QWidget *HeldEditor::makeHead()
{
    auto *head = new QWidget(this);
    auto *title = new ElidedLabel(head);
    title->setText(titleOf(m_message));
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    auto *line = new ElidedLabel(head);
    line->setProperty("dim", true);
    // A rule has a reason that tells something; Intercept is known to be on.
    const bool byRule = !m_message.reason.isEmpty() && !m_message.reason.startsWith("pause"_L1);
    const QString reason = byRule ? tr("held: %1").arg(models::cutText(m_message.reason, 160)) : QString();
    const QString start = models::lineText(models::startLine(m_message.head));
    line->setText(QStringList({start, m_message.route, reason}).join(u"   "_s).trimmed());
    line->setVisible(!line->text().isEmpty());
    m_notice = new QWidget(head);
    m_notice->setProperty("notice", true);
    m_notice->setAttribute(Qt::WA_StyledBackground);
    m_noticeText = new QLabel(m_notice);
    m_noticeText->setWordWrap(true);
    auto *dismiss = new QPushButton(tr("&Dismiss"), m_notice);
    dismiss->setAccessibleName(tr("Dismiss this message"));
    connect(dismiss, &QPushButton::clicked, this, [this] { Q_EMIT dismissed(id()); });
    auto *row = new QHBoxLayout(m_notice);
    row->setContentsMargins(12, 5, 8, 5);
    row->addWidget(m_noticeText, 1);
    row->addWidget(dismiss);
    m_notice->hide();
    auto *show = new QToolButton(head);
    show->setText(tr("Show in list"));
    show->setAccessibleName(tr("Show the exchange in the list"));
    show->setFocusPolicy(Qt::StrongFocus);
    connect(show, &QToolButton::clicked, this, [this] { Q_EMIT exchangeRequested(m_message.exchange); });
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(title);
    texts->addWidget(line);
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *first = new QHBoxLayout;
    first->setContentsMargins(12, 7, 10, 5);
    first->addLayout(texts, 1);
    first->addWidget(show);
    layout->addLayout(first);
    layout->addWidget(m_notice);
    return head;
}

QWidget *HeldEditor::makeButtons()
{
    auto *bar = new QWidget(this);
    m_sendEdited = new QPushButton(tr("&Send edited"), bar);
    m_sendEdited->setProperty("primary", true);
    m_sendOriginal = new QPushButton(tr("Send &original"), bar);
    m_answerMyself = new QPushButton(tr("Answer &myself…"), bar);
    m_reason = new QLineEdit(bar);
    m_reason->setPlaceholderText(tr("Reason that the sender gets"));
    m_reason->setAccessibleName(tr("Reason of the failure"));
    m_fail = new QPushButton(tr("&Fail"), bar);
    m_sendOriginal->setToolTip(tr("As it came, whatever was edited (Ctrl+Shift+Enter)"));
    m_answerMyself->setToolTip(tr("The client gets an answer of yours; the server never sees the request (Ctrl+M)"));
    m_fail->setToolTip(tr("The client gets an error (Ctrl+Backspace)"));
    connect(m_sendEdited, &QPushButton::clicked, this, &HeldEditor::send);
    connect(m_sendOriginal, &QPushButton::clicked, this, &HeldEditor::sendOriginal);
    connect(m_answerMyself, &QPushButton::clicked, this, &HeldEditor::openAnswer);
    connect(m_fail, &QPushButton::clicked, this, &HeldEditor::fail);
    connect(m_reason, &QLineEdit::returnPressed, this, &HeldEditor::fail);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 7, 10, 7);
    row->setSpacing(6);
    row->addWidget(m_sendEdited);
    row->addWidget(m_sendOriginal);
    row->addWidget(m_answerMyself);
    row->addStretch();
    row->addWidget(m_reason, 1);
    row->addWidget(m_fail);
    return bar;
}

bool HeldEditor::isEdited() const
{
    return m_body->isEdited() || m_headers->isEdited();
}

QString HeldEditor::problem() const
{
    if (m_body->isEdited() && !m_body->problem().isEmpty())
        return m_body->problem();
    return m_headers->problem();
}

void HeldEditor::refresh()
{
    const bool edited = isEdited();
    const QString trouble = problem();
    m_sendEdited->setEnabled(!m_ended && edited && trouble.isEmpty());
    m_sendEdited->setToolTip(!trouble.isEmpty() ? trouble
                             : edited           ? tr("What you changed goes on (Ctrl+Enter)")
                                                : tr("Nothing was changed yet; Ctrl+Enter sends the original"));
    m_sendOriginal->setEnabled(!m_ended);
    m_answerMyself->setEnabled(!m_ended && m_tabs->isTabVisible(Answer));
    m_fail->setEnabled(!m_ended);
    m_reason->setEnabled(!m_ended);
    m_tabs->setTabText(Body, m_body->isEdited() ? tr("Body •") : tr("Body"));
    m_tabs->setTabText(Headers, m_headers->isEdited() ? tr("Headers •") : tr("Headers"));
    if (std::exchange(m_wasEdited, edited) != edited)
        Q_EMIT editedChanged(id(), edited);
}

void HeldEditor::setEnded(const QString &why)
{
    m_ended = true;
    m_noticeText->setText(why);
    m_notice->show();
    m_body->setReadOnly(true);
    m_headers->setReadOnly(true);
    m_answer->setReadOnly(true);
    refresh();
}

void HeldEditor::decide(HoldDecision decision)
{
    if (!m_ended)
        Q_EMIT decided(id(), decision);
}

void HeldEditor::send()
{
    if (m_ended)
        return;
    if (!isEdited())
        return sendOriginal();
    if (!problem().isEmpty()) {
        const bool inBody = m_body->isEdited() && !m_body->problem().isEmpty();
        m_tabs->setCurrentIndex(inBody ? Body : Headers);
        if (inBody)
            m_body->goToProblem();
        return;
    }
    HoldDecision decision;
    decision.kind = HoldDecision::Kind::SendEdited;
    decision.message = m_body->body();
    decision.headers = m_headers->edits();
    decision.independentHeaders = m_headers->independentHeaders();
    decide(decision);
}

void HeldEditor::sendOriginal()
{
    decide({});
}

void HeldEditor::openAnswer()
{
    if (!m_tabs->isTabVisible(Answer))
        return;
    m_tabs->setCurrentIndex(Answer);
    m_answer->setFocus();
}

void HeldEditor::askForReason()
{
    if (!m_ended)
        m_reason->setFocus(Qt::ShortcutFocusReason);
}

void HeldEditor::fail()
{
    HoldDecision decision;
    decision.kind = HoldDecision::Kind::Fail;
    decision.reason = m_reason->text().trimmed();
    if (decision.reason.isEmpty())
        decision.reason = tr("stopped by a person in Sightglass");
    decide(decision);
}

} // namespace sightglass::ui
