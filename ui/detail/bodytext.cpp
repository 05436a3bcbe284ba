// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/bodytext.h"

#include "ui/models/exchangetext.h"
#include "ui/models/headertable.h"
#include "ui/models/jsonscan.h"
#include "wire/contentdecoder.h"

#include <QStringDecoder>

#include <algorithm>
#include <optional>
#include <vector>

namespace sightglass::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype kSniffed = 4096;
/// Levels of JSON that are looked into for faults.
constexpr std::size_t kMostDepth = 64;

/// A piece of text may end within a character, so the last bytes do not count.
bool looksLikeText(QByteArrayView bytes)
{
    QByteArrayView head = bytes.first(std::min(bytes.size(), kSniffed));
    if (head.contains('\0'))
        return false;
    while (head.size() < bytes.size() && !head.isEmpty() && static_cast<unsigned char>(head.back()) >= 0x80)
        head.chop(1);
    return head.isValidUtf8();
}

bool looksLikeJson(QByteArrayView bytes)
{
    const auto first = std::find_if(bytes.begin(), bytes.end(),
                                    [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
    return first != bytes.end() && (*first == '{' || *first == '[');
}

/// Where \a text first breaks. What is nested is looked into before what follows it, so the first fault in the text is the
/// first one found.
std::optional<models::JsonFault> firstFault(QByteArrayView text, const std::atomic<bool> *cancelled)
{
    const models::JsonRoot root = models::jsonRoot(text);
    if (!root.value)
        return root.fault;
    const auto isContainer = [](const models::JsonValue &value) {
        return value.type == models::JsonType::Object || value.type == models::JsonType::Array;
    };
    std::vector<models::JsonChildren> open;
    if (isContainer(*root.value))
        open.emplace_back(text, *root.value);
    while (!open.empty() && !(cancelled && cancelled->load(std::memory_order_relaxed))) {
        const auto child = open.back().next();
        // Finding a child's end reads all that is in it, so each level is one more pass.
        if (child && isContainer(*child) && open.size() < kMostDepth)
            open.emplace_back(text, *child);
        if (child)
            continue;
        if (open.back().fault())
            return open.back().fault();
        open.pop_back();
    }
    return root.fault;
}

/// Whether indentation would make a multiple of the text out of it: only a hostile one is nested so deeply.
bool growsTooMuch(QByteArrayView text)
{
    constexpr qsizetype kFree = 64 * 1024; // of a short text, a multiple does no harm
    qsizetype depth = 0;
    qsizetype indentation = 0;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
            continue;
        }
        if (c == '"')
            inString = true;
        else if (c == '[' || c == '{')
            ++depth;
        else if (c == ']' || c == '}')
            --depth;
        if (depth > BodyReader::kMostIndented)
            return true;
        if (c == ',' || c == '[' || c == '{' || c == ']' || c == '}')
            indentation += 1 + 2 * std::max<qsizetype>(depth, 0);
    }
    return indentation > kFree + BodyReader::kMostGrowth * text.size();
}

} // namespace

BodyFacts BodyReader::facts(const QByteArray &body, const QByteArray &contentEncoding)
{
    BodyFacts facts;
    facts.bytes = body;
    if (body.isEmpty())
        return facts;
    const QByteArray coding = contentEncoding.trimmed().toLower();
    if (!coding.isEmpty() && coding != "identity") {
        const QString name = models::lineText(coding, 40);
        const auto decoder = wire::ContentDecoder::forCoding(coding);
        const auto decoded = decoder ? decoder->decode(body, kMostDecoded) : Result<QByteArray>(QByteArray());
        if (!decoder) {
            facts.note = tr("Compressed with %1, which cannot be read here.").arg(name);
        } else if (!decoded) {
            facts.note = tr("Said to be compressed with %1, but is not.").arg(name);
        } else {
            facts.bytes = *decoded;
            facts.note = tr("Decompressed from %1: %2 on the wire.").arg(name, models::sizeText(body.size()));
        }
    }
    if (!looksLikeText(facts.bytes))
        facts.shape = BodyShape::Binary;
    else
        facts.shape = looksLikeJson(facts.bytes) ? BodyShape::Json : BodyShape::Text;
    return facts;
}

BodyText BodyReader::text(const QByteArray &body, BodyShape shape, const std::atomic<bool> *cancelled)
{
    BodyText result;
    if (shape == BodyShape::Json) {
        if (const auto fault = firstFault(body, cancelled)) {
            const auto [line, column] = models::lineAndColumn(body, fault->at);
            result.fault = tr("Not valid JSON: %1, at byte %2 (line %3, column %4).")
                               .arg(models::faultText(fault->what))
                               .arg(fault->at + 1)
                               .arg(line)
                               .arg(column);
        }
        result.lines = TextLines(QString::fromUtf8(growsTooMuch(body) ? body : models::indented(body, 2, cancelled)));
    } else {
        result.lines = TextLines(QString::fromUtf8(body));
    }
    return result;
}

QString BodyReader::cutLines(const QString &text, bool *cut)
{
    *cut = false;
    QString result;
    qsizetype from = 0;
    while (from <= text.size()) {
        qsizetype end = text.indexOf(u'\n', from);
        if (end < 0)
            end = text.size();
        if (end - from > kMostLine) {
            if (!*cut)
                result = text.first(from); // the first long line: what went before is taken over
            *cut = true;
            result += QStringView(text).sliced(from, kMostLine);
            result += tr(" … %1 characters more").arg(end - from - kMostLine);
        } else if (*cut) {
            result += QStringView(text).sliced(from, end - from);
        }
        if (*cut && end < text.size())
            result += u'\n';
        from = end + 1;
    }
    return *cut ? result : text;
}

QByteArray BodyReader::headerValue(const QByteArray &head, QByteArrayView name)
{
    if (head.isEmpty())
        return {};
    for (const models::HeaderRow &row : models::headerRows(head, {}, true)) {
        if (row.name.compare(name, Qt::CaseInsensitive) == 0)
            return row.value;
    }
    return {};
}

} // namespace sightglass::ui
