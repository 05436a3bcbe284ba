// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/statusstrip.h"

#include "ui/models/exchangetext.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/counttext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>

namespace sightglass::ui {

namespace {

constexpr int kDotSize = 14;

struct ToneLook {
    Glyph glyph;
    Role role;
};

ToneLook lookOf(StatusStrip::Tone tone)
{
    switch (tone) {
    case StatusStrip::Tone::Good:
        return {Glyph::Ok, Role::OkText};
    case StatusStrip::Tone::Busy:
        return {Glyph::Running, Role::OpenText};
    case StatusStrip::Tone::Bad:
        return {Glyph::Error, Role::ErrorText};
    case StatusStrip::Tone::Quiet:
        break;
    }
    return {Glyph::Stop, Role::DimText};
}

} // namespace

StatusStrip::StatusStrip(const Theme &theme, QWidget *parent)
    : QStatusBar(parent),
      m_theme(theme),
      m_dot(new QLabel(this)),
      m_state(new QLabel(this)),
      m_middle(new ElidedLabel(this)),
      m_counts(new QLabel(this)),
      m_rate(new QLabel(this))
{
    setSizeGripEnabled(false);
    setAccessibleName(tr("Status"));
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(10, 3, 10, 3);
    layout->setSpacing(6);
    layout->addWidget(m_dot);
    layout->addWidget(m_state);
    layout->addSpacing(18);
    layout->addWidget(m_middle, 1);
    layout->addSpacing(18);
    layout->addWidget(m_counts);
    layout->addSpacing(18);
    layout->addWidget(m_rate);
    addWidget(row, 1);
    for (QLabel *label : {static_cast<QLabel *>(m_middle), m_counts, m_rate})
        label->setProperty("dim", true);
    m_counts->setAccessibleName(tr("Exchanges shown"));
    m_rate->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_noteTimer.setSingleShot(true);
    m_noteTimer.setInterval(kNoteMs);
    connect(&m_noteTimer, &QTimer::timeout, this, [this] {
        m_note.clear();
        refresh();
    });
    connect(&theme, &Theme::changed, this, &StatusStrip::paintDot);
    paintDot();
    setCounts({});
    setRate(0, false);
}

void StatusStrip::setProxyState(const QString &text, Tone tone)
{
    m_tone = tone;
    m_state->setText(text);
    paintDot();
}

void StatusStrip::setSelection(const QString &text)
{
    m_selection = text;
    refresh();
}

void StatusStrip::setCounts(const Counts &counts)
{
    if (counts == m_shownCounts && !m_counts->text().isEmpty())
        return;
    m_shownCounts = counts;
    QString text = counts.shown == counts.total
                       ? exchangesText(counts.total)
                       : tr("%1 of %2 shown").arg(models::countText(counts.shown), models::countText(counts.total));
    if (counts.filtering)
        text = tr("%1, filtering…").arg(text);
    if (counts.notShown > 0)
        text = tr("%1, %2 not in the list").arg(text, models::countText(qint64(counts.notShown)));
    m_counts->setText(text);
}

void StatusStrip::setRate(double perSecond, bool paused)
{
    const QString text = paused ? tr("Display paused") : models::rateText(perSecond);
    if (m_rate->text() != text)
        m_rate->setText(text);
}

void StatusStrip::showNote(const QString &text)
{
    m_note = text;
    m_noteTimer.start();
    refresh();
}

void StatusStrip::setWarning(const QString &text)
{
    m_warning = text;
    refresh();
}

void StatusStrip::refresh()
{
    const bool warns = m_note.isEmpty() && !m_warning.isEmpty();
    m_middle->setText(warns ? tr("\u26a0 %1").arg(m_warning) : m_note.isEmpty() ? m_selection : m_note);
    if (m_middle->property("dim").toBool() == warns) { // the style sheet looks at a property when it is told to
        m_middle->setProperty("dim", !warns);
        m_middle->style()->unpolish(m_middle);
        m_middle->style()->polish(m_middle);
    }
}

void StatusStrip::paintDot()
{
    const ToneLook look = lookOf(m_tone);
    m_dot->setPixmap(icon(look.glyph, m_theme, look.role).pixmap(QSize(kDotSize, kDotSize), devicePixelRatioF()));
}

} // namespace sightglass::ui
