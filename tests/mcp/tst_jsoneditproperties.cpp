// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Random documents, pointers and patches: an edit means what it means to nlohmann's JSON, and the bytes that it does not
// mean are as they were.
#include "mcp/jsonedit.h"
#include "randomjson.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace sightglass;
using namespace sightglass::mcp;
using Json = nlohmann::json;
using Pointer = Json::json_pointer;
using samples::RandomJson;

class JsonEditPropertiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readingAgrees();
    void settingAgrees();
    void insertingAgrees();
    void removingAgrees();
    void patchingAgrees();
    void differencesArePatches();
    void mergingAgrees();
    void damagedTextsNeverPass();
};

namespace {

constexpr int kRounds = 3000;

Json parse(QByteArrayView text)
{
    return Json::parse(text.begin(), text.end(), nullptr, false);
}

QByteArray bytes(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

void collect(const Json &json, const Pointer &at, std::vector<Pointer> &out)
{
    out.push_back(at);
    if (json.is_object()) {
        for (const auto &[name, value] : json.items())
            collect(value, at / name, out);
    } else if (json.is_array()) {
        for (std::size_t i = 0; i < json.size(); ++i)
            collect(json[i], at / i, out);
    }
}

std::vector<Pointer> pointersOf(const Json &json)
{
    std::vector<Pointer> pointers;
    collect(json, Pointer(), pointers);
    return pointers;
}

// contains() throws for a name that is no index.
bool has(const Json &json, const Pointer &pointer)
{
    try {
        return json.contains(pointer);
    } catch (const Json::exception &) {
        return false;
    }
}

// One that leads somewhere, or just past it.
Pointer randomPointer(RandomJson &random, const Json &json)
{
    const auto all = pointersOf(json);
    Pointer pointer = all[std::size_t(random.below(int(all.size())))];
    switch (random.below(6)) {
    case 0:
        pointer /= RandomJson::kNames[std::size_t(random.below(int(RandomJson::kNames.size())))];
        break;
    case 1:
        pointer /= "-";
        break;
    case 2:
        pointer /= std::size_t(random.below(6));
        break;
    default:
        break;
    }
    return pointer;
}

// JSON Patch as RFC 6902 has it; false when it is an error. nlohmann's own asserts where a parent is no container.
bool addTo(Json &json, const Pointer &pointer, const Json &value)
{
    if (pointer.empty()) {
        json = value;
        return true;
    }
    if (!has(json, pointer.parent_pointer()))
        return false;
    Json &parent = json[pointer.parent_pointer()];
    const std::string &name = pointer.back();
    if (parent.is_object()) {
        parent[name] = value;
        return true;
    }
    if (!parent.is_array())
        return false;
    if (name == "-") {
        parent.push_back(value);
        return true;
    }
    const bool isIndex = !name.empty() && name.size() < 4 && (name == "0" || name.front() != '0')
                         && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!isIndex || std::stoul(name) > parent.size())
        return false;
    parent.insert(parent.begin() + std::stol(name), value);
    return true;
}

// The same but for what set() adds: elements are replaced, missing parents made.
bool setIn(Json &json, const Pointer &pointer, const Json &value)
{
    if (has(json, pointer)) {
        json[pointer] = value;
        return true;
    }
    Json copy = json;
    if (addTo(copy, pointer, value)) {
        json = std::move(copy);
        return true;
    }
    return !pointer.empty() && !has(json, pointer.parent_pointer())
           && setIn(json, pointer.parent_pointer(), Json{{pointer.back(), value}});
}

bool removeFrom(Json &json, const Pointer &pointer)
{
    if (pointer.empty() || !has(json, pointer))
        return false;
    Json &parent = json[pointer.parent_pointer()];
    if (parent.is_object())
        parent.erase(pointer.back());
    else
        parent.erase(std::size_t(std::stoul(pointer.back())));
    return true;
}

// How many bytes two texts share at their beginnings and ends together, at most the shorter one's.
qsizetype sharedEnds(QByteArrayView a, QByteArrayView b)
{
    const auto prefix = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
    const auto suffix = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first - a.rbegin();
    return std::min({qsizetype(prefix + suffix), a.size(), b.size()});
}

QByteArray told(const QByteArray &json, const QByteArray &change, const Result<QByteArray> &result)
{
    return json + "\n--- " + change + "\n--- " + (result ? *result : result.error().text.toUtf8());
}

} // namespace

