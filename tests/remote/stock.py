"""impacket as its users use it: DCOMConnection, IDispatch and ITypeInfo of impacket, nothing of our own."""

import uuid

from impacket.dcerpc.v5 import dcomrt
from impacket.dcerpc.v5.dcom import oaut
from impacket.dcerpc.v5.dtypes import NULL
from impacket.uuid import string_to_bin

from facts import FACTS, IDISPATCH
from wire import LEVELS
from wua_dcom import read_password

METHOD, GET = 1, 2


# impacket looks for it where the structure of the request is.
DCERPCSessionError = oaut.DCERPCSessionError


class ITypeInfo_GetDocumentation(oaut.ITypeInfo_GetDocumentation):
    """impacket finds the structure of the answer by this name."""


class ITypeInfo_GetDocumentationResponse(dcomrt.DCOMANSWER):
    """impacket's own has no room for the help file, [MS-OAUT] 3.7.4.8, and stumbles over every answer."""

    structure = (
        ('pBstrName', oaut.BSTR),
        ('pBstrDocString', oaut.BSTR),
        ('pdwHelpContext', oaut.DWORD),
        ('pBstrHelpFile', oaut.BSTR),
        ('ErrorCode', oaut.error_status_t),
    )


MEMBERID_NIL = -1
ALL_TEXTS = 15
TKIND_DISPATCH = 4


def connect(check, level):
    """A DCOMConnection to any port: what it dials is a string binding without its protocol."""
    given = check.arguments
    connection = dcomrt.DCOMConnection(
        f'{given.server}[{given.port}]', given.user, read_password(given.password_file), authLevel=LEVELS[level]
    )
    # It finds its connections again by the address alone.
    dcomrt.DCOMConnection.PORTMAPS[given.server] = connection.get_dce_rpc()
    return connection


def child(parent, answer):
    """The object in the result of Invoke, as impacket's own examples make one."""
    data = answer['pVarResult']['_varUnion']['pdispVal']['abData']
    interface = dcomrt.INTERFACE(
        parent.get_cinstance(), b''.join(data), parent.get_ipidRemUnknown(), target=parent.get_target()
    )
    return oaut.IDispatch(dcomrt.IRemUnknown2(interface))


def parameters(text=None):
    found = oaut.DISPPARAMS(None, False)
    found['rgdispidNamedArgs'] = NULL
    found['cNamedArgs'] = 0
    if text is None:
        found['rgvarg'] = NULL
        found['cArgs'] = 0
        return found
    argument = oaut.VARIANT(None, False)
    argument['clSize'] = 5
    argument['vt'] = oaut.VARENUM.VT_BSTR
    argument['_varUnion']['tag'] = oaut.VARENUM.VT_BSTR
    argument['_varUnion']['bstrVal']['asData'] = text
    found['rgvarg'].append(argument)
    found['cArgs'] = 1
    return found


def invoke(pointer, name, flags, text=None):
    dispid = pointer.GetIDsOfNames([name])[0]
    return pointer.Invoke(dispid, 0x409, flags, parameters(text), 0, [], [])


def stock(check, level):
    connection = connect(check, level)
    try:
        clsid = string_to_bin(str(FACTS.clsid('UpdateSession')))
        session = oaut.IDispatch(connection.CoCreateInstanceEx(clsid, string_to_bin(str(IDISPATCH))))
        check.equal('GetTypeInfoCount', session.GetTypeInfoCount()['pctinfo'], 1)
        searcher = child(session, invoke(session, 'CreateUpdateSearcher', METHOD))
        result = child(searcher, invoke(searcher, 'Search', METHOD, 'IsInstalled=0'))
        updates = child(result, invoke(result, 'Updates', GET))
        count = invoke(updates, 'Count', GET)['pVarResult']['_varUnion']['lVal']
        check.true('updates by impacket alone', count > 20, count)
        described(check, searcher, FACTS.interfaces['IUpdateSearcher3'])
        described(check, session, FACTS.interfaces['IUpdateSession3'])
        third = session.RemQueryInterface(1, (FACTS.interfaces['IUpdateSession3'].iid.bytes_le,))
        check.true('RemQueryInterface', third.get_iPid() != session.get_iPid())
        check.equal('RemRelease', third.RemRelease()['ErrorCode'], 0)
    finally:
        forget(connection, check.arguments.server)


def forget(connection, server):
    """impacket keeps its connections by the address in variables of its classes."""
    for known in dcomrt.INTERFACE.CONNECTIONS.pop(server, {}).values():
        for one in known.values():
            one['dce'].disconnect()
    dcomrt.DCOMConnection.PORTMAPS.pop(server, None)
    dcomrt.DCOMConnection.OID_ADD.pop(server, None)
    dcomrt.DCOMConnection.OID_SET.pop(server, None)
    connection.disconnect()


def documented(info, memid):
    """The name that GetDocumentation gives."""
    request = ITypeInfo_GetDocumentation()
    request['memid'], request['refPtrFlags'] = memid, ALL_TEXTS
    return text(info.request(request, iid=info._iid, uuid=info.get_iPid())['pBstrName'])


def described(check, pointer, interface):
    """ITypeInfo against the facts."""
    info = pointer.GetTypeInfo()
    attributes = info.GetTypeAttr()['ppTypeAttr']
    check.equal(f'{interface}: the kind', attributes['typeKind'], TKIND_DISPATCH)
    check.equal(f'{interface}: the interface', uuid.UUID(bytes_le=bytes(attributes['guid'])), interface.iid)
    check.equal(f'{interface}: its name', documented(info, MEMBERID_NIL), interface.name)
    expected = {
        (member.name, member.dispid & 0xFFFFFFFF, KINDS[member.kind])
        for member in interface.members
        if not member.restricted
    }
    found = set()
    for index in range(attributes['cFuncs']):
        function = info.GetFuncDesc(index)['ppFuncDesc']
        memid = function['memid'] & 0xFFFFFFFF
        names = info.GetNames(function['memid'], 8)
        name = documented(info, function['memid'])
        check.equal(f'{interface}: two names of {memid:#x}', name, text(names['rgBstrNames'][0]))
        found.add((name, memid, function['invkind']))
        if name == 'Search':
            check.equal('a parameter of Search', text(names['rgBstrNames'][1]), 'criteria')
            check.equal('parameters of Search', function['cParams'], 1)
    check.equal(f'{interface}: members that are missing', expected - found, set())
    check.equal(
        f'{interface}: members that are not its own',
        {one for one in found - expected if one[0] not in INHERITED},
        set(),
    )


KINDS = {'method': 1, 'propget': 2, 'propput': 4}
INHERITED = {
    'QueryInterface',
    'AddRef',
    'Release',
    'GetTypeInfoCount',
    'GetTypeInfo',
    'GetIDsOfNames',
    'Invoke',
}


def text(bstr):
    return bstr['asData']
