// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/bodytext.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace sightglass::ui {

class CodeView;
class HexPane;
class HexView;
class JsonView;
class Theme;

/// One body: a line about it with the switch between tree and text, and the body itself. Binary ones are shown in
/// hexadecimal.
class BodyView : public QWidget
{
    Q_OBJECT
public:
    enum Mode { Tree, Text };
    Q_ENUM(Mode)

    explicit BodyView(const Theme &theme, QWidget *parent = nullptr);

    /// \a head is that of the message: its content type and coding count. \a ifEmpty is shown where there is no body.
    void setBody(const QByteArray &body, const QByteArray &head, const QString &ifEmpty);
    /// What it is, where it is one of several: "From the client".
    void setCaption(const QString &caption);
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    BodyShape shape() const { return m_facts.shape; }
    bool openFind();
    /// Marks \a text in the body; false when it is no text.
    bool find(const QString &text);
    /// Selects the value at a JSON Pointer in the tree; false when there is none.
    bool showPlace(const QByteArray &pointer);

    JsonView &tree() const { return *m_tree; }
    CodeView &code() const { return *m_code; }
    HexView &hex() const;

Q_SIGNALS:
    void modeChanged(sightglass::ui::BodyView::Mode mode);
    void filterRequested(const QString &term, bool negate);
    void statusMessage(const QString &text);

private:
    QWidget *makeBar();
    void refresh();
    void describe(const QByteArray &head);
    void copyAll();

    const Theme &m_theme;
    BodyFacts m_facts;
    QByteArray m_body;
    QByteArray m_coding;
    bool m_known = false;
    Mode m_mode = Tree;
    QWidget *m_bar = nullptr;
    QLabel *m_caption = nullptr;
    QLabel *m_info = nullptr;
    QToolButton *m_treeButton = nullptr;
    QToolButton *m_textButton = nullptr;
    QToolButton *m_findButton = nullptr;
    QToolButton *m_copyButton = nullptr;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_empty = nullptr;
    JsonView *m_tree = nullptr;
    CodeView *m_code = nullptr;
    HexPane *m_hex = nullptr;
};

} // namespace sightglass::ui
