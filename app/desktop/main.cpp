// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopoptions.h"
#include "app/desktop/enginecontroller.h"
#include "app/desktop/inspector.h"
#include "app/desktop/singleinstance.h"
#include "app/exitcodes.h"
#include "app/servesettings.h"
#include "app/stopsignals.h"
#include "ui/theme/appicon.h"
#include "ui/theme/language.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QSettings>

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace {

using namespace sightglass;
using namespace sightglass::app;

bool isGiven(int argc, char **argv, std::initializer_list<const char *> options)
{
    return std::any_of(argv, argv + argc, [&](const char *argument) {
        return std::any_of(options.begin(), options.end(),
                           [&](const char *one) { return std::strcmp(argument, one) == 0; });
    });
}

/// Qt ends a program without a display by an abort that tells little.
bool displayIsMissing(int argc, char **argv)
{
#ifdef Q_OS_LINUX
    return !isGiven(argc, argv, {"-platform", "--platform"}) && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")
           && qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
#else
    Q_UNUSED(argc)
    Q_UNUSED(argv)
    return false;
#endif
}

void setNames()
{
    QCoreApplication::setApplicationName(QStringLiteral("sightglass-desktop"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SIGHTGLASS_VERSION));
}

/// For --help and --version, which need no window.
int runWithoutWindow(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    setNames();
    if (isGiven(argc, argv, {"--version", "-v"})) {
        std::printf("sightglass-desktop %s\n", SIGHTGLASS_VERSION);
        return kExitOk;
    }
    return DesktopOptions().parse(QCoreApplication::arguments()).value_or(kExitOk);
}

int runWindow(QApplication &application, const DesktopOptions &options, SingleInstance *instance)
{
    QSettings keep(options.settingsFile(), QSettings::IniFormat);
    const ui::Settings kept = ui::Settings::load(keep);
    const auto settings = options.over(kept);
    if (!settings)
        return report(settings.error());
    raiseDescriptorLimit();
    const ui::Language language(application, settings->language);
    ui::Theme theme(application, settings->themeMode);
    StopSignals signals_;
    Inspector inspector(theme, keep, {*settings, options.recording(), options.mayTakeAnyPort(), options.rulesFile()});
    QObject::connect(&signals_, &StopSignals::stopRequested, &inspector, &Inspector::close);
    QObject::connect(&inspector, &Inspector::finished, &application, &QCoreApplication::exit, Qt::QueuedConnection);
    if (instance) {
        QObject::connect(instance, &SingleInstance::startedAgain, &inspector, &Inspector::takeOver);
        QObject::connect(&inspector, &Inspector::closing, instance, &SingleInstance::close);
    }
    inspector.start();
    if (options.wantsDemo() && inspector.engine())
        inspector.engine()->keepDemoTraffic();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    if (isGiven(argc, argv, {"--help", "-h", "--version", "-v"}))
        return runWithoutWindow(argc, argv);
    if (displayIsMissing(argc, argv)) {
        std::fprintf(stderr,
                     "sightglass: there is no display to open a window on; 'sightglass serve' and 'sightglass tail' "
                     "work in a terminal\n");
        return kExitFailed;
    }
    QApplication application(argc, argv);
    setNames();
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Sightglass"));
    QGuiApplication::setDesktopFileName(QStringLiteral("sightglass-desktop"));
    QGuiApplication::setWindowIcon(ui::appIcon());
    QApplication::setQuitOnLastWindowClosed(false); // the engine stops first
    DesktopOptions options;
    if (const auto code = options.parse(QCoreApplication::arguments()))
        return *code;
    if (!options.mayHandOver())
        return runWindow(application, options, nullptr);
    SingleInstance instance(options.settingsFile());
    switch (instance.claim(options.handover())) {
    case SingleInstance::Role::First:
        return runWindow(application, options, &instance);
    case SingleInstance::Role::HandedOver:
        std::fprintf(stderr, "sightglass: the window that is open already was brought to the front\n");
        return kExitOk;
    case SingleInstance::Role::Unreachable:
        break;
    }
    std::fprintf(stderr,
                 "sightglass: another window is open and does not answer; --new-instance opens one beside it\n");
    return kExitFailed;
}
