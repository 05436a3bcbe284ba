// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/findbar.h"

#include "ui/detail/findtarget.h"
#include "ui/models/exchangetext.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace sightglass::ui {
namespace {

/// Looked into between two looks at the clock.
constexpr qsizetype kStride = 64 * 1024;

} // namespace

FindBar::FindBar(const Theme &theme, FindTarget &target, QWidget *parent) : QWidget(parent), m_target(target)
{
    setProperty("footer", true);
    setAttribute(Qt::WA_StyledBackground);
    m_field = new QLineEdit(this);
    m_field->setAccessibleName(target.prompt());
    m_field->setPlaceholderText(target.prompt());
    m_field->setMinimumWidth(120);
    m_field->setMaximumWidth(360);
    m_status = new QLabel(this);
    m_status->setProperty("dim", true);
    const auto button = [&](Glyph glyph, const QString &name) {
        auto *made = new QToolButton(this);
        made->setIcon(icon(glyph, theme));
        made->setAccessibleName(name);
        made->setToolTip(name);
        return made;
    };
    auto *previous = button(Glyph::Up, tr("Previous hit"));
    auto *next = button(Glyph::Down, tr("Next hit"));
    auto *done = button(Glyph::Close, tr("Close the search"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 3, 4, 3);
    layout->setSpacing(4);
    layout->addWidget(m_field, 2);
    layout->addWidget(previous);
    layout->addWidget(next);
    layout->addWidget(m_status);
    layout->addStretch(1);
    layout->addWidget(done);
    connect(m_field, &QLineEdit::textChanged, this, &FindBar::search);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { findNext(); });
    connect(previous, &QToolButton::clicked, this, [this] { findNext(true); });
    connect(next, &QToolButton::clicked, this, [this] { findNext(); });
    connect(done, &QToolButton::clicked, this, &FindBar::close);
    connect(&m_slices, &QTimer::timeout, this, &FindBar::searchSlice);
    hide();
}

void FindBar::open()
{
    show();
    if (const QString chosen = m_target.chosen(); !chosen.isEmpty())
        m_field->setText(chosen);
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    search();
}

void FindBar::find(const QString &text)
{
    show();
    m_field->setText(text);
    search();
}

void FindBar::close()
{
    hide();
    m_slices.stop();
    m_target.markHits(nullptr, 0);
    m_target.widget().setFocus();
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_F3)
        findNext(event->modifiers().testFlag(Qt::ShiftModifier));
    else
        QWidget::keyPressEvent(event);
}

void FindBar::searchAgain()
{
    if (isVisible())
        search();
    else
        m_target.markHits(nullptr, 0);
}

void FindBar::search()
{
    m_hits.clear();
    m_searched = 0;
    m_haveCurrent = false;
    m_length = m_target.seek(m_field->text());
    // The hit at or behind the cursor is the current one, so that typing on narrows it and does not jump ahead.
    m_from = m_target.place();
    searchSlice();
}

void FindBar::searchSlice()
{
    QElapsedTimer clock;
    clock.start();
    const qsizetype extent = m_length > 0 ? m_target.extent() : 0;
    while (m_searched < extent && !clock.hasExpired(kSliceMs)) {
        const qsizetype until = std::min(m_searched + kStride, extent);
        const qsizetype hit = m_target.hitIn(m_searched, until);
        if (hit >= 0)
            m_hits.push_back(quint32(hit));
        m_searched = hit >= 0 ? hit + m_length : until;
    }
    const bool done = m_searched >= extent;
    if (!m_haveCurrent && !m_hits.empty() && (qsizetype(m_hits.back()) >= m_from || done)) {
        const auto found = std::lower_bound(m_hits.begin(), m_hits.end(), quint32(m_from));
        showHit(found == m_hits.end() ? 0 : std::size_t(found - m_hits.begin()));
    }
    if (done)
        m_slices.stop();
    else if (!m_slices.isActive())
        m_slices.start(0);
    m_target.markHits(m_length > 0 ? &m_hits : nullptr, m_length);
    describe();
}

void FindBar::showHit(std::size_t number)
{
    m_current = number;
    m_haveCurrent = true;
    m_target.showHit(m_hits[number], m_length);
}

void FindBar::findNext(bool backward)
{
    if (m_hits.empty())
        return;
    // From where somebody reads now, which need not be the last hit that was shown.
    const auto place = quint32(m_target.place());
    std::size_t next = 0;
    if (backward) {
        const auto at = std::lower_bound(m_hits.begin(), m_hits.end(), place);
        next = at == m_hits.begin() ? m_hits.size() - 1 : std::size_t(at - m_hits.begin()) - 1;
    } else {
        const auto at = m_haveCurrent ? std::upper_bound(m_hits.begin(), m_hits.end(), place)
                                      : std::lower_bound(m_hits.begin(), m_hits.end(), place);
        next = at == m_hits.end() ? 0 : std::size_t(at - m_hits.begin());
    }
    showHit(next);
    describe();
}

void FindBar::describe()
{
    if (m_length == 0)
        m_status->clear();
    else if (m_hits.empty())
        m_status->setText(isSearching() ? tr("searching …") : tr("not found"));
    else if (m_haveCurrent)
        m_status->setText(tr("%1 of %2", "number of the hit, number of hits")
                              .arg(models::countText(qint64(m_current) + 1), models::countText(hitCount()))
                          + (isSearching() ? QStringLiteral(" …") : QString()));
    else
        m_status->setText(tr("hits: %1").arg(models::countText(hitCount())));
}

} // namespace sightglass::ui
