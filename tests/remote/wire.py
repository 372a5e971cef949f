"""Connections to a server of objects: impacket's, with the numbers of faults and with any port."""

import functools
import socket
import struct

from impacket import structure
from impacket.dcerpc.v5.rpcrt import RPC_C_AUTHN_GSS_NEGOTIATE, DCERPCException
from impacket.dcerpc.v5.transport import TCPTransport
from impacket.krb5.ccache import CCache

NONE, CONNECT, CALL, PACKET, INTEGRITY, PRIVACY = range(1, 7)
LEVELS = {'integrity': INTEGRITY, 'privacy': PRIVACY}

ACCESS_DENIED = 5
OPERATION_RANGE = 0x1C010002
BAD_STUB = 0x6F7
PROTOCOL_ERROR = 0x1C01000B

RESPONSE, FAULT, BIND_ACK, BIND_NAK, ALTER_RESPONSE = 2, 3, 12, 13, 15

# A server has to hold a few presentation and security contexts for each connection, but not any number: a new
# interface goes to a new connection when one has this many.
CONTEXTS = 12
PATIENCE = 120


def remembering(find):
    """What impacket looks up in the fields of a structure, once for each."""
    found = {}

    def quick(self, name):
        fields = (self.commonHdr, self.structure)
        key = (id(fields[0]), id(fields[1]), name)
        if key not in found:
            # With the fields, so that nothing else can get their identities.
            found[key] = (fields, find(self, name))
        return found[key][1]

    return quick


@functools.cache
def compiled(expression):
    return compile(expression, 'impacket', 'eval')


# Most of the time of these scripts would be impacket's, who searches and compiles the same for every header. It does the
# same as before, only sooner.
structure.Structure.findAddressFieldFor = remembering(structure.Structure.findAddressFieldFor)
structure.Structure.findLengthFieldFor = remembering(structure.Structure.findLengthFieldFor)
structure.eval = lambda expression, *scopes: eval(compiled(expression), *scopes)


class Refused(Exception):
    """The server answered with something other than a response, or not at all."""


class Fault(Refused):
    """The call was not done: `status` says why."""

    def __init__(self, status, executed):
        super().__init__(f'fault 0x{status:08x}')
        self.status, self.executed = status, executed


class Rejected(Refused):
    """A bind or an alter_context was turned down."""


class Closed(Refused):
    """The connection has gone."""


class Wire(TCPTransport):
    """A TCP connection that keeps the answer to what was sent last: impacket drops the numbers of faults."""

    def __init__(self, host, port):
        super().__init__(host, port)
        self.set_connect_timeout(PATIENCE)
        self.answer = b''

    def connect(self):
        connected = super().connect()
        # The last leg of a sign-in has no answer; the call behind it would wait until it is acknowledged.
        self.get_socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connected

    def send(self, data, forceWriteAndx=0, forceRecv=0):
        self.answer = b''
        super().send(data, forceWriteAndx, forceRecv)

    def recv(self, forceRecv=0, count=0):
        data = super().recv(forceRecv, count)
        if not data:
            raise DCERPCException('Connection closed by remote host')
        self.answer += data
        return data

    def pdus(self):
        """The PDUs of the answer."""
        rest = self.answer
        while len(rest) >= 16:
            size = struct.unpack_from('<H', rest, 8)[0]
            yield rest[:size]
            rest = rest[max(size, 16) :]

    def verdict(self, error):
        """Why a call or a bind came to nothing."""
        for pdu in self.pdus():
            if pdu[2] == FAULT and len(pdu) >= 28:
                return Fault(struct.unpack_from('<I', pdu, 24)[0], not pdu[3] & 0x20)
            if pdu[2] == BIND_NAK:
                return Rejected(f'bind_nak with reason {struct.unpack_from("<H", pdu, 16)[0]}')
            if pdu[2] in (BIND_ACK, ALTER_RESPONSE):
                return Rejected(str(error))
        return Closed(str(error))


class Password:
    """What an account of the server signs in with."""

    def __init__(self, user, password):
        self.user, self.password = user, password

    def prepare(self, wire):
        wire.set_credentials(self.user, self.password)

    def choose(self, dce):
        pass


class Realm:
    """What a principal signs in with: the ticket for `host/NAME` in a cache."""

    def __init__(self, user, realm, cache, name):
        self.user, self.realm = user, realm
        self.ticket = CCache.loadFile(cache).getCredential(f'host/{name}@{realm}').toTGS()

    def prepare(self, wire):
        wire.set_credentials(self.user, '', self.realm, TGS=self.ticket)
        wire.set_kerberos(True)

    def choose(self, dce):
        dce.set_auth_type(RPC_C_AUTHN_GSS_NEGOTIATE)


class Connection:
    """A connection with a presentation context for each interface that was asked for."""

    def __init__(self, host, port, level, credentials):
        self.level = level
        self.wire = Wire(host, port)
        self.credentials = credentials
        credentials.prepare(self.wire)
        self.contexts = {}
        self.latest = None
        self.is_open = True
        try:
            self.wire.connect()
        except (DCERPCException, OSError) as error:
            raise Closed(str(error)) from error

    @property
    def is_full(self):
        return len(self.contexts) >= CONTEXTS

    def bind(self, iid, version='0.0'):
        """A context for an interface; a new one means a new sign-in, which is how impacket does it."""
        if iid in self.contexts:
            return self.contexts[iid]
        major, minor = map(int, version.split('.'))
        syntax = iid.bytes_le + struct.pack('<HH', major, minor)
        try:
            if self.latest:
                dce = self.latest.alter_ctx(syntax)
            else:
                dce = self.wire.get_dce_rpc()
                dce.set_credentials(*self.wire.get_credentials())
                dce.set_auth_level(self.level)
                self.credentials.choose(dce)
                dce.bind(syntax)
        except (DCERPCException, OSError) as error:
            self.close()
            raise self.wire.verdict(error) from error
        self.contexts[iid] = self.latest = dce
        return dce

    def request(self, iid, opnum, stub, ipid=None, version='0.0'):
        """The stub of the response."""
        dce = self.bind(iid, version)
        try:
            dce.call(opnum, stub, ipid.bytes_le if ipid else None)
            return dce.recv()
        except (DCERPCException, OSError) as error:
            # impacket leaves the signature of a fault unread, so its cipher is out of step from here on.
            self.close()
            raise self.wire.verdict(error) from error

    def close(self):
        self.is_open = False
        self.wire.disconnect()


class Pool:
    """As many connections to one place as its interfaces need."""

    def __init__(self, host, port, level, credentials):
        self.place = (host, port, level, credentials)
        self.connections = []

    def request(self, iid, opnum, stub, ipid=None, version='0.0'):
        return self.connection(iid).request(iid, opnum, stub, ipid, version)

    def connection(self, iid):
        self.connections = [one for one in self.connections if one.is_open]
        for one in self.connections:
            if iid in one.contexts:
                return one
        for one in self.connections:
            if not one.is_full:
                return one
        self.connections.append(Connection(*self.place))
        return self.connections[-1]

    def close(self):
        for one in self.connections:
            one.close()
