"""Activation of classes on another computer: the three ways there are ([MS-DCOM] 3.1.2.5.2.3).

The requests are made of impacket's structures; the answers are read by hand, because impacket knows one interface
for each activation only and looks at no HRESULT.
"""

import uuid
from collections import namedtuple

from impacket.dcerpc.v5 import dcomrt
from impacket.dcerpc.v5.dtypes import NULL

from ndr import CUSTOM, SIGNATURE, Malformed, Reader, Writer, read_addresses

SYSTEM_ACTIVATOR = uuid.UUID('000001a0-0000-0000-c000-000000000046')
ACTIVATION = uuid.UUID('4d9f4ab8-7d1c-11cf-861e-0020af6e7c57')
PROPERTIES_OUT = uuid.UUID('000001a3-0000-0000-c000-000000000046')
PROPS_OUT_INFO = uuid.UUID('00000339-0000-0000-c000-000000000046')
SCM_REPLY_INFO = uuid.UUID('000001b6-0000-0000-c000-000000000046')

Activated = namedtuple('Activated', 'hresult results oxid addresses rem_unknown hint')
Activated.__doc__ = 'What an activation yields; `results` are (HRESULT, reference) in the order of the interfaces.'


def orpc_this(writer, cid, flags=0, version=(5, 7)):
    """The header of every request."""
    return writer.u16(version[0]).u16(version[1]).u32(flags).u32(0).guid(cid).u32(0)


def property_bytes(body):
    data = body.getData() + body.getDataReferents()
    return data + b'\xfa' * (-len(data) % 8)


def properties_in(clsid, iids):
    """OBJREF_CUSTOM with what is to be activated, as impacket sends it, but with any number of interfaces."""
    wanted = dcomrt.InstantiationInfoData()
    wanted['classId'], wanted['cIID'] = clsid.bytes_le, len(iids)
    for iid in iids:
        item = dcomrt.IID()
        item['Data'] = iid.bytes_le
        wanted['pIID'].append(item)
    context = dcomrt.ActivationContextInfoData()
    context['pIFDClientCtx'] = context['pIFDPrototypeCtx'] = NULL
    place = dcomrt.LocationInfoData()
    place['machineName'] = NULL
    request = dcomrt.ScmRequestInfoData()
    request['pdwReserved'] = NULL
    request['remoteRequest']['cRequestedProtseqs'] = 1
    request['remoteRequest']['pRequestedProtseqs'].append(7)
    blob = dcomrt.ACTIVATION_BLOB()
    blob['CustomHeader']['destCtx'] = 2
    blob['CustomHeader']['pdwReserved'] = NULL
    properties = b''
    for kind, body in (
        (dcomrt.CLSID_InstantiationInfo, wanted),
        (dcomrt.CLSID_ActivationContextInfo, context),
        (dcomrt.CLSID_ServerLocationInfo, place),
        (dcomrt.CLSID_ScmRequestInfo, request),
    ):
        item, size, data = dcomrt.CLSID(), dcomrt.DWORD(), property_bytes(body)
        item['Data'], size['Data'] = kind, len(data)
        blob['CustomHeader']['pclsid'].append(item)
        blob['CustomHeader']['pSizes'].append(size)
        properties += data
    blob['Property'] = properties
    custom = dcomrt.OBJREF_CUSTOM()
    custom['iid'] = dcomrt.IID_IActivationPropertiesIn[:-4]
    custom['clsid'] = dcomrt.CLSID_ActivationPropertiesIn
    custom['pObjectData'] = blob.getData()
    custom['ObjectReferenceSize'] = len(custom['pObjectData']) + 8
    return custom.getData()


def create_instance_stub(clsid, iids, cid, version=(5, 7)):
    """RemoteCreateInstance, operation 4 of ISystemActivator."""
    writer = orpc_this(Writer(), cid, 1, version)
    return bytes(writer.u32(0).interface(properties_in(clsid, iids)).data)


def get_class_object_stub(clsid, iids, cid):
    """RemoteGetClassObject, operation 3 of ISystemActivator."""
    return bytes(orpc_this(Writer(), cid, 1).interface(properties_in(clsid, iids)).data)


