// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/start/tour.h"

#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace headrace {
namespace {

constexpr int kLookMs = 200;
constexpr int kTourWidth = 320;
constexpr int kTourGap = 12;

/// The frame around what a step points at; the mouse goes through it.
class TourRing : public QWidget
{
public:
    explicit TourRing(QWidget *window) : QWidget(window)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Theme::tokens().accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::kControlRadius, metrics::kControlRadius);
    }
};

}  // namespace

Tour::Tour(QWidget *window, QList<TourStep> steps)
    : QFrame(window), m_window(window), m_ring(new TourRing(window)), m_steps(std::move(steps))
{
    setObjectName(QStringLiteral("tour"));
    setProperty("kind", QStringLiteral("card"));
    setAccessibleName(tr("Guided tour"));
    setFixedWidth(kTourWidth);
    m_count = new QLabel(this);
    m_count->setProperty("kind", QStringLiteral("muted"));
    m_title = new QLabel(this);
    m_title->setProperty("kind", QStringLiteral("title"));
    m_title->setObjectName(QStringLiteral("tourTitle"));
    m_text = new QLabel(this);
    m_text->setWordWrap(true);
    auto *leaveButton = new QPushButton(tr("Leave the tour"), this);
    leaveButton->setObjectName(QStringLiteral("tourLeave"));
    leaveButton->setProperty("kind", QStringLiteral("flat"));
    m_next = new QPushButton(this);
    m_next->setObjectName(QStringLiteral("tourNext"));
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->addWidget(leaveButton);
    buttons->addStretch(1);
    buttons->addWidget(m_next);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(metrics::kSpace);
    column->addWidget(m_count);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addLayout(buttons);
    connect(leaveButton, &QPushButton::clicked, this, &Tour::leave);
    connect(m_next, &QPushButton::clicked, this, [this] { go(m_step + 1); });
    connect(&m_timer, &QTimer::timeout, this, &Tour::look);
    m_timer.setInterval(kLookMs);
    window->installEventFilter(this);
    hide();
}

Tour::~Tour()
{
    delete m_ring;
}

void Tour::start()
{
    go(0);
    m_timer.start();
}

void Tour::leave()
{
    m_timer.stop();
    m_ring->hide();
    hide();
    Q_EMIT left(m_step >= m_steps.size());
    deleteLater();
}

void Tour::go(int step)
{
    m_step = step;
    if (step >= m_steps.size()) {
        leave();
        return;
    }
    m_count->setText(tr("Step %1 of %2").arg(step + 1).arg(m_steps.size()));
    m_title->setText(m_steps[step].title);
    m_text->setText(m_steps[step].text);
    m_next->setText(step + 1 == m_steps.size() ? tr("Finish") : tr("Skip"));
    place();
    Q_EMIT stepChanged(step);
}

void Tour::look()
{
    if (m_step < m_steps.size() && m_steps[m_step].done && m_steps[m_step].done())
        go(m_step + 1);
    else
        place();
}

QWidget *Tour::target() const
{
    const QString name = m_steps.value(m_step).target;
    if (name.isEmpty())
        return nullptr;
    const QList<QWidget *> named = m_window->findChildren<QWidget *>(name);
    for (QWidget *widget : named)
        if (widget->isVisible())
            return widget;
    return nullptr;
}

void Tour::place()
{
    const QRect area = m_window->rect().adjusted(kTourGap, kTourGap, -kTourGap, -kTourGap);
    layout()->activate();
    const QSize size(kTourWidth, layout()->hasHeightForWidth() ? layout()->heightForWidth(kTourWidth) : sizeHint().height());
    resize(size);
    QRect at(QPoint(), size);
    if (const QWidget *widget = target()) {
        const QRect pointed(widget->mapTo(m_window, QPoint(0, 0)), widget->size());
        m_ring->setGeometry(pointed.adjusted(-2, -2, 2, 2) & m_window->rect());
        m_ring->show();
        m_ring->raise();
        // Beside it where there is room: right, left, below, above; else within its lower right corner.
        const QPoint right(pointed.right() + kTourGap, pointed.top()), left(pointed.left() - kTourGap - size.width(), pointed.top()),
            below(pointed.left(), pointed.bottom() + kTourGap), above(pointed.left(), pointed.top() - kTourGap - size.height());
        at.moveBottomRight(pointed.bottomRight() - QPoint(kTourGap, kTourGap));
        for (const QPoint &place : {right, left, below, above}) {
            QRect tried(place, size);
            // Pushed back into the window, as long as it does not cover what it points at.
            tried.moveTop(std::clamp(tried.top(), area.top(), std::max(area.top(), area.bottom() - size.height())));
            if (place == below || place == above)
                tried.moveLeft(std::clamp(tried.left(), area.left(), std::max(area.left(), area.right() - size.width())));
            if (area.contains(tried) && !tried.intersects(pointed)) {
                at = tried;
                break;
            }
        }
    } else {
        m_ring->hide();
        at.moveCenter(area.center());
    }
    setGeometry(at);
    show();
    raise();
}

bool Tour::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::Resize && m_step >= 0 && m_step < m_steps.size())
        place();
    return QFrame::eventFilter(watched, event);
}

void Tour::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        leave();
    else
        QFrame::keyPressEvent(event);
}

}  // namespace headrace

#include "moc_tour.cpp"
