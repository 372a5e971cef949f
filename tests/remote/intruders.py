"""Those who should not get in, and requests that are not what they should be. Whatever they do, the administrator who
signed in properly notices nothing of it.
"""

import random
import socket
import struct
import uuid

import activation
from activation import ACTIVATION, SYSTEM_ACTIVATOR, orpc_this
from check import E_ACCESSDENIED, E_INVALIDARG, code, main
from facts import FACTS, IDISPATCH, IENUMVARIANT, IUNKNOWN
from ndr import VT_BSTR, Malformed, Reader, Writer
from wire import (
    ACCESS_DENIED,
    BAD_STUB,
    CALL,
    CONNECT,
    NONE,
    OPERATION_RANGE,
    PACKET,
    Closed,
    Fault,
    Password,
    Pool,
    Refused,
    Rejected,
)
from wua_dcom import NULL, REM_UNKNOWN, REM_UNKNOWN2, RESOLVER, Session, read_password, read_that

RPC_E_DISCONNECTED = 0x80010108
RPC_E_VERSION_MISMATCH = 0x80010110
ENGLISH, SPANISH, FRENCH = 1033, 3082, 1036
CHIMES = '00001901-0001-4000-8000-000000000011'
TITLES = {
    ENGLISH: 'Hourly chimes (KB5081918)',
    SPANISH: 'Campanadas cada hora (KB5081918)',
    FRENCH: 'Carillon des heures (KB5081918)',
}
SESSION = FACTS.clsid('UpdateSession')
HUGE = 0x80000000


def more(arguments):
    arguments.add_argument('--guest', default='bert', help='a user who is no administrator')
    arguments.add_argument('--guest-password-file', required=True)
    arguments.add_argument('--second', default='clara', help='another administrator')
    arguments.add_argument('--second-password-file', required=True)


class Victim:
    """The administrator whose work nothing may disturb."""

    def __init__(self, check, session):
        self.check, self.session = check, session
        self.update_session = session.create('UpdateSession')
        self.strings = session.create('StringCollection')
        self.strings.call('Add', 'untouched')

    def is_well(self, after):
        self.check.equal(
            f'the administrator after {after}',
            (
                self.update_session.call('ReadOnly'),
                self.strings.call('Item', 0),
                self.strings.call('Count'),
            ),
            (False, 'untouched', 1),
        )


def run(check, level):
    session = check.session(level)
    victim = Victim(check, session)
    steps = (
        ('who may not sign in', passwords),
        ('who is no administrator', guests),
        ('another administrator', neighbours),
        ('levels', levels),
        ('operations', operations),
        ('headers', headers),
        ('strings and counts', sizes),
        ('truncated requests', truncated),
        ('noise', noise),
        ('languages', languages),
    )
    for name, step in steps:
        step(check, session, victim)
        victim.is_well(name)
        check.group(name)
    session.close()


def ways(session):
    return session.activate, session.class_object, session.remote_activation


def passwords(check, session, victim):
    known = session.credentials.password
    for user, password in (
        (session.user, known + 'x'),
        (session.user, ''),
        (session.user, known.swapcase() + '1'),
        ('nobody', known),
        ('', ''),
        ('', known),
        (session.user + '$', known),
        ('ANNA\0', known),
    ):
        stranger = Session(session.server, check.arguments.port, Password(user, password), session.level)
        for way in ways(stranger):
            refused(check, f'{way.__name__} as {user!r} with {password!r}', lambda: way(SESSION, [IDISPATCH]))
        knock(
            check,
            session,
            victim,
            Session(session.server, check.arguments.port, Password(user, password), session.level),
            f'the exporter as {user!r} with {password!r}',
            ACCESS_DENIED,
        )
    same = Session(session.server, check.arguments.port, Password(session.user.upper(), known), session.level)
    check.true('the name in another case is the same user', same.create('UpdateSession').call('ReadOnly') is False)
    same.close()