#define AGREE(condition) QVERIFY2(condition, told(json, change, result).constData())

void JsonEditPropertiesTest::readingAgrees()
{
    RandomJson random(1);
    for (int round = 0; round < kRounds; ++round) {
        const QByteArray json = random.document();
        const Json meaning = parse(json);
        QVERIFY2(!meaning.is_discarded(), json.constData());
        for (const Pointer &pointer : pointersOf(meaning)) {
            const QByteArray change = bytes(pointer.to_string());
            const auto result = jsonedit::value(json, change);
            AGREE(result && parse(*result) == meaning[pointer]);
        }
        const Pointer pointer = randomPointer(random, meaning);
        const QByteArray change = bytes(pointer.to_string());
        const auto result = jsonedit::value(json, change);
        AGREE(result.has_value() == has(meaning, pointer));
    }
}

void JsonEditPropertiesTest::settingAgrees()
{
    RandomJson random(2);
    int refused = 0;
    for (int round = 0; round < kRounds; ++round) {
        const QByteArray json = random.document();
        const QByteArray value = random.value(2);
        Json expected = parse(json);
        const Pointer pointer = randomPointer(random, expected);
        const QByteArray change = bytes(pointer.to_string());
        const bool possible = setIn(expected, pointer, parse(value));
        const auto span = jsonedit::locate(json, change);
        const auto result = jsonedit::set(json, change, value);
        AGREE(result.has_value() == possible);
        if (!possible) {
            ++refused;
            continue;
        }
        AGREE(parse(*result) == expected);
        if (span)
            AGREE(*result == json.first(span->begin) + value + json.sliced(span->end));
        else
            AGREE(sharedEnds(json, *result) == json.size());
    }
    QVERIFY(refused > kRounds / 20 && refused < kRounds / 2);
}

void JsonEditPropertiesTest::insertingAgrees()
{
    RandomJson random(3);
    for (int round = 0; round < kRounds; ++round) {
        const QByteArray json = random.document();
        const QByteArray value = random.value(1);
        Json expected = parse(json);
        const Pointer pointer = randomPointer(random, expected);
        const QByteArray change = bytes(pointer.to_string());
        const bool isNew =
            !has(expected, pointer) || (!pointer.empty() && expected[pointer.parent_pointer()].is_array());
        const bool possible = addTo(expected, pointer, parse(value));
        const auto result = jsonedit::insert(json, change, value);
        AGREE(result.has_value() == possible);
        if (!possible)
            continue;
        AGREE(parse(*result) == expected);
        if (isNew)
            AGREE(sharedEnds(json, *result) == json.size());
    }
}

void JsonEditPropertiesTest::removingAgrees()
{
    RandomJson random(4);
    for (int round = 0; round < kRounds; ++round) {
        const QByteArray json = random.document();
        Json expected = parse(json);
        const Pointer pointer = randomPointer(random, expected);
        const QByteArray change = bytes(pointer.to_string());
        const bool possible = removeFrom(expected, pointer);
        const auto result = jsonedit::remove(json, change);
        AGREE(result.has_value() == possible);
        if (!possible)
            continue;
        AGREE(parse(*result) == expected);
        // What is left is what was there, in its order.
        AGREE(
            std::includes(json.begin(), json.end(), result->begin(), result->end(), [](char, char) { return false; }));
        AGREE(result->size() < json.size());
    }
}

