// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/recordinglist.h"

#include <QFileInfo>
#include <QSettings>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kKey = u"history/recent"_s;

} // namespace

RecordingList::RecordingList(QSettings &settings) : m_settings(settings) {}

QStringList RecordingList::files() const
{
    QStringList files = m_settings.value(kKey).toStringList();
    files.removeIf([](const QString &file) { return !QFileInfo(file).isFile(); });
    return files;
}

void RecordingList::add(const QString &file)
{
    QStringList all = files();
    const QString path = QFileInfo(file).absoluteFilePath();
    all.removeAll(path);
    all.prepend(path);
    m_settings.setValue(kKey, QStringList(all.first(qMin<qsizetype>(all.size(), kMost))));
}

} // namespace sightglass::ui