def refused(check, what, action, *statuses):
    """A fault 5, or what else is named; some users do not get as far as that and are rejected while they bind."""
    try:
        got = action()
    except Fault as fault:
        check.true(f'{what}: expected fault 5', fault.status in (statuses or (ACCESS_DENIED,)), fault)
    except Rejected as rejected:
        check.true(f'{what}: {rejected}', True)
    except Closed as closed:
        check.true(f'{what}: expected fault 5', False, closed)
    else:
        check.true(f'{what}: expected fault 5', False, got)


def knock(check, session, victim, stranger, what, *statuses):
    """A call of the victim's object by somebody else, who knows its IPID."""
    exporter = session.exporter.place
    stranger.exporter = Pool(*exporter[:2], stranger.level, stranger.credentials)
    stranger.oxid, stranger.rem_unknown = session.oxid, session.rem_unknown
    pointer = victim.strings
    count = pointer.interface.member('Count').slot
    refused(check, what, lambda: stranger.orpc(pointer.iid, count, pointer.ipid), *statuses)


def guests(check, session, victim):
    guest = check.session(session.level, check.arguments.guest, read_password(check.arguments.guest_password_file))
    for name in FACTS.classes:
        clsid = FACTS.clsid(name)
        for way in ways(guest):
            answer = way(clsid, [IDISPATCH])
            check.equal(f'{way.__name__} of {name}', code(answer.hresult), code(E_ACCESSDENIED))
            check.true(f'{way.__name__} of {name} yields nothing', all(one is None for _, one in answer.results))
    knock(check, session, victim, guest, 'the administrator\'s object', ACCESS_DENIED, RPC_E_DISCONNECTED)
    check.equal('the resolver answers everybody', guest.server_alive()[2], 0)


def neighbours(check, session, victim):
    second = check.session(session.level, check.arguments.second, read_password(check.arguments.second_password_file))
    own = second.create('StringCollection')
    own.call('Add', 'of the second')
    knock(check, session, victim, second, 'another administrator\'s object', RPC_E_DISCONNECTED)
    pointer = victim.strings
    for what, outcome in {
        'RemAddRef': second.add_references(pointer.ipid, 1),
        'RemQueryInterface': query(second, pointer, 3)[0],
        'RemQueryInterface2': query(second, pointer, 6)[0],
    }.items():
        check.true(f'{what} of another administrator\'s object', outcome != 0, code(outcome))
    for _ in range(3):
        second.garbage.append((pointer.ipid, 1000))
        try:
            second.release()
        except (Refused, Malformed) as error:
            check.true(f'RemRelease of another administrator\'s object: {error}', True)
    victim.is_well('somebody else\'s RemRelease')
    wanted = (
        session.create('UpdateSession').call('CreateUpdateSearcher').call('Search', '').call('Updates').call('Item', 0)
    )
    mine = second.create('UpdateCollection')
    try:
        outcome = mine.attempt('Add', wanted.reference(1))
        check.true('another administrator\'s update as an argument', outcome.failed, code(outcome.hresult))
    except Fault as fault:
        check.true(f'another administrator\'s update as an argument: {fault}', True)
    check.equal('nothing was added', mine.call('Count'), 0)
    check.true('the update is still its owner\'s', len(wanted.call('Title')) > 0)
    check.equal('the second administrator works on', own.call('Item', 0), 'of the second')
    second.close()


def query(session, pointer, opnum, count=1):
    """RemQueryInterface of a pointer that may be somebody else's: the HRESULT or the status of a fault, and words."""
    body = Writer().guid(pointer.ipid)
    if opnum == 3:
        body.u32(1)
    body.u16(count).u32(count)
    for _ in range(count):
        body.guid(IDISPATCH)
    try:
        reader, words = session.orpc(
            REM_UNKNOWN if opnum == 3 else REM_UNKNOWN2, opnum, session.rem_unknown, bytes(body.data)
        )
    except Fault as fault:
        return fault.status, None
    return struct.unpack('<I', reader.data[-4:])[0], words


