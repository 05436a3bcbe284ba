// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/textdiff.h"
#include "ui/models/background.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPlainTextEdit;

namespace sightglass::ui {

class Theme;

/// Two bodies held against each other, line by line: what went is marked with a minus and red, what came with a plus and
/// green, changed words within them once more. Large ones are compared on a worker.
///
/// Thread: the UI's. The theme outlives it.
class DiffView : public QWidget
{
    Q_OBJECT
public:
    /// Together; above, a worker compares.
    static constexpr qsizetype kAtOnceBytes = 32 * 1024;

    explicit DiffView(const Theme &theme, QWidget *parent = nullptr);
    ~DiffView() override;

    void setTexts(const QByteArray &before, const QByteArray &after);
    /// Nothing to compare; \a why in words.
    void clear(const QString &why);
    /// What is shown is the difference of what was set.
    bool isComplete() const { return !m_comparing; }
    /// In one line: "2 lines removed, 3 added".
    QString summary() const;
    /// As it can be copied: one line per line, its sign first.
    QString text() const;

Q_SIGNALS:
    void finished();

private:
    void showLines(const BodyDiff &diff);
    void render();
    void cancel();

    const Theme &m_theme;
    BodyDiff m_diff;
    qsizetype m_beforeBytes = 0;
    qsizetype m_afterBytes = 0;
    bool m_comparing = false;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    QLabel *m_summary = nullptr;
    QPlainTextEdit *m_edit = nullptr;
    models::Background m_background; // goes first: nothing is delivered to a half destroyed view
};

} // namespace sightglass::ui
