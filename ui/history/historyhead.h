// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/historysearch.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QHBoxLayout;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace sightglass::ui {

class Theme;

/// Which recording, what to look for in it, and how far that is.
///
/// Thread: UI. Owner: its parent. The theme outlives it.
class HistoryHead : public QWidget
{
    Q_OBJECT
public:
    /// So long nobody has typed before a search begins.
    static constexpr int kTypingMs = 250;

    explicit HistoryHead(const Theme &theme, QWidget *parent = nullptr);

    /// \a hasCurrent: there is one of the proxy itself, which comes first.
    void setRecordings(bool hasCurrent, const QStringList &files);
    /// Empty: the proxy's own.
    void setRecording(const QString &file);
    QString text() const;
    QLineEdit &field() { return *m_field; }
    QComboBox &recordings() { return *m_recordings; }

    /// At the end of the lower line.
    void addButton(QPushButton *button);
    void tell(const QString &text);
    QString told() const;
    /// Quietly, at the lower edge; nothing when it is complete.
    void setIndexState(const store::IndexState &state);
    /// Why the index does not grow; empty: it does.
    void setIndexNote(const QString &text);

Q_SIGNALS:
    void recordingPicked(const QString &file);
    void openRequested();
    void searchRequested();
    void refreshRequested();
    void resultsRequested(); ///< the focus wants to go there

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QComboBox *m_recordings;
    QToolButton *m_open;
    QToolButton *m_refresh;
    QLineEdit *m_field;
    QLabel *m_state;
    QLabel *m_index;
    QProgressBar *m_progress;
    QHBoxLayout *m_lower;
    QTimer m_typing;
};

} // namespace sightglass::ui
