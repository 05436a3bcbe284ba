// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/detailtab.h"

class QPushButton;
class QTreeWidget;

namespace sightglass::ui {

class PageStack;
class Theme;

/// What lint found in this exchange: severity, what and where, the way to the place in the body and to the specification.
class FindingsTab : public DetailTab
{
    Q_OBJECT
public:
    explicit FindingsTab(const Theme &theme, QWidget *parent = nullptr);

    void present(const DetailContent &content) override;
    QTreeWidget &list() const { return *m_list; }

Q_SIGNALS:
    /// The value at \a pointer of part number \a part is to be shown.
    void placeRequested(const QByteArray &pointer, int part);

private:
    void refreshButtons();
    void goToPlace();
    void openLink();

    const Theme &m_theme;
    QList<exchange::Note> m_shown;
    PageStack *m_stack = nullptr;
    QTreeWidget *m_list = nullptr;
    QPushButton *m_place = nullptr;
    QPushButton *m_link = nullptr;
    QPushButton *m_filter = nullptr;
};

} // namespace sightglass::ui
