// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/historyresults.h"

#include "ui/history/historydelegate.h"
#include "ui/models/historymodel.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace sightglass::ui {

using models::HistoryModel;

namespace {

constexpr int kLeastMatch = 250;

} // namespace

HistoryResults::HistoryResults(const Theme &theme, HistoryModel &model, QWidget *parent)
    : QTableView(parent), m_note(new QWidget(viewport())), m_title(new QLabel(m_note)), m_text(new QLabel(m_note))
{
    setAccessibleName(tr("Exchanges found"));
    setModel(&model);
    setItemDelegate(new HistoryDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    setUpColumns();
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_text->setProperty("dim", true);
    m_text->setWordWrap(true);
    for (QLabel *label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
    }
    auto *layout = new QVBoxLayout(m_note);
    layout->addStretch();
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addStretch();
    m_note->hide();
    connect(this, &QTableView::activated, this, [this](const QModelIndex &index) { Q_EMIT rowActivated(index.row()); });
}

void HistoryResults::setUpColumns()
{
    QHeaderView &header = *horizontalHeader();
    header.setHighlightSections(false);
    header.setStretchLastSection(true);
    header.setMinimumSectionSize(40);
    header.setAccessibleName(tr("Columns"));
    const auto width = [this](const char *sample) {
        return fontMetrics().horizontalAdvance(QLatin1StringView(sample)) + 26;
    };
    setColumnWidth(HistoryModel::Time, width("2026-12-28 00:00:00"));
    setColumnWidth(HistoryModel::Method, width("resources/read"));
    setColumnWidth(HistoryModel::Name, width("search_documen"));
    setColumnWidth(HistoryModel::Status, width("200 - -32602"));
    setColumnWidth(HistoryModel::Duration, width("1000.0 ms"));
    setColumnWidth(HistoryModel::Client, width("claude-code"));
    setColumnWidth(HistoryModel::Session, width("0305e82c3301 0"));
    m_sessionWidth =
        columnWidth(HistoryModel::Session); // the last one takes what is left, so its width tells nothing later
}

void HistoryResults::setNote(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
    m_note->setVisible(!title.isEmpty());
    m_note->setGeometry(viewport()->rect());
}

QString HistoryResults::note() const
{
    return m_note->isHidden() ? QString() : m_title->text();
}

void HistoryResults::enter()
{
    setFocus(Qt::ShortcutFocusReason);
    if (!currentIndex().isValid() && model()->rowCount() > 0)
        setCurrentIndex(model()->index(0, 0));
}

void HistoryResults::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || !previous.isValid())
        Q_EMIT currentRowChanged(current.row());
}

void HistoryResults::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Up && currentIndex().row() <= 0)
        Q_EMIT left();
    else
        QTableView::keyPressEvent(event);
}

/// What was found gets the room that the other columns leave.
void HistoryResults::fitMatch()
{
    int others = 0;
    for (int column = 0; column < HistoryModel::ColumnCount; ++column) {
        if (column != HistoryModel::Match && column != HistoryModel::Session)
            others += columnWidth(column);
    }
    setColumnWidth(HistoryModel::Match, std::max(kLeastMatch, viewport()->width() - others - m_sessionWidth));
}

void HistoryResults::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitMatch();
    m_note->setGeometry(viewport()->rect());
}

} // namespace sightglass::ui
