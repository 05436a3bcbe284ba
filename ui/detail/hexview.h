// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/bytepattern.h"
#include "ui/detail/findtarget.h"

#include <QAbstractScrollArea>
#include <QByteArray>

namespace sightglass::ui {

class Theme;

/// Bytes as offset, hexadecimal and text. Draws only what is seen, so its speed does not depend on the size.
class HexView : public QAbstractScrollArea, public FindTarget
{
    Q_OBJECT
public:
    explicit HexView(const Theme &theme, QWidget *parent = nullptr);

    void setBytes(const QByteArray &bytes);
    const QByteArray &bytes() const { return m_bytes; }
    int bytesPerRow() const { return m_perRow; }
    qsizetype cursor() const { return m_cursor; }
    void setCursor(qsizetype at, bool select = false);
    /// What is selected; the byte at the cursor when nothing is.
    QByteArray selected() const;
    /// One row as it is drawn: for copies and screen readers.
    QString rowText(qsizetype row) const;

    qsizetype seek(const QString &wanted) override;
    qsizetype hitIn(qsizetype from, qsizetype until) const override;
    qsizetype extent() const override { return m_bytes.size(); }
    void markHits(const std::vector<quint32> *hits, qsizetype length) override;
    void showHit(qsizetype at, qsizetype length) override;
    qsizetype place() const override { return std::min(m_cursor, m_anchor); }
    QString chosen() const override;
    QString prompt() const override;
    QWidget &widget() override { return *this; }

public Q_SLOTS:
    void copyHex();
    void copyText();
    void selectAll();

Q_SIGNALS:
    void cursorMoved(qsizetype at);
    void bytesChanged();
    void findRequested();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    struct Measures {
        int cell = 8; // width of a character
        int line = 16;
        int hexFrom = 0;
        int textFrom = 0;
        int width = 0;
    };
    Measures measures() const;
    void relayout();
    void paintRow(QPainter &painter, const Measures &m, qsizetype row, int y) const;
    qsizetype byteAt(const QPoint &position) const;
    qsizetype rowCount() const { return (m_bytes.size() + m_perRow - 1) / m_perRow; }
    int digits() const;
    void makeVisible(qsizetype at);
    bool isSelected(qsizetype at) const;
    bool isHit(qsizetype at) const;

    const Theme &m_theme;
    QByteArray m_bytes;
    int m_perRow = 16;
    qsizetype m_cursor = 0;
    qsizetype m_anchor = 0;
    BytePattern m_pattern;
    const std::vector<quint32> *m_hits = nullptr;
    qsizetype m_hitLength = 0;
};

} // namespace sightglass::ui
