// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/singleinstance.h"

#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace sightglass::app;
using namespace Qt::Literals::StringLiterals;
using Role = SingleInstance::Role;

class TestSingleInstance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void handoverSurvivesTheWire()
    {
        const Handover handover{{u"http://a/mcp"_s, u"b=http://b/mcp"_s}, true};
        const QByteArray bytes = encoded(handover);
        bool broken = false;
        for (qsizetype size = 0; size < bytes.size(); ++size) {
            QVERIFY(!decoded(bytes.first(size), broken));
            QVERIFY(!broken);
        }
        QCOMPARE(decoded(bytes, broken), handover);
        QVERIFY(!broken);
    }

    void brokenHandoverIsRefused()
    {
        bool broken = false;
        QVERIFY(!decoded(QByteArray("GET / HTTP/1.1\r\n\r\n"), broken));
        QVERIFY(broken);
        QVERIFY(!decoded(QByteArray(4, '\0'), broken));
        QVERIFY(broken);
    }

    void secondStartHandsOver()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"desktop.ini"_s);
        SingleInstance first(file);
        QCOMPARE(first.claim({}), Role::First);
        QSignalSpy again(&first, &SingleInstance::startedAgain);
        Role role = Role::Unreachable;
        // The claim blocks, and is answered by this thread's event loop.
        const std::unique_ptr<QThread> other(QThread::create([&] {
            SingleInstance second(file);
            role = second.claim({{u"http://a/mcp"_s}, true});
        }));
        other->start();
        QTRY_VERIFY(other->isFinished());
        QCOMPARE(role, Role::HandedOver);
        QCOMPARE(again.size(), 1);
        QCOMPARE(again[0][0].value<Handover>(), (Handover{{u"http://a/mcp"_s}, true}));
    }

    void anotherSettingsFileIsAnotherWindow()
    {
        QTemporaryDir folder;
        SingleInstance one(folder.filePath(u"one.ini"_s));
        SingleInstance two(folder.filePath(u"deeper/two.ini"_s));
        QCOMPARE(one.claim({}), Role::First);
        QCOMPARE(two.claim({}), Role::First);
    }

    void waitsForOneThatEnds()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"desktop.ini"_s);
        auto first = std::make_unique<SingleInstance>(file);
        QCOMPARE(first->claim({}), Role::First);
        first->close();
        Role role = Role::Unreachable;
        const std::unique_ptr<QThread> other(QThread::create([&] { role = SingleInstance(file).claim({}); }));
        other->start();
        first.reset();
        QTRY_VERIFY(other->isFinished());
        QCOMPARE(role, Role::First);
    }

    void saysWhenTheOtherDoesNotAnswer()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"desktop.ini"_s);
        SingleInstance first(file);
        QCOMPARE(first.claim({}), Role::First);
        first.close();
        QCOMPARE(SingleInstance(file).claim({}, 300), Role::Unreachable);
    }

    void deadSocketAndDeadLockHarmNobody()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"desktop.ini"_s);
        QFile socket(SingleInstance::socketPath(file));
        QVERIFY(socket.open(QIODevice::WriteOnly));
        socket.close();
        QProcess gone; // a process id that was somebody's
        gone.start(u"true"_s, QStringList());
        QVERIFY(gone.waitForStarted());
        const qint64 pid = gone.processId();
        QVERIFY(gone.waitForFinished());
        QFile lock(file + u".instance"_s);
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write(QByteArray::number(pid) + "\nsightglass-desktop\n" + QSysInfo::machineHostName().toUtf8() + "\n");
        lock.close();
        SingleInstance first(file);
        QCOMPARE(first.claim({}), Role::First);
        QLocalSocket client;
        client.connectToServer(SingleInstance::socketPath(file));
        QVERIFY(client.waitForConnected());
    }

    void strangersAreDisconnected()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"desktop.ini"_s);
        SingleInstance first(file);
        QCOMPARE(first.claim({}), Role::First);
        QSignalSpy again(&first, &SingleInstance::startedAgain);
        QLocalSocket client;
        client.connectToServer(SingleInstance::socketPath(file));
        client.write("hello, who are you?");
        QTRY_COMPARE(client.state(), QLocalSocket::UnconnectedState);
        QVERIFY(again.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
