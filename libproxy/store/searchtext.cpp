// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/searchtext.h"

#include "exchange/wholeparts.h"
#include "wire/contentdecoder.h"

#include <QChar>

#include <algorithm>

namespace sightglass::store {

namespace {

using exchange::Part;
using exchange::PartKind;

constexpr char kGzipMagic[] = "\x1f\x8b";

/// What one code point is to a WordWalker.
enum class Letter { None, OfWord, Alone };

bool standsAlone(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return false;
    }
}

bool isAsciiLetter(char32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

Letter letterOf(char32_t c)
{
    if (c < 0x80)
        return isAsciiLetter(c) ? Letter::OfWord : Letter::None;
    if (!QChar::isLetterOrNumber(c) && !QChar::isMark(c))
        return Letter::None;
    return standsAlone(QChar::script(c)) ? Letter::Alone : Letter::OfWord;
}

struct CodePoint {
    char32_t value = 0;
    qsizetype length = 1;
};

CodePoint codePointAt(QStringView text, qsizetype at)
{
    const QChar first = text[at];
    if (first.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return {QChar::surrogateToUcs4(first, text[at + 1]), 2};
    return {first.unicode(), 1};
}

QByteArray asciiWords(QByteArrayView text)
{
    QByteArray words(1, ' ');
    words.reserve(text.size() + 2);
    qsizetype length = 0; // of the word at hand
    for (const char c : text) {
        if (isAsciiLetter(static_cast<unsigned char>(c))) {
            if (++length <= kMaxSearchWord)
                words.append(c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c);
        } else if (length > 0) {
            words.append(' ');
            length = 0;
        }
    }
    if (length > 0)
        words.append(' ');
    return words;
}

/// `\n`, `\u00e9` and their like in the strings of JSON text become what they stand for.
QByteArray unescaped(QByteArrayView json)
{
    QByteArray text;
    text.reserve(json.size());
    for (qsizetype i = 0; i < json.size(); ++i) {
        if (json[i] != '\\' || i + 1 == json.size()) {
            text.append(json[i]);
            continue;
        }
        const char kind = json[++i];
        if (kind == 'u' && i + 4 < json.size()) {
            // Halves of a pair follow each other.
            QString units;
            for (; i + 4 < json.size(); i += 6) {
                bool isNumber = false;
                units.append(QChar(static_cast<char16_t>(json.sliced(i + 1, 4).toByteArray().toUShort(&isNumber, 16))));
                if (!isNumber || i + 6 >= json.size() || json[i + 5] != '\\' || json[i + 6] != 'u')
                    break;
            }
            i += 4;
            text.append(units.toUtf8());
        } else {
            text.append(QByteArrayView("nrtbfu").contains(kind) ? ' ' : kind);
        }
    }
    return text;
}

QByteArrayView dataOf(QByteArrayView line)
{
    constexpr QByteArrayView kData("data:");
    return line.startsWith(kData) ? line.sliced(kData.size()) : QByteArrayView();
}

QByteArray readableEvent(QByteArrayView event)
{
    QByteArray data;
    for (qsizetype begin = 0; begin < event.size();) {
        qsizetype end = event.indexOf('\n', begin);
        if (end < 0)
            end = event.size();
        const QByteArrayView found = dataOf(event.sliced(begin, end - begin));
        data.append(found.data(), found.size());
        begin = end + 1;
    }
    return unescaped(data);
}

QByteArray readableBody(QByteArrayView body, qsizetype room)
{
    QByteArray decoded;
    if (body.startsWith(QByteArrayView(kGzipMagic, 2))) {
        const auto decoder = wire::ContentDecoder::forCoding("gzip");
        // The first piece gives the first text: what is far beyond the limit is never unpacked.
        Result<QByteArray> bytes = decoder->decode(body, static_cast<quint64>(room) * 16);
        if (!bytes)
            return {};
        decoded = std::move(*bytes);
        body = decoded;
    }
    body = body.first(std::min(body.size(), room));
    if (body.contains('\0'))
        return {}; // a picture, a sound
    const QByteArrayView start = body.trimmed();
    const bool isJson = start.startsWith('{') || start.startsWith('[');
    return isJson ? unescaped(body) : body.toByteArray();
}

SearchPlace placeOf(PartKind kind)
{
    switch (kind) {
    case PartKind::RequestBody:
    case PartKind::SentRequestBody:
        return SearchPlace::Request;
    case PartKind::ResponseBody:
    case PartKind::SentResponseBody:
        return SearchPlace::Response;
    case PartKind::Event:
    case PartKind::SentEvent:
        return SearchPlace::Events;
    default:
        return SearchPlace::Name; // a head: none
    }
}

void append(QByteArray &text, const QByteArray &more)
{
    if (more.isEmpty())
        return;
    if (!text.isEmpty())
        text.append('\n');
    text.append(more);
}

} // namespace

SearchText searchTextOf(const exchange::Record &record)
{
    SearchText text;
    QByteArray &name = text.at(SearchPlace::Name);
    append(name, record.method);
    append(name, record.name);
    if (record.method.isEmpty())
        append(name, record.httpMethod + ' ' + record.target);
    append(name, record.failure.toUtf8());
    QByteArray &peer = text.at(SearchPlace::Peer);
    append(peer, record.peerName);
    append(peer, record.route.toUtf8());
    append(peer, record.client);
    append(peer, record.sessionId);
    qsizetype room = kMaxSearchText;
    for (const Part &part : exchange::wholeParts(record.parts)) {
        const SearchPlace place = placeOf(part.kind);
        if (place == SearchPlace::Name || room <= 0)
            continue;
        const QByteArray more = place == SearchPlace::Events
                                    ? readableEvent(QByteArrayView(part.bytes).first(std::min(part.bytes.size(), room)))
                                    : readableBody(part.bytes, room);
        append(text.at(place), more);
        room -= more.size();
    }
    return text;
}

bool WordWalker::next()
{
    qsizetype at = m_end;
    CodePoint point;
    Letter letter = Letter::None;
    for (; at < m_text.size(); at += point.length) {
        point = codePointAt(m_text, at);
        letter = letterOf(point.value);
        if (letter != Letter::None)
            break;
    }
    m_begin = at;
    m_end = at;
    if (letter == Letter::None || at >= m_text.size())
        return false;
    m_end += point.length;
    if (letter == Letter::Alone)
        return true;
    for (; m_end < m_text.size(); m_end += point.length) {
        point = codePointAt(m_text, m_end);
        if (letterOf(point.value) != Letter::OfWord)
            break;
    }
    return true;
}

QString WordWalker::folded() const
{
    const QStringView word = m_text.sliced(m_begin, m_end - m_begin);
    QString folded;
    if (std::all_of(word.begin(), word.end(), [](QChar c) { return c.unicode() < 0x80; })) {
        folded = word.first(std::min(word.size(), kMaxSearchWord)).toString().toLower();
    } else {
        folded = word.toString().normalized(QString::NormalizationForm_KD).toCaseFolded();
        // A compatibility form may come apart into signs; a word has none.
        folded.removeIf(
            [](QChar c) { return c.isMark() || c.isSpace() || (c.unicode() < 0x80 && !isAsciiLetter(c.unicode())); });
        folded.truncate(kMaxSearchWord);
    }
    return folded;
}

QByteArray foldedWords(QByteArrayView utf8)
{
    if (std::none_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
        return asciiWords(utf8);
    const QString text = QString::fromUtf8(utf8);
    QByteArray words(1, ' ');
    words.reserve(utf8.size() + 2);
    for (WordWalker walker(text); walker.next();) {
        const QByteArray word = walker.folded().toUtf8();
        if (!word.isEmpty())
            words.append(word).append(' ');
    }
    return words;
}

} // namespace sightglass::store
