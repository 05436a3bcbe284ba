// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStatusBar>
#include <QTimer>

class QLabel;

namespace sightglass::ui {

class ElidedLabel;
class Theme;

/// The strip at the window's foot: how the proxy stands, in words; what is selected, or a short note; how many exchanges
/// are shown, of how many, and how many were not shown; how fast they come.
///
/// Thread: UI. Owner: the window. The theme outlives it.
class StatusStrip : public QStatusBar
{
    Q_OBJECT
public:
    enum class Tone { Quiet, Good, Busy, Bad };
    static constexpr int kNoteMs = 5000;

    struct Counts {
        qint64 shown = 0;
        qint64 total = 0;
        quint64 notShown = 0; ///< captured, but lost to the display or put away by the ring
        bool filtering = false;
        bool operator==(const Counts &) const = default;
    };

    explicit StatusStrip(const Theme &theme, QWidget *parent = nullptr);

    void setProxyState(const QString &text, Tone tone);
    void setSelection(const QString &text);
    void setCounts(const Counts &counts);
    void setRate(double perSecond, bool paused);
    /// For a few seconds in place of the selection.
    void showNote(const QString &text);
    /// In place of the selection until it is taken back by an empty text.
    void setWarning(const QString &text);

private:
    void refresh();
    void paintDot();

    const Theme &m_theme;
    QLabel *m_dot;
    QLabel *m_state;
    ElidedLabel *m_middle;
    QLabel *m_counts;
    QLabel *m_rate;
    QTimer m_noteTimer;
    QString m_selection;
    QString m_note;
    QString m_warning;
    Counts m_shownCounts;
    Tone m_tone = Tone::Quiet;
};

} // namespace sightglass::ui
