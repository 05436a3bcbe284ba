// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/rulefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <utility>

namespace sightglass::interceptor::rules {

using namespace Qt::Literals::StringLiterals;

RuleFile::RuleFile(QString path, QObject *parent)
    : QObject(parent), m_path(QFileInfo(std::move(path)).absoluteFilePath()), m_rules(std::make_shared<RuleSet>())
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMs);
    connect(&m_settle, &QTimer::timeout, this, &RuleFile::load);
    const auto soon = [this] { m_settle.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, soon);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, soon);
}

// The file, for what is written into it, and its folder, for what is put in its place; while that does not exist, the
// nearest folder above that does.
void RuleFile::watch()
{
    QString folder = QFileInfo(m_path).absolutePath();
    while (!QFileInfo::exists(folder) && QFileInfo(folder).absolutePath() != folder)
        folder = QFileInfo(folder).absolutePath();
    QStringList wanted{folder};
    if (QFileInfo::exists(m_path))
        wanted.append(m_path);
    QStringList stale = m_watcher.directories() + m_watcher.files();
    stale.removeIf([&](const QString &path) { return wanted.contains(path); });
    if (!stale.isEmpty())
        m_watcher.removePaths(stale);
    // A file that was replaced is no longer watched under its name, or as the one that is gone.
    if (m_watcher.files().contains(m_path))
        m_watcher.removePath(m_path);
    m_watcher.addPaths(wanted);
}

void RuleFile::load()
{
    m_settle.stop();
    watch(); // first: what changes while it is read is read again
    QFile file(m_path);
    if (!file.exists()) {
        take({});
        return;
    }
    if (!file.open(QIODevice::ReadOnly)) {
        fail(u"cannot read %1: %2"_s.arg(m_path, file.errorString()));
        return;
    }
    QByteArray text = file.read(RuleSet::kMaxFileBytes + 1);
    if (file.error() != QFileDevice::NoError)
        fail(u"cannot read %1: %2"_s.arg(m_path, file.errorString()));
    else
        take(text.isNull() ? QByteArray("") : std::move(text));
}

void RuleFile::take(QByteArray text)
{
    const QString errorBefore = std::exchange(m_error, {});
    // A file that is not there has a null text, an empty file an empty one.
    const bool sameText = text == m_text && text.isNull() == m_text.isNull();
    if (sameText && errorBefore.isEmpty())
        return;
    m_text = std::move(text);
    if (m_text.isNull()) {
        m_rules = std::make_shared<RuleSet>();
    } else if (auto rules = RuleSet::parse(m_text)) {
        m_rules = std::move(*rules);
    } else {
        m_error = rules.error().text;
    }
    if (!sameText || m_error != errorBefore)
        Q_EMIT changed();
}

void RuleFile::fail(QString error)
{
    if (std::exchange(m_error, error) != error)
        Q_EMIT changed();
}

Result<void> RuleFile::save(const QByteArray &text)
{
    const auto failed = [this](const QString &why) {
        return failure(ErrorCode::Io, u"cannot write %1: %2"_s.arg(m_path, why));
    };
    if (text.size() > RuleSet::kMaxFileBytes)
        return failure(ErrorCode::LimitExceeded, u"a rules file has at most %1 bytes"_s.arg(RuleSet::kMaxFileBytes));
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return failed(u"its folder cannot be made"_s);
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return failed(file.errorString());
    m_settle.stop();
    watch();
    take(text.isNull() ? QByteArray("") : text);
    return {};
}

} // namespace sightglass::interceptor::rules