def levels(check, session, victim):
    port = check.arguments.port
    for level in (NONE, CONNECT, CALL, PACKET):
        weak = Session(session.server, port, session.credentials, level)
        for way in ways(weak):
            refused(check, f'{way.__name__} at level {level}', lambda: way(SESSION, [IDISPATCH]))
        knock(
            check,
            session,
            victim,
            Session(session.server, port, session.credentials, level),
            f'the exporter at level {level}',
            ACCESS_DENIED,
        )
        # What everybody may ask.
        pool = Pool(session.server, port, level, session.credentials)
        if level == NONE:
            check.equal('ServerAlive without a name', Reader(pool.request(RESOLVER, 3, b'')).u32(), 0)
        pool.close()


def fault_of(action):
    try:
        return action()
    except Fault as fault:
        return fault.status


def operations(check, session, victim):
    strings, updates = victim.strings, victim.update_session
    for pointer in (strings, updates, session.create('UpdateServiceManager'), session.create('AutomaticUpdates')):
        for opnum in (pointer.interface.slots, pointer.interface.slots + 1, 1000, 0xFFFF):
            check.faults(
                f'operation {opnum} of {pointer.interface}',
                lambda: session.orpc(pointer.iid, opnum, pointer.ipid),
                OPERATION_RANGE,
            )
        for opnum in (0, 1, 2):
            refused_somehow(
                check,
                f'operation {opnum} of {pointer.interface}',
                lambda: session.orpc(pointer.iid, opnum, pointer.ipid),
            )
    late, enumerator = strings.dispatch('IStringCollection'), strings.enumerator().pointer
    for pointer, iid, first in ((late, IDISPATCH, 7), (enumerator, IENUMVARIANT, 7)):
        check.faults(f'operation {first} of {iid}', lambda: session.orpc(iid, first, pointer.ipid), OPERATION_RANGE)
    for iid, opnum in ((REM_UNKNOWN, 6), (REM_UNKNOWN2, 7), (REM_UNKNOWN2, 99)):
        check.faults(
            f'operation {opnum} of IRemUnknown', lambda: session.orpc(iid, opnum, session.rem_unknown), OPERATION_RANGE
        )
    for iid, opnum in ((SYSTEM_ACTIVATOR, 5), (ACTIVATION, 1)):
        check.faults(f'operation {opnum} of {iid}', lambda: session.activator.request(iid, opnum, b''), OPERATION_RANGE)
    check.faults('operation 6 of IObjectExporter', lambda: session.resolve(6), OPERATION_RANGE)
    unknown = uuid.UUID(int=1901)
    for pool in (session.activator, session.exporter, session.resolver):
        check.raises('an unknown interface', lambda: pool.request(unknown, 3, b''), Rejected)
    check.raises(
        'an interface of another version',
        lambda: Pool(*session.exporter.place).request(strings.iid, 10, b'', strings.ipid, version='1.0'),
        Rejected,
    )
    check.raises('an activation on the exporter', lambda: session.exporter.request(SYSTEM_ACTIVATOR, 4, b''), Rejected)
    check.raises(
        'an object on the activator', lambda: session.activator.request(strings.iid, 10, b'', strings.ipid), Rejected
    )
    check.faults(
        'an IPID that nobody has', lambda: session.orpc(strings.iid, 10, uuid.uuid4()), RPC_E_DISCONNECTED, 0x80010113
    )
    refused_somehow(check, 'no IPID', lambda: session.orpc(strings.iid, 10, None))
    refused_somehow(check, 'the null IPID', lambda: session.orpc(strings.iid, 10, NULL))
    refused_somehow(check, 'another interface\'s IPID', lambda: session.orpc(strings.iid, 10, updates.ipid))
    refused_somehow(
        check,
        'a derived interface than the pointer\'s',
        lambda: session.orpc(FACTS.interfaces['IUpdateSession3'].iid, 18, updates.query('IUpdateSession').ipid),
    )


def refused_somehow(check, what, action):
    """Any fault will do."""
    check.raises(what, action, Fault)


