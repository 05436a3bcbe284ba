// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
class TestHistoryWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothing() { QVERIFY(true); }
};
QTEST_MAIN(TestHistoryWindow)
#include "tst_historywindow.moc"
