// An update that knows nothing: each getter returns a fixed value of its type. What calls of it cost is what COM, the
// allocation of results and, for scripts, the interpreter cost.

#pragma once

#include "../wine/check.h"

#include <oleauto.h>
#include <iterator>

// The properties that are read: X(name, kind). Of the 44 that IUpdate can be asked for, these are of all kinds.
#define PROPERTIES(X)                          \
    X(Title, text)                             \
    X(AutoSelectOnWebSites, boolean)           \
    X(BundledUpdates, object)                  \
    X(CanRequireSource, boolean)               \
    X(Categories, object)                      \
    X(Deadline, variant)                       \
    X(DeltaCompressedContentAvailable, boolean) \
    X(DeltaCompressedContentPreferred, boolean) \
    X(Description, text)                       \
    X(DownloadPriority, enumeration)           \
    X(EulaAccepted, boolean)                   \
    X(HandlerID, text)                         \
    X(Identity, object)                        \
    X(InstallationBehavior, object)            \
    X(IsBeta, boolean)                         \
    X(IsDownloaded, boolean)                   \
    X(IsHidden, boolean)                       \
    X(IsInstalled, boolean)                    \
    X(IsMandatory, boolean)                    \
    X(IsUninstallable, boolean)                \
    X(KBArticleIDs, object)                    \
    X(Languages, object)                       \
    X(LastDeploymentChangeTime, date)          \
    X(MaxDownloadSize, decimal)                \
    X(MinDownloadSize, decimal)                \
    X(MsrcSeverity, text)                      \
    X(RecommendedCpuSpeed, number)             \
    X(ReleaseNotes, text)                      \
    X(SupportUrl, text)                        \
    X(Type, enumeration)

