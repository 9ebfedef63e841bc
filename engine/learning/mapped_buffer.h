// SPDX-License-Identifier: GPL-3.0-or-later
// A growing buffer in an anonymous mapping, so that its pages go back to the system the moment they are no longer needed.
#pragma once

#include <cstddef>
#include <utility>

namespace headrace::learning {

/// Sizes are in bytes. New bytes read as zero. Belongs to one thread at a time.
class MappedBuffer
{
public:
    MappedBuffer() = default;
    ~MappedBuffer() { release(); }
    MappedBuffer(MappedBuffer &&other) noexcept { swap(other); }
    MappedBuffer &operator=(MappedBuffer &&other) noexcept
    {
        MappedBuffer(std::move(other)).swap(*this);
        return *this;
    }

    /// Makes room for at least `bytes`; what is there stays, its address may change. False when the system has no memory.
    [[nodiscard]] bool reserve(size_t bytes);
    /// Gives everything back.
    void release();
    /// Gives the pages that lie wholly before `bytes` back; they must not be read again.
    void releaseBefore(size_t bytes);

    size_t capacity() const { return m_capacity; }
    char *data() { return static_cast<char *>(m_data); }
    const char *data() const { return static_cast<const char *>(m_data); }
    template <class T> T *as() { return static_cast<T *>(m_data); }
    template <class T> const T *as() const { return static_cast<const T *>(m_data); }

private:
    void swap(MappedBuffer &other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_capacity, other.m_capacity);
        std::swap(m_released, other.m_released);
    }

    void *m_data = nullptr;
    size_t m_capacity = 0;
    size_t m_released = 0;
};

}  // namespace headrace::learning
