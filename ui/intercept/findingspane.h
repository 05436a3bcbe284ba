// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"
#include "exchange/note.h"

#include <QWidget>

#include <array>

class QLabel;
class QModelIndex;
class QTableView;
class QToolButton;

namespace sightglass::models {
class FindingListModel;
}

namespace sightglass::ui {

class Theme;

/// All findings of lint, by severity; from each one a way to its exchange, to the specification, and to a filter.
///
/// Thread: UI. Owner: the window. Theme and model outlive it.
class FindingsPane : public QWidget
{
    Q_OBJECT
public:
    FindingsPane(const Theme &theme, models::FindingListModel &model, QWidget *parent = nullptr);

    QTableView &table() const { return *m_table; }
    QToolButton &chip(exchange::Severity severity) const { return *m_chips[std::size_t(severity)]; }
    /// Says why there is nothing when lint is off.
    void setLintOn(bool on);

Q_SIGNALS:
    /// The place of a finding was asked for: its exchange, and the value in the body.
    void findingOpened(sightglass::exchange::ExchangeId id, const QByteArray &pointer, int part);
    void filterRequested(const QString &term);
    void lintRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeBar();
    void refresh();
    void open(const QModelIndex &index);
    void openMenu(const QPoint &position);
    void openLink();

    const Theme &m_theme;
    models::FindingListModel &m_model;
    bool m_lintOn = true;
    std::array<QToolButton *, 4> m_chips{};
    QTableView *m_table = nullptr;
    QLabel *m_note = nullptr;
    QToolButton *m_turnOn = nullptr;
    QToolButton *m_link = nullptr;
};

} // namespace sightglass::ui
