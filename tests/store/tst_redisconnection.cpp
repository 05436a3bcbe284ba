// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/redis/redisconnection.h"

#include "base/eventdispatcher.h"
#include "store/redisserver.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>

using namespace sightglass;
using namespace sightglass::store;
using test::RedisServer;

namespace {

/// Answers of commands, in the order in which they came.
struct Answers {
    std::vector<Result<RedisReply>> all;
    RedisConnection::Answered take()
    {
        return [this](const Result<RedisReply> &reply) { all.push_back(reply); };
    }
};

/// A peer that is no Redis: answers each connection by what the test says, or not at all.
class StrangePeer : public QTcpServer
{
public:
    explicit StrangePeer(const QByteArray &greeting = {}, const QByteArray &answer = {})
    {
        connect(this, &QTcpServer::newConnection, this, [this, greeting, answer] {
            QTcpSocket *socket = nextPendingConnection();
            ++connections;
            socket->write(greeting);
            connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
                socket->readAll();
                socket->write(answer);
            });
        });
        listen(QHostAddress::LocalHost);
    }
    RedisOptions options() const
    {
        RedisOptions options;
        options.port = serverPort();
        options.connectTimeoutMs = options.commandTimeoutMs = 200;
        return options;
    }
    int connections = 0;
};

} // namespace

class TestRedisConnection : public QObject
{
    Q_OBJECT

    RedisServer m_server;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init() { QVERIFY(m_server.start()); }

    void answersComeInOrder()
    {
        RedisConnection connection(m_server.options());
        std::optional<Result<void>> opened;
        connection.open(this, [&](const Result<void> &result) { opened = result; });
        QVERIFY(!opened);
        Answers answers;
        connection.send(this, {"SET", QByteArray("a\0b", 3), QByteArray("\r\n$1\xff", 5)}, answers.take());
        connection.send(this, {"GET", QByteArray("a\0b", 3)}, answers.take());
        connection.send(this, {"EVAL", "return {1, {'x', false}, redis.error_reply('NO')}", "0"}, answers.take());
        connection.send(this, {"NONSENSE"}, answers.take());
        QVERIFY(answers.all.empty());
        QTRY_COMPARE(answers.all.size(), size_t(4));
        QVERIFY(opened && *opened);
        QCOMPARE(answers.all[1]->bytes, QByteArray("\r\n$1\xff", 5));
        QCOMPARE(answers.all[2]->at(0).toInteger(), 1);
        QCOMPARE(answers.all[2]->at(1).at(0).bytes, QByteArray("x"));
        QVERIFY(answers.all[2]->at(1).at(1).isNil());
        QCOMPARE(answers.all[2]->at(2).kind, RedisReply::Kind::Error);
        QVERIFY(answers.all[2]->at(99).isNil());
        QVERIFY(!answers.all[3]);
        QCOMPARE(answers.all[3].error().code, ErrorCode::Io);
        QVERIFY(connection.health().reachable);
    }

    void selectsItsDatabaseAndHostsByName()
    {
        RedisOptions options = m_server.options();
        options.db = 3;
        options.host = QStringLiteral("localhost");
        RedisConnection connection(options);
        connection.open(this, [](const Result<void> &) {});
        // The name may stand for ::1 too, where nobody listens: the next attempt takes the next address.
        QSignalSpy readied(&connection, &RedisConnection::readied);
        QTRY_COMPARE(readied.size(), 1);
        Answers answers;
        connection.send(this, {"SET", "in", "three"}, answers.take());
        QTRY_COMPARE(answers.all.size(), size_t(1));
        QCOMPARE(m_server.ask({"GET", "in"}), QByteArray("$-1"));
        QVERIFY(m_server.ask({"INFO", "keyspace"}).contains("db3"));
    }