class Trivial final : public wua::IUpdate {
public:
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void **out) override
    {
        bool known = iid == IID_IUnknown || iid == IID_IDispatch || iid == __uuidof(wua::IUpdate);
        *out = known ? this : nullptr;
        if (known)
            AddRef();
        return known ? S_OK : E_NOINTERFACE;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return static_cast<ULONG>(InterlockedIncrement(&references_)); }
    // It outlives everybody.
    ULONG STDMETHODCALLTYPE Release() override { return static_cast<ULONG>(InterlockedDecrement(&references_)); }

    HRESULT STDMETHODCALLTYPE GetTypeInfoCount(UINT *count) override
    {
        *count = 0;
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE GetTypeInfo(UINT, LCID, ITypeInfo **) override { return DISP_E_BADINDEX; }
    HRESULT STDMETHODCALLTYPE GetIDsOfNames(REFIID, LPOLESTR *names, UINT, LCID, DISPID *ids) override
    {
        static const wchar_t *const known[] = {
#define NAME(name, kind) L## #name,
            PROPERTIES(NAME)
#undef NAME
        };
        for (size_t index = 0; index < std::size(known); index++) {
            if (_wcsicmp(names[0], known[index]) == 0) {
                ids[0] = static_cast<DISPID>(index);
                return S_OK;
            }
        }
        return DISP_E_UNKNOWNNAME;
    }
    HRESULT STDMETHODCALLTYPE Invoke(DISPID id, REFIID, LCID, WORD, DISPPARAMS *, VARIANT *result, EXCEPINFO *,
                                     UINT *) override
    {
        enum {
#define NUMBER(name, kind) number_##name,
            PROPERTIES(NUMBER)
#undef NUMBER
        };
        switch (id) {
#define RESULT(name, kind)   \
    case number_##name:      \
        return kind(result);
            PROPERTIES(RESULT)
#undef RESULT
        default:
            return DISP_E_MEMBERNOTFOUND;
        }
    }

    HRESULT STDMETHODCALLTYPE get_Title(BSTR *result) override { return text(result); }
    HRESULT STDMETHODCALLTYPE get_AutoSelectOnWebSites(VARIANT_BOOL *result) override { return boolean(result); }
    HRESULT STDMETHODCALLTYPE get_BundledUpdates(wua::IUpdateCollection **result) override { return object(result); }
    HRESULT STDMETHODCALLTYPE get_CanRequireSource(VARIANT_BOOL *result) override { return boolean(result); }
    HRESULT STDMETHODCALLTYPE get_Categories(wua::ICategoryCollection **result) override { return object(result); }
    HRESULT STDMETHODCALLTYPE get_Deadline(VARIANT *result) override { return variant(result); }
    HRESULT STDMETHODCALLTYPE get_DeltaCompressedContentAvailable(VARIANT_BOOL *result) override
    {
        return boolean(result);
    }
    HRESULT STDMETHODCALLTYPE get_DeltaCompressedContentPreferred(VARIANT_BOOL *result) override
    {
        return boolean(result);
    }
    HRESULT STDMETHODCALLTYPE get_Description(BSTR *result) override { return text(result); }
    HRESULT STDMETHODCALLTYPE get_EulaAccepted(VARIANT_BOOL *result) override { return boolean(result); }
    HRESULT STDMETHODCALLTYPE get_EulaText(BSTR *result) override { return text(result); }
    HRESULT STDMETHODCALLTYPE get_HandlerID(BSTR *result) override { return text(result); }
    HRESULT STDMETHODCALLTYPE get_Identity(wua::IUpdateIdentity **result) override { return object(result); }
    HRESULT STDMETHODCALLTYPE get_Image(wua::IImageInformation **result) override { return object(result); }
    HRESULT STDMETHODCALLTYPE get_InstallationBehavior(wua::IInstallationBehavior **result) override
    {
        return object(result);
    }
    HRESULT STDMETHODCALLTYPE get_IsBeta(VARIANT_BOOL *result) override { return boolean(result); }
    HRESULT STDMETHODCALLTYPE get_IsDownloaded(VARIANT_BOOL *result) override { return boolean(result); }
    HRESULT STDMETHODCALLTYPE get_IsHidden(VARIANT_BOOL *result) override { return boolean(result); }
    HRESULT STDMETHODCALLTYPE put_IsHidden(VARIANT_BOOL) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE get_IsInstalled(VARIANT_BOOL *result) override { return boolean(result); }
    HRESULT STDMETHODCALLTYPE get_IsMandatory(VARIANT_BOOL *result) override { return boolean(result); }
    HRESULT STDMETHODCALLTYPE get_IsUninstallable(VARIANT_BOOL *result) override { return boolean(result); }
    HRESULT STDMETHODCALLTYPE get_Languages(wua::IStringCollection **result) override { return object(result); }
    HRESULT STDMETHODCALLTYPE get_LastDeploymentChangeTime(DATE *result) override { return date(result); }
    HRESULT STDMETHODCALLTYPE get_MaxDownloadSize(DECIMAL *result) override { return decimal(result); }
    HRESULT STDMETHODCALLTYPE get_MinDownloadSize(DECIMAL *result) override { return decimal(result); }
    HRESULT STDMETHODCALLTYPE get_MoreInfoUrls(wua::IStringCollection **result) override { return object(result); }
    HRESULT STDMETHODCALLTYPE get_MsrcSeverity(BSTR *result) override { return text(result); }
    HRESULT STDMETHODCALLTYPE get_RecommendedCpuSpeed(LONG *result) override { return number(result); }
    HRESULT STDMETHODCALLTYPE get_RecommendedHardDiskSpace(LONG *result) override { return number(result); }
    HRESULT STDMETHODCALLTYPE get_RecommendedMemory(LONG *result) override { return number(result); }
    HRESULT STDMETHODCALLTYPE get_ReleaseNotes(BSTR *result) override { return text(result); }
    HRESULT STDMETHODCALLTYPE get_SecurityBulletinIDs(wua::IStringCollection **result) override
    {
        return object(result);
    }
    HRESULT STDMETHODCALLTYPE get_SupersededUpdateIDs(wua::IStringCollection **result) override
    {
        return object(result);
    }
    HRESULT STDMETHODCALLTYPE get_SupportUrl(BSTR *result) override { return text(result); }
    HRESULT STDMETHODCALLTYPE get_Type(wua::UpdateType *result) override { return enumeration(result); }
    HRESULT STDMETHODCALLTYPE get_UninstallationNotes(BSTR *result) override { return text(result); }
    HRESULT STDMETHODCALLTYPE get_UninstallationBehavior(wua::IInstallationBehavior **result) override
    {
        return object(result);
    }
    HRESULT STDMETHODCALLTYPE get_UninstallationSteps(wua::IStringCollection **result) override
    {
        return object(result);
    }
    HRESULT STDMETHODCALLTYPE get_KBArticleIDs(wua::IStringCollection **result) override { return object(result); }
    HRESULT STDMETHODCALLTYPE AcceptEula() override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE get_DeploymentAction(wua::DeploymentAction *result) override
    {
        return enumeration(result);
    }
    HRESULT STDMETHODCALLTYPE CopyFromCache(BSTR, VARIANT_BOOL) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE get_DownloadPriority(wua::DownloadPriority *result) override
    {
        return enumeration(result);
    }
    HRESULT STDMETHODCALLTYPE get_DownloadContents(wua::IUpdateDownloadContentCollection **result) override
    {
        return object(result);
    }

private:
    LONG references_ = 1;

    // As long as the museum's texts are on average.
    static HRESULT text(BSTR *result)
    {
        *result = SysAllocString(L"A text of about thirty letters");
        return *result ? S_OK : E_OUTOFMEMORY;
    }
    static HRESULT text(VARIANT *result)
    {
        V_VT(result) = VT_BSTR;
        return text(&V_BSTR(result));
    }
    static HRESULT boolean(VARIANT_BOOL *result)
    {
        *result = VARIANT_TRUE;
        return S_OK;
    }
    static HRESULT boolean(VARIANT *result)
    {
        V_VT(result) = VT_BOOL;
        return boolean(&V_BOOL(result));
    }
    // Whoever only counts references need not know what it is.
    template <class T> HRESULT object(T **result)
    {
        AddRef();
        *result = reinterpret_cast<T *>(static_cast<IDispatch *>(this));
        return S_OK;
    }
    HRESULT object(VARIANT *result)
    {
        V_VT(result) = VT_DISPATCH;
        return object(&V_DISPATCH(result));
    }
    static HRESULT date(DATE *result)
    {
        *result = 46000.5;
        return S_OK;
    }
    static HRESULT date(VARIANT *result)
    {
        V_VT(result) = VT_DATE;
        return date(&V_DATE(result));
    }
    static HRESULT variant(VARIANT *result) { return date(result); }
    static HRESULT decimal(DECIMAL *result)
    {
        *result = DECIMAL{};
        result->Lo64 = 921600;
        return S_OK;
    }
    static HRESULT decimal(VARIANT *result)
    {
        // The type stands in the decimal's own reserved part.
        decimal(&V_DECIMAL(result));
        V_VT(result) = VT_DECIMAL;
        return S_OK;
    }
    static HRESULT number(LONG *result)
    {
        *result = 1000;
        return S_OK;
    }
    static HRESULT number(VARIANT *result)
    {
        V_VT(result) = VT_I4;
        return number(&V_I4(result));
    }
    template <class T> static HRESULT enumeration(T *result)
    {
        *result = static_cast<T>(1);
        return S_OK;
    }
    static HRESULT enumeration(VARIANT *result) { return number(result); }
};
