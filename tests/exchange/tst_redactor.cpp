// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/redactor.h"

#include "exchange/samplerecords.h"
#include "mcp/jsontext.h"

#include <QRandomGenerator>
#include <QTest>

using namespace sightglass;
using namespace sightglass::exchange;

class RedactorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void heads_data();
    void heads();
    void options();
    void json_data();
    void json();
    void targets_data();
    void targets();
    void wholeRecord();
    void secretAcrossParts();
    void forms();
    void randomJson();
    void truncatedAnywhere();
    void noiseStaysAsItIs();
};

void RedactorTest::heads_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &head, const QByteArray &expected) {
        QTest::newRow(name) << head << expected;
    };
    row("authorization", "POST / HTTP/1.1\r\nAuthorization: Bearer abc\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nAuthorization: [redacted]\r\nHost: a\r\n\r\n");
    row("any case, odd blanks", "POST / HTTP/1.1\r\naUTHORIZATION:\t Bearer abc \t\r\n\r\n",
        "POST / HTTP/1.1\r\naUTHORIZATION:\t [redacted] \t\r\n\r\n");
    row("all of the list",
        "GET / HTTP/1.1\r\nProxy-Authorization: 1\r\nCookie: 2\r\nSet-Cookie: 3\r\nDPoP: 4\r\nX-Api-Key: 5\r\n\r\n",
        "GET / HTTP/1.1\r\nProxy-Authorization: [redacted]\r\nCookie: [redacted]\r\nSet-Cookie: [redacted]\r\n"
        "DPoP: [redacted]\r\nX-Api-Key: [redacted]\r\n\r\n");
    row("fragments", "HTTP/1.1 200 OK\r\nX-CSRF-Token: 1\r\nMy-Secret-Thing: 2\r\nApiKey: 3\r\nX-Password: 4\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX-CSRF-Token: [redacted]\r\nMy-Secret-Thing: [redacted]\r\nApiKey: [redacted]\r\n"
        "X-Password: [redacted]\r\n\r\n");
    row("what correlates stays", "POST / HTTP/1.1\r\nMcp-Session-Id: s\r\nMcp-Param-City: Rome\r\n\r\n",
        "POST / HTTP/1.1\r\nMcp-Session-Id: s\r\nMcp-Param-City: Rome\r\n\r\n");
    row("empty value", "GET / HTTP/1.1\r\nCookie:\r\nCookie: \r\n\r\n",
        "GET / HTTP/1.1\r\nCookie:\r\nCookie: \r\n\r\n");
    row("folded", "GET / HTTP/1.1\r\nCookie: a=1;\r\n b=2\r\nHost: a\r\n b\r\n\r\n",
        "GET / HTTP/1.1\r\nCookie: [redacted]\r\n \r\nHost: a\r\n b\r\n\r\n");
    row("start line", "GET /mcp?token=abc&x=1 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /mcp?token=[redacted]&x=1 HTTP/1.1\r\nHost: a\r\n\r\n");
    row("absolute target", "GET http://h/mcp?a=1&code=abc HTTP/1.1\r\n\r\n",
        "GET http://h/mcp?a=1&code=[redacted] HTTP/1.1\r\n\r\n");
    row("location", "HTTP/1.1 302 Found\r\nLocation: https://c/cb?code=abc&state=s#access_token=t\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: https://c/cb?code=[redacted]&state=s#access_token=[redacted]\r\n\r\n");
    row("trailers", "X-Token: abc\r\nX-Sum: 1\r\n", "X-Token: [redacted]\r\nX-Sum: 1\r\n");
    row("bare line feeds", "GET / HTTP/1.1\nCookie: a\n\n", "GET / HTTP/1.1\nCookie: [redacted]\n\n");
    row("cut off", "GET / HTTP/1.1\r\nCookie: a", "GET / HTTP/1.1\r\nCookie: [redacted]");
    row("space before colon", "GET / HTTP/1.1\r\nCookie : a\r\n\r\n", "GET / HTTP/1.1\r\nCookie : [redacted]\r\n\r\n");
    row("no HTTP at all", QByteArray("\x16\x03\x01\x00\xff\r\n:\r\n", 9),
        QByteArray("\x16\x03\x01\x00\xff\r\n:\r\n", 9));
    row("empty", "", "");
}

void RedactorTest::heads()
{
    QFETCH(QByteArray, head);
    QTEST(Redactor().redactedHead(head), "expected");
}