void JsonEditPropertiesTest::patchingAgrees()
{
    RandomJson random(5);
    int carriedOut = 0;
    for (int round = 0; round < kRounds; ++round) {
        const QByteArray json = random.document();
        Json expected = parse(json);
        Json operations = Json::array();
        bool possible = true;
        const int count = random.below(4);
        for (int i = 0; i < count && possible; ++i) {
            const Pointer path = randomPointer(random, expected);
            const Pointer from = randomPointer(random, expected);
            const Json value = parse(random.value(1));
            const std::string op =
                std::array{"add", "remove", "replace", "move", "copy", "test"}[std::size_t(random.below(6))];
            operations.push_back({{"op", op}, {"path", path.to_string()}});
            const bool pathIsThere = has(expected, path);
            if (op == "add" || op == "replace") {
                operations.back()["value"] = value;
                if (op == "add")
                    possible = addTo(expected, path, value);
                else if ((possible = pathIsThere))
                    expected[path] = value;
            } else if (op == "remove") {
                possible = removeFrom(expected, path);
            } else if (op == "test") {
                operations.back()["value"] = pathIsThere && random.below(4) ? expected[path] : value;
                possible = pathIsThere && expected[path] == operations.back()["value"];
            } else {
                operations.back()["from"] = from.to_string();
                const bool into = op == "move" && path.to_string().starts_with(from.to_string() + '/');
                possible = has(expected, from) && !into;
                if (possible && !(op == "move" && from == path)) {
                    const Json moved = expected[from];
                    possible = (op == "copy" || removeFrom(expected, from)) && addTo(expected, path, moved);
                }
            }
        }
        const QByteArray change = bytes(operations.dump());
        const auto result = jsonedit::patch(json, change);
        AGREE(result.has_value() == possible);
        if (!possible)
            continue;
        ++carriedOut;
        AGREE(parse(*result) == expected);
        if (!change.contains(R"("from":"","op":"move")"))
            AGREE(parse(json).patch(operations) == expected);
    }
    QVERIFY(carriedOut > kRounds / 4);
}

void JsonEditPropertiesTest::differencesArePatches()
{
    RandomJson random(6);
    for (int round = 0; round < kRounds; ++round) {
        const QByteArray json = random.document();
        const QByteArray other = random.document();
        const QByteArray change = bytes(Json::diff(parse(json), parse(other)).dump());
        const auto result = jsonedit::patch(json, change);
        AGREE(result && parse(*result) == parse(other));
    }
}

void JsonEditPropertiesTest::mergingAgrees()
{
    RandomJson random(7);
    for (int round = 0; round < kRounds; ++round) {
        const QByteArray json = random.document();
        const QByteArray change = random.below(8) ? random.object(3) : random.document(2);
        const Json meaning = parse(json);
        const Json patch = parse(change);
        Json expected = meaning;
        expected.merge_patch(patch);
        const auto result = jsonedit::mergePatch(json, change);
        AGREE(result && parse(*result) == expected);
        if (!patch.is_object() || !meaning.is_object())
            continue;
        for (const auto &[name, value] : meaning.items()) {
            const QByteArray pointer = bytes((Pointer() / name).to_string());
            if (!patch.contains(name))
                AGREE(jsonedit::value(*result, pointer).value() == jsonedit::value(json, pointer).value());
        }
        if (patch.empty())
            AGREE(*result == json);
    }
}

// One byte changed, left out or doubled: where the text is no JSON any more, nothing edits it.
void JsonEditPropertiesTest::damagedTextsNeverPass()
{
    RandomJson random(8);
    int damaged = 0;
    for (int round = 0; round < kRounds * 4; ++round) {
        QByteArray json = random.document(3);
        const qsizetype at = random.below(int(json.size()));
        switch (random.below(3)) {
        case 0:
            json[at] = char(32 + random.below(95));
            break;
        case 1:
            json.remove(at, 1);
            break;
        default:
            json.insert(at, json[at]);
        }
        const QByteArray change;
        const auto result = jsonedit::value(json, change);
        const bool isJson = Json::accept(json.begin(), json.end(), true);
        damaged += !isJson;
        // The grammar of RFC 8259 has half a surrogate pair and numbers beyond a double, nlohmann's does not.
        static const QRegularExpression beyond(QStringLiteral("\\\\ud|[eE][+-]?[0-9]{3}"));
        if (json.isValidUtf8() && !beyond.match(QString::fromUtf8(json)).hasMatch())
            AGREE(result.has_value() == isJson);
    }
    QVERIFY(damaged > kRounds / 2);
}

QTEST_GUILESS_MAIN(JsonEditPropertiesTest)
#include "tst_jsoneditproperties.moc"
