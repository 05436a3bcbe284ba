// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/detailtab.h"

class QComboBox;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace sightglass::ui {

class CodeView;
class HexPane;
class HexView;
class Theme;

/// The bytes as they were on the wire (without transfer coding), as text or in hexadecimal.
class RawTab : public DetailTab
{
    Q_OBJECT
public:
    enum Choice { Request, RequestSent, Response, ResponseSent };

    explicit RawTab(const Theme &theme, QWidget *parent = nullptr);

    void present(const DetailContent &content) override;
    bool openFind() override;
    void find(const QString &text) override;
    void setHex(bool hex);
    HexView &hex() const;
    CodeView &code() const { return *m_code; }
    QComboBox &choices() const { return *m_choices; }

private:
    QWidget *makeBar();
    QByteArray bytes(int choice) const;
    void fillChoices();
    void refresh();
    void describe();
    void save();

    const Theme &m_theme;
    DetailContent m_content;
    QByteArray m_bytes;
    QComboBox *m_choices = nullptr;
    QToolButton *m_textButton = nullptr;
    QToolButton *m_hexButton = nullptr;
    QToolButton *m_find = nullptr;
    QToolButton *m_save = nullptr;
    QLabel *m_info = nullptr;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_empty = nullptr;
    CodeView *m_code = nullptr;
    HexPane *m_hex = nullptr;
};

} // namespace sightglass::ui
