"""How long impacket takes to read properties of updates, one after the other: the peer of `cargo xtask bench remote-read`.

Its own connections, its own structures, members by number as the interfaces of impacket call theirs.
"""

import argparse
import sys
import time

from impacket.dcerpc.v5 import dcomrt
from impacket.dcerpc.v5.dcom import oaut
from impacket.dcerpc.v5.ndr import NDRSTRUCT
from impacket.dcerpc.v5.dtypes import DOUBLE, LONG, SHORT
from impacket.uuid import string_to_bin

from facts import FACTS, IDISPATCH
from stock import METHOD, GET, child, connect, forget, invoke

CALLS = 1_000

# What it finds the structure of an answer by.
DCERPCSessionError = oaut.DCERPCSessionError


class DECIMAL(NDRSTRUCT):
    structure = (('reserved', SHORT), ('scale', SHORT), ('high', LONG), ('low', '<Q=0'))


TYPES = {
    'BSTR': oaut.BSTR,
    'VARIANT_BOOL': SHORT,
    'LONG': LONG,
    'DATE': DOUBLE,
    'DECIMAL': DECIMAL,
}


def structures(member):
    """A request and its answer, as impacket's modules declare them."""
    name = f'IUpdate_{member.name}'
    kind = TYPES.get(member.result, LONG)
    request = type(name, (dcomrt.DCOMCALL,), {'opnum': member.slot, 'structure': (), '__module__': __name__})
    answer = type(
        f'{name}Response',
        (dcomrt.DCOMANSWER,),
        {'structure': (('value', kind), ('ErrorCode', oaut.error_status_t)), '__module__': __name__},
    )
    setattr(sys.modules[__name__], name, request)
    setattr(sys.modules[__name__], f'{name}Response', answer)
    return request


class Check:
    """What `connect` wants."""

    def __init__(self, arguments):
        self.arguments = arguments


def main():
    parser = argparse.ArgumentParser()
    for name in ('--server', '--port', '--user', '--password-file'):
        parser.add_argument(name, required=True)
    parser.add_argument('properties', nargs='+')
    arguments = parser.parse_args()
    interface = FACTS.interfaces['IUpdate']
    members = {member.name: member for member in interface.members if member.kind == 'propget'}
    requests = [structures(members[name]) for name in arguments.properties]
    connection = connect(Check(arguments), 'privacy')
    try:
        clsid = string_to_bin(str(FACTS.clsid('UpdateSession')))
        session = oaut.IDispatch(connection.CoCreateInstanceEx(clsid, string_to_bin(str(IDISPATCH))))
        searcher = child(session, invoke(session, 'CreateUpdateSearcher', METHOD))
        result = child(searcher, invoke(searcher, 'Search', METHOD, 'IsInstalled=0'))
        updates = child(result, invoke(result, 'Updates', GET))
        objects = [item(updates, number, interface) for number in range(3)]
        read = 0
        began = time.perf_counter()
        while read < CALLS:
            for pointer in objects:
                for request in requests:
                    answer = pointer.request(request(), iid=interface.iid.bytes_le, uuid=pointer.get_iPid())
                    if answer['ErrorCode']:
                        raise SystemExit(f'{request.__name__}: {answer["ErrorCode"]:#x}')
                    read += 1
        print(f'seconds {(time.perf_counter() - began) / read:.9f}')
    finally:
        forget(connection, arguments.server)


def item(updates, number, interface):
    """An update by its own interface."""
    arguments = oaut.DISPPARAMS(None, False)
    argument = oaut.VARIANT(None, False)
    argument['clSize'] = 5
    argument['vt'] = oaut.VARENUM.VT_I4
    argument['_varUnion']['tag'] = oaut.VARENUM.VT_I4
    argument['_varUnion']['lVal'] = number
    arguments['rgvarg'].append(argument)
    arguments['rgdispidNamedArgs'] = oaut.NULL
    arguments['cArgs'], arguments['cNamedArgs'] = 1, 0
    dispid = updates.GetIDsOfNames(['Item'])[0]
    answer = updates.Invoke(dispid, 0x409, GET, arguments, 0, [], [])
    return child(updates, answer).RemQueryInterface(1, (interface.iid.bytes_le,))


if __name__ == '__main__':
    main()
