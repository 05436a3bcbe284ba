// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace sightglass::interceptor::lint {

/// Longest text that is looked at; what comes behind is not.
inline constexpr qsizetype kMaxTextBytes = qsizetype(64) * 1024;

/// A character that shows nothing by itself, or that turns the order of what is shown.
bool isInvisible(uint codePoint);

/// What in \a utf8 a person does not see but a model reads: tag characters, bidirectional overrides, zero-width
/// characters inside of words, control characters, runs of variation selectors. Says what and where; empty when there
/// is nothing. Emoji, flags and scripts that need joiners or direction marks are nothing.
QString hiddenText(QByteArrayView utf8);

/// What in \a utf8 reads as an order to the model rather than as a description ("ignore previous instructions", "do not
/// tell the user"); empty when nothing does. Only phrases that a description has no use for.
QString modelInstructions(QByteArrayView utf8);

} // namespace sightglass::interceptor::lint
