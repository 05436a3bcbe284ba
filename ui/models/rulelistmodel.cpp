// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rulelistmodel.h"

#include "ui/models/exchangetext.h"
#include "ui/models/ruletext.h"

#include <QMimeData>

#include <algorithm>
#include <utility>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using interceptor::rules::Rule;
using interceptor::rules::RuleDocument;
using interceptor::rules::RuleSet;
using interceptor::rules::RuleSetPtr;
using interceptor::rules::RuleStats;

namespace {

constexpr auto kMimeType = "application/x-sightglass-rule-row"_L1;

bool sameIds(const RuleSet &one, const RuleSet &other)
{
    return std::equal(one.rules().begin(), one.rules().end(), other.rules().begin(), other.rules().end(),
                      [](const Rule &left, const Rule &right) { return left.id == right.id; });
}

} // namespace

RuleListModel::RuleListModel(Saver save, QObject *parent)
    : QAbstractTableModel(parent), m_save(std::move(save)), m_rules(std::make_shared<const RuleSet>())
{}

RuleListModel::~RuleListModel() = default;

void RuleListModel::setRules(RuleSetPtr rules, const QByteArray &text, const std::shared_ptr<RuleStats> &stats)
{
    m_document.reset();
    m_text = text;
    // An empty file is one with no rules yet.
    Result<RuleDocument> document = text.trimmed().isEmpty() ? RuleDocument() : RuleDocument::fromText(text);
    if (document && document->size() == qsizetype(rules->rules().size()))
        m_document = std::move(*document);
    const bool same = sameIds(*m_rules, *rules);
    if (!same)
        beginResetModel();
    m_rules = std::move(rules);
    takeCounters(stats);
    if (!same)
        endResetModel();
    else if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void RuleListModel::takeCounters(const std::shared_ptr<RuleStats> &stats)
{
    m_counted.clear();
    m_counted.resize(m_rules->rules().size());
    for (std::size_t row = 0; stats && row < m_counted.size(); ++row) {
        Counted &counted = m_counted[row];
        counted.counter = stats->counter(m_rules->rules()[row].id);
        counted.hits = counted.counter->hits;
        counted.failures = counted.counter->failures;
        counted.lastHitUs = counted.counter->lastHitUs;
    }
}

void RuleListModel::refreshCounters()
{
    int first = -1;
    int last = -1;
    for (std::size_t row = 0; row < m_counted.size(); ++row) {
        Counted &counted = m_counted[row];
        if (!counted.counter)
            continue;
        const Counted now{counted.counter, counted.counter->hits, counted.counter->failures,
                          counted.counter->lastHitUs};
        if (now.hits == counted.hits && now.failures == counted.failures && now.lastHitUs == counted.lastHitUs)
            continue;
        counted = now;
        first = first < 0 ? int(row) : first;
        last = int(row);
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, Hits), index(last, LastHit), {Qt::DisplayRole, Qt::ToolTipRole});
}

int RuleListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rules->rules().size());
}

int RuleListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RuleListModel::display(int row, int column) const
{
    const Rule &shown = rule(row);
    const Counted &counted = m_counted[std::size_t(row)];
    switch (column) {
    case Name:
        return lineText((shown.name.isEmpty() ? QString::fromUtf8(shown.id) : shown.name).toUtf8());
    case Match:
        return matchText(shown);
    case Does:
        return shown.error.isEmpty() ? actionsText(shown) : tr("Skipped: %1").arg(lineText(shown.error.toUtf8()));
    case Hits:
        return counted.failures > 0
                   ? tr("%1 (%2 failed)").arg(countText(qint64(counted.hits)), countText(qint64(counted.failures)))
                   : countText(qint64(counted.hits));
    case LastHit:
        return counted.lastHitUs > 0 ? clockText(counted.lastHitUs) : tr("never");
    case ErrorColumn:
        return lineText(shown.error.toUtf8());
    default:
        return {};
    }
}

QString RuleListModel::toolTip(int row, int column) const
{
    const Rule &shown = rule(row);
    if (!shown.error.isEmpty() && column != Hits && column != LastHit)
        return tr("This rule is skipped: %1").arg(lineText(shown.error.toUtf8()));
    if (column == LastHit && m_counted[std::size_t(row)].lastHitUs > 0)
        return dateTimeText(m_counted[std::size_t(row)].lastHitUs);
    return display(row, column).toString();
}

QVariant RuleListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case Qt::CheckStateRole:
        if (index.column() == On)
            return rule(row).enabled ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::TextAlignmentRole:
        if (index.column() == Hits || index.column() == LastHit)
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    case Qt::AccessibleTextRole:
        if (index.column() == On)
            return rule(row).enabled ? tr("on") : tr("off");
        return display(row, index.column());
    case IdRole:
        return rule(row).id;
    case ErrorRole:
        return rule(row).error;
    case ActiveRole:
        return rule(row).active();
    default:
        return {};
    }
}

