// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/detailtab.h"

class QComboBox;

namespace sightglass::ui {

class DiffView;
class PageStack;
class Theme;

/// What came and what was sent on, held against each other, where an interceptor changed something.
class ChangesTab : public DetailTab
{
    Q_OBJECT
public:
    explicit ChangesTab(const Theme &theme, QWidget *parent = nullptr);

    void present(const DetailContent &content) override;
    DiffView &diff() const { return *m_diff; }
    QComboBox &pieces() const { return *m_pieces; }

private:
    /// A piece of the payload that was changed.
    struct Piece {
        QString title;
        QByteArray before;
        QByteArray after;
    };
    static QList<Piece> piecesOf(const QList<exchange::Part> &parts);
    void showPiece();

    QList<Piece> m_shown;
    exchange::ExchangeId m_exchange;
    PageStack *m_stack = nullptr;
    QComboBox *m_pieces = nullptr;
    DiffView *m_diff = nullptr;
};

} // namespace sightglass::ui