void RedactorTest::options()
{
    RedactionOptions options;
    options.mirroredArguments = true;
    options.headers = {"X-Mine"};
    options.members = {"pin"};
    options.parameters = {};
    options.replacement = "***";
    const Redactor redactor(options);
    QCOMPARE(redactor.redactedHead("GET / HTTP/1.1\r\nx-mine: 1\r\nCookie: 2\r\nmcp-param-City: 3\r\n\r\n"),
             QByteArray("GET / HTTP/1.1\r\nx-mine: ***\r\nCookie: 2\r\nmcp-param-City: ***\r\n\r\n"));
    QCOMPARE(redactor.redactedJson(R"({"PIN":"1","password":"2"})"), QByteArray(R"({"PIN":"***","password":"2"})"));
    QCOMPARE(redactor.redactedTarget("/?token=1&pin=2"), QByteArray("/?token=1&pin=***"));
}

void RedactorTest::json_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &text, const QByteArray &expected) {
        QTest::newRow(name) << text << expected;
    };
    row("plain", R"({"access_token":"abc","n":9007199254740993})",
        R"({"access_token":"[redacted]","n":9007199254740993})");
    row("blanks", "{ \"password\" \t:\r\n \"a b\" , \"x\" : 1e400 }",
        "{ \"password\" \t:\r\n \"[redacted]\" , \"x\" : 1e400 }");
    row("case", R"({"ApiKey":"a","API_KEY":"b","Authorization":"c"})",
        R"({"ApiKey":"[redacted]","API_KEY":"[redacted]","Authorization":"[redacted]"})");
    row("nested", R"({"a":[{"requestState":"x"},{"b":{"id_token":"y"}}]})",
        R"({"a":[{"requestState":"[redacted]"},{"b":{"id_token":"[redacted]"}}]})");
    row("escapes in the value", R"({"password":"a\"b\\","z":"\ud800"})", R"({"password":"[redacted]","z":"\ud800"})");
    row("escapes in the name", R"({"pass\u0077ord":"x"})", R"({"pass\u0077ord":"[redacted]"})");
    row("only strings", R"({"password":1,"requestState":null,"api_key":["x"],"authorization":{"a":"b"}})",
        R"({"password":1,"requestState":null,"api_key":["x"],"authorization":{"a":"b"}})");
    row("empty value", R"({"password":""})", R"({"password":""})");
    row("as a value it is no name", R"(["password","x",{"y":"password","z":"x"}])",
        R"(["password","x",{"y":"password","z":"x"}])");
    row("longer names are others", R"({"xpassword":"x","password2":"y"})", R"({"xpassword":"x","password2":"y"})");
    row("duplicates", R"({"password":"x","password":"y"})", R"({"password":"[redacted]","password":"[redacted]"})");
    row("JSON in a string", R"({"text":"{\"access_token\":\"abc\",\"n\":\"x\"}"})",
        R"({"text":"{\"access_token\":\"[redacted]\",\"n\":\"x\"}"})");
    row("JSON in a string, printed nicely", R"({"text":"{\n  \"password\" : \"a\\\"b\\\\\",\n \"n\": 1}"})",
        R"({"text":"{\n  \"password\" : \"[redacted]\",\n \"n\": 1}"})");
    row("JSON in JSON in JSON", R"(["[\"{\\\"password\\\":\\\"x\\\"}\",\"y\"]"])",
        R"(["[\"{\\\"password\\\":\\\"[redacted]\\\"}\",\"y\"]"])");
    row("name of a string with JSON", R"({"password":"{\"a\":\"b\"}","c":"d"})",
        R"({"password":"[redacted]","c":"d"})");
    row("event", "event: message\ndata: {\"access_token\":\"abc\"}\n\n",
        "event: message\ndata: {\"access_token\":\"[redacted]\"}\n\n");
    row("event of several lines", "data: {\"access_token\":\r\ndata: \"abc\"}\r\n\r\n",
        "data: {\"access_token\":\r\ndata: \"[redacted]\"}\r\n\r\n");
    row("cut off in the value", R"({"password":"abc)", R"({"password":"[redacted])");
    row("event cut off", "data: {\"password\":\"abc\n\n", "data: {\"password\":\"[redacted]\n\n");
    row("cut off after the escape", R"({"password":"abc\)", R"({"password":"[redacted])");
    row("inner cut off by the outer end", R"({"t":"{\"password\":\"abc"})", R"({"t":"{\"password\":\"[redacted]"})");
    row("invalid UTF-8", "{\"password\":\"\xff\xfe\",\"\xff\":\"\xfe\"}",
        "{\"password\":\"[redacted]\",\"\xff\":\"\xfe\"}");
    row("no JSON", "hello \"password\": \"x\", bye", "hello \"password\": \"[redacted]\", bye");
    row("missing comma", R"({"a":"b" "password":"x"})", R"({"a":"b" "password":"[redacted]"})");
    row("empty", "", "");
    row("one mark", "\"", "\"");
}

void RedactorTest::json()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const Redactor redactor;
    QCOMPARE(redactor.redactedJson(text), expected);
    QCOMPARE(redactor.redactedJson(expected), expected); // nothing more the second time
}

