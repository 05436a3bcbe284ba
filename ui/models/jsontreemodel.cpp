// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/jsontreemodel.h"

#include "mcp/jsontext.h"
#include "ui/models/exchangetext.h"

#include <QPoint>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;

JsonTreeModel::JsonTreeModel(QObject *parent) : QAbstractItemModel(parent)
{
    setDocument({});
}

JsonTreeModel::~JsonTreeModel() = default;

JsonTreeModel::Node *JsonTreeModel::add(Node &parent)
{
    Node &node = m_nodes.emplace_back();
    node.parent = &parent;
    node.row = static_cast<int>(parent.children.size());
    parent.children.push_back(&node);
    return &node;
}

void JsonTreeModel::setDocument(const QByteArray &text)
{
    beginResetModel();
    m_text = text;
    m_nodes.clear();
    m_root = &m_nodes.emplace_back();
    JsonRoot root = jsonRoot(m_text);
    m_trailing = root.value ? root.fault : std::nullopt;
    if (root.value && (root.value->type == JsonType::Object || root.value->type == JsonType::Array)) {
        m_root->value = *root.value;
        fetch(*m_root, false);
    } else {
        m_root->exhausted = true;
        if (root.value)
            add(*m_root)->value = *root.value;
        if (root.fault && !text.isEmpty())
            add(*m_root)->fault = root.fault;
    }
    endResetModel();
}

JsonType JsonTreeModel::rootType() const
{
    if (m_root->isContainer())
        return m_root->value.type;
    return m_root->children.empty() || m_root->children.front()->fault ? JsonType::Invalid
                                                                       : m_root->children.front()->value.type;
}

// ---- children ---------------------------------------------------------------------------------------------------------

/// The next block of children; with \a tell, views hear of it.
void JsonTreeModel::fetch(Node &node, bool tell)
{
    if (!node.rest)
        node.rest = std::make_unique<JsonChildren>(m_text, node.value);
    std::vector<JsonValue> values;
    std::optional<JsonFault> fault;
    while (values.size() < kFetchBlock) {
        const std::optional<JsonValue> value = node.rest->next();
        if (!value) {
            node.exhausted = true;
            fault = node.rest->fault();
            if (!fault && &node == m_root)
                fault = m_trailing;
            break;
        }
        values.push_back(*value);
    }
    const int first = static_cast<int>(node.children.size());
    const int count = static_cast<int>(values.size()) + (fault ? 1 : 0);
    if (count > 0) {
        if (tell)
            beginInsertRows(indexOf(node), first, first + count - 1);
        for (const JsonValue &value : values)
            add(node)->value = value;
        if (fault)
            add(node)->fault = fault;
        if (tell)
            endInsertRows();
    }
    if (node.exhausted)
        node.rest.reset();
}

bool JsonTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return false;
    const Node &node = *nodeOf(parent);
    if (node.exhausted || !node.children.empty() || !node.isContainer())
        return !node.children.empty();
    JsonChildren children(m_text, node.value);
    return children.next() || children.fault();
}

bool JsonTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const Node &node = *nodeOf(parent);
    return parent.column() <= 0 && node.isContainer() && !node.exhausted;
}

void JsonTreeModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetch(*nodeOf(parent), true);
}

// ---- structure --------------------------------------------------------------------------------------------------------

JsonTreeModel::Node *JsonTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root;
}

QModelIndex JsonTreeModel::indexOf(const Node &node) const
{
    return &node == m_root ? QModelIndex() : createIndex(node.row, 0, &node);
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeOf(parent)->children[static_cast<std::size_t>(row)]);
}

QModelIndex JsonTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(*nodeOf(index)->parent) : QModelIndex();
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int JsonTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QModelIndex JsonTreeModel::indexOf(QByteArrayView pointer)
{
    if (pointer.isEmpty() || pointer[0] != '/')
        return {};
    Node *node = m_root;
    for (const QByteArray &token : pointer.sliced(1).toByteArray().split('/')) {
        while (node->isContainer() && !node->exhausted)
            fetch(*node, true);
        Node *found = nullptr;
        for (Node *child : node->children) {
            if (!child->fault && tokenOf(*child) == token)
                found = child; // of duplicates the last one counts
        }
        if (!found)
            return {};
        node = found;
    }
    return indexOf(*node);
}

