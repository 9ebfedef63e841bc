// SPDX-License-Identifier: GPL-3.0-or-later
// A worker that computes nothing and can behave badly. Each node of the pipeline it is given is one step, in the order of
// their ids; the operator says what happens there: fake.ok, fake.cached, fake.metrics, fake.fail, fake.invalid, fake.sleep,
// fake.hang, fake.crash, fake.abort, fake.exit, fake.killed, fake.garbage, fake.flood, fake.lie, fake.allocate, fake.mute,
// fake.half_line, fake.close. The variable FAKE_WORKER names how hello goes wrong: silent, dead, protocol, catalog, garbage.
#include "engine/protocol/messages.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QThread>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <poll.h>
#include <unistd.h>

using namespace headrace;

namespace {

struct Stop {
};  // the request was cancelled

class FakeWorker
{
public:
    int loop()
    {
        for (;;) {
            while (!m_queue.isEmpty())
                if (!handle(m_queue.takeFirst()))
                    return 0;
            if (!read(-1))
                return 0;
        }
    }

private:
    static void write(const QByteArray &bytes)
    {
        for (qsizetype at = 0; at < bytes.size();) {
            const ssize_t put = ::write(1, bytes.constData() + at, size_t(bytes.size() - at));
            if (put <= 0)
                std::_Exit(1);
            at += put;
        }
    }
    void flush() { write(std::exchange(m_out, {})); }
    void say(const char *event, QJsonObject members = {})
    {
        members.insert(QStringLiteral("event"), QLatin1String(event));
        members.insert(QStringLiteral("id"), m_id);
        members.insert(QStringLiteral("t"), double(QDateTime::currentMSecsSinceEpoch()));
        m_out += protocol::encode(members);
        if (m_out.size() > 60000)
            flush();
    }
    void answer(int id, const QJsonObject &result)
    {
        m_out += protocol::encode({{QStringLiteral("event"), QStringLiteral("answer")},
                                   {QStringLiteral("id"), id},
                                   {QStringLiteral("ok"), true},
                                   {QStringLiteral("result"), result}});
        flush();
    }
    void refuse(int id, const Error &error)
    {
        m_out += protocol::encode({{QStringLiteral("event"), QStringLiteral("answer")},
                                   {QStringLiteral("id"), id},
                                   {QStringLiteral("ok"), false},
                                   {QStringLiteral("error"), error.toJson()}});
        flush();
    }

    /// Takes what has come; false at the end of the input.
    bool read(int milliseconds)
    {
        pollfd input{0, POLLIN, 0};
        if (::poll(&input, 1, milliseconds) <= 0)
            return true;
        QByteArray bytes(1 << 16, Qt::Uninitialized);
        const ssize_t got = ::read(0, bytes.data(), size_t(bytes.size()));
        if (got <= 0)
            return false;
        bytes.resize(got);
        const auto messages = m_decoder.feed(bytes);
        if (!messages)
            return false;
        m_queue += *messages;
        return true;
    }

    void checkCancel()
    {
        if (!read(0))
            std::_Exit(0);
        for (qsizetype i = 0; i < m_queue.size(); ++i)
            if (m_queue[i].value(QStringLiteral("request")) == QLatin1String("cancel")
                && m_queue[i].value(QStringLiteral("of")).toInt() == m_id) {
                answer(m_queue.takeAt(i).value(QStringLiteral("id")).toInt(), {});
                throw Stop();
            }
    }

