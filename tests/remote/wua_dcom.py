"""A client of the Windows Update Agent on another computer: activation, objects, their members by number and by name.

It stands on impacket (connections, NTLM, the structures of activation) and on ndr.py and facts.py beside it.
"""

import os
import struct
import uuid

import activation
from facts import FACTS, ICLASSFACTORY, IDISPATCH, IENUMVARIANT, ITYPEINFO, IUNKNOWN
from ndr import (
    EMPTY,
    VT_BOOL,
    VT_BSTR,
    VT_DISPATCH,
    VT_I4,
    VT_R8,
    VT_UNKNOWN,
    Malformed,
    Reader,
    Reference,
    Variant,
    Writer,
    read_addresses,
)
from wire import LEVELS, NONE, Password, Pool

REM_UNKNOWN = uuid.UUID('00000131-0000-0000-c000-000000000046')
REM_UNKNOWN2 = uuid.UUID('00000143-0000-0000-c000-000000000046')
RESOLVER = uuid.UUID('99fcfec4-5260-101b-bbcb-00aa0021347a')
ERROR_EXTENSION = uuid.UUID('0000031c-0000-0000-c000-000000000046')
ERROR_OBJECT = uuid.UUID('0000031b-0000-0000-c000-000000000046')
NULL = uuid.UUID(int=0)

METHOD, GET, PUT, PUT_REFERENCE = 1, 2, 4, 8
DISPID_PROPERTYPUT = -3
KINDS = {'method': METHOD, 'propget': GET, 'propput': PUT}

# References are given back in batches.
BATCH = 50

# What was called: (by opnum or by name, through which interface, of which interface, slot).
CALLS = set()


class Failure(Exception):
    """A call was done and failed: its HRESULT, and what the server says about it."""

    def __init__(self, what, hresult, words=None):
        super().__init__(f'{what}: {hresult:#010x} {FACTS.code_names.get(hresult, "")}: {words or "without words"}')
        self.hresult, self.words = hresult, words


class Result:
    """How a call by number ended."""

    def __init__(self, what, hresult, value, words):
        self.what, self.hresult, self.value, self.words = what, hresult, value, words

    @property
    def failed(self):
        return self.hresult >= 0x80000000

    def unwrap(self):
        if self.failed:
            raise Failure(self.what, self.hresult, self.words)
        return self.value


class Invoked(Result):
    """How a call by name ended; of an exception `scode` is the HRESULT."""

    def __init__(self, what, hresult, variant, exception, wrong_argument):
        super().__init__(what, hresult, variant.value, exception.description)
        self.vt, self.exception, self.wrong_argument = variant.vt, exception, wrong_argument
        self.scode = exception.scode if hresult == 0x80020009 else hresult

    def unwrap(self):
        if self.failed:
            raise Failure(self.what, self.scode, self.words)
        return self.value


class ExceptionInfo:
    def __init__(self, reader):
        reader.align(4)
        self.code = reader.u16()
        reader.u16()
        there = [reader.u32() for _ in range(3)]
        self.help_context = reader.u32()
        reader.take(8)
        self.scode = reader.u32()
        texts = [reader.bstr_body() if one else None for one in there]
        self.source, self.description, self.help_file = texts


def read_that(reader):
    """The header of an answer: the words of its error information, if there is any."""
    flags, pointer = reader.u32(), reader.u32()
    if flags:
        raise Malformed(f'flags {flags:#x} in the header of an answer')
    return read_extensions(reader) if pointer else None


def read_extensions(reader):
    count, _, pointer = reader.u32(), reader.u32(), reader.u32()
    words = None
    if not pointer:
        return None
    slots = reader.u32()
    if slots != count + 1 & ~1:
        raise Malformed(f'{slots} places for {count} extensions')
    for _ in [None for there in [reader.u32() for _ in range(slots)] if there]:
        most = reader.u32()
        kind, size = reader.guid(), reader.u32()
        data = reader.take(most)
        if most != size + 7 & ~7:
            raise Malformed(f'an extension of {size} bytes has {most}')
        if kind == ERROR_EXTENSION:
            words = read_error(data[:size])
    return words


