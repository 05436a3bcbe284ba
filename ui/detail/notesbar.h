// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QWidget>

class QHBoxLayout;

namespace sightglass::ui {

class Theme;

/// What interceptors noted about an exchange, as a row of pills: rules that matched (a click opens the rule), tags, colours,
/// holds, faults, trouble. Hidden when there is nothing. Findings have a tab of their own.
class NotesBar : public QWidget
{
    Q_OBJECT
public:
    /// More are counted in one last pill.
    static constexpr int kMostPills = 12;

    explicit NotesBar(const Theme &theme, QWidget *parent = nullptr);

    void present(const exchange::Record &record);

Q_SIGNALS:
    void ruleRequested(const QByteArray &id);
    void filterRequested(const QString &term, bool negate);

private:
    struct Pill {
        exchange::NoteKind kind = exchange::NoteKind::Comment;
        QByteArray code;
        QString text;
        int count = 1;

        bool operator==(const Pill &) const = default;
    };
    static QList<Pill> pillsOf(const exchange::Record &record);
    void rebuild();
    void addPill(const Pill &pill);

    const Theme &m_theme;
    QList<Pill> m_pills;
    QHBoxLayout *m_row = nullptr;
};

} // namespace sightglass::ui
