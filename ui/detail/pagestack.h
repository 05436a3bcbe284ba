// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>

class QLabel;

namespace sightglass::ui {

/// A page, or a line in its place that says why there is nothing to show. Begins with the line, and an empty one.
class PageStack : public QStackedWidget
{
    Q_OBJECT
public:
    explicit PageStack(QWidget *parent = nullptr);

    /// Puts \a content on the page, below what is there already; it gets the room that is left when \a stretches.
    void add(QWidget *content, bool stretches = false);
    void showPage() { setCurrentIndex(1); }
    void showEmpty(const QString &why);
    bool isEmpty() const { return currentIndex() == 0; }

    /// The bar above a page: the ground and the line below it; what it holds is laid out in a row.
    static QWidget *makeBar(QWidget *parent, int rightMargin = 6);

private:
    QLabel *m_empty = nullptr;
    QWidget *m_page = nullptr;
};

} // namespace sightglass::ui
