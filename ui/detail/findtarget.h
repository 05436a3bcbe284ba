// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

class QWidget;

namespace sightglass::ui {

/// A view that a find bar looks into. Places count from the start of what is shown: characters of a text, or bytes.
class FindTarget
{
public:
    virtual ~FindTarget() = default;

    /// From now on, looks for \a wanted; the length of a hit, 0 when that is nothing.
    virtual qsizetype seek(const QString &wanted) = 0;
    /// Where the first hit begins within \a from and \a until; -1: nowhere.
    virtual qsizetype hitIn(qsizetype from, qsizetype until) const = 0;
    /// How much there is to look into.
    virtual qsizetype extent() const = 0;
    /// Marks the hits, each of \a length, that begin at \a hits, in order; null: none. They stay the caller's.
    virtual void markHits(const std::vector<quint32> *hits, qsizetype length) = 0;
    /// Selects a hit, and scrolls there.
    virtual void showHit(qsizetype at, qsizetype length) = 0;
    /// Where somebody is reading: searches begin there.
    virtual qsizetype place() const = 0;
    /// What is selected, if that is something to look for.
    virtual QString chosen() const = 0;
    /// What can be looked for, for the empty field.
    virtual QString prompt() const = 0;
    virtual QWidget &widget() = 0;
};

} // namespace sightglass::ui