def read_error(data):
    """The description in an error object, [MS-DCOM] 2.2.21.2."""
    reader = Reader(data[data.index(b'MEOW') + 24 :])
    if reader.guid() != ERROR_OBJECT:
        raise Malformed('error information of another class')
    reader.take(8)
    version, _ = reader.u32(), reader.u32()
    reader.guid()
    texts = []
    for _ in range(3):
        # The specification does not say whether there is room between a text and what follows.
        signature = struct.unpack('<I', reader.take(4))[0]
        if signature not in (0, 0xFFFFFFFF):
            reader.at -= 2
            signature = struct.unpack('<I', reader.take(4))[0]
        texts.append(reader.strings() if signature else None)
    if version:
        raise Malformed(f'error information of version {version}')
    return texts[1]


class Session:
    """A user's view of one server, at one level."""

    def __init__(self, server, port, credentials, level):
        self.server, self.user = server, credentials.user
        self.level = LEVELS.get(level, level)
        self.credentials = credentials
        self.activator = Pool(server, port, self.level, credentials)
        self.resolver = Pool(server, port, NONE, Password('', ''))
        self.exporter = None
        self.rem_unknown = None
        self.oxid = None
        self.addresses = b''
        self.cid = uuid.uuid4()
        self.garbage = []
        # The numbers of names, by the interface that they were asked of.
        self.numbers = {}

    # Activation.

    def create(self, name, *interfaces):
        """An object of a class by its name, through its default interface or those that are named."""
        names = interfaces or (FACTS.classes[name]['default_interface'],)
        iids = [FACTS.interfaces[one].iid for one in names]
        activated = self.activate(FACTS.clsid(name), iids)
        if activated.hresult:
            raise Failure(f'activation of {name}', activated.hresult)
        objects = [self.adopt(reference) for _, reference in activated.results]
        return objects if interfaces[1:] else objects[0]

    def activate(self, clsid, iids):
        """RemoteCreateInstance."""
        stub = activation.create_instance_stub(clsid, iids, self.cid)
        reply = self.activator.request(activation.SYSTEM_ACTIVATOR, 4, stub)
        return self.activated(reply, activation.read_activation)

    def class_object(self, clsid, iids=(ICLASSFACTORY,)):
        """RemoteGetClassObject."""
        stub = activation.get_class_object_stub(clsid, iids, self.cid)
        reply = self.activator.request(activation.SYSTEM_ACTIVATOR, 3, stub)
        return self.activated(reply, activation.read_activation)

    def remote_activation(self, clsid, iids):
        """RemoteActivation, which old clients use."""
        stub = activation.remote_activation_stub(clsid, iids, self.cid)
        reply = self.activator.request(activation.ACTIVATION, 0, stub)
        return self.activated(reply, activation.read_remote_activation)

    def activated(self, reply, read):
        reader = Reader(reply)
        read_that(reader)
        answer = read(reader)
        if answer.oxid is not None and self.exporter is None:
            self.oxid, self.rem_unknown = answer.oxid, answer.rem_unknown
            host, port = self.choose(answer.addresses)
            self.exporter = Pool(host, port, self.level, self.credentials)
        return answer

    def choose(self, addresses):
        """The address that was dialled, at the port that the server names for it."""
        for tower, text in addresses:
            host, _, port = text.rstrip(']').partition('[')
            if tower == 7 and host == self.server:
                return host, int(port)
        raise Malformed(f'none of {addresses} is {self.server}')

    # Objects.

    def adopt(self, reference, means=None):
        return Object(self, reference, means) if reference else None

    def orpc(self, iid, opnum, ipid, body=b'', flags=0, version=(5, 7)):
        """A call of an object: the rest of the answer, and the words of its error."""
        if len(self.garbage) >= BATCH:
            self.release()
        stub = bytes(activation.orpc_this(Writer(), self.cid, flags, version).raw(body).data)
        reader = Reader(self.exporter.request(iid, opnum, stub, ipid))
        words = read_that(reader)
        return reader, words

    def release(self):
        """Gives back all references whose objects nobody has any more."""
        garbage, self.garbage = self.garbage, []
        if not garbage:
            return
        body = Writer().u16(len(garbage)).u32(len(garbage))
        for ipid, refs in garbage:
            body.guid(ipid).u32(refs).u32(0)
        reader, _ = self.orpc(REM_UNKNOWN, 5, self.rem_unknown, bytes(body.data))
        if reader.u32():
            raise Malformed('RemRelease failed')

    def add_references(self, ipid, count=1):
        """RemAddRef."""
        body = Writer().u16(1).u32(1).guid(ipid).u32(count).u32(0)
        reader, _ = self.orpc(REM_UNKNOWN, 4, self.rem_unknown, bytes(body.data))
        results = [reader.u32() for _ in range(reader.u32())]
        return results[0] or reader.u32()

    # The resolver.

    def resolve(self, opnum, body=b''):
        """A call of IObjectExporter; nobody has to sign in for it."""
        return Reader(self.resolver.request(RESOLVER, opnum, bytes(body)))

    def server_alive(self):
        """The string bindings of ServerAlive2."""
        reader = self.resolve(5)
        version = (reader.u16(), reader.u16())
        bindings = activation.read_bindings(reader) if reader.u32() else []
        reader.u32()
        return version, bindings, reader.u32()

    def protected(self, opnum, body=b''):
        """A call of IObjectExporter by the user, at the level of the session: pings have to be of somebody."""
        return Reader(self.activator.request(RESOLVER, opnum, bytes(body)))

    def ping(self, set_id=0, sequence=1, add=(), remove=(), by=None):
        """ComplexPing: (the set, the status)."""
        body = Writer().u64(set_id).u16(sequence).u16(len(add)).u16(len(remove))
        for oids in (add, remove):
            body.pointer(bool(oids))
            if oids:
                body.u32(len(oids))
                for oid in oids:
                    body.u64(oid)
        reader = (by or self.protected)(2, body.data)
        set_id, _ = reader.u64(), reader.u16()
        return set_id, reader.u32()

    def close(self):
        self.release()
        for pool in (self.activator, self.resolver, self.exporter):
            if pool:
                pool.close()