void RedactorTest::targets_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const QByteArray &target, const QByteArray &expected) {
        QTest::newRow(target.constData()) << target << expected;
    };
    row("/mcp", "/mcp");
    row("/mcp?", "/mcp?");
    row("/mcp?a=b&", "/mcp?a=b&");
    row("/mcp?token=x", "/mcp?token=[redacted]");
    row("/mcp?Token=x&KEY=y&mykey=z", "/mcp?Token=[redacted]&KEY=[redacted]&mykey=z");
    row("/mcp?access%5Ftoken=x", "/mcp?access%5Ftoken=[redacted]");
    row("/mcp?code&code=&code==", "/mcp?code&code=&code=[redacted]");
    row("/mcp?client_secret=x", "/mcp?client_secret=[redacted]");
    row("/token=x/code", "/token=x/code");
    row("/a#token=x?code=y", "/a#token=[redacted]");
    row("/a?b=1#code=2", "/a?b=1#code=[redacted]");
}

void RedactorTest::targets()
{
    QFETCH(QByteArray, target);
    QTEST(Redactor().redactedTarget(target), "expected");
}

void RedactorTest::wholeRecord()
{
    Record record = samples::toolCall();
    record.target = "/mcp?api_key=secret1";
    record.parts = {
        samples::part(PartKind::RequestHead, "POST /mcp?api_key=secret1 HTTP/1.1\r\nCookie: secret2\r\n\r\n"),
        samples::part(PartKind::RequestBody, R"({"password":"secret3"})", 5),
        samples::part(PartKind::ResponseHead, "HTTP/1.1 200 OK\r\nSet-Cookie: secret4\r\n\r\n"),
        samples::part(PartKind::ResponseBody, R"({"id_token":"secret5"})"),
        samples::part(PartKind::Event, "data: {\"requestState\":\"secret6\"}\n\n", 9),
        samples::part(PartKind::SentRequestHead, "POST / HTTP/1.1\r\nDPoP: secret7\r\n\r\n"),
        samples::part(PartKind::SentRequestBody, R"({"password":"secret8"})"),
        samples::part(PartKind::SentResponseHead, "HTTP/1.1 200 OK\r\nX-Token: secret9\r\n\r\n"),
        samples::part(PartKind::SentResponseBody, R"({"password":"secretA"})"),
        samples::part(PartKind::SentEvent, "data: {\"password\":\"secretB\"}\n\n"),
        samples::part(PartKind::Trailers, "X-Secret: secretC\r\n"),
    };
    const Record redacted = Redactor().redacted(record);
    QVERIFY(!redacted.target.contains("secret"));
    QCOMPARE(redacted.parts.size(), record.parts.size());
    for (qsizetype i = 0; i < record.parts.size(); ++i) {
        QCOMPARE(redacted.parts[i].kind, record.parts[i].kind);
        QCOMPARE(redacted.parts[i].atUs, record.parts[i].atUs);
        QVERIFY2(!redacted.parts[i].bytes.contains("secret"), redacted.parts[i].bytes.constData());
        QCOMPARE(redacted.parts[i].bytes.count("[redacted]"), i == 0 ? 2 : 1);
    }
    QCOMPARE(redacted.requestBytes, record.requestBytes);
    QCOMPARE(redacted.sessionId, record.sessionId);
    QCOMPARE(record.parts[1].bytes, QByteArray(R"({"password":"secret3"})")); // the original is untouched
}

void RedactorTest::secretAcrossParts()
{
    Record record;
    record.parts = {samples::part(PartKind::ResponseBody, R"({"passw)"),
                    samples::part(PartKind::ResponseBody, R"(ord":"sec)"),
                    samples::part(PartKind::ResponseBody, R"(ret"})")};
    const Record redacted = Redactor().redacted(record);
    QCOMPARE(redacted.parts.size(), 1);
    QCOMPARE(redacted.parts.front().bytes, QByteArray(R"({"password":"[redacted]"})"));
}

void RedactorTest::forms()
{
    Record record;
    record.parts = {
        samples::part(PartKind::RequestHead,
                      "POST /token HTTP/1.1\r\nContent-Type:Application/x-www-form-urlencoded; charset=utf-8\r\n\r\n"),
        samples::part(PartKind::RequestBody, "grant_type=authorization_code&code=abc&code_verifier=def&redirect_uri=x"),
        samples::part(PartKind::ResponseHead, "HTTP/1.1 200 OK\r\n\r\n"),
        samples::part(PartKind::ResponseBody, R"({"access_token":"abc","expires_in":3600})"),
    };
    const Record redacted = Redactor().redacted(record);
    QCOMPARE(redacted.parts[1].bytes,
             QByteArray("grant_type=authorization_code&code=[redacted]&code_verifier=[redacted]&redirect_uri=x"));
    QCOMPARE(redacted.parts[3].bytes, QByteArray(R"({"access_token":"[redacted]","expires_in":3600})"));
}

