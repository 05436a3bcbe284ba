// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The only file that sees Boost.Beast. Its basic_parser reads the grammar of a head; bodies are cut by Http1Parser and
// ChunkDecoder, which need neither a whole chunk line in one piece nor a buffer for it.
#include "wire/headparser.h"

#include "wire/headcheck.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <limits>

namespace sightglass::wire {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

QByteArrayView viewOf(beast::string_view text)
{
    return QByteArrayView(text.data(), qsizetype(text.size()));
}

/// Notes where the parts are. Lives on the stack for one head, and ignores everything after it.
template <bool isRequest>
class LayoutReader final : public http::basic_parser<isRequest>
{
public:
    explicit LayoutReader(const QByteArray &block) : m_base(block.constData())
    {
        // HeadScanner and Http1Parser keep the limits.
        this->header_limit(std::numeric_limits<std::uint32_t>::max());
        this->body_limit(std::numeric_limits<std::uint64_t>::max()); // boost::none would allow nothing in 1.74
    }

    HeadLayout layout;
    FramingFields framing;

private:
    Span span(beast::string_view text) const { return {quint32(text.data() - m_base), quint32(text.size())}; }

    void on_request_impl(http::verb, beast::string_view method, beast::string_view target, int version,
                         beast::error_code &) override
    {
        layout.method = span(method);
        layout.target = span(target);
        layout.versionMinor = version % 10;
    }

    void on_response_impl(int code, beast::string_view reason, int version, beast::error_code &error) override
    {
        layout.status = code;
        layout.reason = span(reason);
        layout.versionMinor = version % 10;
        if (code < 100)
            error = http::make_error_code(http::error::bad_status);
    }

    void on_field_impl(http::field field, beast::string_view name, beast::string_view value,
                       beast::error_code &) override
    {
        layout.fields.append({span(name), span(value)});
        switch (field) {
        case http::field::content_length:
        case http::field::transfer_encoding:
        case http::field::host:
            framing.note(viewOf(name), viewOf(value));
            break;
        default:
            break;
        }
    }

    void on_header_impl(beast::error_code &) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t> &, beast::error_code &) override {}
    std::size_t on_body_impl(beast::string_view body, beast::error_code &) override { return body.size(); }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, beast::error_code &) override
    {
        return body.size();
    }
    void on_finish_impl(beast::error_code &) override {}

    const char *m_base;
};

template <bool isRequest>
tl::expected<HttpHead, HttpError> readHead(Role role, QByteArray block, bool toHead)
{
    LayoutReader<isRequest> reader(block);
    reader.skip(toHead);
    beast::error_code error;
    const std::size_t used = reader.put(beast::net::const_buffer(block.constData(), std::size_t(block.size())), error);
    if (error || used != std::size_t(block.size()) || !reader.is_header_done()) {
        const QString text = QString::fromStdString(error.message());
        return tl::unexpected<HttpError>(explainRefusal(role, block, text));
    }
    if (auto decided = decideFraming(role, reader.framing, toHead, reader.layout); !decided)
        return tl::unexpected<HttpError>(std::move(decided.error()));
    reader.layout.keepAlive = reader.keep_alive();
    return HttpHead(std::move(block), std::move(reader.layout));
}

} // namespace

tl::expected<HttpHead, HttpError> parseHead(Role role, QByteArray block, bool toHead)
{
    return role == Role::Request ? readHead<true>(role, std::move(block), false)
                                 : readHead<false>(role, std::move(block), toHead);
}

} // namespace sightglass::wire
