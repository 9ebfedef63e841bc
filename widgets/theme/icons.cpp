// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

namespace headrace {
namespace {

constexpr auto kUnknown = "circle-dashed";

QByteArray svgOf(const QString &name, const QColor &colour)
{
    QFile file(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly))
        file.setFileName(QStringLiteral(":/icons/") + QLatin1String(kUnknown) + QStringLiteral(".svg"));
    if (!file.isOpen() && !file.open(QIODevice::ReadOnly))
        return {};
    // Qt's renderer does not know currentColor. At the sizes in use a line of 2 in 24 is a little heavy.
    QByteArray svg = file.readAll().replace("currentColor", colour.name().toLatin1());
    return svg.replace("stroke-width=\"2\"", "stroke-width=\"1.75\"");
}

QPixmap rendered(const QString &name, const QColor &colour, const QSize &pixels)
{
    if (pixels.isEmpty())
        return {};  // of a button that a layout has squeezed to nothing
    const QString key = QStringLiteral("hr:%1:%2:%3x%4").arg(name, colour.name(QColor::HexArgb)).arg(pixels.width()).arg(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(colour.alphaF());
    QSvgRenderer renderer(svgOf(name, colour));
    renderer.render(&painter);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class LucideEngine : public QIconEngine
{
public:
    LucideEngine(QString name, const QColor &colour, const QColor &disabled)
        : m_name(std::move(name)), m_colour(colour), m_disabled(disabled)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(*painter, m_name, mode == QIcon::Disabled ? m_disabled : m_colour, rect);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return rendered(m_name, mode == QIcon::Disabled ? m_disabled : m_colour, size);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override { return pixmap(size, mode, state); }
    QIconEngine *clone() const override { return new LucideEngine(*this); }

private:
    QString m_name;
    QColor m_colour;
    QColor m_disabled;
};

}  // namespace

bool hasIcon(const QString &name)
{
    return QFile::exists(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
}

QIcon icon(const QString &name, const QColor &colour, const QColor &disabled)
{
    QColor faded = disabled;
    if (!faded.isValid()) {
        faded = colour;
        faded.setAlphaF(0.4F);
    }
    return QIcon(new LucideEngine(name, colour, faded));
}

void paintIcon(QPainter &painter, const QString &name, const QColor &colour, const QRectF &rect)
{
    // The painter's own scale counts too: a zoomed canvas asks for as many pixels as it shows.
    const double scale = painter.device()->devicePixelRatioF() * std::hypot(painter.transform().m11(), painter.transform().m12());
    const QSize pixels(std::max(1, int(std::lround(rect.width() * scale))), std::max(1, int(std::lround(rect.height() * scale))));
    const QPixmap pixmap = rendered(name, colour, pixels);
    painter.drawPixmap(rect, pixmap, QRectF(QPointF(), QSizeF(pixels)));
}

}  // namespace headrace