    void comesBackWhenTheServerDoes()
    {
        RedisServer server;
        QVERIFY(server.start());
        RedisConnection connection(server.options());
        QSignalSpy readied(&connection, &RedisConnection::readied);
        QSignalSpy health(&connection, &RedisConnection::healthChanged);
        connection.open(this, [](const Result<void> &) {});
        QTRY_COMPARE(readied.size(), 1);
        QCOMPARE(readied[0][0].toBool(), false);
        Answers answers;
        server.pause(); // so that it dies with the command unanswered
        connection.send(this, {"PING"}, answers.take());
        server.kill();
        QTRY_COMPARE(answers.all.size(), size_t(1));
        QCOMPARE(answers.all[0].error().code, ErrorCode::ConnectionLost);
        QVERIFY(!connection.usable());
        QVERIFY(!connection.health().reachable);
        connection.send(this, {"PING"}, answers.take());
        QCOMPARE(answers.all.size(), size_t(1)); // not from within
        QTRY_COMPARE(answers.all.size(), size_t(2));
        QCOMPARE(answers.all[1].error().code, ErrorCode::ConnectionLost);

        QVERIFY(server.start());
        QTRY_COMPARE_WITH_TIMEOUT(readied.size(), 2, 10'000);
        QCOMPARE(readied[1][0].toBool(), true);
        QVERIFY(connection.health().reachable);
        QVERIFY(health.size() >= 2);
        connection.send(this, {"PING"}, answers.take());
        QTRY_COMPARE(answers.all.size(), size_t(3));
        QVERIFY(answers.all[2]);
    }

    void aSilentServerIsAway()
    {
        RedisServer server;
        QVERIFY(server.start());
        RedisConnection connection(server.options());
        QSignalSpy readied(&connection, &RedisConnection::readied);
        connection.open(this, [](const Result<void> &) {});
        QTRY_COMPARE(readied.size(), 1);
        server.pause();
        Answers answers;
        connection.send(this, {"PING"}, answers.take());
        QTRY_COMPARE(answers.all.size(), size_t(1));
        QCOMPARE(answers.all[0].error().code, ErrorCode::ConnectionLost);
        QVERIFY2(answers.all[0].error().text.contains(QLatin1StringView("not answered")),
                 qPrintable(answers.all[0].error().text));
        server.resume();
        QTRY_COMPARE_WITH_TIMEOUT(readied.size(), 2, 10'000);
        QCOMPARE(readied[1][0].toBool(), false); // the same process as before
    }

    void silenceIsNoticedWithoutCommands()
    {
        RedisServer server;
        QVERIFY(server.start());
        RedisConnection connection(server.options());
        QSignalSpy readied(&connection, &RedisConnection::readied);
        connection.open(this, [](const Result<void> &) {});
        QTRY_COMPARE(readied.size(), 1);
        server.pause();
        QTRY_VERIFY(!connection.health().reachable);
    }

    void passwords()
    {
        RedisServer server({QStringLiteral("--requirepass"), QStringLiteral("correct horse")});
        QVERIFY(server.start());
        for (const QByteArray password : {"wrong", ""}) {
            RedisOptions options = server.options();
            options.password = password;
            RedisConnection connection(options);
            std::optional<Result<void>> opened;
            connection.open(this, [&](const Result<void> &result) { opened = result; });
            QTRY_VERIFY(opened.has_value());
            QVERIFY(!*opened);
            QCOMPARE(opened->error().code, ErrorCode::PermissionDenied);
            QVERIFY(!connection.health().reachable);
            QVERIFY(!connection.health().text.contains(QLatin1StringView("correct horse")));
        }
        RedisOptions options = server.options();
        options.user = "default";
        options.password = "correct horse";
        RedisConnection connection(options);
        std::optional<Result<void>> opened;
        connection.open(this, [&](const Result<void> &result) { opened = result; });
        QTRY_VERIFY(opened.has_value());
        QVERIFY(opened->has_value());
    }

    void nobodyThere()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        RedisOptions options;
        options.port = taken.serverPort();
        taken.close();
        RedisConnection connection(options);
        std::optional<Result<void>> opened;
        connection.open(this, [&](const Result<void> &result) { opened = result; });
        QVERIFY(!opened);
        QTRY_VERIFY(opened.has_value());
        QVERIFY(opened->has_value()); // away is no error
        QVERIFY(!connection.health().reachable);
    }

    void peersThatAreNoRedis_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("silent") << QByteArray() << QByteArray();
        QTest::newRow("talks HTTP") << QByteArray() << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
        QTest::newRow("unasked") << QByteArray("+OK\r\n") << QByteArray();
        QTest::newRow("unasked, half") << QByteArray("+O") << QByteArray();
        QTest::newRow("too many answers") << QByteArray() << QByteArray("+OK\r\n").repeated(100);
        QTest::newRow("endless array") << QByteArray() << QByteArray("*2147483647\r\n");
        QTest::newRow("negative array") << QByteArray() << QByteArray("*-5\r\n");
        QTest::newRow("deep arrays") << QByteArray() << QByteArray("*1\r\n").repeated(100);
        QTest::newRow("long bulk") << QByteArray() << QByteArray("$9223372036854775807\r\nx");
        QTest::newRow("no number") << QByteArray() << QByteArray("$abc\r\n");
        QTest::newRow("errors") << QByteArray() << QByteArray("-ERR no\r\n").repeated(3);
        QTest::newRow("zeros") << QByteArray() << QByteArray(64, '\0');
    }
    void peersThatAreNoRedis()
    {
        QFETCH(QByteArray, greeting);
        QFETCH(QByteArray, answer);
        StrangePeer peer(greeting, answer);
        RedisConnection connection(peer.options());
        connection.open(this, [](const Result<void> &) {});
        Answers answers;
        connection.send(this, {"PING"}, answers.take());
        QTRY_VERIFY(!answers.all.empty());
        QTRY_VERIFY(peer.connections >= 3); // it is asked again and again, and nothing breaks
    }

