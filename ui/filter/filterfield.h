// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filter.h"
#include "ui/filter/suggestionpopup.h"

#include <QLineEdit>
#include <QPointer>

#include <optional>

namespace sightglass::ui {

class Theme;

/// The field of the filter bar: it parses at each keystroke, is green or red, underlines what is wrong, and completes.
class FilterField : public QLineEdit
{
    Q_OBJECT
public:
    enum class Validity { Empty, Valid, Invalid };

    explicit FilterField(const Theme &theme, QWidget *parent = nullptr);
    ~FilterField() override;

    Validity validity() const;
    const std::optional<exchange::FilterError> &error() const { return m_error; }
    const exchange::Filter &filter() const { return m_filter; }
    void setValueSource(FilterCompletion::ValueSource source) { m_values = std::move(source); }
    void hidePopup();
    SuggestionPopup *popup() const { return m_popup; }
    /// Reads the text again and shows what is so.
    void setFilterText(const QString &text);

Q_SIGNALS:
    /// Enter on a valid text.
    void applied(const QString &text);
    /// Esc with no popup to close.
    void escaped();
    /// Alt+Down.
    void historyRequested();
    void validityChanged();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void read();
    void restyle();
    void suggest(bool explicitly);
    void take(int row);
    bool handlePopupKey(const QKeyEvent &event);

    const Theme &m_theme;
    FilterCompletion::ValueSource m_values;
    exchange::Filter m_filter;
    std::optional<exchange::FilterError> m_error;
    QPointer<SuggestionPopup> m_popup;
};

} // namespace sightglass::ui