// ---- what the cells say -----------------------------------------------------------------------------------------------

/// The node's own part of a JSON Pointer.
QByteArray JsonTreeModel::tokenOf(const Node &node) const
{
    if (node.value.key.length == 0)
        return node.parent->isContainer() ? QByteArray::number(node.row) : QByteArray();
    return pointerToken(mcp::unquoteJson(QByteArrayView(m_text).sliced(node.value.key.at, node.value.key.length)));
}

QString JsonTreeModel::pointerOf(const Node &node) const
{
    QByteArrayList tokens;
    for (const Node *step = &node; step->parent && step->parent->isContainer(); step = step->parent)
        tokens.prepend(tokenOf(*step));
    return tokens.isEmpty() ? QString() : u'/' + QString::fromUtf8(tokens.join('/'));
}

QString JsonTreeModel::keyText(const Node &node) const
{
    if (node.fault) {
        const auto [line, column] = lineAndColumn(m_text, node.fault->at);
        return tr("Error at line %1, column %2 (byte %3)").arg(line).arg(column).arg(node.fault->at);
    }
    if (node.value.key.length > 0)
        return lineText(mcp::unquoteJson(QByteArrayView(m_text).sliced(node.value.key.at, node.value.key.length)),
                        kMaxText);
    return node.parent->isContainer() ? u"[%1]"_s.arg(node.row) : QString();
}

QByteArrayView JsonTreeModel::bytesOf(const Node &node) const
{
    return QByteArrayView(m_text).sliced(node.value.range.at, node.value.range.length);
}

QString JsonTreeModel::valueText(const Node &node) const
{
    if (node.fault)
        return faultText(node.fault->what);
    if (!node.isContainer())
        return lineText(bytesOf(node), kMaxText);
    const bool isObject = node.value.type == JsonType::Object;
    if (!hasChildren(indexOf(node)))
        return isObject ? u"{}"_s : u"[]"_s;
    if (!node.exhausted)
        return isObject ? u"{\u2026}"_s : u"[\u2026]"_s;
    const int count = static_cast<int>(node.children.size());
    if (count == 1)
        return isObject ? tr("{ 1 member }") : tr("[ 1 item ]");
    return isObject ? tr("{ %n members }", nullptr, count) : tr("[ %n items ]", nullptr, count);
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return index.column() == Key ? keyText(node) : valueText(node);
    case FullTextRole:
        if (node.fault)
            return valueText(node);
        return QString::fromUtf8(node.value.type == JsonType::String ? mcp::unquoteJson(bytesOf(node))
                                                                     : bytesOf(node).toByteArray());
    case PointerRole:
        return node.fault ? QVariant() : pointerOf(node);
    case RawRole:
        return node.fault ? QVariant() : bytesOf(node).toByteArray();
    case TypeRole:
        return static_cast<int>(node.fault ? JsonType::Invalid : node.value.type);
    case RangeRole:
        return node.fault ? QPoint(static_cast<int>(node.fault->at), 0)
                          : QPoint(static_cast<int>(node.value.range.at), static_cast<int>(node.value.range.length));
    case ErrorRole:
        return node.fault.has_value() || !node.value.complete;
    case CutRole:
        return !node.fault && !node.isContainer() && node.value.range.length > kMaxText;
    default:
        return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Key ? tr("Key") : section == Value ? tr("Value") : QVariant();
}

QHash<int, QByteArray> JsonTreeModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractItemModel::roleNames();
    names.insert({{FullTextRole, "fullText"},
                  {PointerRole, "pointer"},
                  {RawRole, "raw"},
                  {TypeRole, "type"},
                  {RangeRole, "range"},
                  {ErrorRole, "error"},
                  {CutRole, "cut"}});
    return names;
}

} // namespace sightglass::models