    void aServerThatForgotOurScriptsGetsThemAgain()
    {
        RedisConnection connection(m_server.options());
        const QByteArray sha = connection.addScript("return ARGV[1]");
        QSignalSpy readied(&connection, &RedisConnection::readied);
        connection.open(this, [](const Result<void> &) {});
        QTRY_COMPARE(readied.size(), 1);
        m_server.ask({"SCRIPT", "FLUSH"});
        Answers answers;
        connection.send(this, {"EVALSHA", sha, "0", "x"}, answers.take());
        QTRY_COMPARE(answers.all.size(), size_t(1));
        QCOMPARE(answers.all[0].error().code, ErrorCode::ConnectionLost);
        QTRY_COMPARE(readied.size(), 2);
        connection.send(this, {"EVALSHA", sha, "0", "x"}, answers.take());
        QTRY_COMPARE(answers.all.size(), size_t(2));
        QCOMPARE(answers.all[1]->bytes, QByteArray("x"));
    }

    void destroyedWithCommandsInFlight()
    {
        int called = 0;
        {
            RedisConnection connection(m_server.options());
            connection.open(this, [&](const Result<void> &) { ++called; });
            for (int i = 0; i < 100; ++i)
                connection.send(this, {"PING"}, [&](const Result<RedisReply> &) { ++called; });
        }
        RedisConnection other(m_server.options());
        Answers answers;
        other.open(this, [](const Result<void> &) {});
        other.send(this, {"PING"}, answers.take());
        QTRY_COMPARE(answers.all.size(), size_t(1));
        QCOMPARE(called, 0);
    }

    void destroyedInItsOwnAnswer()
    {
        auto *connection = new RedisConnection(m_server.options());
        connection->open(this, [](const Result<void> &) {});
        int called = 0;
        for (int i = 0; i < 10; ++i) {
            connection->send(this, {"PING"}, [&](const Result<RedisReply> &) {
                ++called;
                delete std::exchange(connection, nullptr);
            });
        }
        QTRY_COMPARE(called, 1);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void destroyedWhenItIsLost()
    {
        RedisServer server;
        QVERIFY(server.start());
        auto *connection = new RedisConnection(server.options());
        QSignalSpy readied(connection, &RedisConnection::readied);
        connection->open(this, [](const Result<void> &) {});
        QTRY_COMPARE(readied.size(), 1);
        int called = 0;
        server.pause();
        for (int i = 0; i < 10; ++i) {
            connection->send(this, {"PING"}, [&](const Result<RedisReply> &) {
                ++called;
                delete std::exchange(connection, nullptr);
            });
        }
        server.kill();
        QTRY_COMPARE(called, 1);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void noAnswerForAContextThatIsGone()
    {
        RedisConnection connection(m_server.options());
        connection.open(this, [](const Result<void> &) {});
        auto context = std::make_unique<QObject>();
        Answers gone;
        Answers answers;
        connection.send(context.get(), {"PING"}, gone.take());
        connection.send(this, {"PING"}, answers.take());
        context.reset();
        QTRY_COMPARE(answers.all.size(), size_t(1));
        QVERIFY(gone.all.empty());
    }

    // In the thread that it is made for, under our own event dispatcher.
    void worksInAnEngineThread()
    {
        QThread thread;
        installEngineDispatcher(thread);
        thread.start();
        QObject inThread;
        inThread.moveToThread(&thread);
        std::unique_ptr<RedisConnection> connection;
        QSemaphore answered;
        const QByteArray large(3'000'000, 'x'); // more than a socket takes at once
        QMetaObject::invokeMethod(&inThread, [&] {
            connection = std::make_unique<RedisConnection>(m_server.options());
            connection->open(&inThread, [](const Result<void> &) {});
            for (int i = 0; i < 1000; ++i)
                connection->send(&inThread, {"PING"},
                                 [&](const Result<RedisReply> &r) { answered.release(r ? 1 : 0); });
            for (int i = 0; i < 5; ++i) {
                connection->send(&inThread, {"ECHO", large}, [&](const Result<RedisReply> &r) {
                    answered.release(r && r->bytes == large ? 1 : 0);
                });
            }
        });
        QVERIFY(answered.tryAcquire(1005, 20'000));
        QMetaObject::invokeMethod(
            &inThread, [&] { connection.reset(); }, Qt::BlockingQueuedConnection);
        thread.quit();
        QVERIFY(thread.wait());
    }
};

QTEST_GUILESS_MAIN(TestRedisConnection)
#include "tst_redisconnection.moc"
