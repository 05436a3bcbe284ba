// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/contentdecoder.h"

#include "wire/httphead.h"

#include <zlib.h>

#include <array>

namespace sightglass::wire {
namespace {

constexpr int kAutoDetect = 15 + 32; // window bits: gzip or zlib by its header
constexpr int kRawDeflate = -15;     // what some servers send as "deflate"
constexpr std::size_t kStep = 16 * 1024;

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && (text.front() == ' ' || text.front() == '\t'))
        text = text.sliced(1);
    while (!text.isEmpty() && (text.back() == ' ' || text.back() == '\t'))
        text.chop(1);
    return text;
}

bool isDecodable(QByteArrayView coding)
{
    return equalsIgnoreCase(coding, "gzip") || equalsIgnoreCase(coding, "x-gzip")
           || equalsIgnoreCase(coding, "deflate");
}

} // namespace

struct ContentDecoder::Private {
    z_stream stream = {};
    quint64 total = 0;
    bool started = false;
    bool ended = false;
};

ContentDecoder::ContentDecoder() : d(std::make_unique<Private>()) {}

ContentDecoder::~ContentDecoder()
{
    if (d->started)
        inflateEnd(&d->stream);
}

std::unique_ptr<ContentDecoder> ContentDecoder::forCoding(QByteArrayView contentEncoding)
{
    if (!isDecodable(trimmed(contentEncoding)))
        return nullptr;
    return std::unique_ptr<ContentDecoder>(new ContentDecoder);
}

Result<QByteArray> ContentDecoder::decode(QByteArrayView bytes, quint64 maxBytes)
{
    QByteArray out;
    if (bytes.isEmpty() || d->ended)
        return out;
    if (!d->started) {
        // RFC 1950 headers are a multiple of 31 and name method 8; anything else called deflate is raw RFC 1951.
        const auto first = static_cast<uchar>(bytes.front());
        const bool headed = first == 0x1F || (first & 0x0F) == 8;
        if (inflateInit2(&d->stream, headed ? kAutoDetect : kRawDeflate) != Z_OK)
            return failure(ErrorCode::Io, QStringLiteral("no memory to decompress a body"));
        d->started = true;
    }
    d->stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data())); // zlib does not write to it
    d->stream.avail_in = static_cast<uInt>(bytes.size());
    std::array<char, kStep> step;
    do {
        d->stream.next_out = reinterpret_cast<Bytef *>(step.data());
        d->stream.avail_out = kStep;
        const int code = inflate(&d->stream, Z_SYNC_FLUSH);
        out.append(step.data(), qsizetype(kStep - d->stream.avail_out));
        if (d->total + quint64(out.size()) > maxBytes)
            return failure(ErrorCode::LimitExceeded,
                           QStringLiteral("a compressed body unfolds to more than %1 bytes").arg(maxBytes));
        if (code == Z_STREAM_END) {
            d->ended = true;
        } else if (code == Z_BUF_ERROR) {
            break; // all that this input gives
        } else if (code != Z_OK) {
            return failure(ErrorCode::InvalidData,
                           QStringLiteral("a compressed body is broken: %1")
                               .arg(QString::fromLatin1(d->stream.msg ? d->stream.msg : "wrong data")));
        }
    } while (!d->ended && (d->stream.avail_in > 0 || d->stream.avail_out == 0));
    d->total += quint64(out.size());
    return out;
}

QByteArray decodableCodings(QByteArrayView acceptEncoding)
{
    QByteArray kept;
    bool dropped = false;
    for (qsizetype at = 0; at <= acceptEncoding.size();) {
        qsizetype end = acceptEncoding.indexOf(',', at);
        if (end < 0)
            end = acceptEncoding.size();
        const QByteArrayView item = trimmed(acceptEncoding.sliced(at, end - at));
        const qsizetype parameters = item.indexOf(';');
        const QByteArrayView coding = trimmed(parameters < 0 ? item : item.first(parameters));
        at = end + 1;
        if (coding.isEmpty())
            continue;
        if (isDecodable(coding) || equalsIgnoreCase(coding, "identity"))
            kept += (kept.isEmpty() ? "" : ", ") + item.toByteArray();
        else
            dropped = true;
    }
    if (!dropped)
        return acceptEncoding.toByteArray();
    return kept.isEmpty() ? QByteArrayLiteral("identity") : kept;
}

} // namespace sightglass::wire
