// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/checkreport.h"

#include "interceptor/lint/finding.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QHash>
#include <QUrl>
#include <QXmlStreamWriter>

#include <algorithm>

namespace sightglass::app {
namespace {

using exchange::Severity;
using interceptor::lint::FindingKind;
using interceptor::lint::findingKinds;
using Json = nlohmann::ordered_json;

constexpr int kJsonVersion = 1;

const char *name(Severity severity)
{
    static constexpr std::array<const char *, 4> kNames = {"none", "info", "warning", "error"};
    return kNames[static_cast<std::size_t>(severity)];
}

std::string utf8(const QString &text)
{
    return text.toStdString();
}

// Peers chose these bytes: what is no UTF-8 becomes U+FFFD.
QString decoded(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

// Without what drives a terminal and what XML 1.0 does not allow.
QString printable(const QString &text)
{
    QString out = text;
    for (qsizetype i = 0; i < out.size(); ++i) {
        const QChar c = out[i];
        const bool paired = (c.isHighSurrogate() && i + 1 < out.size() && out[i + 1].isLowSurrogate())
                            || (c.isLowSurrogate() && i > 0 && out[i - 1].isHighSurrogate());
        if (c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0) || c.unicode() >= 0xfffe
            || (c.isSurrogate() && !paired))
            out[i] = QChar(0xfffd);
    }
    return out;
}

QString link(const QByteArray &code)
{
    const FindingKind *kind = interceptor::lint::findKind(code);
    return kind ? kind->link.toString() : QString();
}

QString subject(const CheckReport::Finding &finding)
{
    QString text = QStringLiteral("#%1").arg(finding.exchange.value());
    if (!finding.method.isEmpty())
        text += u' ' + decoded(finding.method);
    if (!finding.name.isEmpty())
        text += u' ' + decoded(finding.name.left(80));
    return printable(text);
}

QString line(const CheckReport::Finding &finding)
{
    QString text = QStringLiteral("%1  %2  %3: %4")
                       .arg(subject(finding), QLatin1StringView(name(finding.note.severity)),
                            decoded(finding.note.code), printable(finding.note.text));
    if (!finding.note.pointer.isEmpty())
        text += QStringLiteral("  at %1").arg(printable(decoded(finding.note.pointer)));
    return text;
}

QString summary(const CheckReport &report)
{
    const auto counted = [](qint64 count, const char *one, const char *many) {
        return QStringLiteral("%1 %2").arg(count).arg(QLatin1StringView(count == 1 ? one : many));
    };
    QString text = QStringLiteral("%1, %2, %3 in %4")
                       .arg(counted(report.count(Severity::Error), "error", "errors"),
                            counted(report.count(Severity::Warning), "warning", "warnings"),
                            counted(report.count(Severity::Info), "note", "notes"),
                            counted(report.exchanges, "exchange", "exchanges"));
    const qint64 all = report.counts[1] + report.counts[2] + report.counts[3];
    if (all > report.findings.size())
        text += QStringLiteral("; the first %1 are listed").arg(report.findings.size());
    return text;
}

QByteArray asText(const CheckReport &report)
{
    QByteArray out;
    for (const CheckReport::Finding &finding : report.findings)
        out += line(finding).toUtf8() + '\n';
    return out + summary(report).toUtf8() + '\n';
}

std::string dumped(const Json &json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

QByteArray asJson(const CheckReport &report)
{
    Json findings = Json::array();
    for (const CheckReport::Finding &finding : report.findings) {
        findings.push_back(Json{{"exchange", finding.exchange.value()},
                                {"severity", name(finding.note.severity)},
                                {"code", finding.note.code.toStdString()},
                                {"text", utf8(finding.note.text)},
                                {"pointer", utf8(decoded(finding.note.pointer))},
                                {"part", finding.note.part},
                                {"route", utf8(finding.route)},
                                {"method", utf8(decoded(finding.method))},
                                {"name", utf8(decoded(finding.name))},
                                {"link", utf8(link(finding.note.code))}});
    }
    const Json json{{"formatVersion", kJsonVersion},           {"recording", utf8(report.recording)},
                    {"exchanges", report.exchanges},           {"failed", report.failed()},
                    {"errors", report.count(Severity::Error)}, {"warnings", report.count(Severity::Warning)},
                    {"notes", report.count(Severity::Info)},   {"findings", std::move(findings)}};
    return QByteArray::fromStdString(dumped(json));
}

// One test case per kind of finding: a build server shows which rule broke, and the list stays short.
void writeCase(QXmlStreamWriter &xml, const FindingKind &kind, const QList<const CheckReport::Finding *> &findings,
               Severity threshold)
{
    xml.writeStartElement(QStringLiteral("testcase"));
    xml.writeAttribute(QStringLiteral("classname"), QStringLiteral("sightglass.check"));
    xml.writeAttribute(QStringLiteral("name"), kind.code.toString());
    QStringList failing;
    QStringList others;
    for (const CheckReport::Finding *finding : findings)
        (threshold != Severity::None && finding->note.severity >= threshold ? failing : others).append(line(*finding));
    if (!failing.isEmpty()) {
        xml.writeStartElement(QStringLiteral("failure"));
        xml.writeAttribute(QStringLiteral("type"), kind.code.toString());
        xml.writeAttribute(QStringLiteral("message"), QStringLiteral("%1 (%2)").arg(kind.title).arg(failing.size()));
        xml.writeCharacters(failing.join(u'\n'));
        xml.writeEndElement();
    }
    if (!others.isEmpty())
        xml.writeTextElement(QStringLiteral("system-out"), others.join(u'\n'));
    xml.writeEndElement();
}

QByteArray asJUnit(const CheckReport &report)
{
    QHash<QByteArray, QList<const CheckReport::Finding *>> byCode;
    QSet<QByteArray> failing;
    for (const CheckReport::Finding &finding : report.findings) {
        byCode[finding.note.code].append(&finding);
        if (report.threshold != Severity::None && finding.note.severity >= report.threshold)
            failing.insert(finding.note.code);
    }
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("testsuites"));
    xml.writeStartElement(QStringLiteral("testsuite"));
    xml.writeAttribute(QStringLiteral("name"), QStringLiteral("sightglass check"));
    xml.writeAttribute(QStringLiteral("tests"), QString::number(findingKinds().size()));
    xml.writeAttribute(QStringLiteral("failures"), QString::number(failing.size()));
    xml.writeAttribute(QStringLiteral("errors"), QStringLiteral("0"));
    xml.writeAttribute(QStringLiteral("skipped"), QStringLiteral("0"));
    for (const FindingKind &kind : findingKinds())
        writeCase(xml, kind, byCode.value(QByteArray(kind.code.data(), kind.code.size())), report.threshold);
    xml.writeTextElement(QStringLiteral("system-out"), summary(report));
    xml.writeEndDocument();
    return out;
}

const char *sarifLevel(Severity severity)
{
    return severity == Severity::Info ? "note" : name(severity);
}

std::string text(QLatin1StringView view)
{
    return std::string(view.data(), std::size_t(view.size()));
}

Json sarifRules()
{
    Json rules = Json::array();
    for (const FindingKind &kind : findingKinds()) {
        rules.push_back(Json{{"id", text(kind.code)},
                             {"shortDescription", {{"text", text(kind.title)}}},
                             {"helpUri", text(kind.link)},
                             {"defaultConfiguration", {{"level", sarifLevel(kind.severity)}}}});
    }
    return rules;
}

Json sarifResult(const CheckReport::Finding &finding, const std::string &uri)
{
    const auto kinds = findingKinds();
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const FindingKind &one) {
        return finding.note.code == QByteArrayView(one.code.data(), one.code.size());
    });
    const QString place =
        QStringLiteral("exchange/%1%2").arg(finding.exchange.value()).arg(decoded(finding.note.pointer));
    Json result{{"ruleId", finding.note.code.toStdString()}};
    if (kind != kinds.end())
        result["ruleIndex"] = kind - kinds.begin();
    result["level"] = sarifLevel(finding.note.severity);
    result["message"] = {{"text", utf8(subject(finding) + QStringLiteral(": ") + finding.note.text)}};
    result["locations"] = Json::array(
        {Json{{"physicalLocation", {{"artifactLocation", {{"uri", uri}}}}},
              {"logicalLocations", Json::array({Json{{"fullyQualifiedName", utf8(place)}, {"kind", "member"}}})}}});
    result["properties"] = {{"exchange", finding.exchange.value()}, {"part", finding.note.part}};
    return result;
}

