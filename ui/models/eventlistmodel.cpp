// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/eventlistmodel.h"

#include "ui/models/exchangetext.h"
#include "wire/sseparser.h"

#include <algorithm>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using exchange::Part;
using exchange::PartKind;

namespace {

bool isEvent(const Part &part)
{
    return part.kind == PartKind::Event || part.kind == PartKind::SentEvent;
}

/// Whether a line of the block is a `data` field, without reading the block in whole.
bool hasDataField(QByteArrayView block)
{
    for (qsizetype at = 0; at >= 0 && at < block.size();) {
        const QByteArrayView line = block.sliced(at);
        if (line.startsWith("data") && (line.size() == 4 || line[4] == ':' || line[4] == '\n' || line[4] == '\r'))
            return true;
        const auto end = std::find_if(line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; });
        at = end == line.end() ? -1 : at + (end - line.begin()) + 1;
    }
    return false;
}

QString kindOf(mcp::MessageKind kind)
{
    switch (kind) {
    case mcp::MessageKind::Request:
        return kindText(exchange::Kind::Request);
    case mcp::MessageKind::Notification:
        return kindText(exchange::Kind::Notification);
    case mcp::MessageKind::Response:
        return kindText(exchange::Kind::Response);
    case mcp::MessageKind::Batch:
        return kindText(exchange::Kind::Batch);
    case mcp::MessageKind::Invalid:
        break;
    }
    return {};
}

} // namespace

EventListModel::EventListModel(QObject *parent)
    : QAbstractTableModel(parent), m_reader(std::make_unique<mcp::MessageReader>())
{}

EventListModel::~EventListModel() = default;

void EventListModel::setParts(const QList<Part> &parts)
{
    beginResetModel();
    m_rows.clear();
    m_shown.clear();
    m_partCount = 0;
    m_eventCount = 0;
    endResetModel();
    appendParts(parts);
}

void EventListModel::appendParts(const QList<Part> &added)
{
    const int firstShown = rowCount();
    std::vector<Row> rows;
    std::vector<int> shownRows;
    for (const Part &part : added) {
        const int partIndex = m_partCount++;
        if (!isEvent(part))
            continue;
        Row row{part, partIndex, 0, hasDataField(part.bytes)};
        // What was sent in place of an event bears its number.
        row.number = part.kind == PartKind::Event ? ++m_eventCount : m_eventCount;
        if (isShown(row))
            shownRows.push_back(static_cast<int>(m_rows.size() + rows.size()));
        rows.push_back(std::move(row));
    }
    if (!shownRows.empty())
        beginInsertRows({}, firstShown, firstShown + static_cast<int>(shownRows.size()) - 1);
    m_rows.insert(m_rows.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    m_shown.insert(m_shown.end(), shownRows.begin(), shownRows.end());
    if (!shownRows.empty())
        endInsertRows();
}

void EventListModel::setCommentsShown(bool shown)
{
    if (shown == m_commentsShown)
        return;
    beginResetModel();
    m_commentsShown = shown;
    m_shown.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (isShown(m_rows[i]))
            m_shown.push_back(static_cast<int>(i));
    }
    endResetModel();
}

exchange::Part EventListModel::partAt(int row) const
{
    return row >= 0 && row < rowCount() ? shown(row).part : Part();
}

QByteArray EventListModel::eventData(int row) const
{
    return wire::parseSseBlock(partAt(row).bytes, row == 0).data;
}

const EventListModel::Facts &EventListModel::facts(int row) const
{
    Row &event = m_rows[static_cast<std::size_t>(m_shown[static_cast<std::size_t>(row)])];
    if (event.facts)
        return *event.facts;
    const wire::SseEvent parsed = wire::parseSseBlock(event.part.bytes, event.number == 1);
    Facts facts;
    facts.type = parsed.type;
    facts.id = parsed.id.value_or(QByteArray());
    facts.size = parsed.hasData ? parsed.data.size() : event.part.bytes.size();
    if (parsed.hasData) {
        const mcp::Message message = m_reader->read(parsed.data);
        facts.kind = kindOf(message.kind());
        facts.method = message.envelope().method;
        facts.isError = message.envelope().errorCode.has_value() || message.envelope().toolError;
        facts.text = lineText(parsed.data, kMaxText);
    } else {
        facts.kind = event.part.bytes.isEmpty() ? tr("not sent") : tr("comment");
        facts.text = lineText(event.part.bytes.trimmed(), kMaxText);
    }
    event.facts = std::move(facts);
    return *event.facts;
}

int EventListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int EventListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventListModel::display(int row, int column) const
{
    const Row &event = shown(row);
    switch (column) {
    case Number:
        return QString::number(event.number);
    case Offset:
        return offsetText(event.part.atUs);
    case DirectionColumn:
        return event.part.kind == PartKind::Event ? u"\u2190"_s : tr("\u2190 as sent");
    case EventId:
        return lineText(facts(row).type.isEmpty() ? facts(row).id
                        : facts(row).id.isEmpty() ? facts(row).type
                                                  : facts(row).type + " \u00b7 " + facts(row).id);
    case Kind:
        return facts(row).kind;
    case Method:
        return lineText(facts(row).method);
    case Size:
        return sizeText(facts(row).size);
    case Text:
        return facts(row).text;
    default:
        return {};
    }
}

QVariant EventListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == DirectionColumn ? directionText(exchange::Direction::ServerToClient)
                                                 : display(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == Text ? facts(row).text : QVariant();
    case Qt::TextAlignmentRole: {
        const bool right = index.column() == Number || index.column() == Offset || index.column() == Size;
        return (Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft)).toInt();
    }
    case PartRole:
        return shown(row).partIndex;
    case DataRole:
        return eventData(row);
    case RawRole:
        return shown(row).part.bytes;
    case CommentOnlyRole:
        return !shown(row).hasData;
    case ErrorRole:
        return facts(row).isError;
    default:
        return {};
    }
}

QVariant EventListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("#");
    case Offset:
        return tr("Offset");
    case DirectionColumn:
        return tr("Dir");
    case EventId:
        return tr("Event");
    case Kind:
        return tr("Kind");
    case Method:
        return tr("Method");
    case Size:
        return tr("Size");
    case Text:
        return tr("Text");
    default:
        return {};
    }
}

QHash<int, QByteArray> EventListModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractTableModel::roleNames();
    names.insert({{PartRole, "part"},
                  {DataRole, "eventData"},
                  {RawRole, "raw"},
                  {CommentOnlyRole, "commentOnly"},
                  {ErrorRole, "error"}});
    return names;
}

} // namespace sightglass::models
