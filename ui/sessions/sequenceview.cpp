// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sequenceview.h"

#include "ui/models/sequencemodel.h"
#include "ui/sessions/sequencedelegate.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace sightglass::ui {

using models::SequenceModel;

namespace {

/// The names of the lifelines.
class Heading final : public QWidget
{
public:
    Heading(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme) {}

    int wantedHeight() const { return fontMetrics().height() + 10; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme.color(Role::Raised));
        painter.setPen(m_theme.color(Role::Border));
        painter.drawLine(rect().bottomLeft(), rect().bottomRight());
        const Lifelines lines = lifelines(0, width(), fontMetrics());
        painter.setPen(m_theme.color(Role::DimText));
        painter.drawText(QRect(0, 0, lines.time - 8, height() - 1), int(Qt::AlignRight | Qt::AlignVCenter),
                         SequenceView::tr("Time"));
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        painter.setFont(bold);
        painter.setPen(m_theme.color(Role::Text));
        const QString names[] = {SequenceView::tr("Client"), SequenceView::tr("Proxy"), SequenceView::tr("Server")};
        for (std::size_t lane = 0; lane < lines.x.size(); ++lane) {
            const int half = width();
            painter.drawText(QRect(lines.x[lane] - half, 0, 2 * half, height() - 1), int(Qt::AlignCenter), names[lane]);
        }
    }

private:
    const Theme &m_theme;
};

} // namespace

SequenceView::SequenceView(const Theme &theme, SequenceModel &model, QWidget *parent)
    : QListView(parent), m_heading(new Heading(theme, this))
{
    setModel(&model);
    setAccessibleName(tr("Messages between client, proxy and server"));
    setItemDelegate(new SequenceDelegate(theme, this));
    setUniformItemSizes(true);
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    setToolTip(tr("Enter or a double click goes to the exchange"));
    connect(this, &QListView::doubleClicked, this, &SequenceView::open);
    connect(&theme, &Theme::changed, this, [this] {
        m_heading->update();
        viewport()->update();
    });
}

exchange::ExchangeId SequenceView::currentExchange() const
{
    return exchange::ExchangeId(currentIndex().data(SequenceModel::ExchangeRole).toULongLong());
}

void SequenceView::open(const QModelIndex &index)
{
    const exchange::ExchangeId id(index.data(SequenceModel::ExchangeRole).toULongLong());
    if (id.isValid()) // a gap is none
        Q_EMIT exchangeOpened(id);
}

void SequenceView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        open(currentIndex());
    else
        QListView::keyPressEvent(event);
}

void SequenceView::resizeEvent(QResizeEvent *event)
{
    const int height = static_cast<Heading *>(m_heading)->wantedHeight();
    setViewportMargins(0, height, 0, 0);
    QListView::resizeEvent(event);
    m_heading->setGeometry(0, 0, viewport()->width(), height);
}

} // namespace sightglass::ui
