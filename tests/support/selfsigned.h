// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTemporaryDir>

namespace sightglass::test {

/// A certificate of its own for \a names, and its key; `cert.pem` and `key.pem` in \a folder.
inline QSslConfiguration selfSigned(const QTemporaryDir &folder, const QString &names)
{
    const QString key = folder.filePath(QStringLiteral("key.pem"));
    const QString certificate = folder.filePath(QStringLiteral("cert.pem"));
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
                  {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                   QStringLiteral("rsa:2048"), QStringLiteral("-nodes"), QStringLiteral("-days"), QStringLiteral("2"),
                   QStringLiteral("-subj"), QStringLiteral("/CN=sightglass test"), QStringLiteral("-addext"),
                   QStringLiteral("subjectAltName=") + names, QStringLiteral("-keyout"), key, QStringLiteral("-out"),
                   certificate});
    if (!openssl.waitForFinished(60'000) || openssl.exitCode() != 0)
        qFatal("openssl: %s", openssl.readAllStandardError().constData());
    QFile keyFile(key);
    if (!keyFile.open(QIODevice::ReadOnly))
        qFatal("no key");
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate::fromPath(certificate).constFirst());
    tls.setPrivateKey(QSslKey(&keyFile, QSsl::Rsa));
    return tls;
}

} // namespace sightglass::test
