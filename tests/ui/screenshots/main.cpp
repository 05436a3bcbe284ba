// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// sightglass-screenshots --theme light|dark --out FOLDER [--language CODE]
//
// Makes the pictures of one theme, at the scale that QT_SCALE_FACTOR says.
#include "ui/screenshots/photographer.h"
#include "ui/screenshots/scenes.h"
#include "ui/theme/language.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTemporaryDir>

#include <cstdio>

using namespace sightglass;
using namespace Qt::Literals::StringLiterals;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    QApplication::setCursorFlashTime(0); // a cursor that blinks never stands still
    QCommandLineParser parser;
    const QCommandLineOption themeName(u"theme"_s, u"light or dark"_s, u"theme"_s, u"light"_s);
    const QCommandLineOption out(u"out"_s, u"Where the pictures go."_s, u"folder"_s, u"."_s);
    const QCommandLineOption code(u"language"_s, u"The window's language."_s, u"code"_s, u"en"_s);
    parser.addOptions({themeName, out, code});
    parser.addHelpOption();
    parser.process(application);

    QTemporaryDir folder;
    const ui::Language language(application, parser.value(code));
    ui::Theme theme(application, ui::Theme::modeFromName(parser.value(themeName)));
    screenshots::Photographer photographer(parser.value(out), parser.value(themeName));
    screenshots::Scenes(theme, folder.path(), photographer).all();
    std::fprintf(stderr, "%d pictures\n", photographer.count());
    return 0;
}
