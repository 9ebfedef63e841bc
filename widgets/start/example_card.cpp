// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/start/example_card.h"

#include "widgets/start/pipeline_thumbnail.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

namespace headrace {
namespace {

constexpr int kCardWidth = 240;
constexpr int kCardPicture = 112;
constexpr int kCardPadding = 12;
constexpr int kCardLines = 3;

/// Draws at most some lines of a text, the last one elided.
void drawLines(QPainter &painter, const QRectF &rect, const QString &text, int most)
{
    const QFontMetricsF fm(painter.font());
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    double y = rect.top();
    for (int i = 0; i < most; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(rect.width());
        const QString rest = text.mid(line.textStart());
        const bool last = i == most - 1 && line.textStart() + line.textLength() < text.size();
        painter.drawText(QPointF(rect.left(), y + fm.ascent()),
                         last ? fm.elidedText(rest, Qt::ElideRight, rect.width()) : rest.left(line.textLength()).trimmed());
        y += std::ceil(fm.height()) + 1;
    }
    layout.endLayout();
}

}  // namespace

ExampleCard::ExampleCard(Example example, const Catalog &catalog, QWidget *parent)
    : QAbstractButton(parent), m_example(std::move(example)), m_catalog(catalog)
{
    setText(m_example.title());
    setAccessibleName(m_example.title());
    setAccessibleDescription(m_example.pipeline.doc);
    setToolTip(m_example.pipeline.doc);
    setObjectName(QStringLiteral("card-") + m_example.id);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(Theme::of(qApp), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void ExampleCard::setBusy(bool busy)
{
    m_busy = busy;
    setEnabled(!busy);
    update();
}

QSize ExampleCard::sizeHint() const
{
    const int title = QFontMetrics(uiFont(0, QFont::DemiBold)).height();
    const int line = QFontMetrics(uiFont(-2)).height() + 1;
    return {kCardWidth, kCardPicture + kCardPadding + title + metrics::kUnit + kCardLines * line + kCardPadding};
}

void ExampleCard::paintEvent(QPaintEvent *)
{
    const Tokens &t = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(card, metrics::kCardRadius, metrics::kCardRadius);
    painter.fillPath(outline, underMouse() ? t.hover() : t.panel);
    const QRectF picture(card.left(), card.top(), card.width(), kCardPicture);
    painter.save();
    painter.setClipPath(outline);
    painter.fillRect(picture, t.canvas);
    paintThumbnail(painter, picture, m_example.pipeline, m_catalog);
    painter.fillRect(QRectF(picture.left(), picture.bottom(), picture.width(), 1), t.line);
    painter.restore();
    painter.setPen(QPen(hasFocus() ? t.accent : t.line, hasFocus() ? 2 : 1));
    painter.drawPath(outline);

    const QRectF texts = card.adjusted(kCardPadding, kCardPicture + kCardPadding, -kCardPadding, -kCardPadding);
    painter.setFont(uiFont(0, QFont::DemiBold));
    painter.setPen(t.text);
    const QFontMetricsF fm(painter.font());
    painter.drawText(QPointF(texts.left(), texts.top() + fm.ascent()), fm.elidedText(m_example.title(), Qt::ElideRight, texts.width()));
    painter.setFont(uiFont(-2));
    painter.setPen(t.secondary);
    drawLines(painter, texts.adjusted(0, fm.height() + metrics::kUnit, 0, 0), m_busy ? tr("Making your copy…") : m_example.pipeline.doc,
              kCardLines);
}

void ExampleCard::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void ExampleCard::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

}  // namespace headrace

#include "moc_example_card.cpp"
