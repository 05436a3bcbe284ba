// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sourcetreemodel.h"

#include "exchange/names.h"
#include "ui/models/exchangetext.h"

#include <algorithm>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using exchange::Record;

namespace {

/// What exchanges without a session hang under; no session id has a line break.
const QByteArray &eraKey(mcp::Era era)
{
    static const QByteArray keys[] = {QByteArrayLiteral("\n0"), QByteArrayLiteral("\n1"), QByteArrayLiteral("\n2")};
    return keys[static_cast<std::size_t>(era)];
}

/// Equal for clients that the filter `client:` does not tell apart: it ignores case.
QByteArray clientKey(const Record &record)
{
    const QByteArrayView client = exchange::clientOf(record);
    if (std::all_of(client.begin(), client.end(), [](char c) { return static_cast<uchar>(c) < 0x80; }))
        return client.toByteArray().toLower();
    return QString::fromUtf8(client).toCaseFolded().toUtf8();
}

bool isError(const Record &record)
{
    return record.state == exchange::State::Failed || exchange::outcomeOf(record) == "error"_L1;
}

} // namespace

SourceTreeModel::SourceTreeModel(ExchangeListModel *list, QObject *parent) : QAbstractItemModel(parent), m_list(list)
{
    m_all.row = 0;
    m_all.parent = &m_root;
    m_root.shown = {&m_all};
    for (int row = 0; row < m_list->rowCount(); ++row)
        count(m_list->record(row), 1);
    updateDone();
    m_list->addObserver(this);
}

SourceTreeModel::~SourceTreeModel()
{
    m_list->removeObserver(this);
}

// ---- counting ---------------------------------------------------------------------------------------------------------

void SourceTreeModel::rowAdded(const Record &record)
{
    count(record, 1);
}

void SourceTreeModel::rowUpdated(const Record &before, const Record &after)
{
    count(before, -1);
    count(after, 1);
}

void SourceTreeModel::rowRemoved(const Record &record)
{
    count(record, -1);
}

void SourceTreeModel::rowsCleared()
{
    beginResetModel();
    m_touched.clear();
    m_lastRoute = nullptr;
    m_root.children.clear();
    m_root.hidden.clear();
    m_root.shown = {&m_all};
    m_all.total = m_all.errors = m_all.open = 0;
    m_all.touched = false;
    endResetModel();
}

void SourceTreeModel::count(const Record &record, int sign)
{
    if (!m_lastRoute || m_lastRoute->route != record.route)
        m_lastRoute = &child(m_root, record.route.toUtf8(), NodeKind::Route, record);
    Node &route = *m_lastRoute;
    const bool inSession = !record.sessionId.isEmpty();
    Node &source = child(route, inSession ? record.sessionId : eraKey(record.era),
                         inSession ? NodeKind::Session : NodeKind::Era, record);
    if (inSession && sign > 0 && !record.peerName.isEmpty())
        source.peer = record.peerName;
    add(m_all, record, sign);
    add(route, record, sign);
    add(source, record, sign);
    if (!inSession && record.era == mcp::Era::Modern)
        add(child(source, clientKey(record), NodeKind::Client, record), record, sign);
}

void SourceTreeModel::add(Node &node, const Record &record, int sign)
{
    node.total += sign;
    node.errors += isError(record) ? sign : 0;
    node.open += record.ended() ? 0 : sign;
    touch(node);
}

SourceTreeModel::Node &SourceTreeModel::child(Node &parent, const QByteArray &key, NodeKind kind, const Record &record)
{
    std::unique_ptr<Node> &node = parent.children[key];
    if (!node) {
        node = std::make_unique<Node>();
        node->parent = &parent;
        node->kind = kind;
        node->era = record.era;
        node->route = record.route;
        node->key = key;
        if (kind == NodeKind::Session)
            node->session = record.sessionId;
        else if (kind == NodeKind::Client)
            node->session = exchange::clientOf(record).toByteArray();
        parent.hidden.push_back(node.get());
    }
    return *node;
}

