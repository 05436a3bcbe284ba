// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/intercept/findingspane.h"

#include "exchange/names.h"
#include "ui/models/exchangetext.h"
#include "ui/models/findinglistmodel.h"
#include "ui/models/notetext.h"
#include "ui/theme/icons.h"
#include "ui/theme/paddeddelegate.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QDesktopServices>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using exchange::Severity;
using models::FindingListModel;

namespace {

constexpr int kRowHeight = 26;

class FindingDelegate final : public TintedDelegate
{
public:
    using TintedDelegate::TintedDelegate;

protected:
    Role roleOf(const QModelIndex &index) const override
    {
        if (index.column() != FindingListModel::SeverityColumn)
            return index.column() == FindingListModel::What ? Role::Text : Role::DimText;
        switch (Severity(index.data(FindingListModel::SeverityRole).toInt())) {
        case Severity::Error:
            return Role::ErrorText;
        case Severity::Warning:
            return Role::WarnText;
        case Severity::Info:
        case Severity::None:
            break;
        }
        return Role::LinkText;
    }
};

} // namespace

FindingsPane::FindingsPane(const Theme &theme, FindingListModel &model, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_model(model)
{
    m_table = new QTableView(this);
    m_table->setModel(&model);
    m_table->setAccessibleName(tr("Findings"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setToolTip(tr("Enter or a double click goes to the exchange"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(std::max(kRowHeight, fontMetrics().height() + 8));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(FindingListModel::What, QHeaderView::Stretch);
    m_table->setItemDelegate(new FindingDelegate(theme, m_table));
    m_table->installEventFilter(this);
    const int em = fontMetrics().horizontalAdvance(u'n');
    for (const auto &[column, letters] : {std::pair{FindingListModel::SeverityColumn, 12},
                                          {FindingListModel::Exchange, 7},
                                          {FindingListModel::Code, 20},
                                          {FindingListModel::Method, 22},
                                          {FindingListModel::Where, 20}})
        m_table->setColumnWidth(column, letters * em);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_table, 1);
    setFocusProxy(m_table);
    connect(m_table, &QTableView::doubleClicked, this, &FindingsPane::open);
    connect(m_table, &QTableView::customContextMenuRequested, this, &FindingsPane::openMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &FindingsPane::refresh);
    connect(&model, &FindingListModel::countChanged, this, &FindingsPane::refresh);
    refresh();
}

QWidget *FindingsPane::makeBar()
{
    auto *bar = new QWidget(this);
    bar->setProperty("bar", true);
    bar->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 5, 8, 5);
    row->setSpacing(6);
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Info}) {
        auto *chip = new QToolButton(bar);
        chip->setProperty("chip", true);
        chip->setCheckable(true);
        chip->setChecked(true);
        chip->setFocusPolicy(Qt::StrongFocus);
        connect(chip, &QToolButton::toggled, this, [this, severity](bool on) { m_model.setShown(severity, on); });
        m_chips[std::size_t(severity)] = chip;
        row->addWidget(chip);
    }
    m_note = new QLabel(bar);
    m_note->setProperty("dim", true);
    row->addWidget(m_note, 1);
    m_turnOn = new QToolButton(bar);
    m_turnOn->setText(tr("Check messages"));
    m_turnOn->setAccessibleName(tr("Turn the checks of messages on"));
    m_turnOn->setProperty("chip", true);
    m_turnOn->setFocusPolicy(Qt::StrongFocus);
    connect(m_turnOn, &QToolButton::clicked, this, &FindingsPane::lintRequested);
    row->addWidget(m_turnOn);
    m_link = new QToolButton(bar);
    m_link->setText(tr("Specification"));
    m_link->setIcon(icon(Glyph::Link, m_theme, Role::LinkText));
    m_link->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_link->setAccessibleName(tr("Open the section of the specification"));
    m_link->setFocusPolicy(Qt::StrongFocus);
    connect(m_link, &QToolButton::clicked, this, &FindingsPane::openLink);
    row->addWidget(m_link);
    return bar;
}

void FindingsPane::setLintOn(bool on)
{
    m_lintOn = on;
    refresh();
}

void FindingsPane::refresh()
{
    int all = 0;
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Info}) {
        const int count = m_model.count(severity);
        all += count;
        QToolButton &button = chip(severity);
        button.setText(u"%1 %2 %3"_s.arg(models::severityGlyph(severity), models::severityText(severity),
                                         models::countText(count)));
        button.setAccessibleName(tr("Show findings of severity %1: %2").arg(models::severityText(severity)).arg(count));
    }
    if (!m_lintOn)
        m_note->setText(tr("Checks are off: messages pass unchecked."));
    else
        m_note->setText(all == 0 ? tr("Nothing found so far. Every message is checked against the specification.")
                                 : QString());
    m_turnOn->setVisible(!m_lintOn);
    const QUrl link = models::findingLink(m_table->currentIndex().data(FindingListModel::CodeRole).toByteArray());
    m_link->setEnabled(link.isValid() && !link.isEmpty());
    m_link->setToolTip(link.toString());
}

void FindingsPane::open(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT findingOpened(exchange::ExchangeId(index.data(FindingListModel::ExchangeRole).toULongLong()),
                             index.data(FindingListModel::PointerRole).toByteArray(),
                             index.data(FindingListModel::PartRole).toInt());
}

void FindingsPane::openLink()
{
    const QUrl link = models::findingLink(m_table->currentIndex().data(FindingListModel::CodeRole).toByteArray());
    if (link.scheme() == "https"_L1)
        QDesktopServices::openUrl(link);
}

void FindingsPane::openMenu(const QPoint &position)
{
    const QModelIndex index = m_table->indexAt(position);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Go to Exchange"), this, [this, at = QPersistentModelIndex(index)] { open(at); });
    menu->addAction(tr("Open &Specification"), this, &FindingsPane::openLink)->setEnabled(m_link->isEnabled());
    menu->addSeparator();
    const auto filter = [&](const QString &value) {
        const QString term = models::filterTerm(u"lint", QStringView(value));
        menu->addAction(tr("Apply as &Filter: %1").arg(QString(term).replace(u'&', "&&"_L1)), this,
                        [this, term] { Q_EMIT filterRequested(term); });
    };
    filter(exchange::nameOf(Severity(index.data(FindingListModel::SeverityRole).toInt())));
    filter(QString::fromUtf8(index.data(FindingListModel::CodeRole).toByteArray()));
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

bool FindingsPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            open(m_table->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace sightglass::ui
