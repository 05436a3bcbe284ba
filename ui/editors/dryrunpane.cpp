// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/dryrunpane.h"

#include "interceptor/rules/ruleset.h"
#include "mcp/jsonedit.h"
#include "ui/detail/diffview.h"
#include "ui/models/exchangetext.h"
#include "ui/models/ruletext.h"
#include "ui/theme/icons.h"
#include "ui/theme/paddeddelegate.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using interceptor::rules::DryRunChange;
using interceptor::rules::RuleSet;
using models::countText;
using models::DryRun;
using models::DryRunModel;

namespace {

/// Messages of one exchange that can be chosen; a stream may have thousands.
constexpr qsizetype kMostMessages = 200;

class HitDelegate : public TintedDelegate
{
public:
    using TintedDelegate::TintedDelegate;

protected:
    Role roleOf(const QModelIndex &index) const override
    {
        if (index.column() == DryRunModel::Number || index.column() == DryRunModel::Time)
            return Role::DimText;
        return index.column() == DryRunModel::Would && index.data(DryRunModel::TroubledRole).toBool() ? Role::WarnText
                                                                                                      : Role::Text;
    }
};

/// A rules file with this one rule, on.
Result<interceptor::rules::RuleSetPtr> setOf(const QByteArray &rule)
{
    const auto on = mcp::jsonedit::set(rule, "/enabled", "true");
    if (!on)
        return tl::unexpected(on.error());
    // The rule may end in a comment of one line.
    return RuleSet::parse(QByteArray("{\"formatVersion\": 1, \"rules\": [" + *on + "\n]}"));
}

QString headersText(const interceptor::HeaderEdits &edits)
{
    QStringList texts;
    for (const interceptor::HeaderEdit &edit : edits) {
        const QString name = models::lineText(edit.name);
        texts.append(edit.value ? u"+ %1: %2"_s.arg(name, models::lineText(*edit.value)) : u"− %1"_s.arg(name));
    }
    return texts.join(u", "_s);
}

} // namespace

DryRunPane::DryRunPane(const Theme &theme, models::PayloadSource &payload, const models::ExchangeListModel &exchanges,
                       QWidget *parent)
    : QWidget(parent), m_theme(theme), m_run(payload, exchanges)
{
    setObjectName(u"dryRun"_s);
    buildTable();
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_table);
    splitter->addWidget(makeDetail());
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setSizes({240, 360});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_progress);
    layout->addWidget(splitter, 1);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    connect(&m_typing, &QTimer::timeout, this, &DryRunPane::begin);
    connect(&m_run, &DryRun::hitsFound, this, &DryRunPane::takeHits);
    connect(&m_run, &DryRun::progressed, this, &DryRunPane::tellProgress);
    connect(&m_run, &DryRun::finished, this, &DryRunPane::finished);
    connect(&m_run, &DryRun::changesFound, this, &DryRunPane::showChanges);
    connect(&m_run, &DryRun::changesFailed, this,
            [this](exchange::ExchangeId, const QString &why) { clearDetail(why); });
    setNoRule({});
}

DryRunPane::~DryRunPane()
{
    m_run.disconnect(this);
}

QWidget *DryRunPane::makeHead()
{
    auto *head = new QWidget(this);
    head->setProperty("bar", true);
    head->setAttribute(Qt::WA_StyledBackground);
    auto *title = new QLabel(tr("Dry run"), head);
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    m_state = new QLabel(head);
    m_state->setObjectName(u"dryRunState"_s);
    m_state->setProperty("dim", true);
    m_state->setWordWrap(true);
    const auto makeButton = [&](Glyph glyph, const QString &name, const QString &objectName) {
        auto *button = new QToolButton(head);
        button->setObjectName(objectName);
        button->setIcon(icon(glyph, m_theme));
        button->setAccessibleName(name);
        button->setToolTip(name);
        return button;
    };
    m_again = makeButton(Glyph::Refresh, tr("Try again with what was captured since"), u"dryRunAgain"_s);
    m_stop = makeButton(Glyph::Stop, tr("Stop the dry run"), u"dryRunStop"_s);
    connect(m_again, &QToolButton::clicked, this, &DryRunPane::begin);
    connect(m_stop, &QToolButton::clicked, &m_run, &DryRun::cancel);
    m_progress = new QProgressBar(this);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(3);
    m_progress->setRange(0, int(DryRun::kMostExchanges));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(10, 6, 8, 6);
    row->addWidget(title);
    row->addWidget(m_state, 1);
    row->addWidget(m_stop);
    row->addWidget(m_again);
    return head;
}

void DryRunPane::buildTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(u"dryRunHits"_s);
    m_table->setAccessibleName(tr("Exchanges that the rule would touch"));
    m_table->setModel(&m_hits);
    m_table->setItemDelegate(new HitDelegate(m_theme, m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setStretchLastSection(true);
    const int letter = m_table->fontMetrics().averageCharWidth();
    m_table->setColumnWidth(DryRunModel::Number, letter * 9);
    m_table->setColumnWidth(DryRunModel::Time, m_table->fontMetrics().horizontalAdvance(u"00:00:00.000"_s) + 24);
    m_table->setColumnWidth(DryRunModel::What, letter * 28);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DryRunPane::look);
}