void SourceTreeModel::touch(Node &node)
{
    if (!std::exchange(node.touched, true))
        m_touched.push_back(&node);
}

/// Rows come and go, and counts are told, once per change of the list.
void SourceTreeModel::updateDone()
{
    const std::vector<Node *> touched = std::exchange(m_touched, {});
    std::vector<Node *> parents = {&m_root}; // those above before those below
    for (const NodeKind kind : {NodeKind::Route, NodeKind::Era})
        std::copy_if(touched.begin(), touched.end(), std::back_inserter(parents),
                     [kind](const Node *node) { return node->kind == kind; });
    for (Node *node : touched)
        node->touched = false;
    for (Node *parent : parents)
        showHidden(*parent);
    std::unordered_map<const Node *, std::vector<Node *>> empty;
    for (Node *node : touched) {
        if (node == &m_all || (node->row >= 0 && node->total > 0))
            Q_EMIT dataChanged(indexOf(*node, 0), indexOf(*node, ColumnCount - 1));
        if (node != &m_all && node->total == 0)
            empty[node->parent].push_back(node);
    }
    for (auto parent = parents.rbegin(); parent != parents.rend(); ++parent) {
        if (const auto below = empty.find(*parent); below != empty.end())
            removeEmpty(**parent, below->second);
        showHidden(**parent);
    }
}

void SourceTreeModel::showHidden(Node &parent)
{
    if (&parent != &m_root && parent.row < 0) // its children come with it
        return;
    const std::size_t limit = static_cast<std::size_t>(kMaxChildren) + (&parent == &m_root ? 1 : 0); // "all traffic"
    const std::size_t room = parent.shown.size() < limit ? limit - parent.shown.size() : 0;
    const std::size_t count = std::min(parent.hidden.size(), room);
    if (count == 0)
        return;
    const int first = static_cast<int>(parent.shown.size());
    beginInsertRows(indexOf(parent), first, first + static_cast<int>(count) - 1);
    for (std::size_t i = 0; i < count; ++i) {
        parent.hidden[i]->row = static_cast<int>(parent.shown.size());
        parent.shown.push_back(parent.hidden[i]);
    }
    const std::vector<Node *> added(parent.hidden.begin(), parent.hidden.begin() + static_cast<std::ptrdiff_t>(count));
    parent.hidden.erase(parent.hidden.begin(), parent.hidden.begin() + static_cast<std::ptrdiff_t>(count));
    endInsertRows();
    for (Node *node : added)
        showHidden(*node);
}

/// \a empty: children that no row is left of; what was below them has gone before.
void SourceTreeModel::removeEmpty(Node &parent, std::vector<Node *> empty)
{
    m_lastRoute = nullptr;
    std::sort(empty.begin(), empty.end(), [](const Node *left, const Node *right) { return left->row > right->row; });
    for (Node *node : empty) {
        if (node->row < 0)
            break;
        const int row = node->row;
        beginRemoveRows(indexOf(parent), row, row);
        parent.shown.erase(parent.shown.begin() + row);
        for (std::size_t behind = static_cast<std::size_t>(row); behind < parent.shown.size(); ++behind)
            parent.shown[behind]->row = static_cast<int>(behind);
        node->row = -1;
        endRemoveRows();
    }
    std::erase_if(parent.hidden, [](const Node *node) { return node->total == 0; });
    for (const Node *node : empty)
        parent.children.erase(QByteArray(node->key)); // a copy: the key goes with the node
}

// ---- structure --------------------------------------------------------------------------------------------------------

SourceTreeModel::Node *SourceTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : const_cast<Node *>(&m_root);
}

QModelIndex SourceTreeModel::indexOf(const Node &node, int column) const
{
    return &node == &m_root ? QModelIndex() : createIndex(node.row, column, &node);
}

