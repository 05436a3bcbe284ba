// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sightglass::ui {

class FindBar;
class HexView;
class Theme;

/// Bytes in hexadecimal, and a find bar below them.
class HexPane : public QWidget
{
    Q_OBJECT
public:
    explicit HexPane(const Theme &theme, QWidget *parent = nullptr);

    void openFind();
    HexView &hex() const { return *m_hex; }

private:
    HexView *m_hex = nullptr;
    FindBar *m_find = nullptr;
};

} // namespace sightglass::ui