def headers(check, session, victim):
    pointer = victim.strings
    for version, status in (
        ((4, 7), RPC_E_VERSION_MISMATCH),
        ((6, 0), RPC_E_VERSION_MISMATCH),
        ((5, 99), RPC_E_VERSION_MISMATCH),
    ):
        check.faults(f'version {version}', lambda: session.orpc(pointer.iid, 10, pointer.ipid, version=version), status)
        stub = activation.create_instance_stub(SESSION, [IDISPATCH], session.cid, version)
        outcome = fault_of(lambda: activated(session, stub))
        check.equal(f'activation with version {version}', code(outcome), code(status))
    for older in ((5, 1), (5, 6)):
        reader, _ = session.orpc(pointer.iid, 10, pointer.ipid, version=older)
        check.equal(f'version {older}', reader.i32(), 1)
    for flags in (2, 0x80000000):
        refused_somehow(check, f'flags {flags:#x}', lambda: session.orpc(pointer.iid, 10, pointer.ipid, flags=flags))
    with_extension = Writer().u16(5).u16(7).u32(0).u32(0).guid(session.cid).u32(0x20000)
    with_extension.u32(1).u32(0).u32(0x20004).u32(2).u32(0x20008).u32(0)
    with_extension.u32(8).guid(uuid.UUID(int=1901)).u32(3).raw(bytes(8))
    reader = Reader(session.exporter.request(pointer.iid, 10, bytes(with_extension.data), pointer.ipid))
    read_that(reader)
    check.equal('an extension that nobody knows', reader.i32(), 1)


def activated(session, stub):
    reader = Reader(session.activator.request(SYSTEM_ACTIVATOR, 4, stub))
    read_that(reader)
    return activation.read_activation(reader).hresult