def remote_activation_stub(clsid, iids, cid):
    """RemoteActivation, operation 0 of IActivation."""
    writer = orpc_this(Writer(), cid, 1).guid(clsid).u32(0).u32(0).u32(2).u32(0).u32(len(iids))
    writer.pointer().u32(len(iids))
    for iid in iids:
        writer.guid(iid)
    return bytes(writer.u16(1).u32(1).u16(7).data)


def read_bindings(reader):
    """A DUALSTRINGARRAY in a stub: its string bindings."""
    most, count, security = reader.u32(), reader.u16(), reader.u16()
    if most != count or security > count:
        raise Malformed(f'bindings of {count} units, security from {security}, for {most}')
    words = [reader.u16() for _ in range(count)]
    return read_addresses(words[:security])


def read_activation(reader):
    """The rest of an answer to RemoteCreateInstance or RemoteGetClassObject."""
    data = None
    if reader.u32():
        most, count = reader.u32(), reader.u32()
        if most != count:
            raise Malformed('the conformance of the activation properties differs from their size')
        data = reader.take(count)
    hresult = reader.u32()
    if data is None:
        return Activated(hresult, [], None, [], None, None)
    properties = read_properties(data)
    results = read_results(Reader(properties[PROPS_OUT_INFO]))
    return Activated(hresult, results, *read_reply(Reader(properties[SCM_REPLY_INFO])))


def read_properties(data):
    """The properties of an OBJREF_CUSTOM by their classes."""
    outer = Reader(data)
    signature, kind = outer.u32(), outer.u32()
    iid = outer.guid()
    outer.guid()
    outer.take(8)
    if (signature, kind, iid) != (SIGNATURE, CUSTOM, PROPERTIES_OUT):
        raise Malformed(f'activation properties of kind {kind}, {iid}')
    total = outer.u32()
    outer.u32()
    blob = outer.take(total)
    header = serialized(Reader(blob))
    if header.u32() != total:
        raise Malformed('the two sizes of the activation properties differ')
    at = header.u32()
    header.take(8)
    count = header.u32()
    header.guid()
    header.take(12)
    header.u32()
    kinds = [header.guid() for _ in range(count)]
    header.u32()
    found = {}
    for kind in kinds:
        size = header.u32()
        found[kind] = blob[at : at + size]
        at += size
    if kinds[:2] != [PROPS_OUT_INFO, SCM_REPLY_INFO]:
        raise Malformed('impacket takes the first two properties for PropsOutInfo and ScmReplyInfo')
    return found


def serialized(reader):
    """Past the two headers of type serialization, [MS-RPCE] 2.2.6."""
    if reader.take(4) != bytes.fromhex('01100800'):
        raise Malformed('no header of type serialization')
    reader.take(12)
    return reader


def read_results(reader):
    count = serialized(reader).u32()
    reader.take(12)
    if reader.u32() != count:
        raise Malformed('the number of interfaces')
    for _ in range(count):
        reader.guid()
    reader.u32()
    hresults = [reader.u32() for _ in range(count)]
    reader.u32()
    there = [reader.u32() for _ in range(count)]
    references = [reader.interface_body() if one else None for one in there]
    return list(zip(hresults, references))


def read_reply(reader):
    serialized(reader).u32()
    if not reader.u32():
        raise Malformed('no reply of the service control manager')
    oxid, _ = reader.u64(), reader.u32()
    rem_unknown, hint = reader.guid(), reader.u32()
    if (reader.u16(), reader.u16()) != (5, 7):
        raise Malformed('the version of the server')
    return oxid, read_bindings(reader), rem_unknown, hint


def read_remote_activation(reader):
    """The rest of an answer to RemoteActivation."""
    oxid = reader.u64()
    bindings = read_bindings(reader) if reader.u32() else []
    rem_unknown, hint = reader.guid(), reader.u32()
    reader.take(4)
    hresult = reader.u32()
    there = [reader.u32() for _ in range(reader.u32())]
    references = [reader.interface_body() if one else None for one in there]
    hresults = [reader.u32() for _ in range(reader.u32())]
    status = reader.u32()
    if status:
        raise Malformed(f'RemoteActivation ends with the status {status:#x}')
    results = list(zip(hresults, references))
    if hresult:
        if oxid or bindings:
            raise Malformed(f'an activation that failed with {hresult:#010x} names the exporter {oxid:#x}')
        return Activated(hresult, results, None, [], None, None)
    return Activated(hresult, results, oxid, bindings, rem_unknown, hint)
