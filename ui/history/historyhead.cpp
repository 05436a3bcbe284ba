// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/historyhead.h"

#include "ui/models/exchangetext.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace sightglass::ui {

namespace {

constexpr int kSteps = 1000;
constexpr int kRecordingsWidth = 230;

QToolButton *makeButton(const Theme &theme, Glyph glyph, const QString &text, const QString &keys, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(icon(glyph, theme));
    button->setAccessibleName(text);
    button->setToolTip(keys.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, keys));
    return button;
}

} // namespace

HistoryHead::HistoryHead(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_recordings(new QComboBox(this)),
      m_open(
          makeButton(theme, Glyph::Open, tr("Open a recording…"), QKeySequence(QKeySequence::Open).toString(), this)),
      m_refresh(makeButton(theme, Glyph::Refresh, tr("Search again"), QStringLiteral("F5"), this)),
      m_field(new QLineEdit(this)),
      m_state(new QLabel(this)),
      m_index(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_lower(new QHBoxLayout)
{
    m_recordings->setAccessibleName(tr("Recording"));
    m_recordings->setFixedWidth(kRecordingsWidth);
    m_field->setPlaceholderText(tr("Words, \"phrases\", -without"));
    m_field->setAccessibleName(tr("Text to search for in the recording"));
    m_field->setToolTip(
        tr("Words must all be there, in any order, each as the beginning of a word; words in quotes next "
           "to each other; -word must not be there."));
    m_field->setClearButtonEnabled(true);
    m_field->addAction(icon(Glyph::Search, theme, Role::DimText), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    for (QLabel *label : {m_state, m_index}) {
        label->setProperty("dim", true);
        label->setTextFormat(Qt::PlainText);
    }
    m_index->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, kSteps);
    m_progress->setFixedHeight(3);
    m_progress->setAccessibleName(tr("Progress of the index"));
    QSizePolicy keepsRoom = m_progress->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true); // what is below does not jump
    m_progress->setSizePolicy(keepsRoom);
    m_progress->hide();

    auto *upper = new QHBoxLayout;
    upper->setContentsMargins(10, 8, 10, 0);
    upper->setSpacing(6);
    upper->addWidget(m_recordings);
    upper->addWidget(m_open);
    upper->addWidget(m_field, 1);
    upper->addWidget(m_refresh);
    m_lower->setContentsMargins(12, 0, 10, 0);
    m_lower->setSpacing(12);
    m_lower->addWidget(m_state, 1);
    m_lower->addWidget(m_index);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(upper);
    layout->addLayout(m_lower);
    layout->addWidget(m_progress);

    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    connect(&m_typing, &QTimer::timeout, this, &HistoryHead::searchRequested);
    connect(m_field, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_open, &QToolButton::clicked, this, &HistoryHead::openRequested);
    connect(m_refresh, &QToolButton::clicked, this, &HistoryHead::refreshRequested);
    connect(m_recordings, &QComboBox::activated, this,
            [this](int row) { Q_EMIT recordingPicked(m_recordings->itemData(row).toString()); });
}

void HistoryHead::setRecordings(bool hasCurrent, const QStringList &files)
{
    m_recordings->clear();
    if (hasCurrent)
        m_recordings->addItem(tr("What is being recorded"), QString());
    for (const QString &file : files) {
        const QFileInfo info(file);
        m_recordings->addItem(tr("%1 in %2", "file, folder").arg(info.fileName(), info.dir().dirName()), file);
        m_recordings->setItemData(m_recordings->count() - 1, QDir::toNativeSeparators(file), Qt::ToolTipRole);
    }
    m_recordings->setEnabled(m_recordings->count() > 0);
}

void HistoryHead::setRecording(const QString &file)
{
    m_recordings->setCurrentIndex(m_recordings->findData(file));
    m_recordings->setToolTip(QDir::toNativeSeparators(file));
}

QString HistoryHead::text() const
{
    return m_field->text();
}

void HistoryHead::addButton(QPushButton *button)
{
    m_lower->addWidget(button);
}

void HistoryHead::tell(const QString &text)
{
    m_state->setText(text);
}

QString HistoryHead::told() const
{
    return m_state->text();
}

void HistoryHead::setIndexState(const store::IndexState &state)
{
    m_progress->setVisible(!state.isComplete());
    m_progress->setValue(state.total > 0 ? int(state.indexed * kSteps / state.total) : 0);
    if (!state.isComplete()) {
        m_index->setText(
            tr("Indexing, %1 of %2").arg(models::countText(state.indexed), models::countText(state.total)));
        return;
    }
    m_index->setText(state.temporary ? tr("The index is temporary: nothing can be written beside the recording")
                                     : QString());
}

void HistoryHead::setIndexNote(const QString &text)
{
    m_progress->hide();
    m_index->setText(text);
}

bool HistoryHead::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            if (m_typing.isActive()) {
                m_typing.stop();
                Q_EMIT searchRequested();
            }
            Q_EMIT resultsRequested();
            return true;
        }
        if (key == Qt::Key_Down) {
            Q_EMIT resultsRequested();
            return true;
        }
        if (key == Qt::Key_Escape && !m_field->text().isEmpty()) {
            m_field->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace sightglass::ui
