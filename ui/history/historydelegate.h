// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/paddeddelegate.h"

namespace sightglass::ui {

/// The cells of what a search found: the words that were sought are marked, what went wrong is seen from afar.
class HistoryDelegate : public TintedDelegate
{
    Q_OBJECT
public:
    HistoryDelegate(const Theme &theme, QObject *parent) : TintedDelegate(theme, parent) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    Role roleOf(const QModelIndex &index) const override;
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    void paintExcerpt(QPainter &painter, const QStyleOptionViewItem &cell, const QModelIndex &index) const;
};

} // namespace sightglass::ui
