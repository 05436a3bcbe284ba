// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/searchpanel.h"

#include "ui/models/bodysearch.h"
#include "ui/models/exchangetext.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/counttext.h"
#include "ui/views/searchhits.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSteps = 1000;

} // namespace

SearchPanel::SearchPanel(const Theme &theme, models::BodySearch &search, const models::ExchangeListModel &exchanges,
                         QWidget *parent)
    : QWidget(parent),
      m_search(search),
      m_hits(new SearchHits(exchanges, this)),
      m_field(new QLineEdit(this)),
      m_progress(new QProgressBar(this)),
      m_state(new QLabel(this)),
      m_list(new QListView(this))
{
    m_field->setPlaceholderText(tr("Search in all bodies"));
    m_field->setAccessibleName(tr("Text to search for in all bodies"));
    m_field->setClearButtonEnabled(true);
    m_field->addAction(icon(Glyph::Search, theme, Role::DimText), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_case = makeOption(u"Aa"_s, tr("Match case"));
    m_regex = makeOption(u".*"_s, tr("Regular expression"));
    m_headers = makeOption(tr("Headers"), tr("Search in headers too"));
    m_stop = new QToolButton(this);
    m_stop->setIcon(icon(Glyph::Stop, theme));
    m_stop->setAccessibleName(tr("Stop the search"));
    m_stop->setToolTip(tr("Stop the search"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, kSteps);
    m_progress->setFixedHeight(3);
    m_state->setProperty("dim", true);
    m_state->setWordWrap(true);
    m_list->setAccessibleName(tr("Exchanges found"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setModel(m_hits);
    auto *options = new QHBoxLayout;
    options->setSpacing(4);
    for (QToolButton *option : {m_case, m_regex, m_headers})
        options->addWidget(option);
    options->addStretch();
    options->addWidget(m_stop);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(8, 8, 8, 8);
    head->setSpacing(6);
    head->addWidget(m_field);
    head->addLayout(options);
    head->addWidget(m_progress);
    head->addWidget(m_state);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_list, 1);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    connect(&m_typing, &QTimer::timeout, this, &SearchPanel::begin);
    connect(m_field, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_field, &QLineEdit::returnPressed, this, &SearchPanel::begin);
    connect(m_stop, &QToolButton::clicked, this, &SearchPanel::stop);
    connect(m_list, &QListView::activated, this, &SearchPanel::pick);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &SearchPanel::pick);
    connect(&search, &models::BodySearch::hitsFound, m_hits, &SearchHits::add);
    connect(&search, &models::BodySearch::progressed, this, &SearchPanel::progressed);
    connect(&search, &models::BodySearch::finished, this, &SearchPanel::finished);
    stop();
}

QToolButton *SearchPanel::makeOption(const QString &text, const QString &name)
{
    auto *option = new QToolButton(this);
    option->setProperty("chip", true);
    option->setText(text);
    option->setCheckable(true);
    option->setAccessibleName(name);
    option->setToolTip(name);
    connect(option, &QToolButton::toggled, this, &SearchPanel::begin);
    return option;
}

void SearchPanel::open()
{
    m_field->setFocus();
    m_field->selectAll();
}

int SearchPanel::hitRows() const
{
    return m_hits->rowCount();
}

void SearchPanel::begin()
{
    m_typing.stop();
    m_hits->clear();
    if (m_field->text().isEmpty()) {
        stop();
        return;
    }
    models::SearchOptions options;
    options.caseSensitive = m_case->isChecked();
    options.regularExpression = m_regex->isChecked();
    options.headers = m_headers->isChecked();
    m_progress->setValue(0);
    QString error;
    if (!m_search.start(m_field->text(), options, &error)) {
        stop();
        tell(error);
    } else if (m_search.isRunning()) { // what is at hand may have been searched within the call
        m_progress->show();
        m_stop->setEnabled(true);
        tell(tr("Searching…"));
    }
}

void SearchPanel::stop()
{
    m_search.cancel();
    m_progress->hide();
    m_stop->setEnabled(false);
    if (m_field->text().isEmpty())
        tell(tr("Looks into every request, response and event, whatever the filter shows."));
}

void SearchPanel::progressed(qint64 looked, qint64 total)
{
    m_progress->setValue(total > 0 ? int(looked * kSteps / total) : 0);
    tell(tr("%1 found, %2 of %3 searched")
             .arg(models::countText(m_search.hitCount()), models::countText(looked), models::countText(total)));
}

void SearchPanel::finished(bool cancelled)
{
    m_progress->hide();
    m_stop->setEnabled(false);
    const qint64 hits = m_search.hitCount();
    if (cancelled)
        tell(tr("Stopped; %1 found so far").arg(models::countText(hits)));
    else
        tell(hits == 0 ? tr("Nothing found") : tr("Found in %1").arg(exchangesText(hits)));
}

void SearchPanel::pick(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT hitPicked(m_hits->idAt(index.row()), m_regex->isChecked() ? QString() : m_field->text());
}

void SearchPanel::tell(const QString &text)
{
    m_state->setText(text);
}

bool SearchPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down
        && m_hits->rowCount() > 0) {
        m_list->setFocus();
        if (!m_list->currentIndex().isValid())
            m_list->setCurrentIndex(m_hits->index(0));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SearchPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape) {
        QWidget::keyPressEvent(event);
    } else if (m_search.isRunning()) {
        m_search.cancel();
    } else {
        Q_EMIT closeRequested();
    }
}

} // namespace sightglass::ui