QModelIndex SourceTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeOf(parent)->shown[static_cast<std::size_t>(row)]);
}

QModelIndex SourceTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(*nodeOf(index)->parent) : QModelIndex();
}

int SourceTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->shown.size());
}

int SourceTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QModelIndex SourceTreeModel::indexOf(const QString &text) const
{
    return find(m_root, text);
}

QModelIndex SourceTreeModel::find(const Node &parent, const QString &text) const
{
    for (const Node *node : parent.shown) {
        if (filterText(*node) == text)
            return indexOf(*node);
        if (const QModelIndex below = find(*node, text); below.isValid())
            return below;
    }
    return {};
}

// ---- what the cells say -----------------------------------------------------------------------------------------------

QString SourceTreeModel::filterText(const Node &node) const
{
    if (node.kind == NodeKind::All)
        return {};
    const QString route = node.route.isEmpty() ? u"not route:*"_s : filterTerm(u"route", QStringView(node.route));
    if (node.kind == NodeKind::Route)
        return route;
    if (node.kind == NodeKind::Session)
        return route + u' ' + filterTerm(u"session", node.session);
    const QString era = route + u" era:"_s + exchange::nameOf(node.era) + u" not session:*"_s;
    if (node.kind == NodeKind::Era)
        return era;
    return era + u' ' + (node.session.isEmpty() ? u"not client:*"_s : filterTerm(u"client", node.session));
}

QString SourceTreeModel::nameText(const Node &node) const
{
    const QString peer = lineText(node.peer, 64);
    switch (node.kind) {
    case NodeKind::All:
        return tr("All traffic");
    case NodeKind::Route:
        return node.route.isEmpty() ? tr("(no route)") : cutText(node.route);
    case NodeKind::Session:
        return peer.isEmpty() ? shortIdText(node.session) : peer + u' ' + shortIdText(node.session);
    case NodeKind::Client:
        return node.session.isEmpty() ? tr("(unknown client)") : lineText(node.session, 64);
    case NodeKind::Era:
        break;
    }
    switch (node.era) {
    case mcp::Era::Modern:
        return tr("Modern clients");
    case mcp::Era::Legacy:
        return tr("Without a session");
    case mcp::Era::Unknown:
        break;
    }
    return tr("Other requests");
}

QString SourceTreeModel::words(const Node &node) const
{
    QString text =
        nameText(node) + u", "_s + (node.total == 1 ? tr("1 exchange") : tr("%n exchanges", nullptr, node.total));
    if (node.errors > 0)
        text += u", "_s + tr("%n with errors", nullptr, node.errors);
    if (node.open > 0)
        text += u", "_s + tr("%n open", nullptr, node.open);
    return text;
}

QVariant SourceTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name ? nameText(node) : countText(node.total);
    case Qt::ToolTipRole:
        return node.kind == NodeKind::Session ? lineText(node.session) + u'\n' + words(node) : words(node);
    case Qt::AccessibleTextRole:
        return index.column() == Name ? words(node) : countText(node.total);
    case Qt::TextAlignmentRole:
        return (Qt::AlignVCenter | (index.column() == Count ? Qt::AlignRight : Qt::AlignLeft)).toInt();
    case FilterTextRole:
        return filterText(node);
    case TotalRole:
        return node.total;
    case ErrorsRole:
        return node.errors;
    case OpenRole:
        return node.open;
    case NodeKindRole:
        return static_cast<int>(node.kind);
    default:
        return {};
    }
}

QVariant SourceTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Source") : section == Count ? tr("Exchanges") : QVariant();
}

QHash<int, QByteArray> SourceTreeModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractItemModel::roleNames();
    names.insert({{FilterTextRole, "filterText"},
                  {TotalRole, "total"},
                  {ErrorsRole, "errors"},
                  {OpenRole, "open"},
                  {NodeKindRole, "nodeKind"}});
    return names;
}

} // namespace sightglass::models
