// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/copyfield.h"

#include "ui/theme/elidedlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace sightglass::ui {

CopyField::CopyField(const Theme &theme, const QString &what, QWidget *parent, Shape shape)
    : QFrame(parent), m_theme(theme), m_what(what), m_button(new QToolButton(this))
{
    setProperty("well", true);
    setUpText(shape);
    auto *layout = new QHBoxLayout(this);
    const bool isLine = shape == Shape::Line;
    m_button->setToolButtonStyle(isLine ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    layout->setContentsMargins(10, isLine ? 0 : 6, isLine ? 2 : 6, isLine ? 0 : 6);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_button, 0, isLine ? Qt::AlignVCenter : Qt::AlignTop);
    m_confirmTimer.setSingleShot(true);
    m_confirmTimer.setInterval(kConfirmMs);
    connect(&m_confirmTimer, &QTimer::timeout, this, [this] { confirm(false); });
    connect(m_button, &QToolButton::clicked, this, &CopyField::copy);
    connect(&theme, &Theme::changed, this, [this] { m_label->setFont(m_theme.monospace()); });
    confirm(false);
}

void CopyField::setUpText(Shape shape)
{
    if (shape == Shape::Line) {
        m_label = new ElidedLabel(this);
    } else {
        m_label = new QLabel(this);
        m_label->setWordWrap(true);
        m_label->setTextFormat(Qt::PlainText);
        m_label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        m_label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    }
    m_label->setFont(m_theme.monospace());
    m_label->setAccessibleName(m_what);
}

void CopyField::setText(const QString &text)
{
    m_label->setText(text);
}

QString CopyField::text() const
{
    return m_label->text();
}

void CopyField::copy()
{
    QGuiApplication::clipboard()->setText(m_label->text());
    confirm(true);
    m_confirmTimer.start();
}

void CopyField::confirm(bool copied)
{
    m_button->setIcon(copied ? icon(Glyph::Ok, m_theme, Role::OkText) : icon(Glyph::Copy, m_theme));
    m_button->setText(copied ? tr("Copied") : tr("Copy"));
    m_button->setToolTip(tr("Copy %1").arg(m_what));
    m_button->setAccessibleName(copied ? tr("Copied: %1").arg(m_what) : tr("Copy %1").arg(m_what));
}

} // namespace sightglass::ui
