// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/findingstab.h"

#include "ui/detail/pagestack.h"
#include "ui/models/exchangetext.h"
#include "ui/models/notetext.h"
#include "ui/theme/paddeddelegate.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QDesktopServices>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using exchange::Note;
using exchange::NoteKind;
using exchange::Severity;

namespace {

enum Column { SeverityColumn, What, Place, ColumnCount };

Role roleOf(Severity severity)
{
    if (severity == Severity::Error)
        return Role::ErrorText;
    return severity == Severity::Warning ? Role::WarnText : Role::LinkText;
}

} // namespace

FindingsTab::FindingsTab(const Theme &theme, QWidget *parent) : DetailTab(parent), m_theme(theme)
{
    m_stack = new PageStack(this);
    m_list = new QTreeWidget(m_stack);
    m_list->setAccessibleName(tr("Findings in this exchange"));
    m_list->setHeaderLabels({tr("Severity"), tr("What and where"), tr("Place")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAllColumnsShowFocus(true);
    m_list->setItemDelegate(new PaddedDelegate(m_list));
    m_list->setToolTip(tr("Enter or a double click goes to the place"));
    m_list->setColumnWidth(SeverityColumn, 12 * fontMetrics().horizontalAdvance(u'n'));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(What, QHeaderView::Stretch);
    m_list->setColumnWidth(Place, 24 * fontMetrics().horizontalAdvance(u'n'));
    QWidget *bar = PageStack::makeBar(m_stack);
    bar->setProperty("bar", {});
    bar->setProperty("footer", true);
    m_place = new QPushButton(tr("Go to the &place"), bar);
    m_link = new QPushButton(tr("&Specification"), bar);
    m_link->setAccessibleName(tr("Open the section of the specification"));
    m_filter = new QPushButton(tr("&Filter"), bar);
    m_filter->setAccessibleName(tr("Show only exchanges with this finding"));
    for (QPushButton *button : {m_place, m_link, m_filter})
        bar->layout()->addWidget(button);
    static_cast<QBoxLayout *>(bar->layout())->addStretch(1);
    m_stack->add(m_list, true);
    m_stack->add(bar);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_list, &QTreeWidget::itemActivated, this, &FindingsTab::goToPlace);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &FindingsTab::refreshButtons);
    connect(m_place, &QPushButton::clicked, this, &FindingsTab::goToPlace);
    connect(m_link, &QPushButton::clicked, this, &FindingsTab::openLink);
    connect(m_filter, &QPushButton::clicked, this, [this] {
        const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
        if (row >= 0)
            Q_EMIT filterRequested(models::filterTerm(u"lint", QByteArrayView(m_shown.at(row).code)), false);
    });
}

void FindingsTab::present(const DetailContent &content)
{
    QList<Note> findings;
    std::copy_if(content.record.notes.cbegin(), content.record.notes.cend(), std::back_inserter(findings),
                 [](const Note &note) { return note.kind == NoteKind::Finding; });
    const int before = findings == m_shown ? m_list->indexOfTopLevelItem(m_list->currentItem()) : 0;
    m_shown = std::move(findings);
    m_list->clear();
    for (const Note &note : std::as_const(m_shown)) {
        auto *item = new QTreeWidgetItem(m_list);
        item->setText(SeverityColumn,
                      u"%1 %2"_s.arg(models::severityGlyph(note.severity), models::severityText(note.severity)));
        item->setForeground(SeverityColumn, m_theme.color(roleOf(note.severity)));
        const QString title = models::findingTitle(note.code);
        item->setText(What, note.text.isEmpty() ? title : models::lineText(note.text.toUtf8()));
        item->setToolTip(What, tr("%1 (%2)\n%3").arg(title, models::lineText(note.code), item->text(What)));
        item->setText(Place, note.pointer.isEmpty() ? tr("the message or its head") : models::lineText(note.pointer));
    }
    if (m_shown.isEmpty()) {
        m_stack->showEmpty(tr("Nothing was found in this exchange."));
    } else {
        m_stack->showPage();
        m_list->setCurrentItem(m_list->topLevelItem(std::max(0, before)));
    }
    refreshButtons();
}

void FindingsTab::refreshButtons()
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    const bool any = row >= 0 && row < m_shown.size();
    m_place->setEnabled(any && m_shown.at(row).part >= 0);
    const QUrl link = any ? models::findingLink(m_shown.at(row).code) : QUrl();
    m_link->setEnabled(!link.isEmpty());
    m_link->setToolTip(link.toString());
    m_filter->setEnabled(any);
}

void FindingsTab::goToPlace()
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (row >= 0 && row < m_shown.size() && m_shown.at(row).part >= 0)
        Q_EMIT placeRequested(m_shown.at(row).pointer, m_shown.at(row).part);
}

void FindingsTab::openLink()
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    const QUrl link = row >= 0 && row < m_shown.size() ? models::findingLink(m_shown.at(row).code) : QUrl();
    if (link.scheme() == "https"_L1)
        QDesktopServices::openUrl(link);
}

} // namespace sightglass::ui