QWidget *DryRunPane::makeDetail()
{
    auto *detail = new QWidget(this);
    m_messages = new QComboBox(detail);
    m_messages->setObjectName(u"dryRunMessages"_s);
    m_messages->setAccessibleName(tr("Message of the exchange"));
    m_messages->view()->setAccessibleName(tr("Messages of the exchange"));
    connect(m_messages, &QComboBox::currentIndexChanged, this, &DryRunPane::showChange);
    m_detail = new QLabel(detail);
    m_detail->setObjectName(u"dryRunDetail"_s);
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setWordWrap(true);
    m_detail->setContentsMargins(10, 6, 10, 0);
    m_diff = new DiffView(m_theme, detail);
    auto *layout = new QVBoxLayout(detail);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_detail);
    layout->addWidget(m_diff, 1);
    return detail;
}

QString DryRunPane::stateText() const
{
    return m_state->text();
}

QString DryRunPane::detailText() const
{
    return m_detail->text();
}

void DryRunPane::setRule(const QByteArray &rule)
{
    if (rule == m_rule)
        return;
    m_rule = rule;
    m_typing.start();
}

void DryRunPane::setNoRule(const QString &why)
{
    m_rule.clear();
    m_typing.stop();
    m_run.cancel();
    m_old = false;
    m_hits.clear();
    m_current = {};
    clearDetail({});
    m_state->setText(why);
    m_progress->setVisible(false);
    m_stop->setEnabled(false);
    m_again->setEnabled(false);
}

void DryRunPane::begin()
{
    m_typing.stop();
    if (m_rule.isEmpty())
        return;
    const auto rules = setOf(m_rule);
    if (!rules) {
        setNoRule(rules.error().text);
        return;
    }
    m_old = true;
    m_progress->setValue(0);
    m_progress->setVisible(true);
    m_stop->setEnabled(true);
    m_again->setEnabled(true);
    m_run.start(*rules);
}

/// The hits of the rule before stay until there are others, so that nothing flickers while somebody types.
void DryRunPane::dropOld()
{
    if (std::exchange(m_old, false))
        m_hits.clear();
}

void DryRunPane::takeHits(const QList<models::DryRunHit> &hits)
{
    dropOld();
    m_hits.add(hits);
    selectSomething();
    tellProgress();
}

void DryRunPane::selectSomething()
{
    if (m_table->currentIndex().isValid() || m_hits.rowCount() == 0)
        return;
    // The exchange that was looked at stays the one, if it is still a hit; else wait for it to come until the end.
    const int row = m_hits.rowOf(m_current);
    if (row >= 0 || !m_current.isValid() || !m_run.isRunning())
        m_table->selectRow(std::max(row, 0));
}

void DryRunPane::tellProgress()
{
    m_progress->setValue(int(m_run.looked()));
    m_state->setText(
        tr("%1 of %2 exchanges match so far …").arg(countText(m_run.matched()), countText(m_run.looked())));
}

void DryRunPane::finished()
{
    dropOld();
    selectSomething();
    m_progress->setVisible(false);
    m_stop->setEnabled(false);
    if (m_run.looked() == 0) {
        m_state->setText(tr("Nothing is captured yet to try the rule on"));
    } else if (m_run.reachedLimit()) {
        m_state->setText(tr("%1 of the first %2 exchanges match, newest first")
                             .arg(countText(m_run.matched()), countText(m_run.looked())));
    } else {
        m_state->setText(
            tr("%1 of %2 captured exchanges match").arg(countText(m_run.matched()), countText(m_run.looked())));
    }
    if (m_run.matched() > m_hits.rowCount())
        m_state->setText(tr("%1; %2 are listed").arg(m_state->text(), countText(m_hits.rowCount())));
    if (m_hits.rowCount() == 0) {
        m_current = {};
        clearDetail({});
    }
}

// ---- one exchange ------------------------------------------------------------------------------------------------------

void DryRunPane::clearDetail(const QString &why)
{
    m_looking = false;
    m_changes.clear();
    {
        const QSignalBlocker blocker(m_messages);
        m_messages->clear();
    }
    m_messages->setVisible(false);
    m_detail->setText(why);
    m_detail->setVisible(!why.isEmpty());
    m_diff->clear({});
}

void DryRunPane::look()
{
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid())
        return;
    const exchange::RecordPtr record = m_hits.hit(index.row()).record;
    m_current = record->id;
    m_looking = true;
    m_run.look(record);
}

void DryRunPane::showChanges(exchange::ExchangeId id, const DryRun::Changes &changes)
{
    if (id != m_current)
        return;
    m_looking = false;
    const int kept = m_messages->currentIndex();
    m_changes = changes.first(std::min(changes.size(), kMostMessages));
    if (m_changes.isEmpty()) {
        clearDetail(tr("The rule does not touch this exchange any more"));
        return;
    }
    {
        const QSignalBlocker blocker(m_messages);
        m_messages->clear();
        for (qsizetype i = 0; i < m_changes.size(); ++i)
            m_messages->addItem(
                tr("%1 of %2 · %3").arg(i + 1).arg(changes.size()).arg(models::changeText(m_changes[i])));
        m_messages->setCurrentIndex(std::clamp(kept, 0, int(m_changes.size()) - 1));
    }
    m_messages->setVisible(m_changes.size() > 1);
    showChange(m_messages->currentIndex());
}

void DryRunPane::showChange(int index)
{
    if (index < 0 || index >= m_changes.size())
        return;
    const DryRunChange &change = m_changes.at(index);
    QStringList lines{models::changeText(change)};
    if (!change.summary.isEmpty() && !lines[0].contains(change.summary))
        lines[0] += u" — "_s + models::lineText(change.summary.toUtf8());
    if (!change.headers.isEmpty())
        lines.append(tr("Headers: %1").arg(headersText(change.headers)));
    m_detail->setText(lines.join(u'\n'));
    m_detail->setVisible(true);
    m_diff->setTexts(change.before, change.after);
    Q_EMIT messageShown(change.before);
}

} // namespace sightglass::ui
