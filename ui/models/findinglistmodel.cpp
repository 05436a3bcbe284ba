// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/findinglistmodel.h"

#include "ui/models/exchangetext.h"
#include "ui/models/notetext.h"

#include <algorithm>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using exchange::Note;
using exchange::NoteKind;
using exchange::Record;
using exchange::Severity;

FindingListModel::FindingListModel(ExchangeListModel &list, QObject *parent) : QAbstractTableModel(parent), m_list(list)
{
    m_list.addObserver(this);
    for (int row = 0; row < m_list.rowCount(); ++row)
        rowAdded(m_list.record(row));
    updateDone();
}

FindingListModel::~FindingListModel()
{
    m_list.removeObserver(this);
}

int FindingListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FindingListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant FindingListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SeverityColumn:
        return tr("Severity");
    case Exchange:
        return tr("#");
    case Code:
        return tr("Finding");
    case What:
        return tr("What and where");
    case Method:
        return tr("Message");
    case Where:
        return tr("Pointer");
    default:
        return {};
    }
}

QString FindingListModel::text(const Finding &finding, int column) const
{
    const Note &note = finding.note;
    switch (column) {
    case SeverityColumn:
        return tr("%1 %2").arg(severityGlyph(note.severity), severityText(note.severity));
    case Exchange:
        return QString::number(finding.exchange.value());
    case Code:
        return lineText(note.code);
    case What:
        return note.text.isEmpty() ? findingTitle(note.code) : lineText(note.text.toUtf8());
    case Method:
        return lineText(finding.name.isEmpty() ? finding.method : finding.method + ' ' + finding.name);
    case Where:
        return lineText(note.pointer);
    default:
        return {};
    }
}

QVariant FindingListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Finding &finding = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(finding, index.column());
    case Qt::ToolTipRole:
        return index.column() == Code ? findingTitle(finding.note.code) : text(finding, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == SeverityColumn ? severityText(finding.note.severity) : text(finding, index.column());
    case Qt::TextAlignmentRole:
        return int(index.column() == Exchange ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case ExchangeRole:
        return qulonglong(finding.exchange.value());
    case SeverityRole:
        return int(finding.note.severity);
    case CodeRole:
        return finding.note.code;
    case PointerRole:
        return finding.note.pointer;
    case PartRole:
        return finding.note.part;
    default:
        return {};
    }
}

void FindingListModel::take(const Record &record, qsizetype skip)
{
    for (const Note &note : record.notes) {
        if (note.kind == NoteKind::Finding && skip-- <= 0)
            m_new.push_back({record.id, record.method, record.name, note});
    }
}

void FindingListModel::rowAdded(const Record &record)
{
    if (!record.notes.isEmpty())
        take(record, 0);
}

void FindingListModel::rowUpdated(const Record &before, const Record &after)
{
    // Notes are only ever added.
    if (after.notes.size() > before.notes.size())
        take(after, countFindings(before).total());
}

void FindingListModel::rowsCleared()
{
    beginResetModel();
    m_first += m_all.size();
    m_all.clear();
    m_rows.clear();
    m_new.clear();
    m_counts = {};
    endResetModel();
    Q_EMIT countChanged();
}

void FindingListModel::updateDone()
{
    if (m_new.empty())
        return;
    if (m_new.size() > kMost) // more at once than are kept: the newest
        m_new.erase(m_new.begin(), m_new.end() - std::ptrdiff_t(kMost));
    const auto fresh = int(
        std::count_if(m_new.cbegin(), m_new.cend(), [this](const Finding &one) { return isShown(one.note.severity); }));
    const int first = rowCount();
    if (fresh > 0)
        beginInsertRows({}, first, first + fresh - 1);
    for (Finding &finding : m_new) {
        ++m_counts[slot(finding.note.severity)];
        if (isShown(finding.note.severity))
            m_rows.push_back(m_first + m_all.size());
        m_all.push_back(std::move(finding));
    }
    m_new.clear();
    if (fresh > 0)
        endInsertRows();
    makeRoom();
    Q_EMIT countChanged();
}

void FindingListModel::makeRoom()
{
    if (m_all.size() <= kMost)
        return;
    const std::size_t gone = std::min(m_all.size(), m_all.size() - kMost + kRemovalBlock);
    const quint64 first = m_first + gone;
    const auto rows = int(std::lower_bound(m_rows.cbegin(), m_rows.cend(), first) - m_rows.cbegin());
    if (rows > 0)
        beginRemoveRows({}, 0, rows - 1);
    for (std::size_t i = 0; i < gone; ++i)
        --m_counts[slot(m_all[i].note.severity)];
    m_rows.erase(m_rows.begin(), m_rows.begin() + rows);
    m_all.erase(m_all.begin(), m_all.begin() + std::ptrdiff_t(gone));
    m_first = first;
    if (rows > 0)
        endRemoveRows();
}

void FindingListModel::setShown(Severity severity, bool shown)
{
    if (isShown(severity) == shown)
        return;
    m_shown[slot(severity)] = shown;
    rebuild();
}

void FindingListModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (isShown(m_all[i].note.severity))
            m_rows.push_back(m_first + i);
    }
    endResetModel();
    Q_EMIT countChanged();
}

} // namespace sightglass::models