QByteArray asSarif(const CheckReport &report)
{
    const std::string uri = QUrl::fromLocalFile(report.recording).toEncoded().toStdString();
    Json results = Json::array();
    for (const CheckReport::Finding &finding : report.findings)
        results.push_back(sarifResult(finding, uri));
    const Json driver{
        {"name", "Sightglass"}, {"version", utf8(QCoreApplication::applicationVersion())}, {"rules", sarifRules()}};
    const Json json{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({Json{{"tool", {{"driver", driver}}}, {"results", std::move(results)}}})}};
    return QByteArray::fromStdString(dumped(json));
}

} // namespace

std::optional<CheckFormat> checkFormat(const QString &format)
{
    static const QStringList kFormats = {QStringLiteral("text"), QStringLiteral("json"), QStringLiteral("junit"),
                                         QStringLiteral("sarif")};
    const qsizetype index = kFormats.indexOf(format);
    return index < 0 ? std::nullopt : std::optional(static_cast<CheckFormat>(index));
}

std::optional<Severity> failOn(const QString &severity)
{
    static const QStringList kLevels = {QStringLiteral("never"), QStringLiteral("info"), QStringLiteral("warning"),
                                        QStringLiteral("error")};
    const qsizetype index = kLevels.indexOf(severity);
    return index < 0 ? std::nullopt : std::optional(static_cast<Severity>(index));
}

void CheckReport::add(const exchange::Record &record, const QList<exchange::Note> &notes)
{
    ++exchanges;
    for (const exchange::Note &note : notes) {
        ++counts[static_cast<std::size_t>(note.severity)];
        if (findings.size() < kMaxListed)
            findings.append(Finding{record.id, record.route, record.method, record.name, note});
    }
}

bool CheckReport::failed() const
{
    if (threshold == Severity::None)
        return false;
    return std::any_of(counts.begin() + static_cast<int>(threshold), counts.end(), [](qint64 n) { return n > 0; });
}

QByteArray rendered(const CheckReport &report, CheckFormat format)
{
    switch (format) {
    case CheckFormat::Json:
        return asJson(report);
    case CheckFormat::JUnit:
        return asJUnit(report);
    case CheckFormat::Sarif:
        return asSarif(report);
    case CheckFormat::Text:
        break;
    }
    return asText(report);
}

} // namespace sightglass::app
