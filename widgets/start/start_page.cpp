// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/start/start_page.h"

#include "models/document/in_background.h"
#include "models/settings/settings.h"
#include "widgets/start/example_card.h"
#include "widgets/start/recent_list.h"
#include "widgets/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace headrace {
namespace {

constexpr int kRecentWidth = 264;
constexpr int kMostCards = 3;
constexpr int kPageGap = 16;
constexpr int kNarrowestCard = 224;  ///< the narrowest a card may be
constexpr int kPageMargin = 32;
constexpr int kPageWidth = kRecentWidth + 32 + kMostCards * 280 + (kMostCards - 1) * kPageGap;

QLabel *sectionLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setProperty("kind", QStringLiteral("section"));
    return label;
}

}  // namespace

StartPage::StartPage(Settings *settings, const Catalog &catalog, QWidget *parent)
    : QScrollArea(parent), m_settings(settings), m_catalog(catalog)
{
    setObjectName(QStringLiteral("startPage"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setProperty("kind", QStringLiteral("window"));
    auto *outer = new QWidget;
    outer->setObjectName(QStringLiteral("startOuter"));
    outer->setProperty("kind", QStringLiteral("window"));
    outer->setAttribute(Qt::WA_StyledBackground);
    auto *centre = new QHBoxLayout(outer);
    centre->setContentsMargins(kPageMargin, kPageMargin, kPageMargin, kPageMargin);
    m_page = new QWidget(outer);
    m_page->setMaximumWidth(kPageWidth);
    centre->addStretch(1);
    centre->addWidget(m_page, 100);
    centre->addStretch(1);

    auto *title = new QLabel(tr("Headrace"), m_page);
    title->setProperty("kind", QStringLiteral("headline"));
    auto *subtitle = new QLabel(tr("Compose a pipeline, run it, compare what it did."), m_page);
    subtitle->setProperty("kind", QStringLiteral("secondary"));
    const auto button = [this](const QString &name, const QString &icon, const QString &text, void (StartPage::*signal)()) {
        auto *push = new QPushButton(text, m_page);
        push->setObjectName(name);
        setThemeIcon(push, icon, signal == &StartPage::newRequested ? IconRole::OnAccent : IconRole::Secondary);
        connect(push, &QPushButton::clicked, this, signal);
        return push;
    };
    auto *fresh = button(QStringLiteral("startNew"), QStringLiteral("plus"), tr("New pipeline"), &StartPage::newRequested);
    fresh->setProperty("kind", QStringLiteral("primary"));
    auto *top = new QHBoxLayout;
    top->setSpacing(metrics::kSpace);
    auto *names = new QVBoxLayout;
    names->setSpacing(metrics::kUnit);
    names->setContentsMargins(metrics::kSpace, 0, 0, 0);  // where the texts of the recent work begin
    names->addWidget(title);
    names->addWidget(subtitle);
    top->addLayout(names, 1);
    top->addWidget(button(QStringLiteral("startTour"), QStringLiteral("map"), tr("Take the tour"), &StartPage::tourRequested));
    top->addWidget(
        button(QStringLiteral("startFolder"), QStringLiteral("folder-open"), tr("Open a folder"), &StartPage::openFolderRequested));
    top->addWidget(button(QStringLiteral("startFile"), QStringLiteral("file-json"), tr("Open a pipeline"), &StartPage::openFileRequested));
    top->addWidget(fresh);

    m_problem = new QLabel(m_page);
    m_problem->setObjectName(QStringLiteral("startProblem"));
    m_problem->setProperty("kind", QStringLiteral("bad"));
    m_problem->setWordWrap(true);
    m_problem->hide();

    m_recent = new RecentList(settings, m_page);
    m_recent->setFixedWidth(kRecentWidth);
    connect(m_recent, &RecentList::fileChosen, this, &StartPage::openRequested);
    connect(m_recent, &RecentList::workspaceChosen, this, &StartPage::workspaceRequested);

    m_examples = new QGridLayout;
    m_templates = new QGridLayout;
    for (QGridLayout *grid : {m_examples, m_templates}) {
        grid->setSpacing(kPageGap);
        grid->setContentsMargins(0, 0, 0, 0);
    }
    auto *gallery = new QVBoxLayout;
    gallery->setSpacing(metrics::kSpace);
    gallery->addWidget(sectionLabel(tr("EXAMPLES"), m_page));
    gallery->addLayout(m_examples);
    gallery->addSpacing(kPageGap);
    gallery->addWidget(sectionLabel(tr("START FROM A TEMPLATE"), m_page));
    gallery->addLayout(m_templates);
    auto *where = new QLabel(tr("Examples and templates open as a copy of your own in %1.").arg(documentsFolder()), m_page);
    where->setProperty("kind", QStringLiteral("muted"));
    where->setWordWrap(true);
    gallery->addWidget(where);
    gallery->addStretch(1);

    auto *body = new QHBoxLayout;
    body->setSpacing(32);
    body->addWidget(m_recent, 0, Qt::AlignTop);
    body->addLayout(gallery, 1);
    auto *column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(24);
    column->addLayout(top);
    column->addWidget(m_problem);
    column->addLayout(body);
    column->addStretch(1);
    setWidget(outer);

    inBackground(
        this, [] { return std::pair(findExamples(exampleFolder()), findExamples(templateFolder())); },
        [this](const std::pair<QList<Example>, QList<Example>> &found) {
            showCards(m_examples, found.first);
            showCards(m_templates, found.second);
            m_columns = 0;
            arrange();
        });
}

void StartPage::showCards(QGridLayout *grid, const QList<Example> &examples)
{
    for (const Example &example : examples) {
        auto *card = new ExampleCard(example, m_catalog, m_page);
        connect(card, &ExampleCard::clicked, this, [this, card] { copy(card); });
        (grid == m_examples ? m_exampleCards : m_templateCards).append(card);
    }
}

void StartPage::arrange()
{
    const int width = std::min(viewport()->width() - 2 * kPageMargin, kPageWidth) - kRecentWidth - 32;
    const int columns = std::clamp((width + kPageGap) / (kNarrowestCard + kPageGap), 1, kMostCards);
    if (columns == m_columns)
        return;
    m_columns = columns;
    const auto place = [columns](QGridLayout *grid, const QList<ExampleCard *> &cards) {
        for (int i = 0; i < cards.size(); ++i)
            grid->addWidget(cards[i], i / columns, i % columns);
        for (int i = 0; i < kMostCards; ++i)
            grid->setColumnStretch(i, i < columns ? 1 : 0);
    };
    place(m_examples, m_exampleCards);
    place(m_templates, m_templateCards);
}

void StartPage::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void StartPage::copy(ExampleCard *card)
{
    m_problem->hide();
    card->setBusy(true);
    inBackground(
        card, [example = card->example()] { return copyExample(example, documentsFolder()); },
        [this, card](const Result<QString> &copied) {
            card->setBusy(false);
            if (copied) {
                Q_EMIT openRequested(*copied);
                return;
            }
            m_problem->setText(copied.error().text + QLatin1Char(' ') + copied.error().hint);
            m_problem->show();
            Q_EMIT failed(copied.error());
        });
}

}  // namespace headrace

#include "moc_start_page.cpp"
