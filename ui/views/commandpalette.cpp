// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/commandpalette.h"

#include "ui/theme/theme.h"
#include "ui/views/fuzzymatch.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum ItemRole { EntryRole = Qt::UserRole + 1, KeysRole };
constexpr int kWidth = 560;
constexpr int kHeight = 380;
constexpr int kRowPadding = 12;

QString plain(QString text)
{
    return text.remove(u'&').remove(u"…"_s);
}

void collect(const QMenu &menu, const QString &path, QList<CommandPalette::Entry> &entries)
{
    for (QAction *action : menu.actions()) {
        if (action->isSeparator() || !action->isEnabled() || !action->isVisible())
            continue;
        const QString text = path + u" › "_s + plain(action->text());
        if (const QMenu *below = action->menu())
            collect(*below, text, entries);
        else
            entries.append({text, action});
    }
}

/// A line of the list: the text, and the keys at the right end.
class EntryDelegate : public QStyledItemDelegate
{
public:
    EntryDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, m_theme.color(Role::Selection));
        const QRect rect = option.rect.adjusted(12, 0, -12, 0);
        const QString keys = index.data(KeysRole).toString();
        painter->setFont(option.font);
        painter->setPen(m_theme.color(Role::DimText));
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignRight, keys);
        const int room = rect.width() - option.fontMetrics.horizontalAdvance(keys) - 16;
        painter->setPen(m_theme.color(Role::Text));
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideLeft, room));
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, option.fontMetrics.height() + kRowPadding}; // as wide as the list
    }

private:
    const Theme &m_theme;
};

} // namespace

QList<CommandPalette::Entry> CommandPalette::entriesOf(const QMenuBar &menuBar)
{
    QList<Entry> entries;
    for (const QAction *top : menuBar.actions()) {
        if (const QMenu *menu = top->menu())
            collect(*menu, plain(menu->title()), entries);
    }
    return entries;
}

CommandPalette::CommandPalette(const Theme &theme, QList<Entry> entries, QWidget *parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint),
      m_entries(std::move(entries)),
      m_field(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_model(new QStandardItemModel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"commandPalette"_s);
    setWindowTitle(tr("Commands"));
    setProperty("card", true);
    m_field->setPlaceholderText(tr("What do you want to do?"));
    m_field->setAccessibleName(tr("Command"));
    m_field->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new EntryDelegate(theme, m_list));
    m_list->setAccessibleName(tr("Commands that match"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::narrow);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    narrow({});
    resize(kWidth, kHeight);
    if (parent) {
        const QPoint top = parent->mapToGlobal(QPoint((parent->width() - kWidth) / 2, parent->height() / 6));
        move(top);
    }
}

QStringList CommandPalette::shownTexts() const
{
    QStringList texts;
    for (int row = 0; row < m_model->rowCount(); ++row)
        texts.append(m_model->item(row)->text());
    return texts;
}

void CommandPalette::narrow(const QString &text)
{
    struct Hit {
        int score;
        qsizetype entry;
    };
    QList<Hit> hits;
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        if (const std::optional<int> score = fuzzyScore(text, m_entries.at(i).text))
            hits.append({*score, i});
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const Hit &left, const Hit &right) { return left.score > right.score; });
    m_model->clear();
    for (const Hit &hit : std::as_const(hits)) {
        const Entry &entry = m_entries.at(hit.entry);
        auto *item = new QStandardItem(entry.text);
        item->setData(hit.entry, EntryRole);
        const QString keys = entry.action ? entry.action->shortcut().toString(QKeySequence::NativeText) : QString();
        item->setData(keys, KeysRole);
        item->setData(keys.isEmpty() ? entry.text : tr("%1, %2").arg(entry.text, keys), Qt::AccessibleTextRole);
        m_model->appendRow(item);
    }
    m_list->setCurrentIndex(m_model->index(0, 0));
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        const int rows = m_model->rowCount();
        const int step = key->key() == Qt::Key_Up       ? -1
                         : key->key() == Qt::Key_Down   ? 1
                         : key->key() == Qt::Key_PageUp ? -8
                                                        : 8;
        if (rows > 0)
            m_list->setCurrentIndex(m_model->index(std::clamp(m_list->currentIndex().row() + step, 0, rows - 1), 0));
        return true;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run();
        return true;
    default:
        return QDialog::eventFilter(watched, event);
    }
}

void CommandPalette::run()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    const QPointer<QAction> action = m_entries.at(current.data(EntryRole).toLongLong()).action;
    accept();
    // After the palette is gone: what the action opens belongs to the window.
    if (action)
        QTimer::singleShot(0, action.data(), &QAction::trigger);
}

} // namespace sightglass::ui
