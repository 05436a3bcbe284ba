// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;

namespace sightglass::ui {

class FindTarget;
class Theme;

/// Finds text in a view: every hit is marked, one is current. Large ones are searched in slices, so the window stays alive.
/// Hidden until opened; Esc closes it.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    /// So long one slice of a search may keep the window waiting.
    static constexpr int kSliceMs = 6;

    FindBar(const Theme &theme, FindTarget &target, QWidget *parent = nullptr);

    /// For somebody who types: takes the focus.
    void open();
    /// Shows the hits of \a text; the focus stays where it is.
    void find(const QString &text);
    void close();
    void findNext(bool backward = false);
    bool isSearching() const { return m_slices.isActive(); }
    qsizetype hitCount() const { return qsizetype(m_hits.size()); }

public Q_SLOTS:
    /// What is looked into has changed.
    void searchAgain();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search();
    void searchSlice();
    void showHit(std::size_t number);
    void describe();

    FindTarget &m_target;
    QLineEdit *m_field = nullptr;
    QLabel *m_status = nullptr;
    QTimer m_slices;
    std::vector<quint32> m_hits;
    qsizetype m_length = 0;    // of a hit
    qsizetype m_searched = 0;  // up to here
    qsizetype m_from = 0;      // the first hit from here on becomes the current one
    std::size_t m_current = 0; // of m_hits
    bool m_haveCurrent = false;
};

} // namespace sightglass::ui
