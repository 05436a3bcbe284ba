// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/textlines.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

#include <atomic>

namespace sightglass::ui {

/// How a body can be looked at.
enum class BodyShape { Empty, Json, Text, Binary };

/// What was found out about a body before it is shown.
struct BodyFacts {
    QByteArray bytes; ///< decoded, if it had a content coding that can be undone
    BodyShape shape = BodyShape::Empty;
    QString note; ///< what one has to know: that it was compressed, that it is no valid text; may be empty
};

/// The text of a body for a text view.
struct BodyText {
    TextLines lines;
    QString fault; ///< where JSON breaks, in words; empty when it does not
};

/// Prepares bodies for view. Pure; from any thread.
class BodyReader
{
    Q_DECLARE_TR_FUNCTIONS(sightglass::ui::BodyReader)

public:
    /// Longest line of a view that lays out whole lines, in UTF-16 code units.
    static constexpr qsizetype kMostLine = 8 * 1024;
    /// JSON that is nested deeper is shown as it is.
    static constexpr qsizetype kMostIndented = 512;
    /// So is JSON that indentation would make so many times as long.
    static constexpr qsizetype kMostGrowth = 8;
    /// Most that is decoded.
    static constexpr quint64 kMostDecoded = quint64(64) * 1024 * 1024;

    static BodyFacts facts(const QByteArray &body, const QByteArray &contentEncoding);
    /// JSON with line breaks and indentation in its own spelling; other text as it is.
    static BodyText text(const QByteArray &body, BodyShape shape, const std::atomic<bool> *cancelled = nullptr);
    /// Cuts lines above kMostLine; sets \a cut when it did.
    static QString cutLines(const QString &text, bool *cut);
    /// The value of a header field of a head; empty when there is none.
    static QByteArray headerValue(const QByteArray &head, QByteArrayView name);
};

} // namespace sightglass::ui
