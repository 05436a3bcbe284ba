// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/leakpane.h"

#include "ui/models/exchangetext.h"
#include "ui/models/sessionlistmodel.h"
#include "ui/models/sessiontext.h"
#include "ui/sessions/tablelook.h"
#include "ui/theme/tablenote.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTableView>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using models::LeakListModel;

namespace {

constexpr int kThresholdMinutes[] = {1, 5, 15, 60};
constexpr int kDefaultThreshold = 1;

qint64 minutesUs(int minutes)
{
    return qint64(minutes) * 60 * 1'000'000;
}

class LeakDelegate final : public SignDelegate
{
public:
    using SignDelegate::SignDelegate;

protected:
    std::optional<SessionLook> signOf(const QModelIndex &index) const override
    {
        if (index.column() != LeakListModel::Kind)
            return std::nullopt;
        return leakLook(models::LeakKind(index.data(LeakListModel::KindRole).toInt()));
    }
    Role roleOf(const QModelIndex &index) const override
    {
        if (index.column() == LeakListModel::Kind)
            return signOf(index)->role;
        return index.column() == LeakListModel::Age || index.column() == LeakListModel::Route ? Role::DimText
                                                                                              : Role::Text;
    }
};

} // namespace

LeakPane::LeakPane(const Theme &theme, const models::SessionListModel &sessions, QWidget *parent)
    : QWidget(parent), m_sessions(sessions)
{
    m_table = new QTableView(this);
    m_table->setModel(&m_model);
    makePlain(*m_table, tr("Sessions that leak"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setToolTip(tr("Enter or a double click shows the session"));
    m_table->setItemDelegate(new LeakDelegate(theme, m_table));
    m_table->horizontalHeader()->setSectionResizeMode(LeakListModel::Why, QHeaderView::Stretch);
    m_table->horizontalHeader()->setMinimumSectionSize(60);
    m_table->installEventFilter(this);
    const int em = fontMetrics().horizontalAdvance(u'n');
    for (const auto &[column, letters] : {std::pair{LeakListModel::Kind, 16},
                                          {LeakListModel::Client, 28},
                                          {LeakListModel::Unused, 12},
                                          {LeakListModel::Age, 11},
                                          {LeakListModel::Holds, 17},
                                          {LeakListModel::Memory, 11},
                                          {LeakListModel::Route, 10}})
        m_table->setColumnWidth(column, letters * em);
    m_note = new TableNote(*m_table);
    m_note->tell(
        tr("Nothing leaks"),
        tr("Sessions show here when they live on with nobody to end them: abandoned or never used, left by their "
           "client, with streams on which nothing passes or requests that nobody answers."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_table, 1);
    setFocusProxy(m_table);
    connect(m_table, &QTableView::doubleClicked, this,
            [this](const QModelIndex &index) { Q_EMIT sessionRequested(m_model.keyAt(index.row())); });
    connect(m_table, &QTableView::customContextMenuRequested, this, &LeakPane::openMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LeakPane::refresh);
    connect(&m_model, &LeakListModel::countChanged, this, [this] {
        refresh();
        Q_EMIT countChanged(m_model.rowCount());
    });
    refresh();
}

QWidget *LeakPane::makeBar()
{
    auto *bar = new QWidget(this);
    bar->setProperty("bar", true);
    bar->setAttribute(Qt::WA_StyledBackground);
    auto *label = new QLabel(tr("&Unused for at least"), bar);
    m_threshold = new QComboBox(bar);
    m_threshold->setAccessibleName(tr("Unused for at least"));
    m_threshold->view()->setAccessibleName(m_threshold->accessibleName());
    for (const int minutes : kThresholdMinutes)
        m_threshold->addItem(minutes == 60  ? tr("1 hour")
                             : minutes == 1 ? tr("1 minute")
                                            : tr("%1 minutes").arg(minutes));
    m_threshold->setCurrentIndex(kDefaultThreshold);
    label->setBuddy(m_threshold);
    connect(m_threshold, &QComboBox::activated, this, &LeakPane::setThresholdIndex);
    m_count = new QLabel(bar);
    m_count->setProperty("dim", true);
    m_reapSelected = new QPushButton(tr("&Reap selected…"), bar);
    m_reapSelected->setToolTip(tr("Ends the selected sessions (Delete)"));
    m_reapAll = new QPushButton(tr("Reap &all…"), bar);
    m_reapAll->setToolTip(tr("Ends all sessions in this list"));
    connect(m_reapSelected, &QPushButton::clicked, this, [this] { Q_EMIT reapRequested(selectedKeys()); });
    connect(m_reapAll, &QPushButton::clicked, this, [this] {
        QList<QByteArray> keys;
        for (int row = 0; row < m_model.rowCount(); ++row)
            keys.append(m_model.keyAt(row));
        Q_EMIT reapRequested(keys);
    });
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 5, 8, 5);
    row->setSpacing(6);
    row->addWidget(label);
    row->addWidget(m_threshold);
    row->addSpacing(8);
    row->addWidget(m_count, 1);
    row->addWidget(m_reapSelected);
    row->addWidget(m_reapAll);
    return bar;
}

void LeakPane::setThresholdIndex(int index)
{
    m_threshold->setCurrentIndex(index);
    if (index < 0)
        return;
    m_model.setThresholdUs(minutesUs(kThresholdMinutes[index]));
    look();
}

void LeakPane::setCanEnd(bool can)
{
    m_canEnd = can;
    refresh();
}

void LeakPane::look()
{
    m_model.refresh(m_sessions.sessions(), m_sessions.nowUs());
    refresh();
}

void LeakPane::refresh()
{
    const int count = m_model.rowCount();
    m_note->setVisible(count == 0);
    m_count->setText(count == 0 ? QString()
                                : tr("Listed: %1, about %2 in the proxy")
                                      .arg(models::countText(count), models::sizeText(m_model.totalBytes())));
    m_reapSelected->setEnabled(m_canEnd && m_table->selectionModel()->hasSelection());
    m_reapAll->setEnabled(m_canEnd && count > 0);
}

QList<QByteArray> LeakPane::selectedKeys() const
{
    QList<QByteArray> keys;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        keys.append(m_model.keyAt(index.row()));
    return keys;
}

void LeakPane::openMenu(const QPoint &position)
{
    const QModelIndex index = m_table->indexAt(position);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Show Session"), this,
                    [this, key = m_model.keyAt(index.row())] { Q_EMIT sessionRequested(key); });
    menu->addAction(tr("&Reap…"), this, [this] { Q_EMIT reapRequested(selectedKeys()); })->setEnabled(m_canEnd);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

bool LeakPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && m_table->currentIndex().isValid()) {
            Q_EMIT sessionRequested(m_model.keyAt(m_table->currentIndex().row()));
            return true;
        }
        if (key->key() == Qt::Key_Delete && m_reapSelected->isEnabled()) {
            Q_EMIT reapRequested(selectedKeys());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace sightglass::ui
