// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include "app/exitcodes.h"

#include <cstdio>

namespace sightglass::app {

QCommandLineOption option(const char *name, const char *help, const char *valueName, const char *fallback)
{
    return QCommandLineOption(QString::fromLatin1(name), QString::fromUtf8(help),
                              valueName ? QString::fromLatin1(valueName) : QString(),
                              fallback ? QString::fromUtf8(fallback) : QString());
}

Options::Options(const QString &description, const QList<QCommandLineOption> &options)
{
    m_parser.setApplicationDescription(description);
    m_parser.addOptions(options);
    m_parser.addHelpOption();
}

std::optional<int> Options::parse(const QStringList &arguments, QStringList *operands)
{
    if (!m_parser.parse(arguments)) {
        std::fprintf(stderr, "sightglass: %s; '%s --help' lists the options\n", qUtf8Printable(m_parser.errorText()),
                     qUtf8Printable(arguments.value(0)));
        return kExitUsage;
    }
    if (m_parser.isSet(QStringLiteral("help"))) {
        std::printf("%s", qUtf8Printable(m_parser.helpText()));
        return kExitOk;
    }
    if (operands) {
        *operands = m_parser.positionalArguments();
    } else if (!m_parser.positionalArguments().isEmpty()) {
        std::fprintf(stderr, "sightglass: what is \"%s\"? '%s --help' lists the options\n",
                     qUtf8Printable(m_parser.positionalArguments().constFirst()), qUtf8Printable(arguments.value(0)));
        return kExitUsage;
    }
    return std::nullopt;
}

} // namespace sightglass::app
