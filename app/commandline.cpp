// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "app/commands.h"

#include <QCoreApplication>

#include <array>
#include <cstdio>

namespace sightglass::app {
namespace {

struct Command {
    const char *name;
    const char *help;
    int (*run)(const QStringList &);
};

constexpr std::array<Command, 5> kCommands = {{
    {"serve", "run the recording proxy", serveCommand},
    {"tail", "show recorded exchanges, one line each", tailCommand},
    {"export", "write recorded exchanges to a file", exportCommand},
    {"demo-server", "run a small MCP server to play with", demoServerCommand},
    {"demo-client", "make varied MCP traffic against a server", demoClientCommand},
}};

void printHelp(FILE *out)
{
    std::fprintf(out, "Usage: sightglass COMMAND [OPTIONS]\n\n"
                      "Sightglass shows, live and complete, what MCP clients and servers say to each other.\n\nCommands:\n");
    for (const Command &command : kCommands)
        std::fprintf(out, "  %-12s %s\n", command.name, command.help);
    std::fprintf(out, "\n'sightglass COMMAND --help' lists a command's options; 'sightglass --version' prints the version.\n");
}

} // namespace

Result<HostPort> parseHostPort(const QString &text)
{
    const auto bad = [&] {
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("\"%1\" is no address to listen on; write HOST:PORT, such as 127.0.0.1:8808").arg(text));
    };
    const qsizetype colon = text.lastIndexOf(u':');
    const QString portText = text.mid(colon + 1);
    QString host = colon < 0 ? QString() : text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    bool ok = false;
    const uint port = portText.toUInt(&ok);
    if (!ok || port > 65535)
        return bad();
    HostPort result{QHostAddress(QHostAddress::LocalHost), quint16(port)};
    if (host == QLatin1StringView("*"))
        result.address = QHostAddress(QHostAddress::Any);
    else if (!host.isEmpty() && host != QLatin1StringView("localhost"))
        result.address = QHostAddress(host);
    if (result.address.isNull())
        return bad();
    return result;
}

int report(const Error &error)
{
    std::fprintf(stderr, "sightglass: %s\n", qUtf8Printable(error.text));
    switch (error.code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::Unsupported:
        return kExitUsage;
    case ErrorCode::AddressInUse:
        return kExitAddress;
    default:
        return kExitFailed;
    }
}

int run(const QStringList &arguments)
{
    const QString name = arguments.value(1);
    if (name == QLatin1StringView("--version") || name == QLatin1StringView("-v")) {
        std::printf("sightglass %s\n", qUtf8Printable(QCoreApplication::applicationVersion()));
        return kExitOk;
    }
    if (name.isEmpty() || name == QLatin1StringView("--help") || name == QLatin1StringView("-h")
        || name == QLatin1StringView("help")) {
        printHelp(name.isEmpty() ? stderr : stdout);
        return name.isEmpty() ? kExitUsage : kExitOk;
    }
    for (const Command &command : kCommands) {
        if (name == QLatin1StringView(command.name)) {
            QStringList own = arguments;
            own.removeAt(1);
            own[0] = QStringLiteral("sightglass %1").arg(name);
            return command.run(own);
        }
    }
    std::fprintf(stderr, "sightglass: there is no command \"%s\"\n\n", qUtf8Printable(name));
    printHelp(stderr);
    return kExitUsage;
}

} // namespace sightglass::app
