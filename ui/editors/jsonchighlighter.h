// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/jsonhighlighter.h"

namespace sightglass::ui {

/// Colours JSON with comments.
class JsoncHighlighter : public JsonHighlighter
{
    Q_OBJECT
public:
    JsoncHighlighter(const Theme &theme, QTextDocument *document) : JsonHighlighter(theme, document), m_colors(theme) {}

protected:
    void highlightBlock(const QString &text) override;

private:
    const Theme &m_colors;
};

} // namespace sightglass::ui
