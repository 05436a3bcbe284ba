// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sessions/sessionlook.h"
#include "ui/theme/paddeddelegate.h"

#include <QHash>
#include <QIcon>

#include <optional>

class QTableView;

namespace sightglass::ui {

/// Cells with a sign before their words where the row calls for one.
class SignDelegate : public TintedDelegate
{
    Q_OBJECT
public:
    using TintedDelegate::TintedDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    virtual std::optional<SessionLook> signOf(const QModelIndex &index) const = 0;

private:
    mutable QHash<int, QIcon> m_icons;
};

/// A table as the others of the window are: whole rows, no grid, single height.
void makePlain(QTableView &table, const QString &name);

} // namespace sightglass::ui
