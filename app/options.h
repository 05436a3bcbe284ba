// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>
#include <QStringList>

#include <optional>

namespace sightglass::app {

/// The options of one command. `--help` prints them.
class Options
{
public:
    Options(const QString &description, const QList<QCommandLineOption> &options);

    /// The exit code when the command is over already (help was asked for, or the options are wrong).
    /// \a operands, if given, gets what is no option (files); else such a thing is wrong.
    std::optional<int> parse(const QStringList &arguments, QStringList *operands = nullptr);
    bool has(const char *name) const { return m_parser.isSet(QLatin1StringView(name)); }
    QString value(const char *name) const { return m_parser.value(QLatin1StringView(name)); }
    QStringList values(const char *name) const { return m_parser.values(QLatin1StringView(name)); }

private:
    QCommandLineParser m_parser;
};

QCommandLineOption option(const char *name, const char *help, const char *valueName = nullptr,
                          const char *fallback = nullptr);

} // namespace sightglass::app
