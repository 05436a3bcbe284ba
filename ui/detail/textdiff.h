// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QList>
#include <QString>

#include <atomic>

namespace sightglass::ui {

/// A piece of a line, in UTF-16 code units.
struct DiffSpan {
    qsizetype at = 0;
    qsizetype length = 0;
    bool operator==(const DiffSpan &) const = default;
};

/// One line of a difference.
struct DiffLine {
    enum class Kind : quint8 {
        Equal,
        Removed,
        Added,
        Skipped, ///< stands for `skipped` equal lines that are left out
    };
    Kind kind = Kind::Equal;
    QString text;
    QList<DiffSpan> changed; ///< words of a removed or added line that its counterpart does not have
    qsizetype skipped = 0;
};

/// The difference of two bodies, to be shown.
struct BodyDiff {
    QList<DiffLine> lines; ///< empty: they are the same
    qsizetype removed = 0; ///< lines, of all
    qsizetype added = 0;
    QString note; ///< what one has to know: that only a part is compared; may be empty
};

/// What differs between two texts. Pure; from any thread. Time and memory are bounded whatever the texts are.
class TextDiff
{
    Q_DECLARE_TR_FUNCTIONS(sightglass::ui::TextDiff)

public:
    /// Equal lines shown around what changed.
    static constexpr qsizetype kContext = 3;
    /// Lines (or words) that differ up to here are told apart one by one; above, the whole region counts as replaced.
    static constexpr int kMostEdits = 600;
    /// Above this many bytes (of both), only the region that changed is compared, and of that so many bytes.
    static constexpr qsizetype kMostBytes = 1024 * 1024;
    static constexpr qsizetype kMostLines = 5'000;
    /// Longest line, in UTF-16 code units.
    static constexpr qsizetype kMostLine = 8 * 1024;

    static QList<DiffLine> lines(const QString &before, const QString &after);
    /// JSON is compared by lines of its indented form; what differs in white space only, as it is.
    static BodyDiff bodies(const QByteArray &before, const QByteArray &after,
                           const std::atomic<bool> *cancelled = nullptr);
};

} // namespace sightglass::ui
