// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QLabel;

namespace sightglass::models {
class HistoryModel;
}

namespace sightglass::ui {

class Theme;

/// The list of what a search found. Says in its place why there is nothing.
///
/// Thread: UI. Owner: its parent. Theme and model outlive it.
class HistoryResults : public QTableView
{
    Q_OBJECT
public:
    HistoryResults(const Theme &theme, models::HistoryModel &model, QWidget *parent = nullptr);

    /// Shown in place of rows; nothing: none.
    void setNote(const QString &title, const QString &text = {});
    QString note() const;
    /// The current row, or the first.
    void enter();

Q_SIGNALS:
    void currentRowChanged(int row);
    void rowActivated(int row);
    void left(); ///< up from the first row

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpColumns();
    void fitMatch();

    QWidget *m_note;
    QLabel *m_title;
    QLabel *m_text;
    int m_sessionWidth = 0;
};

} // namespace sightglass::ui
