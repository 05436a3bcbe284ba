// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

class QCoreApplication;

namespace sightglass::ui {

/// The language that the window speaks, for as long as this lives: what was built in, and Qt's own texts where they are
/// installed. Made before the first widget; a change takes effect at the next start.
///
/// Thread: UI. Owner: the program's main (or a test).
class Language : public QObject
{
    Q_OBJECT
public:
    /// \a code as in codes(); empty, or one that is not known: the language of the system, or else English.
    Language(QCoreApplication &application, const QString &code);

    /// What is built in: "en", which the texts are written in, and those that there are translations for.
    static QStringList codes();
    /// How its speakers call it.
    static QString name(const QString &code);
};

} // namespace sightglass::ui
