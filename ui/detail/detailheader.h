// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QWidget>

class QLabel;

namespace sightglass::ui {

class Theme;

/// The line over the tabs: what the exchange is, how it ended, how long it took.
class DetailHeader : public QWidget
{
    Q_OBJECT
public:
    explicit DetailHeader(const Theme &theme, QWidget *parent = nullptr);

    void present(const exchange::Record &record);

private:
    void restyle();

    const Theme &m_theme;
    exchange::Record m_record;
    QLabel *m_number = nullptr;
    QLabel *m_arrow = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_outcome = nullptr;
    QLabel *m_figures = nullptr;
};

} // namespace sightglass::ui
