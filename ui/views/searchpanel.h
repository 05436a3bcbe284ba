// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QProgressBar;
class QToolButton;

namespace sightglass::models {
class BodySearch;
class ExchangeListModel;
} // namespace sightglass::models

namespace sightglass::ui {

class SearchHits;
class Theme;

/// Search through all bodies: begins while one types, can be stopped, shows how far it is, lists the exchanges it finds.
///
/// Thread: UI. Owner: its parent. Theme, search and list outlive it.
class SearchPanel : public QWidget
{
    Q_OBJECT
public:
    /// So long nobody has typed before a search begins.
    static constexpr int kTypingMs = 250;

    SearchPanel(const Theme &theme, models::BodySearch &search, const models::ExchangeListModel &exchanges,
                QWidget *parent = nullptr);

    /// Takes the focus with the text selected.
    void open();
    int hitRows() const;

Q_SIGNALS:
    /// \a text is what was sought; empty where it was an expression.
    void hitPicked(sightglass::exchange::ExchangeId id, const QString &text);
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QToolButton *makeOption(const QString &text, const QString &name);
    void begin();
    void stop();
    void progressed(qint64 looked, qint64 total);
    void finished(bool cancelled);
    void pick(const QModelIndex &index);
    void tell(const QString &text);

    models::BodySearch &m_search;
    SearchHits *m_hits;
    QLineEdit *m_field;
    QToolButton *m_case = nullptr;
    QToolButton *m_regex = nullptr;
    QToolButton *m_headers = nullptr;
    QToolButton *m_stop = nullptr;
    QProgressBar *m_progress;
    QLabel *m_state;
    QListView *m_list;
    QTimer m_typing;
};

} // namespace sightglass::ui
