// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/lint/suspicioustext.h"

#include <QByteArray>
#include <QList>

#include <algorithm>
#include <array>

namespace sightglass::interceptor::lint {
namespace {

constexpr uint kBlackFlag = 0x1f3f4; // a flag of a region is spelt with tag characters behind it

bool isTag(uint point)
{
    return point >= 0xe0000 && point <= 0xe007f;
}

bool isBidiControl(uint point)
{
    return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

bool isVariationSelector(uint point)
{
    return (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef);
}

bool isAsciiWord(uint point)
{
    return (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
}

bool isControl(uint point)
{
    return (point < 0x20 && point != '\n' && point != '\r' && point != '\t') || (point >= 0x7f && point < 0xa0);
}

// Zero-width characters; joiners (200C, 200D) are part of several scripts and of emoji.
bool isZeroWidth(uint point)
{
    return point == 0x200b || point == 0x2060 || (point >= 0x2061 && point <= 0x2064) || point == 0xfeff
           || point == 0x180e;
}

const char *whatIsHidden(const QList<uint> &text, qsizetype i, bool inFlag)
{
    const uint point = text[i];
    const uint before = i > 0 ? text[i - 1] : 0;
    if (isTag(point))
        return inFlag ? nullptr : "a tag character";
    if (isBidiControl(point))
        return "a bidirectional control";
    if (isControl(point))
        return "a control character";
    if (isZeroWidth(point))
        return point == 0xfeff && i == 0 ? nullptr : "a zero-width character";
    if ((point == 0x200c || point == 0x200d) && isAsciiWord(before))
        return "a zero-width joiner in a word";
    // One selector chooses a glyph; a second one in a row carries data.
    if (isVariationSelector(point) && isVariationSelector(before))
        return "a run of variation selectors";
    return nullptr;
}

// Lower case, blanks collapsed, quotes unified.
QByteArray plain(QByteArrayView utf8)
{
    QString text = QString::fromUtf8(utf8).toLower().simplified();
    text.replace(QChar(0x2019), u'\'').replace(QStringLiteral("don't"), QStringLiteral("do not"));
    return text.toUtf8();
}

// Each phrase: words in this order, not further apart than kReach bytes.
constexpr qsizetype kReach = 40;
struct Phrase {
    const char *first;
    const char *second; // may be empty
};
constexpr std::array<Phrase, 24> kPhrases = {{
    {"ignore", "previous instructions"},
    {"ignore", "prior instructions"},
    {"ignore all", "instructions"},
    {"disregard", "previous instructions"},
    {"disregard", "prior instructions"},
    {"disregard", "other instructions"},
    {"forget", "previous instructions"},
    {"override", "system prompt"},
    {"reveal", "system prompt"},
    {"do not tell", "the user"},
    {"do not inform", "the user"},
    {"do not mention", "to the user"},
    {"without telling", "the user"},
    {"without informing", "the user"},
    {"hide", "from the user"},
    {"keep", "secret from the user"},
    {"user must not", "know"},
    {"<important>", ""},
    {"<system>", ""},
    {"[system]", ""},
    {"<|im_start|>", ""},
    {"~/.ssh/", ""},
    {"id_rsa", ""},
    {".cursor/mcp.json", ""},
}};

bool holds(const QByteArray &text, const Phrase &phrase)
{
    const QByteArrayView second(phrase.second);
    for (qsizetype at = text.indexOf(phrase.first); at >= 0; at = text.indexOf(phrase.first, at + 1)) {
        if (second.isEmpty())
            return true;
        const qsizetype from = at + qsizetype(qstrlen(phrase.first));
        if (QByteArrayView(text).sliced(from, std::min(text.size() - from, kReach + second.size())).contains(second))
            return true;
    }
    return false;
}

} // namespace

bool isInvisible(uint point)
{
    return isTag(point) || isBidiControl(point) || isZeroWidth(point) || (point >= 0x200c && point <= 0x200f)
           || isVariationSelector(point) || (point >= 0xd800 && point <= 0xdfff);
}

QString hiddenText(QByteArrayView utf8)
{
    utf8 = utf8.first(std::min(utf8.size(), kMaxTextBytes));
    const bool ordinary = std::all_of(utf8.begin(), utf8.end(), [](char c) {
        return static_cast<uchar>(c) < 0x7f && !isControl(static_cast<uchar>(c));
    });
    if (ordinary)
        return {};
    const QList<uint> text = QString::fromUtf8(utf8).toUcs4();
    bool inFlag = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (const char *what = whatIsHidden(text, i, inFlag))
            return QStringLiteral("%1 (U+%2) at character %3")
                .arg(QLatin1StringView(what), QString::number(text[i], 16).toUpper())
                .arg(i + 1);
        inFlag = text[i] == kBlackFlag || (inFlag && isTag(text[i]) && text[i] != 0xe007f);
    }
    return {};
}

QString modelInstructions(QByteArrayView utf8)
{
    const QByteArray text = plain(utf8.first(std::min(utf8.size(), kMaxTextBytes)));
    const auto found =
        std::find_if(kPhrases.begin(), kPhrases.end(), [&](const Phrase &phrase) { return holds(text, phrase); });
    if (found == kPhrases.end())
        return {};
    const QLatin1StringView second(found->second);
    return second.isEmpty() ? QLatin1StringView(found->first).toString()
                            : QStringLiteral("%1 … %2").arg(QLatin1StringView(found->first), second);
}

} // namespace sightglass::interceptor::lint
