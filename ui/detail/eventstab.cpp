// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/eventstab.h"

#include "ui/detail/bodyview.h"
#include "ui/detail/pagestack.h"
#include "ui/models/eventlistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/theme/paddeddelegate.h"
#include "ui/theme/theme.h"
#include "wire/sseparser.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QTableView>

namespace sightglass::ui {
namespace {

using models::EventListModel;

/// Colours what a row is about; the text says it too.
class EventDelegate : public TintedDelegate
{
public:
    using TintedDelegate::TintedDelegate;

protected:
    Role roleOf(const QModelIndex &index) const override
    {
        if (index.data(EventListModel::ErrorRole).toBool())
            return Role::ErrorText;
        if (index.data(EventListModel::CommentOnlyRole).toBool() || index.column() == EventListModel::Offset
            || index.column() == EventListModel::Number)
            return Role::DimText;
        return index.column() == EventListModel::DirectionColumn ? Role::ResponseTint : Role::Text;
    }
};

} // namespace

EventsTab::EventsTab(const Theme &theme, QWidget *parent) : DetailTab(parent), m_theme(theme)
{
    m_model = new EventListModel(this);
    m_model->setCommentsShown(false);
    buildTable();
    m_body = new BodyView(theme, this);
    connect(m_body, &BodyView::filterRequested, this, &DetailTab::filterRequested);
    connect(m_body, &BodyView::statusMessage, this, &DetailTab::statusMessage);

    auto *bar = PageStack::makeBar(this, 10);
    m_summary = new QLabel(bar);
    m_summary->setProperty("dim", true);
    m_comments = new QCheckBox(tr("Show comments that only keep the stream alive"), bar);
    m_comments->setAccessibleName(m_comments->text());
    connect(m_comments, &QCheckBox::toggled, m_model, &EventListModel::setCommentsShown);
    static_cast<QBoxLayout *>(bar->layout())->addWidget(m_summary, 1);
    bar->layout()->addWidget(m_comments);

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_body);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    m_stack = new PageStack(this);
    m_stack->add(bar);
    m_stack->add(splitter, true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

void EventsTab::buildTable()
{
    m_table = new QTableView(this);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new EventDelegate(m_theme, m_table));
    m_table->setAccessibleName(tr("Events"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int unit = m_table->fontMetrics().averageCharWidth();
    const std::pair<int, int> widths[] = {
        {EventListModel::Number, 6},   {EventListModel::Offset, 13}, {EventListModel::DirectionColumn, 4},
        {EventListModel::EventId, 14}, {EventListModel::Kind, 15},   {EventListModel::Method, 28},
        {EventListModel::Size, 11}};
    for (const auto &[column, characters] : widths)
        m_table->setColumnWidth(column, characters * unit + 20);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &now) { showBody(now.row()); });
}

/// Many servers begin with an event that only carries an id to resume from.
int EventsTab::firstWithData() const
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!m_model->eventData(row).isEmpty())
            return row;
    }
    return 0;
}

bool EventsTab::isFollowing() const
{
    const QScrollBar *bar = m_table->verticalScrollBar();
    return bar->value() >= bar->maximum();
}

void EventsTab::present(const DetailContent &content)
{
    // The same stream in a later state: what is there stays, with its selection.
    const bool same = content.record.id == m_shown && content.parts.size() >= m_partCount && m_partCount > 0;
    if (same) {
        grow(content, content.parts.mid(m_partCount));
        return;
    }
    m_shown = content.record.id;
    m_partCount = content.parts.size();
    m_model->setParts(content.parts);
    describe(content);
    if (m_model->rowCount() > 0) {
        m_table->setCurrentIndex(m_model->index(firstWithData(), 0));
        m_table->scrollToTop();
    } else {
        showBody(-1);
    }
}

bool EventsTab::grow(const DetailContent &content, const QList<exchange::Part> &added)
{
    const bool follows = isFollowing();
    m_partCount = content.parts.size();
    m_model->appendParts(added);
    describe(content);
    if (m_model->rowCount() > 0 && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_model->index(0, 0));
    if (follows)
        m_table->scrollToBottom();
    return true;
}

void EventsTab::describe(const DetailContent &content)
{
    const bool any = content.record.eventCount > 0 || m_model->rowCount() > 0;
    const QString count = models::countText(content.record.eventCount);
    m_summary->setText(content.record.ended() ? tr("Events: %1").arg(count) : tr("Events so far: %1").arg(count));
    if (any)
        m_stack->showPage();
    else if (!content.problem.isEmpty())
        m_stack->showEmpty(content.problem);
    else if (!content.havePayload)
        m_stack->showEmpty(tr("Loading …"));
    else if (content.record.ended())
        m_stack->showEmpty(tr("No server-sent events: the answer came in one piece."));
    else
        m_stack->showEmpty(tr("No events yet. They appear here as they arrive."));
}

void EventsTab::showBody(int row)
{
    static const QByteArray kNoHead;
    const QString why = row < 0 ? tr("Select an event to see its message.")
                                : tr("This event carries no data: it only names the place to resume from, or keeps the "
                                     "stream alive.");
    m_body->setBody(row < 0 ? QByteArray() : m_model->eventData(row), kNoHead, why);
}

void EventsTab::find(const QString &text)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        const QByteArray raw = index.data(models::EventListModel::RawRole).toByteArray();
        if (!QString::fromUtf8(raw).contains(text, Qt::CaseInsensitive))
            continue;
        m_table->setCurrentIndex(index);
        m_table->scrollTo(index);
        m_body->find(text);
        return;
    }
}

bool EventsTab::openFind()
{
    return m_body->openFind();
}

void EventsTab::showPlace(const exchange::Part &part, const QByteArray &pointer)
{
    const QByteArray wanted = wire::parseSseBlock(part.bytes).data;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->eventData(row) != wanted)
            continue;
        m_table->setCurrentIndex(m_model->index(row, 0));
        m_body->showPlace(pointer);
        return;
    }
}

} // namespace sightglass::ui
