// What every C++ test needs: checks, and references that release themselves.

#pragma once

#include <cstdio>
#include <utility>

#include <windows.h>

// A program may have the declarations from elsewhere.
#ifndef DECLARED_ELSEWHERE
#include "wuapi.h"
#endif

// A failed check is a line that begins with "not ok".
#define CHECK(condition)                                                       \
    do {                                                                       \
        if (!(condition))                                                      \
            std::printf("not ok: line %d: %s\n", __LINE__, #condition);        \
    } while (0)

#define CHECK_HR(call, expected)                                               \
    do {                                                                       \
        HRESULT got_ = (call), expected_ = (expected);                         \
        if (got_ != expected_)                                                 \
            std::printf("not ok: line %d: %s: got %08lx, expected %08lx\n",    \
                        __LINE__, #call, got_, expected_);                     \
    } while (0)

// A test that ends too early lacks this line.
inline int done(const char *name)
{
    std::printf("end of %s\n", name);
    std::fflush(stdout);
    return 0;
}

// A counted reference.
template <class T> class Ref {
public:
    Ref() = default;
    Ref(const Ref &) = delete;
    Ref &operator=(const Ref &) = delete;
    Ref(Ref &&other) : pointer_(std::exchange(other.pointer_, nullptr)) {}
    ~Ref()
    {
        if (pointer_)
            pointer_->Release();
    }

    // For an out parameter.
    T **operator&() { return &pointer_; }
    T *operator->() const { return pointer_; }
    operator T *() const { return pointer_; }

    // Another interface of the object.
    template <class U> HRESULT as(Ref<U> &other) const
    {
        return pointer_->QueryInterface(__uuidof(U), reinterpret_cast<void **>(&other));
    }

private:
    T *pointer_ = nullptr;
};

// A string for an argument.
class Text {
public:
    explicit Text(const wchar_t *text) : bstr_(SysAllocString(text)) {}
    ~Text() { SysFreeString(bstr_); }
    operator BSTR() const { return bstr_; }

private:
    BSTR bstr_;
};

// An object of a class.
template <class T> HRESULT create(const CLSID &clsid, Ref<T> &object)
{
    return CoCreateInstance(clsid, nullptr, CLSCTX_INPROC_SERVER, __uuidof(T), reinterpret_cast<void **>(&object));
}