namespace {

// Random JSON, written twice at once: with its secrets, and with what should stand in their place.
class RandomJson
{
public:
    explicit RandomJson(quint32 seed) : m_random(seed) {}

    QByteArray secret;
    QByteArray redacted;

    void value(int depth)
    {
        switch (m_random.bounded(depth > 4 ? 3 : 5)) {
        case 0:
            both(QByteArray::number(m_random.generate64()));
            break;
        case 1:
            both(m_random.bounded(2) ? QByteArray("true") : QByteArray("1e400"));
            break;
        case 2:
            both(mcp::quoteJson(text()));
            break;
        case 3:
            array(depth);
            break;
        default:
            object(depth);
        }
    }

private:
    void both(const QByteArray &bytes)
    {
        secret += bytes;
        redacted += bytes;
    }

    void blank() { both(QByteArray(" \n\t").first(m_random.bounded(4))); }

    QByteArray text()
    {
        static const QList<QByteArray> kPieces = {"a", "\"",       "\\", ":", "{",    "}", "\n",
                                                  "ü", "password", ",",  "😀", "\x01", "'"};
        QByteArray out;
        for (int i = m_random.bounded(6); i > 0; --i)
            out += kPieces[m_random.bounded(kPieces.size())];
        return out;
    }

    void array(int depth)
    {
        both("[");
        for (int i = m_random.bounded(4); i > 0; --i) {
            value(depth + 1);
            both(i > 1 ? "," : "");
        }
        both("]");
    }

    void object(int depth)
    {
        static const QList<QByteArray> kNames = {"password", "access_token", "requestState"};
        both("{");
        for (int i = m_random.bounded(4); i > 0; --i) {
            const bool isSecret = m_random.bounded(3) == 0;
            both(mcp::quoteJson(isSecret ? kNames[m_random.bounded(kNames.size())] : text() + "_"));
            blank();
            both(":");
            blank();
            if (isSecret) {
                secret += mcp::quoteJson("x" + text());
                redacted += "\"[redacted]\"";
            } else {
                value(depth + 1);
            }
            both(i > 1 ? "," : "");
        }
        both("}");
    }

    QRandomGenerator m_random;
};

} // namespace

// In any JSON, at any depth of escaping, exactly the secrets are replaced: nothing of the rest changes.
void RedactorTest::randomJson()
{
    const Redactor redactor;
    for (quint32 seed = 1; seed <= 3000; ++seed) {
        RandomJson json(seed);
        json.value(0);
        QCOMPARE(redactor.redactedJson(json.secret), json.redacted);
        QByteArray secret = json.secret;
        QByteArray redacted = json.redacted;
        for (int level = 0; level < 2; ++level) {
            secret = "{\"text\":" + mcp::quoteJson(secret) + "}";
            redacted = "{\"text\":" + mcp::quoteJson(redacted) + "}";
            QCOMPARE(redactor.redactedJson(secret), redacted);
        }
    }
}

void RedactorTest::truncatedAnywhere()
{
    const QByteArray text =
        R"({"a":"{\"password\":\"SECRET\"}","requestState":"SECRET","b":[1,{"id_token" : "SECRET"}]})";
    const Redactor redactor;
    for (qsizetype size = 0; size <= text.size(); ++size) {
        const QByteArray out = redactor.redactedJson(text.first(size));
        for (qsizetype length = 1; length <= 6; ++length)
            QVERIFY2(!out.contains('"' + QByteArray("SECRET").first(length)), out.constData());
    }
}

void RedactorTest::noiseStaysAsItIs()
{
    const Redactor redactor;
    QRandomGenerator random(7);
    for (int round = 0; round < 500; ++round) {
        QByteArray noise(random.bounded(200), Qt::Uninitialized);
        for (char &c : noise)
            c = "\"\\:{}[],\n\r a\xff"[random.bounded(13)];
        QCOMPARE(redactor.redactedJson(noise), noise);
        QCOMPARE(redactor.redactedHead(noise), noise);
        QCOMPARE(redactor.redactedTarget(noise), noise);
    }
    const QByteArray runs = QByteArray("\\").repeated(100'000) + '"';
    QCOMPARE(redactor.redactedJson(runs), runs);
    const QByteArray marks = QByteArray("\"").repeated(200'000);
    QCOMPARE(redactor.redactedJson(marks), marks);
}

QTEST_GUILESS_MAIN(RedactorTest)
#include "tst_redactor.moc"
