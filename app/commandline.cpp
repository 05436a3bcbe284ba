// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "app/commands.h"
#include "app/exitcodes.h"

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

constexpr std::array<Command, 8> kCommands = {{
    {"serve", "run the recording proxy", serveCommand},
    {"tail", "show recorded exchanges, one line each", tailCommand},
    {"export", "write recorded exchanges to a file", exportCommand},
    {"check", "look through a recording for mistakes in the protocol", checkCommand},
    {"rules", "check a rules file, or try it on a recording", rulesCommand},
    {"sessions", "list, show, end or export sessions", sessionsCommand},
    {"demo-server", "run a small MCP server to play with", demoServerCommand},
    {"demo-client", "make varied MCP traffic against a server", demoClientCommand},
}};

void printHelp(FILE *out)
{
    std::fprintf(out,
                 "Usage: sightglass COMMAND [OPTIONS]\n\n"
                 "Sightglass shows, live and complete, what MCP clients and servers say to each other.\n\nCommands:\n");
    for (const Command &command : kCommands)
        std::fprintf(out, "  %-12s %s\n", command.name, command.help);
    std::fprintf(
        out, "\n'sightglass COMMAND --help' lists a command's options; 'sightglass --version' prints the version.\n");
}

} // namespace

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