class Object:
    """A pointer to an interface of an object over there. Its references are given back when it is dropped."""

    def __init__(self, session, reference, means=None):
        self.session, self.refs, self.oid, self.ipid = session, reference.refs, reference.oid, reference.ipid
        self.iid = reference.iid
        self.addresses = reference.addresses
        self.interface = FACTS.by_iid.get(self.iid)
        # The interface whose names and dispids late binding through this pointer knows.
        self.means = means or self.interface

    def __del__(self):
        if self.refs:
            self.session.garbage.append((self.ipid, self.refs))

    def __repr__(self):
        return f'{self.means or self.iid} {self.ipid}'

    def is_same(self, other):
        """Whether two pointers are to one object."""
        return other is not None and self.oid == other.oid

    def reference(self, refs=1):
        """This object as an argument; the receiver gets references of its own."""
        if refs and self.session.add_references(self.ipid, refs):
            raise Malformed(f'no references to {self}')
        return Reference(self.iid, 0, refs, self.session.oxid, self.oid, self.ipid, self.addresses)

    def query(self, name, by=REM_UNKNOWN):
        """Another interface of the object."""
        interface = FACTS.interfaces[name]
        hresult, found = self.query_iid(interface.iid, by)
        if found is None:
            raise Failure(f'{self} as {name}', hresult)
        return found

    def has(self, name):
        return self.query_iid(FACTS.interfaces[name].iid)[1] is not None

    def dispatch(self, means):
        """The object as late binding sees it; `means` is what its names are looked up in."""
        hresult, found = self.query_iid(IDISPATCH)
        if found is None:
            raise Failure(f'{self} as IDispatch', hresult)
        found.means = FACTS.interfaces[means] if isinstance(means, str) else means
        return found

    def query_iid(self, iid, by=REM_UNKNOWN):
        """(HRESULT, Object or None), by one of the two operations that there are."""
        if by == REM_UNKNOWN2:
            return self.query_iid2(iid)
        body = Writer().guid(self.ipid).u32(5).u16(1).u32(1).guid(iid)
        reader, _ = self.session.orpc(REM_UNKNOWN, 3, self.session.rem_unknown, bytes(body.data))
        if not reader.u32():
            return reader.u32(), None
        count = reader.u32()
        reader.align(8)
        hresult = reader.u32()
        reader.align(8)
        flags, refs, oxid, oid, ipid = reader.u32(), reader.u32(), reader.u64(), reader.u64(), reader.guid()
        overall = reader.u32()
        if count != 1:
            raise Malformed(f'{count} answers to one question')
        if hresult:
            return hresult, None
        reference = Reference(iid, flags, refs, oxid, oid, ipid, self.addresses)
        return overall, self.session.adopt(reference, self.means if iid == IDISPATCH else None)

    def query_iid2(self, iid):
        body = Writer().guid(self.ipid).u16(1).u32(1).guid(iid)
        reader, _ = self.session.orpc(REM_UNKNOWN2, 6, self.session.rem_unknown, bytes(body.data))
        hresults = [reader.u32() for _ in range(reader.u32())]
        there = [reader.u32() for _ in range(reader.u32())]
        found = [reader.interface_body() if one else None for one in there]
        overall = reader.u32()
        if hresults[0]:
            return hresults[0], None
        return overall, self.session.adopt(found[0])

    # By number.

    def attempt(self, member, *arguments, context=None):
        """Calls a member by its number. Its interface, or one derived from it, has to be this pointer's."""
        if not hasattr(member, 'slot'):
            member = self.interface.member(member)
        body = Writer()
        for parameter, argument in zip(member.inputs, arguments, strict=True):
            write(body, parameter.type, argument)
        note('opnum', self.interface, member)
        iid = context or self.iid
        reader, words = self.session.orpc(iid, member.slot, self.ipid, bytes(body.data))
        value = read(self.session, reader, member.result) if member.result else None
        hresult = reader.u32()
        if reader.left():
            raise Malformed(f'{member}: {reader.left()} bytes too many')
        return Result(repr(member), hresult, value, words)

    def call(self, name, *arguments):
        """A method or a getter by its number: its value."""
        return self.attempt(name, *arguments).unwrap()

    def put(self, name, *arguments):
        """A setter by its number."""
        return self.attempt(self.interface.member(name, 'propput'), *arguments).unwrap()

    # By name.

    @property
    def line(self):
        """The interface under which late-bound calls go out."""
        return self.iid

    def dispids(self, *names, lcid=0x409):
        """GetIDsOfNames: (HRESULT, numbers)."""
        body = Writer().guid(NULL).u32(len(names))
        for _ in names:
            body.pointer()
        for name in names:
            units = (name + '\0').encode('utf-16-le')
            body.u32(len(units) // 2).u32(0).u32(len(units) // 2).raw(units)
        body.u32(len(names)).u32(lcid)
        reader, _ = self.session.orpc(self.line, 5, self.ipid, bytes(body.data))
        return_value = [reader.i32() for _ in range(reader.u32())]
        return reader.u32(), return_value

    def invoke_dispid(self, what, dispid, flags, arguments=(), named=(), lcid=0x409):
        """Invoke, with arguments in their natural order; `named` are (dispid, argument)."""
        both = [variant_of(one) for _, one in named] + [variant_of(one) for one in reversed(arguments)]
        body = Writer().u32(dispid).guid(NULL).u32(lcid).u32(flags)
        body.pointer(bool(both)).pointer(bool(named)).u32(len(both)).u32(len(named))
        if both:
            body.u32(len(both))
            for _ in both:
                body.pointer()
            for one in both:
                body.variant_body(one)
        if named:
            body.u32(len(named))
            for number, _ in named:
                body.u32(number)
        body.u32(0).u32(0).u32(0)
        reader, _ = self.session.orpc(self.line, 6, self.ipid, bytes(body.data))
        value = adopt_variant(self.session, reader.variant())
        exception = ExceptionInfo(reader)
        wrong = reader.u32()
        if reader.u32():
            raise Malformed('arguments by reference that nobody sent')
        hresult = reader.u32()
        if reader.left():
            raise Malformed(f'{what}: {reader.left()} bytes too many after Invoke')
        return Invoked(what, hresult, value, exception, wrong)

    def try_invoke(self, name, *arguments, kind=None, flags=None, **named):
        """A member by name: its number is asked for first, as every late-bound client does."""
        member = name if hasattr(name, 'slot') else self.means.member(name, kind)
        key = (self.line, self.means.name, member.name, *named)
        if key not in self.session.numbers:
            hresult, numbers = self.dispids(member.name, *named)
            if hresult:
                return Invoked(repr(member), hresult, EMPTY, NoException, 0)
            self.session.numbers[key] = numbers
        numbers = self.session.numbers[key]
        note('name', self.means, member)
        pairs = list(zip(numbers[1:], named.values()))
        kind = KINDS[member.kind]
        if kind == PUT and not named:
            pairs, arguments = [(DISPID_PROPERTYPUT, arguments[-1])], arguments[:-1]
        return self.invoke_dispid(repr(member), numbers[0], flags or kind, arguments, pairs)

    def invoke(self, name, *arguments, **more):
        """A method or a getter by its name: its value."""
        return self.try_invoke(name, *arguments, **more).unwrap()

    def put_by_name(self, name, *arguments):
        return self.try_invoke(name, *arguments, kind='propput').unwrap()

    # Enumerations and descriptions.

    def enumerator(self):
        """What `_NewEnum` yields, as IEnumVARIANT."""
        unknown = self.call('_NewEnum')
        hresult, found = unknown.query_iid(IENUMVARIANT)
        if found is None:
            raise Failure('_NewEnum as IEnumVARIANT', hresult)
        return Enumerator(found)

    def type_info(self):
        """GetTypeInfoCount and GetTypeInfo: an ITypeInfo."""
        reader, _ = self.session.orpc(self.line, 3, self.ipid)
        count, hresult = reader.u32(), reader.u32()
        if (count, hresult) != (1, 0):
            raise Failure('GetTypeInfoCount', hresult, f'{count} descriptions')
        reader, words = self.session.orpc(self.line, 4, self.ipid, bytes(Writer().u32(0).u32(0x409).data))
        found = self.session.adopt(reader.interface())
        hresult = reader.u32()
        if hresult or found.iid != ITYPEINFO:
            raise Failure('GetTypeInfo', hresult, words)
        return found


class NoException:
    """Where a call did not get as far as an exception."""

    scode, description, source = 0, None, None


class Enumerator:
    """IEnumVARIANT of an object."""

    def __init__(self, pointer):
        self.pointer = pointer

    def orpc(self, opnum, body=b''):
        return self.pointer.session.orpc(IENUMVARIANT, opnum, self.pointer.ipid, bytes(body))[0]

    def next(self, count):
        """(HRESULT, values)."""
        reader = self.orpc(3, Writer().u32(count).data)
        most, offset, actual = reader.u32(), reader.u32(), reader.u32()
        if most != count or offset or actual > count:
            raise Malformed(f'{actual} from {offset} of {most} when {count} were asked for')
        there = [reader.u32() for _ in range(actual)]
        variants = [reader.variant_body() for one in there if one]
        if reader.u32() != actual:
            raise Malformed('the number of values that Next fetched')
        session = self.pointer.session
        return reader.u32(), [adopt_variant(session, one) for one in variants]

    def skip(self, count):
        return self.orpc(4, Writer().u32(count).data).u32()

    def reset(self):
        return self.orpc(5).u32()

    def clone(self):
        reader = self.orpc(6)
        found = self.pointer.session.adopt(reader.interface())
        if reader.u32() or found.iid != IENUMVARIANT:
            raise Malformed('Clone failed')
        return Enumerator(found)

    def all(self, step=7):
        """All values from here on."""
        found = []
        while True:
            hresult, some = self.next(step)
            found += some
            if hresult or not some:
                return found


def note(way, through, member):
    CALLS.add((way, through.name, member.interface.name, member.slot))


def save_calls(file):
    """Adds what was called to a file, for coverage.py."""
    lines = [f'{way} {through} {of} {slot}\n' for way, through, of, slot in sorted(CALLS)]
    # At once, because others may do the same now.
    with open(file, 'ab', buffering=0) as stream:
        stream.write(''.join(lines).encode())


def write(body, kind, argument):
    """An argument of a type of the facts."""
    if kind == 'BSTR':
        body.bstr(argument)
    elif kind == 'VARIANT_BOOL':
        body.bool(argument)
    elif kind == 'VARIANT':
        body.variant(variant_of(argument))
    elif kind in ('LONG', 'LCID', 'DWORD') or kind in FACTS.enumerations:
        body.u32(argument)
    elif FACTS.is_object(kind):
        body.interface(argument.reference() if isinstance(argument, Object) else argument)
    else:
        raise NotImplementedError(f'arguments of type {kind}')


def read(session, reader, kind):
    """A result of a type of the facts."""
    if kind == 'BSTR':
        return reader.bstr()
    if kind == 'VARIANT_BOOL':
        return reader.bool()
    if kind == 'DATE':
        return reader.plain('d')
    if kind == 'DECIMAL':
        return reader.decimal()
    if kind == 'VARIANT':
        return adopt_variant(session, reader.variant())
    if kind in ('LCID', 'DWORD'):
        return reader.u32()
    if kind == 'LONG' or kind in FACTS.enumerations:
        return reader.i32()
    if not FACTS.is_object(kind):
        raise NotImplementedError(f'results of type {kind}')
    reference = reader.interface()
    declared = FACTS.interfaces.get(kind.rstrip('*'))
    expected = declared.iid if declared else IUNKNOWN
    if reference and reference.iid != expected:
        raise Malformed(f'a {kind} that is a reference to {reference.iid}')
    return session.adopt(reference)


def variant_of(value):
    """What a late-bound client would make of a value."""
    if isinstance(value, Variant):
        inner = value.value
        return Variant(value.vt, inner.reference()) if isinstance(inner, Object) else value
    if value is None:
        return Variant(VT_DISPATCH, None)
    if isinstance(value, bool):
        return Variant(VT_BOOL, value)
    if isinstance(value, int):
        return Variant(VT_I4, value)
    if isinstance(value, float):
        return Variant(VT_R8, value)
    if isinstance(value, str):
        return Variant(VT_BSTR, value)
    return Variant(VT_DISPATCH, value.reference())


def adopt_variant(session, variant):
    if variant.vt in (VT_DISPATCH, VT_UNKNOWN):
        return Variant(variant.vt, session.adopt(variant.value))
    return variant


def resolver_names(addresses):
    """The string bindings in an object reference."""
    words = struct.unpack(f'<{len(addresses) // 2}H', addresses)
    return read_addresses(words[2 : 2 + words[1]])


def read_password(file):
    """The first line of a file."""
    with open(file, encoding='utf-8') as stream:
        return stream.readline().rstrip(os.linesep)
