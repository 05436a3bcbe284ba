// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/notesbar.h"

#include "ui/models/exchangetext.h"
#include "ui/models/notetext.h"
#include "ui/theme/icons.h"
#include "ui/theme/notecolours.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using exchange::Note;
using exchange::NoteKind;

namespace {

constexpr qsizetype kMostText = 40;

QIcon dot(const QColor &colour, double scale)
{
    constexpr int kSize = 12;
    QPixmap pixmap(QSizeF(kSize * scale, kSize * scale).toSize());
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(QRectF(1, 1, kSize - 2, kSize - 2));
    return pixmap;
}

QString labelOf(NoteKind kind, const QByteArray &code, const QString &text)
{
    const QString name = models::lineText(code, kMostText);
    switch (kind) {
    case NoteKind::Rule:
        return NotesBar::tr("Rule %1").arg(name);
    case NoteKind::Tag:
        return u"#"_s + name;
    case NoteKind::Colour:
        return models::colourText(code);
    case NoteKind::Comment:
        return u"“%1”"_s.arg(models::cutText(text, kMostText));
    case NoteKind::Fault:
        return NotesBar::tr("Fault: %1").arg(name);
    case NoteKind::Trouble:
        return NotesBar::tr("⚠ Trouble: %1").arg(name);
    case NoteKind::Held:
        return NotesBar::tr("Held: %1").arg(models::cutText(text, kMostText));
    case NoteKind::Finding:
        break;
    }
    return {};
}

} // namespace

NotesBar::NotesBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(12, 0, 12, 5);
    m_row->setSpacing(5);
    hide();
    connect(&theme, &Theme::changed, this, &NotesBar::rebuild);
}

QList<NotesBar::Pill> NotesBar::pillsOf(const exchange::Record &record)
{
    QList<Pill> pills;
    for (const Note &note : record.notes) {
        if (note.kind == NoteKind::Finding)
            continue;
        const bool byText = note.kind == NoteKind::Comment || note.kind == NoteKind::Held;
        const auto same = std::find_if(pills.begin(), pills.end(), [&](const Pill &pill) {
            return pill.kind == note.kind && pill.code == note.code && (!byText || pill.text == note.text);
        });
        if (same == pills.end()) {
            pills.append({note.kind, note.code, note.text, 1});
        } else {
            ++same->count;
            if (!note.text.isEmpty() && !same->text.contains(note.text))
                same->text += u'\n' + note.text;
        }
    }
    return pills;
}

void NotesBar::present(const exchange::Record &record)
{
    QList<Pill> pills = pillsOf(record);
    if (pills == m_pills)
        return; // a pill that has the focus keeps it
    m_pills = std::move(pills);
    rebuild();
}

void NotesBar::rebuild()
{
    while (QLayoutItem *item = m_row->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    for (const Pill &pill : m_pills.first(std::min<qsizetype>(m_pills.size(), kMostPills)))
        addPill(pill);
    if (m_pills.size() > kMostPills) {
        auto *more = new QLabel(tr("and %1 more").arg(m_pills.size() - kMostPills), this);
        more->setProperty("dim", true);
        m_row->addWidget(more);
    }
    m_row->addStretch(1);
    setVisible(!m_pills.isEmpty());
}

void NotesBar::addPill(const Pill &pill)
{
    auto *button = new QToolButton(this);
    button->setProperty("chip", true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    button->setFont(m_theme.small());
    QString label = labelOf(pill.kind, pill.code, pill.text);
    if (pill.count > 1)
        label += u" ×%1"_s.arg(pill.count);
    button->setAccessibleName(label);
    button->setText(QString(label).replace(u'&', "&&"_L1));
    button->setToolTip(models::cutText(pill.text));
    switch (pill.kind) {
    case NoteKind::Rule:
        button->setIcon(icon(Glyph::Command, m_theme, Role::LinkText));
        connect(button, &QToolButton::clicked, this, [this, id = pill.code] { Q_EMIT ruleRequested(id); });
        break;
    case NoteKind::Tag:
        button->setIcon(icon(Glyph::Star, m_theme, Role::DimText));
        connect(button, &QToolButton::clicked, this, [this, tag = pill.code] {
            Q_EMIT filterRequested(models::filterTerm(u"tag", QByteArrayView(tag)), false);
        });
        break;
    case NoteKind::Colour:
        button->setIcon(dot(noteColour(pill.code, m_theme), devicePixelRatioF()));
        break;
    case NoteKind::Held:
        button->setIcon(icon(Glyph::Intercept, m_theme, Role::WarnText));
        break;
    case NoteKind::Fault:
    case NoteKind::Trouble:
        button->setIcon(icon(Glyph::Warning, m_theme, Role::WarnText));
        break;
    case NoteKind::Comment:
    case NoteKind::Finding:
        button->setIcon(icon(Glyph::Comment, m_theme, Role::DimText));
        break;
    }
    m_row->addWidget(button);
}

} // namespace sightglass::ui
