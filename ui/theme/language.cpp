// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/language.h"

#include <QCoreApplication>
#include <QFile>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <cstring>

// A resource in a static library is taken along only when somebody asks for it.
static void initResources()
{
    Q_INIT_RESOURCE(sightglass_translations);
}

namespace sightglass::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

/// The tool that collects the texts cannot always tell the namespace of a class; its bare name serves as well.
class Texts : public QTranslator
{
public:
    using QTranslator::QTranslator;

    QString translate(const char *context, const char *text, const char *comment, int n) const override
    {
        QString found = QTranslator::translate(context, text, comment, n);
        const char *bare = context && found.isEmpty() ? std::strrchr(context, ':') : nullptr;
        return bare ? QTranslator::translate(bare + 1, text, comment, n) : found;
    }
};

} // namespace

Language::Language(QCoreApplication &application, const QString &code)
{
    initResources();
    const bool chosen = codes().contains(code);
    const QLocale locale = chosen ? QLocale(code) : QLocale();
    if (chosen && locale.language() != QLocale().language())
        QLocale::setDefault(locale); // figures go with the words
    auto *ours = new Texts(this);
    if (!ours->load(locale, u"sightglass"_s, u"_"_s, u":/translations"_s))
        return; // English
    application.installTranslator(ours);
    auto *qt = new QTranslator(this);
    if (qt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        application.installTranslator(qt);
}

QStringList Language::codes()
{
    initResources();
    QFile list(u":/translations/languages"_s);
    return list.open(QIODevice::ReadOnly) ? QString::fromLatin1(list.readAll()).split(u'\n', Qt::SkipEmptyParts)
                                          : QStringList{u"en"_s};
}

QString Language::name(const QString &code)
{
    return code == "en"_L1 ? u"English"_s : QLocale(code).nativeLanguageName();
}

} // namespace sightglass::ui
