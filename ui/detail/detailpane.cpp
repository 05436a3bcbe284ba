// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detailpane.h"

#include "ui/detail/changestab.h"
#include "ui/detail/detailheader.h"
#include "ui/detail/eventstab.h"
#include "ui/detail/findingstab.h"
#include "ui/detail/headerstab.h"
#include "ui/detail/messagetab.h"
#include "ui/detail/notesbar.h"
#include "ui/detail/overviewtab.h"
#include "ui/detail/pagestack.h"
#include "ui/detail/rawtab.h"
#include "ui/detail/timingtab.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/models/notetext.h"
#include "ui/models/payloadsource.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QMetaEnum>
#include <QTabBar>
#include <QTabWidget>

namespace sightglass::ui {

using exchange::ExchangeId;
using exchange::Part;

namespace {
/// An open exchange changes with each tick; its facts and titles follow at this pace, its events at once.
constexpr int kRefreshMs = 100;
// Where the text of a part is read.
DetailPane::Tab tabOf(exchange::PartKind kind)
{
    using exchange::PartKind;
    switch (kind) {
    case PartKind::RequestBody:
    case PartKind::SentRequestBody:
        return DetailPane::Request;
    case PartKind::ResponseBody:
    case PartKind::SentResponseBody:
        return DetailPane::Response;
    case PartKind::Event:
    case PartKind::SentEvent:
        return DetailPane::Events;
    case PartKind::RequestHead:
    case PartKind::ResponseHead:
    case PartKind::SentRequestHead:
    case PartKind::SentResponseHead:
    case PartKind::Trailers:
        break;
    }
    return DetailPane::Raw;
}

} // namespace

DetailPane::DetailPane(const Theme &theme, models::PayloadSource &payloads, models::ExchangeListModel &list,
                       QWidget *parent)
    : QWidget(parent), m_theme(theme), m_payloads(payloads), m_list(list), m_content(std::make_unique<DetailContent>())
{
    setAccessibleName(tr("Details"));
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAccessibleName(tr("Details of the exchange"));
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideNone);
    addTab(Overview, new OverviewTab(theme, payloads, list, m_tabs), tr("Overview"));
    addTab(Request, new MessageTab(theme, MessageTab::Side::Request, m_tabs), tr("Request"));
    addTab(Response, new MessageTab(theme, MessageTab::Side::Response, m_tabs), tr("Response"));
    addTab(Events, new EventsTab(theme, m_tabs), tr("Events"));
    addTab(Headers, new HeadersTab(theme, m_tabs), tr("Headers"));
    addTab(Timing, new TimingTab(theme, m_tabs), tr("Timing"));
    addTab(Raw, new RawTab(theme, m_tabs), tr("Raw"));
    addTab(Changes, new ChangesTab(theme, m_tabs), tr("Changes"));
    auto *findings = new FindingsTab(theme, m_tabs);
    addTab(Findings, findings, tr("Findings"));
    connect(findings, &FindingsTab::placeRequested, this, &DetailPane::showPlace);
    m_stale.assign(TabCount, true);
    m_filled.assign(TabCount, false);

    m_header = new DetailHeader(theme, this);
    m_stack = new PageStack(this);
    m_notes = new NotesBar(theme, this);
    connect(m_notes, &NotesBar::ruleRequested, this, &DetailPane::ruleRequested);
    connect(m_notes, &NotesBar::filterRequested, this, &DetailPane::filterRequested);
    m_stack->add(m_header);
    m_stack->add(m_notes);
    m_stack->add(m_tabs, true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    m_debounce.setSingleShot(true);
    m_debounce.setInterval(kDebounceMs);
    connect(&m_debounce, &QTimer::timeout, this, [this] { present(m_wanted); });
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kRefreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &DetailPane::refresh);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int index) {
        refreshTab();
        Q_EMIT currentTabChanged(Tab(index));
    });
    connect(&payloads, &models::PayloadSource::loaded, this, &DetailPane::loaded);
    connect(&payloads, &models::PayloadSource::failed, this, &DetailPane::failed);
    connect(&payloads, &models::PayloadSource::partsAdded, this, &DetailPane::grown);
    connect(&list, &models::ExchangeListModel::recordChanged, this, &DetailPane::recordChanged);
    connect(&list, &models::ExchangeListModel::annotated, this, &DetailPane::recordChanged);
    connect(&theme, &Theme::changed, this, [this] {
        m_stale.assign(TabCount, true);
        refreshTab();
    });
    showNothing(tr("Select an exchange to see what was said."));
}

DetailPane::~DetailPane() = default;

void DetailPane::addTab(Tab tab, DetailTab *widget, const QString &title)
{
    Q_ASSERT(m_pages.size() == std::size_t(tab));
    m_pages.push_back(widget);
    widget->setObjectName(QLatin1StringView(QMetaEnum::fromType<Tab>().valueToKey(tab)));
    m_tabs->addTab(widget, title);
    connect(widget, &DetailTab::exchangeRequested, this, &DetailPane::exchangeRequested);
    connect(widget, &DetailTab::filterRequested, this, &DetailPane::filterRequested);
    connect(widget, &DetailTab::statusMessage, this, &DetailPane::statusMessage);
    connect(widget, &DetailTab::eventsRequested, this, [this] { setCurrentTab(Events); });
}

void DetailPane::setCurrentTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

DetailPane::Tab DetailPane::currentTab() const
{
    return Tab(m_tabs->currentIndex());
}

QStringList DetailPane::tabNames() const
{
    return {tr("Overview"), tr("Request"), tr("Response"), tr("Events"),  tr("Headers"),
            tr("Timing"),   tr("Raw"),     tr("Changes"),  tr("Findings")};
}

