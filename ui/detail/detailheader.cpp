// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detailheader.h"

#include "exchange/names.h"
#include "ui/models/exchangetext.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

Role roleOf(QLatin1StringView outcome)
{
    if (outcome == "ok"_L1)
        return Role::OkText;
    if (outcome == "open"_L1)
        return Role::OpenText;
    return outcome == "cancelled"_L1 || outcome == "dropped"_L1 ? Role::CancelText : Role::ErrorText;
}

void colour(QLabel &label, const QColor &color)
{
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, color);
    label.setPalette(palette);
}

} // namespace

DetailHeader::DetailHeader(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    m_number = new QLabel(this);
    m_arrow = new QLabel(this);
    m_title = new ElidedLabel(this);
    m_outcome = new QLabel(this);
    m_figures = new QLabel(this);
    for (QLabel *label : {m_number, m_arrow, m_title, m_outcome, m_figures})
        label->setTextFormat(Qt::PlainText);
    m_number->setProperty("dim", true);
    m_figures->setProperty("dim", true);
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 7, 12, 5);
    layout->setSpacing(8);
    layout->addWidget(m_number);
    layout->addWidget(m_arrow);
    layout->addWidget(m_title, 1);
    layout->addWidget(m_outcome);
    layout->addWidget(m_figures);
    connect(&theme, &Theme::changed, this, &DetailHeader::restyle);
}

void DetailHeader::present(const exchange::Record &record)
{
    m_record = record;
    m_number->setText(u"#%1"_s.arg(record.id.value()));
    m_arrow->setText(models::directionArrow(record.direction));
    QString outcome = tr("%1 %2").arg(models::outcomeGlyph(record), models::outcomeText(record));
    if (const QString status = models::statusText(record); !status.isEmpty())
        outcome += u"  "_s + status;
    m_outcome->setText(outcome);
    QStringList figures;
    if (record.endUs >= 0)
        figures.append(models::durationText(record.endUs));
    figures.append(models::sizeText(record.requestBytes + record.responseBytes));
    m_figures->setText(figures.join(u" · "_s));
    setAccessibleName(models::accessibleText(record));
    m_title->setText(models::titleText(record));
    restyle();
}

void DetailHeader::restyle()
{
    colour(*m_arrow, m_theme.color(m_record.direction == exchange::Direction::ClientToServer ? Role::RequestTint
                                                                                             : Role::ResponseTint));
    colour(*m_outcome, m_theme.color(roleOf(exchange::outcomeOf(m_record))));
}

} // namespace sightglass::ui
