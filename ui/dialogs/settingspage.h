// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/settings.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QSpinBox;

namespace sightglass::ui {

/// One page of the settings dialog: it edits some of the settings and leaves the others as they are.
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual void load(const Settings &settings) = 0;
    virtual void store(Settings &settings) const = 0;
    /// What is wrong with what stands in the fields, as far as it never makes it into the settings; one sentence
    /// without a full stop.
    virtual QString problem() const { return {}; }

Q_SIGNALS:
    void edited();

protected:
    /// A form in the dialog's measures that fills the page from the top.
    QFormLayout *makeForm();
    /// A line of explanation over the whole width.
    QLabel *makeNote(const QString &text);
    /// A field for whole numbers; announces its edits.
    QSpinBox *makeNumber(const QString &name, int least, int most, const QString &suffix = {});
};

} // namespace sightglass::ui