bool DetailPane::openFind()
{
    return m_content->record.id.isValid() && m_pages[std::size_t(m_tabs->currentIndex())]->openFind();
}

void DetailPane::showFound(const QString &text)
{
    m_sought = text;
    if (m_content->record.id == m_wanted && m_content->havePayload)
        turnToFound();
}

void DetailPane::turnToFound()
{
    const QString text = std::exchange(m_sought, {});
    if (text.isEmpty())
        return;
    // What was said goes before the headers, which often mirror it.
    for (const bool heads : {false, true}) {
        for (const Part &part : m_content->parts) {
            const Tab tab = tabOf(part.kind);
            if ((tab == Raw) != heads || !QString::fromUtf8(part.bytes).contains(text, Qt::CaseInsensitive))
                continue;
            setCurrentTab(tab);
            m_pages[std::size_t(tab)]->find(text);
            return;
        }
    }
}

void DetailPane::showPlace(const QByteArray &pointer, int part)
{
    m_place.emplace(pointer, part);
    if (m_content->record.id == m_wanted && m_content->havePayload)
        turnToPlace();
}

void DetailPane::turnToPlace()
{
    const auto place = std::exchange(m_place, std::nullopt);
    if (!place)
        return;
    const auto &[pointer, index] = *place;
    if (index < 0 || index >= m_content->parts.size())
        return setCurrentTab(Findings); // nothing to turn to: what was found
    const Part &part = m_content->parts.at(index);
    const Tab tab = tabOf(part.kind);
    setCurrentTab(tab);
    m_pages[std::size_t(tab)]->showPlace(part, pointer);
}

void DetailPane::setExchange(ExchangeId id)
{
    if (id == m_wanted)
        return;
    m_sought.clear();
    m_place.reset();
    m_wanted = id;
    m_debounce.start();
}

void DetailPane::showNothing(const QString &why)
{
    *m_content = {};
    m_payloads.watch({});
    m_stack->showEmpty(why);
}

void DetailPane::present(ExchangeId id)
{
    if (id == m_content->record.id && id.isValid())
        return;
    if (!id.isValid()) {
        showNothing(tr("Select an exchange to see what was said."));
        return;
    }
    const exchange::Record *record = m_list.find(id);
    if (!record) {
        showNothing(tr("Exchange #%1 has left the list; it may still be in the recording.").arg(id.value()));
        return;
    }
    *m_content = {};
    m_content->record = *record;
    m_stack->showPage();
    m_stale.assign(TabCount, true);
    m_filled.assign(TabCount, false);
    m_payloads.watch(id);
    m_payloads.request(id); // may answer at once
    refresh();
}

void DetailPane::loaded(ExchangeId id, const QList<Part> &parts)
{
    if (id != m_content->record.id || !id.isValid())
        return;
    m_content->parts = parts;
    m_content->havePayload = true;
    m_content->problem.clear();
    m_stale.assign(TabCount, true);
    m_filled.assign(TabCount, false);
    refresh();
    turnToFound();
    turnToPlace();
}

void DetailPane::grown(ExchangeId id, const QList<Part> &added)
{
    // Before the payload is here, its growth is in what will come.
    if (id != m_content->record.id || !m_content->havePayload)
        return;
    m_content->parts += added;
    const auto current = std::size_t(m_tabs->currentIndex());
    // A later record alone does not make it wait: the parts follow those that it has.
    const bool shown = m_filled[current] && m_pages[current]->grow(*m_content, added);
    for (std::size_t i = 0; i < m_stale.size(); ++i)
        m_stale[i] = m_stale[i] || i != current || !shown;
    if (!m_refresh.isActive())
        m_refresh.start();
}

void DetailPane::failed(ExchangeId id, const QString &why)
{
    if (id != m_content->record.id)
        return;
    m_content->problem = why;
    m_stale.assign(TabCount, true);
    refreshTab();
}

void DetailPane::recordChanged(ExchangeId id)
{
    if (id != m_content->record.id || !id.isValid())
        return;
    if (const exchange::Record *record = m_list.find(id)) {
        m_content->record = *record;
        m_stale.assign(TabCount, true);
        if (!m_refresh.isActive())
            m_refresh.start();
    }
}

void DetailPane::refresh()
{
    if (!m_content->record.id.isValid())
        return;
    m_header->present(m_content->record);
    m_notes->present(m_content->record);
    updateTabTitles();
    refreshTab();
}

void DetailPane::refreshTab()
{
    const auto current = std::size_t(m_tabs->currentIndex());
    if (!m_content->record.id.isValid() || !m_stale[current])
        return;
    m_stale[current] = false;
    m_filled[current] = m_content->havePayload;
    m_pages[current]->present(*m_content);
}

void DetailPane::updateTabTitles()
{
    const qint64 events = m_content->record.eventCount;
    m_tabs->setTabText(Events, events > 0 ? tr("Events (%1)").arg(models::countText(events)) : tr("Events"));
    const int wrong = HeadersTab::mismatches(m_content->parts);
    m_tabs->setTabText(Headers, wrong > 0 ? tr("Headers ⚠") : tr("Headers"));
    const models::FindingCount findings = models::countFindings(m_content->record);
    m_tabs->setTabText(Findings,
                       findings.total() > 0
                           ? tr("Findings (%1 %2)").arg(models::severityGlyph(findings.worst)).arg(findings.total())
                           : tr("Findings"));
    m_tabs->setTabText(Changes, m_content->record.edited ? tr("Changes •") : tr("Changes"));
    m_tabs->setTabToolTip(Headers, wrong > 0 ? tr("Headers that do not match the body: %1").arg(wrong) : QString());
}

} // namespace sightglass::ui