QVariant RuleListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == Hits || section == LastHit))
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case On:
        return tr("On");
    case Name:
        return tr("Rule");
    case Match:
        return tr("When");
    case Does:
        return tr("Does");
    case Hits:
        return tr("Hits");
    case LastHit:
        return tr("Last hit");
    case ErrorColumn:
        return tr("Error");
    default:
        return {};
    }
}

Qt::ItemFlags RuleListModel::flags(const QModelIndex &index) const
{
    // Between rows one may drop, on them not.
    if (!index.isValid())
        return isEditable() ? Qt::ItemIsDropEnabled : Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (isEditable())
        flags |= Qt::ItemIsDragEnabled;
    if (isEditable() && index.column() == On)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

bool RuleListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || index.column() != On || role != Qt::CheckStateRole)
        return false;
    return setEnabled(index.row(), value.toInt() == int(Qt::Checked));
}

// ---- reordering by the mouse -------------------------------------------------------------------------------------------

QStringList RuleListModel::mimeTypes() const
{
    return {kMimeType};
}

QMimeData *RuleListModel::mimeData(const QModelIndexList &indexes) const
{
    auto *data = new QMimeData;
    if (!indexes.isEmpty())
        data->setData(kMimeType, QByteArray::number(indexes.first().row()));
    return data;
}

bool RuleListModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                                 const QModelIndex &parent)
{
    Q_UNUSED(column)
    bool ok = false;
    const int from = data->data(kMimeType).toInt(&ok);
    if (action != Qt::MoveAction || !ok || from < 0 || from >= rowCount())
        return false;
    const int before = row >= 0 ? row : (parent.isValid() ? parent.row() : rowCount());
    move(from, before > from ? before - 1 : before);
    return false; // the view would take the row away that was moved already
}

// ---- edits -------------------------------------------------------------------------------------------------------------

int RuleListModel::rowOf(const QByteArray &id) const
{
    const auto &rules = m_rules->rules();
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule &one) { return one.id == id; });
    return found == rules.end() ? -1 : int(found - rules.begin());
}

bool RuleListModel::hasErrors() const
{
    return m_rules->errorCount() > 0;
}

bool RuleListModel::edit(const std::function<Result<void>(RuleDocument &)> &change)
{
    if (!m_document) {
        Q_EMIT failed(tr("The rules file cannot be read, so nothing in it can be changed here"));
        return false;
    }
    RuleDocument changed = *m_document;
    if (const Result<void> done = change(changed); !done) {
        Q_EMIT failed(done.error().text);
        return false;
    }
    return keep(changed);
}

bool RuleListModel::keep(const RuleDocument &changed)
{
    // Before it is saved: who hears of the new text asks whether it can be undone.
    // Where there was no file, what was before is one without rules.
    m_steps.append({m_text.trimmed().isEmpty() ? RuleDocument().text() : m_text, changed.text()});
    if (const Result<void> saved = m_save(changed.text()); !saved) {
        m_steps.removeLast();
        Q_EMIT failed(saved.error().text);
        return false;
    }
    qsizetype bytes = 0;
    for (const Step &one : std::as_const(m_steps))
        bytes += one.before.size() + one.after.size();
    while (m_steps.size() > kMostSteps || (m_steps.size() > 1 && bytes > kMostStepBytes)) {
        bytes -= m_steps.constFirst().before.size() + m_steps.constFirst().after.size();
        m_steps.removeFirst();
    }
    return true;
}

bool RuleListModel::canUndo() const
{
    return !m_steps.isEmpty() && m_steps.constLast().after == m_text;
}

bool RuleListModel::undo()
{
    if (!canUndo()) {
        Q_EMIT failed(m_steps.isEmpty() ? tr("There is nothing to undo")
                                        : tr("The rules file was changed by another program meanwhile"));
        return false;
    }
    const Step step = m_steps.takeLast();
    const Result<void> saved = m_save(step.before);
    if (!saved) {
        m_steps.append(step);
        Q_EMIT failed(saved.error().text);
    }
    return saved.has_value();
}

bool RuleListModel::setEnabled(int row, bool enabled)
{
    return edit([=](RuleDocument &document) { return document.setEnabled(row, enabled); });
}

bool RuleListModel::setAllEnabled(bool enabled)
{
    return edit([=](RuleDocument &document) -> Result<void> {
        for (qsizetype row = 0; row < document.size(); ++row) {
            if (Result<void> done = document.setEnabled(row, enabled); !done)
                return done;
        }
        return {};
    });
}

bool RuleListModel::move(int from, int to)
{
    if (from == to || from < 0 || to < 0 || from >= rowCount() || to >= rowCount())
        return false;
    if (!edit([=](RuleDocument &document) { return document.move(from, to); }))
        return false;
    Q_EMIT moved(to);
    return true;
}

bool RuleListModel::remove(int row)
{
    return edit([=](RuleDocument &document) { return document.remove(row); });
}

bool RuleListModel::insert(int row, const QByteArray &json)
{
    return edit([&](RuleDocument &document) { return document.insert(row, json); });
}

bool RuleListModel::replace(int row, const QByteArray &json)
{
    return edit([&](RuleDocument &document) { return document.replace(row, json); });
}

} // namespace sightglass::models
