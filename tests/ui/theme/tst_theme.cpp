// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/appicon.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylesheet.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QFontInfo>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass::ui;

namespace {

constexpr double kLeastContrast = 4.5;

int painted(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 0 ? 1 : 0;
    }
    return count;
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theProgramHasASign()
    {
        for (const QSize &size : appIcon().availableSizes()) {
            const QImage image = appIcon().pixmap(size).toImage();
            QCOMPARE(image.size(), size);
            QCOMPARE(image.pixelColor(0, 0).alpha() < 255, true); // rounded
            QVERIFY(image.pixelColor(size.width() / 2, 2).isValid());
            QCOMPARE(image.pixelColor(size.width() / 2, size.height() / 10), schemeColor(Role::Accent, false));
        }
        QVERIFY(appIcon().availableSizes().contains(QSize(256, 256)));
    }

    void contrastOfKnownColors()
    {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
        QVERIFY(qAbs(contrast(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
    }

    void everyTextIsReadableOnEveryGround_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void everyTextIsReadableOnEveryGround()
    {
        QFETCH(bool, dark);
        for (const Role text : textRoles()) {
            for (const Role ground : groundRoles()) {
                const double ratio = contrast(schemeColor(text, dark), schemeColor(ground, dark));
                QVERIFY2(
                    ratio >= kLeastContrast,
                    qPrintable(u"text role %1 on ground role %2: %3"_s.arg(int(text)).arg(int(ground)).arg(ratio)));
            }
        }
        QVERIFY(contrast(schemeColor(Role::AccentText, dark), schemeColor(Role::Accent, dark)) >= kLeastContrast);
    }

    void everyRoleIsGroundTextOrNamedElse()
    {
        QCOMPARE(groundRoles().size() + textRoles().size() + 6, std::size_t(kRoleCount));
    }

    void rowStatesDifferFromTheBase()
    {
        for (const bool dark : {false, true}) {
            for (const Role ground : {Role::Selection, Role::MarkBackground, Role::RelatedBackground})
                QVERIFY(schemeColor(ground, dark) != schemeColor(Role::Base, dark));
        }
    }

    void modeAppliesToTheApplication()
    {
        Theme theme(*qApp, Theme::Mode::Light);
        QSignalSpy changed(&theme, &Theme::changed);
        QVERIFY(!theme.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Base), schemeColor(Role::Base, false));
        const int before = theme.version();
        theme.setMode(Theme::Mode::Dark);
        QVERIFY(theme.isDark());
        QCOMPARE(changed.count(), 1);
        QVERIFY(theme.version() > before);
        QCOMPARE(QApplication::palette().color(QPalette::Base), schemeColor(Role::Base, true));
        QCOMPARE(theme.color(Role::Text), schemeColor(Role::Text, true));
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changed.count(), 1);
    }

    void systemModeFollowsTheSystem()
    {
        Theme theme(*qApp, Theme::Mode::Dark);
        theme.setMode(Theme::Mode::System);
        // The offscreen platform is light.
        QVERIFY(!theme.isDark());
    }

    void modeNames()
    {
        for (const Theme::Mode mode : {Theme::Mode::System, Theme::Mode::Light, Theme::Mode::Dark})
            QCOMPARE(Theme::modeFromName(Theme::modeName(mode)), mode);
        QCOMPARE(Theme::modeFromName(u"pink"), Theme::Mode::System);
    }

    void fonts()
    {
        const Theme theme(*qApp, Theme::Mode::Light);
        QVERIFY(QFontInfo(theme.monospace()).fixedPitch());
        QVERIFY(theme.heading().pointSizeF() > QFontInfo(QApplication::font()).pointSizeF());
        QVERIFY(theme.small().pointSizeF() <= QFontInfo(QApplication::font()).pointSizeF());
    }

    void styleSheetNamesNoUnknownColor()
    {
        const Theme theme(*qApp, Theme::Mode::Light);
        QVERIFY(!styleSheet(theme).contains(u'%'));
    }

    void everyGlyphIsDrawnInsideItsGrid()
    {
        for (int i = 0; i < kGlyphCount; ++i) {
            const GlyphShape &shape = glyphShape(Glyph(i));
            QVERIFY2(!shape.strokes.isEmpty() || !shape.filled.isEmpty(), qPrintable(QString::number(i)));
            for (const QPainterPath &path : {shape.strokes, shape.filled}) {
                const QRectF grid(1, 1, 14, 14);
                const QRectF drawn = path.boundingRect(); // a line's has no height, so it is in no rectangle
                QVERIFY2(path.isEmpty() || (grid.contains(drawn.topLeft()) && grid.contains(drawn.bottomRight())),
                         qPrintable(QString::number(i)));
            }
        }
    }

    void iconsAreSharpAtEveryScaleAndFollowTheTheme()
    {
        Theme theme(*qApp, Theme::Mode::Light);
        const QIcon ok = icon(Glyph::Ok, theme, Role::OkText);
        const QImage once = ok.pixmap(QSize(16, 16), 1.0).toImage();
        const QImage twice = ok.pixmap(QSize(16, 16), 2.0).toImage();
        QCOMPARE(once.size(), QSize(16, 16));
        QCOMPARE(twice.size(), QSize(32, 32));
        QVERIFY(painted(once) > 10);
        QVERIFY(painted(twice) > 2 * painted(once));
        theme.setMode(Theme::Mode::Dark);
        QVERIFY(ok.pixmap(QSize(16, 16), 1.0).toImage() != once);
        QVERIFY(ok.pixmap(QSize(16, 16), 1.0, QIcon::Disabled).toImage() != ok.pixmap(QSize(16, 16), 1.0).toImage());
    }

    void checkBoxesShowInBothSchemes()
    {
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            Theme theme(*qApp, mode);
            QCheckBox box;
            box.ensurePolished();
            box.resize(box.sizeHint());
            const QColor window = theme.color(Role::Window);
            // The colour of the outline in the middle of its left edge, whatever the style made of its place.
            const auto strongest = [&] {
                const QImage image = box.grab().toImage();
                double most = 0;
                for (int x = 0; x < image.width(); ++x)
                    most = std::max(most, contrast(image.pixelColor(x, image.height() / 2), window));
                return most;
            };
            QVERIFY2(strongest() >= 3, "an empty box"); // WCAG 2.2, 1.4.11
            const QImage empty = box.grab().toImage();
            box.setChecked(true);
            QVERIFY2(strongest() >= 3, "a checked box");
            QVERIFY(box.grab().toImage() != empty);
            box.setTristate(true);
            box.setCheckState(Qt::PartiallyChecked);
            QVERIFY(box.grab().toImage() != empty);
        }
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
