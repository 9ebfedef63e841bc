// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures and texts of a canvas, each made once for all that look alike at a zoom. Window's thread.
#pragma once

#include <QHash>
#include <QPixmap>
#include <QRgb>
#include <QSizeF>
#include <QStaticText>

namespace headrace {

/// All that the card of a node hangs on, but for its texts; cards that are equal in it are one picture.
struct CardLook {
    QString icon;
    QString sign;
    QSizeF size;
    quint64 inputs = 1;  ///< types of the ports, two bits each, behind a leading one
    quint64 outputs = 1;
    QRgb hue = 0;
    QRgb border = 0;
    QRgb signColour = 0;
    bool selected = false;
    bool disabled = false;
    bool subpipeline = false;
    bool frozen = false;
    bool materialize = false;
    bool smooth = false;
    bool operator==(const CardLook &) const = default;
};

size_t qHash(const CardLook &look, size_t seed = 0);

class CanvasStamps
{
public:
    /// Of how many device pixels a pixel of the scene is; pictures of another scale are forgotten.
    void setScale(double zoom, double ratio);
    /// Colours or fonts are others.
    void clear();

    template <class Make> const QPixmap &card(const CardLook &look, const Make &make) { return kept(m_cards, look, m_most, make); }
    template <class Make> const QPixmap &pill(const QString &text, const Make &make) { return kept(m_pills, text, m_most, make); }
    template <class Make> const QStaticText &text(const QString &text, const Make &make) { return kept(m_texts, text, kMostTexts, make); }

private:
    template <class Key, class Value, class Make>
    const Value &kept(QHash<Key, Value> &map, const Key &key, qsizetype most, const Make &make)
    {
        const auto found = map.constFind(key);
        if (found != map.cend())
            return *found;
        if (map.size() >= most)
            map.clear();
        return *map.insert(key, make());
    }

    static constexpr qsizetype kMostTexts = 4000;
    QHash<CardLook, QPixmap> m_cards;
    QHash<QString, QPixmap> m_pills;
    QHash<QString, QStaticText> m_texts;
    double m_zoom = 0;
    double m_ratio = 0;
    qsizetype m_most = 0;  ///< pictures
};

}  // namespace headrace
