// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/notetext.h"

#include "interceptor/lint/finding.h"
#include "ui/models/exchangetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using exchange::Note;
using exchange::NoteKind;
using exchange::Severity;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(NoteText)
};

} // namespace

FindingCount countFindings(const exchange::Record &record)
{
    FindingCount count;
    for (const Note &note : record.notes) {
        if (note.kind != NoteKind::Finding)
            continue;
        count.worst = std::max(count.worst, note.severity);
        if (note.severity == Severity::Error)
            ++count.errors;
        else if (note.severity == Severity::Warning)
            ++count.warnings;
        else
            ++count.infos;
    }
    return count;
}

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Text::tr("Error");
    case Severity::Warning:
        return Text::tr("Warning");
    case Severity::Info:
    case Severity::None:
        break;
    }
    return Text::tr("Info");
}

QString severityGlyph(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return u"✗"_s;
    case Severity::Warning:
        return u"⚠"_s;
    case Severity::Info:
    case Severity::None:
        break;
    }
    return u"ℹ"_s;
}

QString findingsCell(const exchange::Record &record)
{
    const FindingCount count = countFindings(record);
    return count.total() == 0 ? QString() : u"%1 %2"_s.arg(severityGlyph(count.worst)).arg(count.total());
}

QString findingsWords(const exchange::Record &record)
{
    const FindingCount count = countFindings(record);
    QStringList words;
    if (count.errors > 0)
        words.append(Text::tr("errors: %1").arg(count.errors));
    if (count.warnings > 0)
        words.append(Text::tr("warnings: %1").arg(count.warnings));
    if (count.infos > 0)
        words.append(Text::tr("notes: %1").arg(count.infos));
    return words.join(u", "_s);
}

QString findingsToolTip(const exchange::Record &record)
{
    constexpr qsizetype kMostLines = 8;
    QStringList lines;
    for (const Note &note : record.notes) {
        if (note.kind != NoteKind::Finding)
            continue;
        if (lines.size() == kMostLines) {
            lines.append(u"…"_s);
            break;
        }
        lines.append(u"%1 %2"_s.arg(severityGlyph(note.severity),
                                    note.text.isEmpty() ? findingTitle(note.code) : lineText(note.text.toUtf8(), 160)));
    }
    return lines.join(u'\n');
}

QString rulesCell(const exchange::Record &record)
{
    QStringList words;
    for (const Note &note : record.notes) {
        QString word;
        if (note.kind == NoteKind::Rule)
            word = lineText(note.code);
        else if (note.kind == NoteKind::Tag)
            word = u'#' + lineText(note.code);
        else if (note.kind == NoteKind::Colour)
            word = colourText(note.code);
        if (!word.isEmpty() && !words.contains(word))
            words.append(word);
    }
    return cutText(words.join(u", "_s));
}

QString ruleTerm(const exchange::Record &record)
{
    for (const auto &[kind, field] : {std::pair{NoteKind::Rule, u"rule"}, {NoteKind::Tag, u"tag"}}) {
        for (const Note &note : record.notes) {
            if (note.kind == kind)
                return filterTerm(field, QByteArrayView(note.code));
        }
    }
    return {};
}

QString findingTitle(const QByteArray &code)
{
    const auto *kind = interceptor::lint::findKind(code);
    return kind ? QString(kind->title) : QString();
}

QUrl findingLink(const QByteArray &code)
{
    const auto *kind = interceptor::lint::findKind(code);
    return kind ? QUrl(QString(kind->link)) : QUrl();
}

QByteArray ruleColour(const exchange::Record &record)
{
    for (auto note = record.notes.crbegin(); note != record.notes.crend(); ++note) {
        if (note->kind == NoteKind::Colour)
            return note->code;
    }
    return {};
}

QString colourText(QByteArrayView colour)
{
    if (colour == "red")
        return Text::tr("red");
    if (colour == "orange")
        return Text::tr("orange");
    if (colour == "yellow")
        return Text::tr("yellow");
    if (colour == "green")
        return Text::tr("green");
    if (colour == "blue")
        return Text::tr("blue");
    if (colour == "purple")
        return Text::tr("purple");
    if (colour == "grey")
        return Text::tr("grey");
    return lineText(colour, 40);
}

} // namespace sightglass::models
