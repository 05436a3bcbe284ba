// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/overviewtab.h"

#include "exchange/names.h"
#include "ui/detail/operationbox.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/models/operationfinder.h"
#include "ui/theme/icons.h"
#include "ui/theme/paddeddelegate.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListWidget>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using exchange::Record;
using models::lineText;

namespace {

/// Wide enough for facts and links beside each other.
constexpr int kWide = 760;

QString nameLabel(const Record &record)
{
    if (record.method == "tools/call")
        return OverviewTab::tr("Tool");
    if (record.method.startsWith("resources/"))
        return OverviewTab::tr("Resource");
    if (record.method.startsWith("prompts/"))
        return OverviewTab::tr("Prompt");
    return OverviewTab::tr("Name");
}

QLatin1StringView nameField(const Record &record)
{
    if (record.method == "tools/call")
        return "tool"_L1;
    return record.method.startsWith("prompts/") ? "prompt"_L1 : "resource"_L1;
}

class Facts
{
public:
    void add(const QString &label, const QString &value, const QString &filter = {}, bool isBad = false)
    {
        if (!value.isEmpty())
            m_all.append({label, value, filter, isBad});
    }
    QList<Fact> take() { return std::move(m_all); }

private:
    QList<Fact> m_all;
};

} // namespace

OverviewTab::OverviewTab(const Theme &theme, models::PayloadSource &payloads, const models::ExchangeListModel &list,
                         QWidget *parent)
    : DetailTab(parent), m_theme(theme), m_list(list)
{
    m_failure = new QLabel(this);
    m_failure->setWordWrap(true);
    m_failure->setTextFormat(Qt::PlainText);
    m_failure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_failure->setAccessibleName(tr("What went wrong"));
    m_failure->setContentsMargins(12, 7, 12, 7);
    m_failure->setAutoFillBackground(true);
    m_facts = new FactsView(theme, this);
    connect(m_facts, &FactsView::filterRequested, this, &DetailTab::filterRequested);
    m_operation = new OperationBox(theme, list, this);
    connect(m_operation, &OperationBox::exchangeRequested, this, &DetailTab::exchangeRequested);
    m_finder = new models::OperationFinder(payloads, list, this);
    connect(m_finder, &models::OperationFinder::changed, this, &OverviewTab::showOperation);
    m_beside = new QWidget(this);
    m_beside->setBackgroundRole(QPalette::Base);
    m_beside->setAutoFillBackground(true);
    auto *beside = new QVBoxLayout(m_beside);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->setSpacing(0);
    beside->addWidget(m_operation);
    beside->addWidget(makeRelated(), 1);
    beside->addStretch();
    m_split = new QBoxLayout(QBoxLayout::LeftToRight);
    m_split->setContentsMargins(0, 0, 0, 0);
    m_split->setSpacing(0);
    m_split->addWidget(m_facts, 1);
    m_split->addWidget(m_beside, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_failure);
    layout->addLayout(m_split, 1);
    showOperation();
}

QWidget *OverviewTab::makeRelated()
{
    m_related = new QWidget(this);
    auto *heading = new QLabel(tr("Related exchanges"), m_related);
    QFont bold = heading->font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(bold);
    heading->setContentsMargins(12, 6, 10, 4);
    m_links = new QListWidget(m_related);
    m_links->setAccessibleName(tr("Related exchanges"));
    m_links->setFrameShape(QFrame::NoFrame);
    m_links->setUniformItemSizes(true);
    m_links->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // what has no room ends in an ellipsis
    m_links->setTextElideMode(Qt::ElideRight);
    m_links->setIconSize(QSize(14, 14));
    m_links->setItemDelegate(new PaddedDelegate(m_links, 9, 4));
    m_links->setMinimumHeight(60);
    m_links->setToolTip(tr("Enter or a double click goes there"));
    heading->setBuddy(m_links);
    connect(m_links, &QListWidget::itemActivated, this, [this](QListWidgetItem *item) {
        Q_EMIT exchangeRequested(exchange::ExchangeId(item->data(Qt::UserRole).toULongLong()));
    });
    auto *column = new QVBoxLayout(m_related);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(heading);
    column->addWidget(m_links, 1);
    return m_related;
}

