// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots/photographer.h"

#include <QDir>
#include <QElapsedTimer>
#include <QHash>
#include <QImage>
#include <QPixmap>
#include <QTest>
#include <QWidget>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace sightglass::screenshots {
namespace {

constexpr int kQuietMs = 250; // longer than the debounces of the window

QImage pictureOf(QWidget &widget)
{
    return widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

int distance(QRgb one, QRgb other)
{
    return std::abs(qRed(one) - qRed(other)) + std::abs(qGreen(one) - qGreen(other))
           + std::abs(qBlue(one) - qBlue(other));
}

/// 256 of the colours: the most frequent ones, and then those that would otherwise be missed most (the green of a word).
QList<QRgb> paletteOf(const QHash<QRgb, int> &counts)
{
    constexpr qsizetype kFrequent = 96;
    constexpr qsizetype kAll = 256;
    QList<QRgb> colours = counts.keys();
    std::sort(colours.begin(), colours.end(),
              [&](QRgb one, QRgb other) { return std::pair(counts[one], one) > std::pair(counts[other], other); });
    QList<QRgb> table = colours.mid(0, kFrequent);
    std::vector<double> missed(std::size_t(colours.size()), 1e9);
    const auto consider = [&](QRgb taken) {
        for (qsizetype i = 0; i < colours.size(); ++i)
            missed[std::size_t(i)] =
                std::min(missed[std::size_t(i)], distance(colours[i], taken) * std::sqrt(counts[colours[i]]));
    };
    for (const QRgb colour : std::as_const(table))
        consider(colour);
    while (table.size() < std::min(colours.size(), kAll)) {
        const auto most = std::max_element(missed.begin(), missed.end()) - missed.begin();
        table.append(colours[most]);
        consider(table.constLast());
    }
    return table;
}

/// With 256 colours only: a window has few, and the repository keeps a third of the bytes.
QImage withFewColours(const QImage &picture)
{
    QHash<QRgb, int> counts;
    const auto eachPixel = [&](const auto &visit) {
        for (int y = 0; y < picture.height(); ++y) {
            const auto *line = reinterpret_cast<const QRgb *>(picture.constScanLine(y));
            for (int x = 0; x < picture.width(); ++x)
                visit(x, y, line[x]);
        }
    };
    QRgb last = 0;
    int *count = nullptr; // neighbours are mostly alike
    eachPixel([&](int, int, QRgb colour) {
        if (!count || colour != last)
            count = &counts[colour];
        last = colour;
        ++*count;
    });
    const QList<QRgb> table = paletteOf(counts);
    QHash<QRgb, uchar> indices;
    for (auto entry = counts.keyBegin(); entry != counts.keyEnd(); ++entry) {
        const QRgb colour = *entry;
        const auto nearest = std::min_element(table.cbegin(), table.cend(), [&](QRgb one, QRgb other) {
            return distance(one, colour) < distance(other, colour);
        });
        indices.insert(colour, uchar(nearest - table.cbegin()));
    }
    QImage result(picture.size(), QImage::Format_Indexed8);
    result.setColorTable(table);
    eachPixel([&](int x, int y, QRgb colour) { result.scanLine(y)[x] = indices.value(colour); });
    return result;
}

} // namespace

void until(const QString &what, const std::function<bool()> &condition, int timeoutMs)
{
    if (QTest::qWaitFor(condition, timeoutMs))
        return;
    std::fprintf(stderr, "screenshots: waited in vain for %s\n", qUtf8Printable(what));
    std::exit(1);
}

void Photographer::take(const QString &scene, QWidget &widget)
{
    QImage last = pictureOf(widget);
    QElapsedTimer sinceLast;
    sinceLast.start();
    until(QStringLiteral("a picture that stands still: ") + scene, [&] {
        if (sinceLast.elapsed() < kQuietMs)
            return false;
        sinceLast.restart();
        const QImage now = pictureOf(widget);
        return std::exchange(last, now) == now;
    });
    const qreal scale = last.devicePixelRatio();
    const QString suffix = scale > 1 ? QStringLiteral("@%1x").arg(scale) : QString();
    const QString path = QStringLiteral("%1/%2-%3%4.png").arg(m_folder, scene, m_theme, suffix);
    if (!QDir().mkpath(m_folder) || !withFewColours(last).save(path, "PNG", 0)) { // 0: as small as it gets
        std::fprintf(stderr, "screenshots: cannot write %s\n", qUtf8Printable(path));
        std::exit(1);
    }
    std::printf("%s\n", qUtf8Printable(path));
    ++m_count;
}

} // namespace sightglass::screenshots
