// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/intercept/interceptbar.h"

#include "ui/filter/filterfield.h"
#include "ui/interceptioncontrol.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kEdge = 3;
constexpr int kLeastField = 180;

} // namespace

InterceptBar::InterceptBar(const Theme &theme, InterceptionControl &control, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_control(control)
{
    setObjectName(u"interceptBar"_s);
    m_badge = new QLabel(this);
    m_badge->setMargin(4);
    m_badge->setAutoFillBackground(true);
    m_field = new FilterField(theme, this);
    m_field->setObjectName(u"interceptField"_s);
    m_field->setAccessibleName(tr("Messages to hold"));
    m_field->setPlaceholderText(tr("every message; or an expression such as method:tools/call"));
    m_field->setMinimumWidth(kLeastField);
    m_hint = new QLabel(tr("Enter applies"), this);
    m_hint->setProperty("dim", true);
    m_requests = new QCheckBox(tr("R&equests"), this);
    m_requests->setToolTip(tr("What clients send"));
    m_responses = new QCheckBox(tr("&Responses"), this);
    m_responses->setToolTip(tr("Whole answers of servers"));
    m_events = new QCheckBox(tr("E&vents"), this);
    m_events->setToolTip(tr("Single server-sent events"));
    m_queue = new QToolButton(this);
    m_queue->setProperty("chip", true);
    m_queue->setToolTip(tr("Shows the held messages"));
    m_switch = new QPushButton(this);
    m_close = new QToolButton(this);
    m_close->setIcon(icon(Glyph::Close, theme, Role::DimText));
    m_close->setAccessibleName(tr("Close"));
    m_close->setToolTip(tr("Close"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 5 + kEdge, 8, 5 + kEdge);
    row->setSpacing(8);
    row->addWidget(m_badge);
    row->addWidget(m_field, 1);
    row->addWidget(m_hint);
    for (QCheckBox *box : {m_requests, m_responses, m_events}) {
        row->addWidget(box);
        connect(box, &QCheckBox::clicked, this, &InterceptBar::applyKinds);
    }
    row->addWidget(m_queue);
    row->addWidget(m_switch);
    row->addWidget(m_close);
    connect(m_field, &FilterField::applied, this, &InterceptBar::applyText);
    connect(m_field, &FilterField::validityChanged, this, &InterceptBar::refresh);
    connect(m_field, &FilterField::escaped, this, [this] {
        m_field->setFilterText(m_control.pause().filter.toString());
        Q_EMIT left();
    });
    connect(m_queue, &QToolButton::clicked, this, &InterceptBar::queueRequested);
    connect(m_switch, &QPushButton::clicked, this, [this] {
        interceptor::PauseOptions options = m_control.pause();
        options.enabled = !options.enabled;
        if (options.enabled && m_field->validity() != FilterField::Validity::Invalid)
            options.filter = m_field->filter();
        m_control.setPause(options);
    });
    connect(m_close, &QToolButton::clicked, this, [this] {
        m_opened = false;
        refresh();
        Q_EMIT left();
    });
    connect(&control, &InterceptionControl::pauseChanged, this, [this] {
        // What is being typed stays, unless somebody else set another filter.
        if (const QString text = m_control.pause().filter.toString(); text != m_applied)
            m_field->setFilterText(m_applied = text);
        if (std::exchange(m_on, m_control.pause().enabled) && !m_on)
            m_opened = false; // whoever turns it off is done with it
        refresh();
    });
    connect(&theme, &Theme::changed, this, &InterceptBar::restyle);
    m_on = control.pause().enabled;
    m_applied = control.pause().filter.toString();
    m_field->setFilterText(m_applied);
    refresh();
}

void InterceptBar::setHeldCount(int count)
{
    m_held = count;
    refresh();
}

void InterceptBar::openFields()
{
    m_opened = true;
    refresh();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

QString InterceptBar::sentence() const
{
    const interceptor::PauseOptions options = m_control.pause();
    const QString what = options.filter.isEmpty() ? tr("every message") : options.filter.toString();
    if (!options.enabled)
        return tr("Intercept is off: %1").arg(what);
    return tr("Intercepting: %1 — %2").arg(what, tr("%1 held").arg(m_held));
}

void InterceptBar::applyText()
{
    interceptor::PauseOptions options = m_control.pause();
    options.filter = m_field->filter();
    m_control.setPause(options);
}

void InterceptBar::applyKinds()
{
    interceptor::PauseOptions options = m_control.pause();
    options.requests = m_requests->isChecked();
    options.responses = m_responses->isChecked();
    options.events = m_events->isChecked();
    m_control.setPause(options);
}

void InterceptBar::refresh()
{
    const interceptor::PauseOptions options = m_control.pause();
    m_badge->setText(options.enabled ? tr("INTERCEPTING") : tr("Intercept is off"));
    m_requests->setChecked(options.requests);
    m_responses->setChecked(options.responses);
    m_events->setChecked(options.events);
    m_queue->setText(tr("%1 held").arg(m_held));
    m_queue->setAccessibleName(tr("Show the held messages: %1").arg(m_held));
    m_switch->setText(options.enabled ? tr("Turn off") : tr("Turn on"));
    m_switch->setAccessibleName(options.enabled ? tr("Turn Intercept off") : tr("Turn Intercept on"));
    m_close->setVisible(!options.enabled);
    const bool differs = m_field->validity() != FilterField::Validity::Invalid
                         && m_field->filter().toString() != options.filter.toString();
    m_hint->setText(!options.requests && !options.responses && !options.events ? tr("⚠ nothing is ticked")
                    : m_field->error()                                         ? u"⚠ "_s + m_field->error()->text()
                    : differs                                                  ? tr("Enter applies")
                                                                               : QString());
    m_hint->setVisible(!m_hint->text().isEmpty());
    setAccessibleName(sentence());
    setVisible(options.enabled || m_opened || m_held > 0);
    restyle();
}

void InterceptBar::restyle()
{
    const bool on = m_control.pause().enabled;
    QPalette badge = m_badge->palette();
    badge.setColor(QPalette::Window, m_theme.color(on ? Role::WarnText : Role::Window));
    badge.setColor(QPalette::WindowText, m_theme.color(on ? Role::Base : Role::DimText));
    m_badge->setPalette(badge);
    // The style makes the frame of a check box out of this, and it is to be seen on either ground.
    for (QCheckBox *box : {m_requests, m_responses, m_events}) {
        QPalette frame = box->palette();
        frame.setColor(QPalette::Window, m_theme.color(Role::DimText));
        box->setPalette(frame);
    }
    QFont font = m_badge->font();
    font.setBold(on);
    m_badge->setFont(font);
    update();
}

void InterceptBar::paintEvent(QPaintEvent *)
{
    const bool on = m_control.pause().enabled;
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(on ? Role::WarnBackground : Role::Window));
    const QColor edge = m_theme.color(on ? Role::WarnText : Role::Border);
    painter.fillRect(QRect(0, 0, width(), on ? kEdge : 0), edge);
    painter.fillRect(QRect(0, height() - (on ? kEdge : 1), width(), kEdge), edge);
}

} // namespace sightglass::ui