void OverviewTab::resizeEvent(QResizeEvent *event)
{
    DetailTab::resizeEvent(event);
    m_split->setDirection(width() >= kWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void OverviewTab::present(const DetailContent &content)
{
    const Record &record = content.record;
    const QString wrong = models::errorText(record);
    m_failure->setText(tr("%1 %2").arg(models::outcomeGlyph(record), wrong));
    m_failure->setVisible(!wrong.isEmpty());
    QPalette colors = palette();
    colors.setColor(QPalette::Window, m_theme.color(Role::InvalidBackground));
    colors.setColor(QPalette::WindowText, m_theme.color(Role::ErrorText));
    m_failure->setPalette(colors);
    m_facts->setFacts(factsOf(record));
    showLinks(record.id);
    if (content.havePayload)
        m_finder->look(record, content.parts);
    else if (record.id != m_finder->exchange())
        m_finder->clear();
    showOperation();
}

// Also after changes of the list that other exchanges of the operation made.
void OverviewTab::showOperation()
{
    const std::optional<session::Operation> &operation = m_finder->operation();
    m_operation->setVisible(operation.has_value());
    if (operation)
        m_operation->present(*operation, m_finder->exchange());
    m_beside->setVisible(operation || !m_shownLinks.isEmpty());
}

QList<Fact> OverviewTab::factsOf(const Record &record) const
{
    const auto term = [](QLatin1StringView field, const QByteArray &value) {
        return value.isEmpty() ? QString() : models::filterTerm(QString(field), QByteArrayView(value));
    };
    const QString outcome = QString(exchange::outcomeOf(record));
    const bool bad = outcome != "ok"_L1 && outcome != "open"_L1;
    Facts facts;
    facts.add(tr("Outcome"), tr("%1 %2").arg(models::outcomeGlyph(record), models::outcomeText(record)),
              "status:"_L1 + outcome, bad);
    facts.add(tr("Method"), lineText(record.method), term("method"_L1, record.method));
    facts.add(nameLabel(record), lineText(record.name), term(nameField(record), record.name));
    facts.add(tr("Direction"),
              tr("%1 %2").arg(models::directionArrow(record.direction), models::directionText(record.direction)),
              "dir:"_L1 + QString(exchange::nameOf(record.direction)));
    facts.add(tr("Kind"), models::kindText(record.kind), "kind:"_L1 + QString(exchange::nameOf(record.kind)));
    facts.add(tr("JSON-RPC id"), lineText(record.rpcId.toJson(), 120),
              record.rpcId.isPresent() ? term("id"_L1, record.rpcId.text()) : QString());
    if (record.errorCode)
        facts.add(tr("Error code"), QString::number(*record.errorCode), u"code:%1"_s.arg(*record.errorCode), true);
    facts.add(tr("Route"), record.route,
              record.route.isEmpty() ? QString() : models::filterTerm(u"route", record.route));
    facts.add(tr("Session"), lineText(record.sessionId), term("session"_L1, record.sessionId));
    facts.add(tr("Era"), models::eraText(record.era), "era:"_L1 + QString(exchange::nameOf(record.era)));
    facts.add(tr("Protocol version"), lineText(record.protocolVersion, 80));
    facts.add(tr("Client address"), lineText(record.client, 120));
    facts.add(tr("Says it is"), lineText(record.peerName, 120));
    facts.add(tr("HTTP request"), lineText(record.httpMethod + ' ' + record.target));
    if (record.status != 0)
        facts.add(tr("HTTP status"), models::httpStatusText(record.status), u"status:%1"_s.arg(record.status),
                  record.status >= 400);
    facts.add(tr("Began"), models::dateTimeText(record.startedAtUs));
    facts.add(tr("Duration"), record.endUs >= 0 ? models::durationText(record.endUs) : tr("has not ended"));
    facts.add(tr("Request body"), models::sizeText(record.requestBytes));
    facts.add(tr("Answer body"), models::sizeText(record.responseBytes));
    if (record.eventCount > 0)
        facts.add(tr("Events"), models::countText(record.eventCount));
    if (record.inputRequired)
        facts.add(tr("Input required"), tr("the server asks for input; the client is to call again"));
    if (record.edited)
        facts.add(tr("Edited"), tr("changed on the way; see Request and Response"));
    facts.add(tr("Comment"), m_list.annotation(record.id).comment);
    facts.add(tr("Number"), u"#%1"_s.arg(record.id.value()), u"#%1"_s.arg(record.id.value()));
    return facts.take();
}

void OverviewTab::showLinks(exchange::ExchangeId id)
{
    const QList<models::ExchangeLink> links = models::exchangeLinks(m_list, id);
    const int before = m_links->currentRow();
    const bool same = links == m_shownLinks;
    m_shownLinks = links;
    m_related->setVisible(!links.isEmpty());
    m_links->clear();
    for (const models::ExchangeLink &link : links) {
        const Record *other = m_list.find(link.id);
        const QString what = other ? models::summaryText(*other) : u"#%1"_s.arg(link.id.value());
        auto *item = new QListWidgetItem(icon(Glyph::Link, m_theme, Role::LinkText),
                                         tr("%1   %2").arg(models::linkText(link.kind), what), m_links);
        item->setData(Qt::UserRole, qulonglong(link.id.value()));
        item->setData(Qt::AccessibleTextRole, tr("%1: %2").arg(models::linkText(link.kind), what));
        item->setToolTip(what);
    }
    m_links->setCurrentRow(same ? before : -1);
}

} // namespace sightglass::ui