def sizes(check, session, victim):
    """Sizes that the data does not have."""
    pointer = victim.strings
    add = pointer.interface.member('Add').slot
    for most, length, units in (
        (HUGE, 0xFFFFFFFE, HUGE),
        (0x7FFFFFFF, 0xFFFFFFFE, 0x7FFFFFFF),
        (HUGE, 8, 4),
        (4, 8, HUGE),
        (5, 8, 4),
        (4, 99, 4),
        (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
        (0x40000000, HUGE, 0x40000000),
    ):
        body = Writer().pointer().u32(most).u32(length).u32(units).raw('text'.encode('utf-16-le'))
        bad_stub(
            check,
            f'a text of {units:#x} in {most:#x}',
            lambda: session.orpc(pointer.iid, add, pointer.ipid, bytes(body.data)),
        )
    for count in (HUGE, 0xFFFFFFFF, 16385, 2):
        body = (
            Writer()
            .guid(NULL)
            .u32(count)
            .pointer()
            .u32(2)
            .u32(0)
            .u32(2)
            .raw('a\0'.encode('utf-16-le'))
            .u32(count)
            .u32(0)
        )
        bad_stub(check, f'{count:#x} names', lambda: session.orpc(pointer.iid, 5, pointer.ipid, bytes(body.data)))
        body = (
            Writer().u32(0).guid(NULL).u32(0).u32(1).pointer().u32(0).u32(count).u32(0).u32(count).u32(0).u32(0).u32(0)
        )
        bad_stub(check, f'{count:#x} arguments', lambda: session.orpc(pointer.iid, 6, pointer.ipid, bytes(body.data)))
        body = Writer().guid(pointer.ipid).u32(1).u16(count & 0xFFFF).u32(count).guid(IDISPATCH)
        bad_stub(
            check, f'{count:#x} interfaces', lambda: session.orpc(REM_UNKNOWN, 3, session.rem_unknown, bytes(body.data))
        )
        body = Writer().u16(count & 0xFFFF).u32(count).guid(pointer.ipid).u32(1).u32(0)
        bad_stub(
            check, f'{count:#x} references', lambda: session.orpc(REM_UNKNOWN, 5, session.rem_unknown, bytes(body.data))
        )
        body = Writer().u64(0).u16(1).u16(count & 0xFFFF).u16(0).pointer().u32(count).u64(1).u32(0)
        bad_stub(check, f'{count:#x} objects in a ping', lambda: session.resolve(2, body.data))
    many(check, session, pointer)
    bad_stub(
        check,
        'an object of 2 GiB',
        lambda: session.activator.request(
            SYSTEM_ACTIVATOR,
            4,
            bytes(orpc_this(Writer(), session.cid, 1).u32(0).pointer().u32(HUGE).u32(HUGE).raw(b'MEOW').data),
        ),
    )
    deep = Writer().u32(0).guid(NULL).u32(0x409).u32(1).pointer().u32(0).u32(1).u32(0).u32(1).pointer()
    for _ in range(2000):
        deep.align(8).u32(3).u32(0).u16(0x400C).raw(bytes(6)).u32(0x400C).pointer().pointer()
    bad_stub(
        check,
        'a VARIANT in a VARIANT, two thousand times',
        lambda: session.orpc(pointer.iid, 6, pointer.ipid, bytes(deep.u32(0).data)),
    )
    body = Writer().u32(0).guid(NULL).u32(0x409).u32(1).pointer().u32(0).u32(1).u32(0).u32(1).pointer()
    body.align(8).u32(5).u32(0).u16(VT_BSTR).raw(bytes(6)).u32(3).u32(1).u32(0).u32(0).u32(0)
    bad_stub(
        check, 'a VARIANT whose tag is another', lambda: session.orpc(pointer.iid, 6, pointer.ipid, bytes(body.data))
    )


def many(check, session, pointer):
    """More interfaces than anything has: the answers would be far longer than the questions."""
    iids = [IDISPATCH, IUNKNOWN] * 5
    for way in (session.activate, session.remote_activation):
        answer = way(SESSION, iids)
        check.equal(f'{way.__name__} by ten interfaces', [code(one) for one, _ in answer.results], [code(0)] * 10)
        [session.adopt(reference) for _, reference in answer.results]
        answer = way(SESSION, iids + [IDISPATCH])
        check.equal(f'{way.__name__} by eleven', code(answer.hresult), code(E_INVALIDARG))
        check.true(f'{way.__name__} by eleven yields nothing', all(one is None for _, one in answer.results))
    check.equal('a class by eleven', code(session.class_object(SESSION, [IUNKNOWN] * 11).hresult), code(E_INVALIDARG))
    for opnum, name in ((3, 'RemQueryInterface'), (6, 'RemQueryInterface2')):
        for count, expected in ((256, 0), (257, E_INVALIDARG), (0x8000, E_INVALIDARG)):
            hresult, words = query(session, pointer, opnum, count)
            check.equal(f'{name} of {count}', code(hresult), code(expected))
            check.equal(f'{name} of {count}: words', '256 interfaces' in (words or ''), bool(expected))


def bad_stub(check, what, action):
    """A fault that says so, or a connection that is ended; never an answer that says that it was done."""
    try:
        got = action()
    except Fault as fault:
        check.true(f'{what}: expected fault {BAD_STUB:#x}', fault.status == BAD_STUB or fault.status >= HUGE, fault)
        return
    except Closed as closed:
        check.true(f'{what}: expected fault {BAD_STUB:#x}', False, closed)
        return
    reader = got[0] if isinstance(got, tuple) else got
    data = reader.data if isinstance(reader, Reader) else reader
    last = struct.unpack('<I', data[-4:])[0]
    check.true(f'{what}: expected a failure', last != 0, code(last))


def truncated(check, session, victim):
    """Every beginning of good requests: each is a fault, or a call that did not need the rest."""
    searcher = victim.update_session.call('CreateUpdateSearcher')
    strings = victim.strings
    put = strings.interface.member('Item', 'propput').slot
    requests = {
        'Search': (searcher, searcher.interface.member('Search').slot, Writer().bstr('IsInstalled=0').data),
        'put Item': (strings, put, Writer().u32(1901).bstr('beyond').data),
        'GetIDsOfNames': (
            strings,
            5,
            Writer()
            .guid(NULL)
            .u32(1)
            .pointer()
            .u32(5)
            .u32(0)
            .u32(5)
            .raw('Item\0'.encode('utf-16-le'))
            .u32(1)
            .u32(0)
            .data,
        ),
        'Invoke': (
            strings,
            6,
            Writer()
            .u32(0)
            .guid(NULL)
            .u32(0x409)
            .u32(3)
            .pointer()
            .u32(0)
            .u32(1)
            .u32(0)
            .u32(1)
            .pointer()
            .variant_body((VT_BSTR, '0'))
            .u32(0)
            .u32(0)
            .u32(0)
            .data,
        ),
    }
    for name, (pointer, opnum, body) in requests.items():
        whole = bytes(orpc_this(Writer(), session.cid).raw(bytes(body)).data)
        for size in sorted({0, 1, 4, 31, 32, *range(33, len(whole), 5)}):
            if size >= len(whole):
                continue
            refused_somehow(
                check,
                f'{size} of {len(whole)} bytes of {name}',
                lambda: session.exporter.request(pointer.iid, opnum, whole[:size], pointer.ipid),
            )
        check.true(f'all of {name}', len(session.exporter.request(pointer.iid, opnum, whole, pointer.ipid)) > 8)
        check.true(
            f'more than all of {name}',
            len(session.exporter.request(pointer.iid, opnum, whole + bytes(16), pointer.ipid)) > 8,
        )
    whole = activation.create_instance_stub(SESSION, [IDISPATCH], session.cid)
    for size in sorted({0, 1, 32, 36, *range(40, len(whole) - 8, 29)}):
        outcome = fault_of(lambda: activated(session, whole[:size]))
        check.true(f'{size} of {len(whole)} bytes of an activation', outcome not in (0, None), outcome)
    whole = activation.remote_activation_stub(SESSION, [IDISPATCH], session.cid)
    for size in range(0, len(whole) - 2, 7):
        refused_somehow(
            check,
            f'{size} of {len(whole)} bytes of RemoteActivation',
            lambda: session.activator.request(ACTIVATION, 0, whole[:size]),
        )


def noise(check, session, victim):
    """Bytes that are no protocol at all: the connection is closed, or waits for more; nothing else happens."""
    seeded = random.Random(1901)
    for host, port in (session.activator.place[:2], session.exporter.place[:2]):
        for attempt in range(20):
            data = seeded.randbytes(seeded.randrange(1, 400))
            if attempt % 2:
                # The beginning of a PDU of a size that is never reached, or is more than anybody agreed to.
                data = (
                    struct.pack('<BBBBIHHI', 5, 0, seeded.randrange(20), 3, 0x10, seeded.randrange(65536), 0, 1) + data
                )
            with socket.create_connection((host, port), 10) as stream:
                stream.sendall(data)
                stream.shutdown(socket.SHUT_WR)
                stream.settimeout(10)
                answer = drain(stream)
            check.true('noise is not answered with success', len(answer) < 4 or answer[2] in (3, 13), answer)
    for _ in range(60):
        opnum = seeded.randrange(3, 20)
        stub = orpc_this(Writer(), session.cid).raw(seeded.randbytes(seeded.randrange(200))).data
        pointer = session.create('StringCollection') if seeded.randrange(4) == 0 else victim.update_session
        try:
            session.exporter.request(pointer.iid, opnum, bytes(stub), pointer.ipid)
        except Fault:
            pass
        check.true('the connection of noise may end, the server does not', session.server_alive()[2] == 0)
    victim.update_session = session.create('UpdateSession')


def drain(stream):
    found = b''
    try:
        while part := stream.recv(4096):
            found += part
    except ConnectionError:
        pass
    return found


def languages(check, session, victim):
    """Texts follow the caller's own UserLocale, and nobody else's."""
    other = session.create('UpdateSession')
    for locale, title in TITLES.items():
        other.put('UserLocale', locale)
        searcher = other.call('CreateUpdateSearcher')
        found = searcher.call('Search', f"UpdateID='{CHIMES}' and DeploymentAction=*").call('Updates')
        check.equal(f'the title in {locale}', found.call('Item', 0).call('Title'), title)
        late = found.call('Item', 0).dispatch('IUpdate5')
        check.equal(f'the title in {locale} by name', late.invoke('Title'), title)
    fresh = session.create('UpdateSession')
    fresh.dispatch('IUpdateSession3').put_by_name('UserLocale', SPANISH)
    check.equal('another session has its own', (fresh.call('UserLocale'), other.call('UserLocale')), (SPANISH, FRENCH))


main(run, __doc__, more)
