// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractScrollArea;
class QLabel;
class QPushButton;

namespace sightglass::ui {

/// A few words in the middle of a view that has nothing to show, with a button for the way out.
///
/// Thread: UI. Owner: the view it stands in.
class TableNote : public QWidget
{
    Q_OBJECT
public:
    explicit TableNote(QAbstractScrollArea &view);

    /// An empty \a button: none.
    void tell(const QString &title, const QString &text, const QString &button = {});

Q_SIGNALS:
    void buttonClicked();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    QAbstractScrollArea &m_view;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_button;
};

} // namespace sightglass::ui