    bool handle(const QJsonObject &message)
    {
        const QString request = message.value(QStringLiteral("request")).toString();
        m_id = message.value(QStringLiteral("id")).toInt();
        const QByteArray mood = qgetenv("FAKE_WORKER");
        if (request == QLatin1String("hello")) {
            if (mood == "silent")
                return true;
            if (mood == "dead") {
                std::fprintf(stderr, "cannot load a library\n");
                std::_Exit(127);
            }
            if (mood == "garbage") {
                write("libfoo: warning: this is no protocol\n");
                return true;
            }
            answer(m_id,
                   {{QStringLiteral("protocol"), mood == "protocol" ? 99 : protocol::kVersion},
                    {QStringLiteral("version"), QStringLiteral("fake")},
                    {QStringLiteral("catalog"),
                     mood == "catalog" ? QJsonValue(QStringLiteral("other")) : message.value(QStringLiteral("catalog"))},
                    {QStringLiteral("libraries"), QJsonObject{{QStringLiteral("fakelib"), QStringLiteral("1.2")}}},
                    {QStringLiteral("pid"), double(::getpid())}});
        } else if (request == QLatin1String("shutdown")) {
            answer(m_id, {});
            return false;
        } else if (request == QLatin1String("run")) {
            try {
                run(message);
            } catch (const Stop &) {
                refuse(m_id, Error(ErrorCode::Cancelled, QStringLiteral("Cancelled.")));
            }
        } else if (request == QLatin1String("trust_probe")) {
            answer(m_id,
                   {{QStringLiteral("scripts"),
                     QJsonArray{QJsonObject{{QStringLiteral("node"), QStringLiteral("a")},
                                            {QStringLiteral("sha256"), QString(64, QLatin1Char('a'))}}}}});
        } else if (request == QLatin1String("echo")) {
            say("log", {{QStringLiteral("text"), QStringLiteral("echoing")}});
            answer(m_id, message);
        } else if (request == QLatin1String("compare")) {
            answer(m_id, message.value(QStringLiteral("answer")).toObject());
        } else {
            refuse(m_id,
                   Error(ErrorCode::Usage, QStringLiteral("No request '%1'.").arg(request), QStringLiteral("Read docs/protocol.md.")));
        }
        return true;
    }

