// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace sightglass::ui {

class Theme;

/// A JSON value to fill in, a few lines high. What is no JSON yet is marked and not told.
class JsonField : public QPlainTextEdit
{
    Q_OBJECT
public:
    static constexpr int kMostLines = 8;

    JsonField(const Theme &theme, bool optional, QWidget *parent = nullptr);

    /// Shows \a json, unless that is what was shown last: what is being written stays.
    void setJson(const QByteArray &json);
    bool isValid() const { return m_valid; }

Q_SIGNALS:
    /// By the user, and it is JSON; empty where it is optional.
    void edited(const QByteArray &json);

private:
    void take();
    void restyle();
    void fit();

    const Theme &m_theme;
    const bool m_optional;
    QByteArray m_shown;
    bool m_setting = false;
    bool m_valid = true;
};

} // namespace sightglass::ui
