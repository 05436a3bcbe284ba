// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// store-crash-writer FILE BATCH: appends batches of BATCH exchanges for ever and prints the highest id after each, once
// it is written. For a test that kills it.
#include "store/samplerecords.h"
#include "store/storethread.h"
#include "store/storeurl.h"

#include <QCoreApplication>

#include <cstdio>

using namespace sightglass;
using namespace sightglass::store;

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    StoreThread store(*createStore({StoreUrl::Kind::Sqlite, arguments.value(1)}), {4000, 0, 0});
    const Result<exchange::ExchangeId> lastId = store.start();
    if (!lastId) {
        std::fprintf(stderr, "%s\n", qPrintable(lastId.error().text));
        return 1;
    }
    const quint64 size = arguments.value(2).toULongLong();
    quint64 last = lastId->value();
    std::function<void()> writeOne = [&] {
        auto batch = std::make_shared<std::vector<exchange::RecordPtr>>();
        for (quint64 i = 0; i < size; ++i)
            batch->push_back(share(usualRecord(++last, 1'800'000'000'000'000)));
        store.append(std::move(batch));
        store.flush(&application, [&] {
            std::printf("%llu\n", static_cast<unsigned long long>(last));
            std::fflush(stdout);
            writeOne();
        });
    };
    writeOne();
    return application.exec();
}
