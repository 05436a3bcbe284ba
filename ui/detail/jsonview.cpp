// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/jsonview.h"

#include "ui/models/exchangetext.h"
#include "ui/models/jsontreemodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/paddeddelegate.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPoint>
#include <QQueue>

#include <algorithm>

namespace sightglass::ui {
namespace {

using models::JsonTreeModel;
using models::JsonType;

/// With no more than these, what is long is unfolded all the same: a lone folded row would say nothing.
constexpr int kFewRows = 8;
/// Bytes that are read to unfold.
constexpr qint64 kLookedAt = 20 * 1024 * 1024;

class JsonDelegate : public TintedDelegate
{
public:
    JsonDelegate(const Theme &theme, QObject *parent) : TintedDelegate(theme, parent, 0, 2) {}

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        TintedDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideRight;
    }

    Role roleOf(const QModelIndex &index) const override
    {
        if (index.data(JsonTreeModel::ErrorRole).toBool())
            return Role::ErrorText;
        if (index.column() == JsonTreeModel::Key)
            return Role::JsonKey;
        switch (JsonType(index.data(JsonTreeModel::TypeRole).toInt())) {
        case JsonType::String:
            return Role::JsonString;
        case JsonType::Number:
            return Role::JsonNumber;
        case JsonType::True:
        case JsonType::False:
        case JsonType::Null:
            return Role::JsonLiteral;
        case JsonType::Invalid:
            return Role::ErrorText;
        case JsonType::Object:
        case JsonType::Array:
            break;
        }
        return Role::DimText;
    }
};

} // namespace

JsonView::JsonView(const Theme &theme, QWidget *parent) : QTreeView(parent), m_theme(theme)
{
    m_json = new JsonTreeModel(this);
    setModel(m_json);
    setItemDelegate(new JsonDelegate(theme, this));
    setAccessibleName(tr("Body as a tree"));
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setAlternatingRowColors(false);
    setIndentation(16);
    setHeaderHidden(true);
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(60);
    setFont(theme.monospace());
    connect(&theme, &Theme::changed, this, [this] {
        setFont(m_theme.monospace());
        viewport()->update();
    });
    connect(this, &QTreeView::expanded, this, &JsonView::fitKeys);
    connect(this, &QTreeView::collapsed, this, &JsonView::fitKeys);
}

void JsonView::setDocument(const QByteArray &text)
{
    if (text == m_json->document() && !text.isEmpty())
        return;
    m_json->setDocument(text);
    unfold();
    fitKeys();
    // Where keys begin; nothing is chosen yet.
    selectionModel()->setCurrentIndex(m_json->index(0, 0), QItemSelectionModel::NoUpdate);
}

const QByteArray &JsonView::document() const
{
    return m_json->document();
}

/// Unfolds level by level while there is room: short messages are open in whole, long ones show their outline.
void JsonView::unfold()
{
    const QSignalBlocker quiet(this); // fitted once, afterwards
    QQueue<QModelIndex> waiting;
    int rows = 0;
    qint64 looked = 0; // finding where a child ends reads all of it, at each level again
    const auto open = [&](const QModelIndex &parent) {
        if (m_json->canFetchMore(parent))
            m_json->fetchMore(parent);
        const int count = m_json->rowCount(parent);
        if (parent.isValid() && rows > kFewRows && rows + count > kUnfoldedRows)
            return;
        rows += count;
        if (parent.isValid())
            expand(parent);
        for (int row = 0; row < std::min(count, kUnfoldedRows); ++row) {
            const QModelIndex child = m_json->index(row, 0, parent);
            if (!m_json->hasChildren(child))
                continue;
            looked += child.data(models::JsonTreeModel::RangeRole).toPoint().y();
            waiting.enqueue(child);
        }
    };
    open({});
    for (int tries = 0; !waiting.isEmpty() && rows < kUnfoldedRows && tries < kUnfoldedRows && looked <= kLookedAt;
         ++tries)
        open(waiting.dequeue());
}

/// The key column is as wide as what is seen of it, within bounds: values stand right beside their keys.
void JsonView::fitKeys()
{
    const QFontMetrics metrics(font());
    int widest = 80;
    int looked = 0;
    for (QModelIndex row = m_json->index(0, 0); row.isValid() && looked < 200; row = indexBelow(row), ++looked) {
        int depth = 1;
        for (QModelIndex up = row.parent(); up.isValid(); up = up.parent())
            ++depth;
        const QString key = row.data(Qt::DisplayRole).toString();
        widest = std::max(widest, metrics.horizontalAdvance(key.left(80)) + depth * indentation() + 20);
    }
    header()->resizeSection(0, std::min(widest, std::max(80, viewport()->width() / 2)));
}

void JsonView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    fitKeys();
}

QModelIndex JsonView::current() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() ? index.siblingAtColumn(JsonTreeModel::Value) : QModelIndex();
}

void JsonView::copyValue()
{
    if (current().isValid())
        QGuiApplication::clipboard()->setText(current().data(JsonTreeModel::FullTextRole).toString());
}

void JsonView::copyRaw()
{
    if (current().isValid())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(current().data(JsonTreeModel::RawRole).toByteArray()));
}

void JsonView::copyPointer()
{
    if (!current().isValid())
        return;
    const QString pointer = current().data(JsonTreeModel::PointerRole).toString();
    QGuiApplication::clipboard()->setText(pointer);
    Q_EMIT statusMessage(tr("Copied %1").arg(pointer));
}

void JsonView::focusInEvent(QFocusEvent *event)
{
    QTreeView::focusInEvent(event);
    if (currentIndex().isValid() && !selectionModel()->hasSelection())
        selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void JsonView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copyValue();
    else
        QTreeView::keyPressEvent(event);
}

void JsonView::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint where = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && currentIndex().isValid())
        where = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
    showMenu(where);
}

void JsonView::showMenu(const QPoint &globalPosition)
{
    const QModelIndex index = current();
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(icon(Glyph::Copy, m_theme), tr("&Copy value")), &QAction::triggered, this,
            &JsonView::copyValue);
    connect(menu->addAction(tr("Copy as &JSON")), &QAction::triggered, this, &JsonView::copyRaw);
    connect(menu->addAction(tr("Copy JSON &Pointer")), &QAction::triggered, this, &JsonView::copyPointer);
    const QString value = index.data(JsonTreeModel::FullTextRole).toString();
    if (!value.isEmpty() && value.size() <= 200 && !m_json->hasChildren(index.siblingAtColumn(0))) {
        menu->addSeparator();
        const QString term = models::filterTerm(u"text", value);
        connect(menu->addAction(icon(Glyph::Filter, m_theme), tr("Show only exchanges with this &text")),
                &QAction::triggered, this, [this, term] { Q_EMIT filterRequested(term, false); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("&Unfold all below")), &QAction::triggered, this,
            [this, at = QPersistentModelIndex(index.siblingAtColumn(0))] { expandRecursively(at, 8); });
    connect(menu->addAction(tr("&Fold all")), &QAction::triggered, this, &QTreeView::collapseAll);
    menu->popup(globalPosition);
}

} // namespace sightglass::ui