    void run(const QJsonObject &message)
    {
        m_options = message.value(QStringLiteral("options")).toObject();
        const QJsonObject nodes = message.value(QStringLiteral("pipeline")).toObject().value(QStringLiteral("nodes")).toObject();
        QJsonArray steps, names;
        for (auto node = nodes.begin(); node != nodes.end(); ++node) {
            const QJsonObject facts = node.value().toObject();
            if (facts.value(QStringLiteral("op")) == QLatin1String("fake.invalid"))
                return refuse(m_id,
                              Error(ErrorCode::Invalid, QStringLiteral("There is no column 'x'."), QStringLiteral("Did you mean 'y'?"))
                                  .at(node.key(), QStringLiteral("columns[0]")));
            names << node.key();
            steps << QJsonObject{{QStringLiteral("node"), node.key()},
                                 {QStringLiteral("op"), facts.value(QStringLiteral("op"))},
                                 {QStringLiteral("stage"), QStringLiteral("s1")},
                                 {QStringLiteral("key"), keyOf(node.key(), facts)}};
        }
        say("plan",
            {{QStringLiteral("stages"),
              QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("s1")}, {QStringLiteral("nodes"), names}}}},
             {QStringLiteral("steps"), steps}});
        say("stage_started", {{QStringLiteral("stage"), QStringLiteral("s1")}});
        flush();
        QJsonObject metrics;
        for (auto node = nodes.begin(); node != nodes.end(); ++node)
            if (!step(node.key(), node.value().toObject(), metrics))
                return;
        say("stage_finished", {{QStringLiteral("stage"), QStringLiteral("s1")}, {QStringLiteral("duration_s"), 0.25}});
        answer(m_id,
               {{QStringLiteral("status"), QStringLiteral("done")},
                {QStringLiteral("metrics"), metrics},
                {QStringLiteral("rows"), QJsonObject()}});
    }

    static QString keyOf(const QString &node, const QJsonObject &facts)
    {
        return QString::fromLatin1(
            QCryptographicHash::hash((node + facts.value(QStringLiteral("op")).toString()).toUtf8(), QCryptographicHash::Sha256).toHex());
    }

    /// False where the run was answered already.
    bool step(const QString &node, const QJsonObject &facts, QJsonObject &metrics)
    {
        const QString op = facts.value(QStringLiteral("op")).toString();
        const QJsonObject params = facts.value(QStringLiteral("params")).toObject();
        const QString key = keyOf(node, facts);
        const QString mark = m_options.value(QStringLiteral("cache_folder")).toString() + QLatin1Char('/') + key;
        const bool caching = !m_options.value(QStringLiteral("no_cache")).toBool() && m_options.contains(QStringLiteral("cache_folder"));
        const QJsonObject at{{QStringLiteral("node"), node}, {QStringLiteral("stage"), QStringLiteral("s1")}};
        const auto with = [&at](QJsonObject more) {
            for (auto member = at.begin(); member != at.end(); ++member)
                more.insert(member.key(), member.value());
            return more;
        };
        const bool cached = op == QLatin1String("fake.cached") || (caching && op == QLatin1String("fake.sleep") && QFileInfo::exists(mark));
        say("step_started", at);
        if (op != QLatin1String("fake.ok"))
            flush();
        if (!cached && !misbehave(node, op, params, with))
            return false;
        if (op == QLatin1String("fake.metrics"))
            for (int i = 0; i < params.value(QStringLiteral("points")).toInt(3); ++i) {
                say("metric",
                    {{QStringLiteral("node"), node},
                     {QStringLiteral("key"), node + QStringLiteral("/test/loss")},
                     {QStringLiteral("value"), 1.0 / (i + 1)},
                     {QStringLiteral("step"), i}});
                metrics.insert(node + QStringLiteral("/test/loss"), 1.0 / (i + 1));
            }
        if (op != QLatin1String("fake.ok"))
            say("rows", {{QStringLiteral("node"), node}, {QStringLiteral("port"), QStringLiteral("rows")}, {QStringLiteral("rows"), 42}});
        if (op == QLatin1String("fake.sleep")) {
            // What a step leaves: in the cache whole or not at all.
            if (caching && !cached) {
                QFile file(mark + QStringLiteral(".part"));
                (void)file.open(QIODevice::WriteOnly);
                file.write(key.toLatin1());
                file.close();
                file.rename(mark);
            }
            say("output",
                {{QStringLiteral("node"), node},
                 {QStringLiteral("port"), QStringLiteral("rows")},
                 {QStringLiteral("kind"), QStringLiteral("table")},
                 {QStringLiteral("rows"), 42},
                 {QStringLiteral("key"), key}});
        }
        say("step_finished",
            with({{QStringLiteral("status"), cached ? QStringLiteral("cached") : QStringLiteral("done")},
                  {QStringLiteral("duration_s"), QJsonValue::Null},
                  {QStringLiteral("key"), key}}));
        return true;
    }

    template <class With> bool misbehave(const QString &node, const QString &op, const QJsonObject &params, const With &with)
    {
        const auto is = [&op](const char *name) { return op == QLatin1String(name); };
        if (is("fake.fail")) {
            const Error error = Error(ErrorCode::Failed, QStringLiteral("It went wrong."), QStringLiteral("Mend it.")).at(node);
            say("step_failed",
                with({{QStringLiteral("status"), QStringLiteral("failed")},
                      {QStringLiteral("error"), error.toJson()},
                      {QStringLiteral("attempt"), 1},
                      {QStringLiteral("retry"), false}}));
            refuse(m_id, error);
            return false;
        }
        if (is("fake.sleep")) {
            for (int ms = params.value(QStringLiteral("ms")).toInt(100); ms > 0; ms -= 10) {
                checkCancel();
                QThread::msleep(10);
            }
        } else if (is("fake.hang")) {
            for (;;)
                ::pause();
        } else if (is("fake.mute")) {
            ::close(1);
            for (;;)
                ::pause();
        } else if (is("fake.crash")) {
            std::fprintf(stderr, "about to touch what is not there\n");
            ::signal(SIGSEGV, SIG_DFL);
            ::raise(SIGSEGV);
        } else if (is("fake.abort")) {
            ::signal(SIGABRT, SIG_DFL);
            ::raise(SIGABRT);
        } else if (is("fake.exit")) {
            std::_Exit(params.value(QStringLiteral("code")).toInt(3));
        } else if (is("fake.killed")) {
            ::raise(SIGKILL);
        } else if (is("fake.close")) {
            answer(m_id, {{QStringLiteral("status"), QStringLiteral("done")}});
            return false;  // with this step unfinished
        } else if (is("fake.garbage")) {
            write(QByteArrayLiteral("\x00\xff{{{ this is no message\n"));
        } else if (is("fake.half_line")) {
            write("{\"event\":\"step_fin");
            std::_Exit(0);
        } else if (is("fake.flood")) {
            const QByteArray noise(1000, 'x');
            for (int i = 0; i < params.value(QStringLiteral("lines")).toInt(20000); ++i) {
                say("log",
                    {{QStringLiteral("node"), node},
                     {QStringLiteral("level"), QStringLiteral("info")},
                     {QStringLiteral("text"), QString::fromLatin1(noise)}});
                if (i % 100 == 0)
                    checkCancel();
                std::fprintf(stderr, "%s\n", noise.constData());
            }
        } else if (is("fake.lie")) {
            lie(node);
        } else if (is("fake.allocate")) {
            std::vector<std::vector<char>> hoard;
            for (;;) {
                hoard.emplace_back(16 << 20, char(hoard.size()));
                QThread::msleep(2);
            }
        }
        return true;
    }

    /// Well-formed lines that cannot be true.
    void lie(const QString &node)
    {
        say("step_finished", {{QStringLiteral("node"), QStringLiteral("nobody")}, {QStringLiteral("status"), QStringLiteral("done")}});
        say("step_finished", {{QStringLiteral("node"), 7}});
        say("plan",
            {{QStringLiteral("stages"), QStringLiteral("none")},
             {QStringLiteral("steps"), QJsonArray{1, QStringLiteral("two"), QJsonObject()}}});
        say("metric",
            {{QStringLiteral("node"), node},
             {QStringLiteral("key"), node + QStringLiteral("/m")},
             {QStringLiteral("value"), QJsonArray()},
             {QStringLiteral("step"), QStringLiteral("x")}});
        say("metric",
            {{QStringLiteral("node"), node},
             {QStringLiteral("key"), node + QStringLiteral("/nan")},
             {QStringLiteral("value"), QStringLiteral("NaN")}});
        say("rows", {{QStringLiteral("node"), node}, {QStringLiteral("port"), QStringLiteral("rows")}, {QStringLiteral("rows"), -5}});
        say("rows", {{QStringLiteral("node"), node}, {QStringLiteral("port"), QStringLiteral("rows")}, {QStringLiteral("rows"), 1e300}});
        say("artifact",
            {{QStringLiteral("node"), node},
             {QStringLiteral("name"), QStringLiteral("passwd")},
             {QStringLiteral("path"), QStringLiteral("/etc/passwd")}});
        say("artifact",
            {{QStringLiteral("node"), node},
             {QStringLiteral("name"), QStringLiteral("../up")},
             {QStringLiteral("path"), QStringLiteral("../../../up")}});
        say("dataset", {{QStringLiteral("node"), node}, {QStringLiteral("role"), QStringLiteral("thief")}});
        say("lineage",
            {{QStringLiteral("node"), node},
             {QStringLiteral("columns"), QJsonObject()},
             {QStringLiteral("choosing"), QJsonArray{QStringLiteral("no colon"), 5}}});
        say("step_progress",
            {{QStringLiteral("node"), node}, {QStringLiteral("done"), QStringLiteral("much")}, {QStringLiteral("total"), -1}});
        say("unheard_of", {{QStringLiteral("x"), 1}});
        m_out += protocol::encode(
            {{QStringLiteral("event"), QStringLiteral("answer")}, {QStringLiteral("id"), 999}, {QStringLiteral("ok"), true}});
        m_out += protocol::encode({{QStringLiteral("no"), QStringLiteral("event")}});
        flush();
    }

    protocol::Decoder m_decoder;
    QList<QJsonObject> m_queue;
    QByteArray m_out;
    QJsonObject m_options;
    int m_id = 0;
};

}  // namespace

int main()
{
    return FakeWorker().loop();
}
