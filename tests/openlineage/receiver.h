// SPDX-License-Identifier: GPL-3.0-or-later
// A small HTTP server on loopback that takes lineage events, and can be slow, refuse them or fail. On a thread of its own.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

namespace headrace::tests {

class Receiver
{
public:
    struct Taken {
        QJsonObject event;
        QByteArray head;  ///< request line and headers
    };

    /// `port` 0: any that is free.
    explicit Receiver(quint16 port = 0)
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_context, [this, port] { listen(port); }, Qt::BlockingQueuedConnection);
    }
    ~Receiver()
    {
        QMetaObject::invokeMethod(
            &m_context,
            [this] {
                delete m_server;
                m_server = nullptr;
            },
            Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    quint16 port() const { return m_port; }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1/api/v1/lineage").arg(m_port); }
    /// What the next `times` requests are answered with; they are not taken unless it is a 2xx.
    void answer(int status, int times)
    {
        const QMutexLocker lock(&m_mutex);
        m_status = status;
        m_times = times;
    }
    void setDelay(int ms)
    {
        const QMutexLocker lock(&m_mutex);
        m_delay = ms;
    }
    QList<Taken> taken() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_taken;
    }
    int requests() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_requests;
    }

private:
    void listen(quint16 port)
    {
        m_server = new QTcpServer;
        m_server->listen(QHostAddress::LocalHost, port);
        m_port = m_server->serverPort();
        QObject::connect(m_server, &QTcpServer::newConnection, m_server, [this] {
            while (QTcpSocket *socket = m_server->nextPendingConnection())
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(socket); });
        });
    }

    void read(QTcpSocket *socket)
    {
        QByteArray bytes = socket->property("bytes").toByteArray() + socket->readAll();
        socket->setProperty("bytes", bytes);
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray head = bytes.left(end);
        const qsizetype at = head.toLower().indexOf("content-length:");
        const qsizetype length = at < 0
            ? 0
            : head.mid(at + 15, head.indexOf('\r', at) < 0 ? -1 : head.indexOf('\r', at) - at - 15).trimmed().toLongLong();
        if (bytes.size() < end + 4 + length)
            return;
        socket->setProperty("bytes", QByteArray());
        const QByteArray body = bytes.mid(end + 4, length);
        int status = 201, delay = 0;
        {
            const QMutexLocker lock(&m_mutex);
            ++m_requests;
            if (m_times > 0) {
                --m_times;
                status = m_status;
            }
            delay = m_delay;
            if (status < 300)
                m_taken << Taken{QJsonDocument::fromJson(body).object(), head};
        }
        QTimer::singleShot(delay, socket, [socket, status] {
            socket->write("HTTP/1.1 " + QByteArray::number(status) + " Said\r\nContent-Length: 0\r\n\r\n");
        });
    }

    QThread m_thread;
    QObject m_context;
    QTcpServer *m_server = nullptr;
    mutable QMutex m_mutex;
    QList<Taken> m_taken;
    quint16 m_port = 0;
    int m_status = 201, m_times = 0, m_delay = 0, m_requests = 0;
};

}  // namespace headrace::tests
