"""NDR 2.0 as far as the interfaces of the Windows Update Agent need it.

Written from [MS-DCOM] and [MS-OAUT] alone, so that it can disagree with the server that it is tested against.
"""

import struct
import uuid
from collections import namedtuple
from decimal import Decimal, localcontext

VT_EMPTY, VT_NULL, VT_I2, VT_I4, VT_R4, VT_R8, VT_CY, VT_DATE, VT_BSTR, VT_DISPATCH = range(10)
VT_ERROR, VT_BOOL, VT_VARIANT, VT_UNKNOWN, VT_DECIMAL = range(10, 15)
VT_I1, VT_UI1, VT_UI2, VT_UI4, VT_I8, VT_UI8, VT_INT, VT_UINT = range(16, 24)
VT_ARRAY, VT_BYREF = 0x2000, 0x4000

# The arms of a VARIANT that have a fixed size: the code of `struct` and its size, which is its alignment too.
PLAIN = {
    VT_I2: 'h',
    VT_I4: 'i',
    VT_R4: 'f',
    VT_R8: 'd',
    VT_CY: 'q',
    VT_DATE: 'd',
    VT_ERROR: 'I',
    VT_I1: 'b',
    VT_UI1: 'B',
    VT_UI2: 'H',
    VT_UI4: 'I',
    VT_I8: 'q',
    VT_UI8: 'Q',
    VT_INT: 'i',
    VT_UINT: 'I',
}

Variant = namedtuple('Variant', 'vt value')

# What an argument that was left out looks like to a late-bound method.
MISSING = Variant(VT_ERROR, 0x80020004)
EMPTY = Variant(VT_EMPTY, None)

Reference = namedtuple('Reference', 'iid flags refs oxid oid ipid addresses')
Reference.__doc__ = 'A standard object reference, [MS-DCOM] 2.2.18.4.'

STANDARD, HANDLER, CUSTOM, EXTENDED = 1, 2, 4, 8
SIGNATURE = 0x574F454D

# Referents may have any number but zero.
REFERENT = 0x00020000


class Malformed(Exception):
    """The bytes are not what the specification says they are."""


class Reader:
    """Takes values from a stub."""

    def __init__(self, data):
        self.data = bytes(data)
        self.at = 0

    def left(self):
        return len(self.data) - self.at

    def align(self, size):
        self.at += -self.at % size

    def take(self, count):
        if count < 0 or self.at + count > len(self.data):
            raise Malformed(f'{count} bytes wanted at {self.at} of {len(self.data)}')
        taken = self.data[self.at : self.at + count]
        self.at += count
        return taken

    def plain(self, code):
        size = struct.calcsize('<' + code)
        self.align(size)
        return struct.unpack('<' + code, self.take(size))[0]

    def u16(self):
        return self.plain('H')

    def u32(self):
        return self.plain('I')

    def i32(self):
        return self.plain('i')

    def u64(self):
        return self.plain('Q')

    def guid(self):
        self.align(4)
        return uuid.UUID(bytes_le=self.take(16))

    def bstr(self):
        """A BSTR: None for a null pointer, whichever of its two forms it has."""
        return self.bstr_body() if self.u32() else None

    def bstr_body(self):
        most, length, units = self.u32(), self.u32(), self.u32()
        if most != units:
            raise Malformed(f'a BSTR for {most} units has {units}')
        data = self.take(2 * units)
        if length == 0xFFFFFFFF:
            return None
        if length > 2 * units:
            raise Malformed(f'a BSTR of {length} bytes in {units} units')
        return data[:length].decode('utf-16-le')

    def bool(self):
        value = self.u16()
        if value not in (0, 0xFFFF):
            raise Malformed(f'a VARIANT_BOOL of {value:#x}')
        return value == 0xFFFF

    def decimal(self):
        self.align(8)
        reserved, scale, sign, high, low = struct.unpack('<HBBIQ', self.take(16))
        if scale > 28 or sign not in (0, 0x80):
            raise Malformed(f'a DECIMAL with scale {scale} and sign {sign:#x}')
        del reserved
        with localcontext() as context:
            context.prec = 40
            value = Decimal(high << 64 | low).scaleb(-scale)
            return -value if sign else value

    def interface(self):
        """A pointer to an interface: a Reference, or None."""
        return self.interface_body() if self.u32() else None

    def interface_body(self):
        most, count = self.u32(), self.u32()
        if most != count:
            raise Malformed(f'an interface pointer for {most} bytes has {count}')
        return read_reference(self.take(count))

    def variant(self):
        """A VARIANT: in stubs they are pointers too."""
        if not self.u32():
            raise Malformed('a VARIANT that is a null pointer')
        return self.variant_body()

    def variant_body(self, depth=0):
        self.align(8)
        start = self.at
        size, _ = self.u32(), self.u32()
        vt = self.u16()
        self.take(6)
        tag = self.u32()
        expected = vt & 0x7000 if vt & VT_ARRAY else vt
        if tag != expected:
            raise Malformed(f'a VARIANT of type {vt:#x} with the tag {tag:#x}')
        if depth > 8:
            raise Malformed('a VARIANT in a VARIANT in a VARIANT ...')
        value = self.arm(vt, depth)
        used = (self.at - start + 7) // 8
        if size < used:
            raise Malformed(f'a VARIANT of {used} units says that it has {size}')
        return Variant(vt, value)

    def arm(self, vt, depth):
        if vt in (VT_EMPTY, VT_NULL):
            return None
        if vt in PLAIN:
            return self.plain(PLAIN[vt])
        if vt == VT_BOOL:
            return self.bool()
        if vt == VT_BSTR:
            return self.bstr()
        if vt == VT_DECIMAL:
            return self.decimal()
        if vt in (VT_DISPATCH, VT_UNKNOWN):
            return self.interface()
        if vt == VT_VARIANT | VT_BYREF:
            return self.variant_body(depth + 1) if self.u32() and self.u32() else None
        if vt & VT_ARRAY:
            return self.safe_array() if self.u32() and self.u32() else None
        raise Malformed(f'a VARIANT of type {vt:#x}')

    def safe_array(self):
        """The elements of an array with one dimension, of numbers or of strings ([MS-OAUT] 2.2.30)."""
        dimensions = self.u32()
        count, _, _, _ = self.u16(), self.u16(), self.u32(), self.u32()
        if dimensions != 1 or count != 1:
            raise Malformed(f'an array with {dimensions} dimensions')
        kind = self.u32()
        size, pointer = self.u32(), self.u32()
        bound = (self.u32(), self.i32())
        if bound[0] != size:
            raise Malformed(f'an array of {size} that has {bound[0]}')
        if not pointer:
            return []
        if self.u32() != size:
            raise Malformed('the conformance of an array differs from its size')
        if kind in (VT_I1, VT_I2, VT_I4, VT_I8):
            code = {VT_I1: 'B', VT_I2: 'H', VT_I4: 'I', VT_I8: 'Q'}[kind]
            return [self.plain(code) for _ in range(size)]
        if kind == VT_BSTR:
            present = [self.u32() for _ in range(size)]
            return [self.bstr_body() if there else None for there in present]
        raise Malformed(f'an array of type {kind:#x}')

    def strings(self):
        """Names in order ([MS-OAUT] calls them OLESTR): conformant and varying."""
        most, offset, count = struct.unpack('<III', self.take(12))
        if offset or count > most:
            raise Malformed(f'a string of {count} from {offset} for {most}')
        return self.take(2 * count).decode('utf-16-le').rstrip('\0')


def read_reference(data):
    """A standard OBJREF; with anything else a server of objects has no business."""
    reader = Reader(data)
    signature, kind = reader.u32(), reader.u32()
    iid = reader.guid()
    if signature != SIGNATURE or kind != STANDARD:
        raise Malformed(f'an object reference {signature:#x} of kind {kind}')
    flags, refs, oxid, oid = struct.unpack('<IIQQ', reader.take(24))
    return Reference(iid, flags, refs, oxid, oid, reader.guid(), reader.take(reader.left()))


def read_addresses(words):
    """The string bindings of a DUALSTRINGARRAY, given its 16-bit units from the start: (tower, text)."""
    found, at = [], 0
    while at < len(words) and words[at]:
        end = words.index(0, at + 1)
        found.append((words[at], ''.join(map(chr, words[at + 1 : end]))))
        at = end + 1
    return found


class Writer:
    """Puts values into a stub."""

    def __init__(self):
        self.data = bytearray()
        self.referent = REFERENT

    def align(self, size):
        # Receivers must not care what is in between.
        self.data += b'\xce' * (-len(self.data) % size)
        return self

    def raw(self, data):
        self.data += data
        return self

    def plain(self, code, value):
        self.align(struct.calcsize('<' + code))
        self.data += struct.pack('<' + code, value)
        return self

    def u16(self, value):
        return self.plain('H', value)

    def u32(self, value):
        return self.plain('I', value & 0xFFFFFFFF)

    def u64(self, value):
        return self.plain('Q', value)

    def guid(self, value):
        return self.align(4).raw(uuid.UUID(str(value)).bytes_le)

    def pointer(self, there=True):
        self.referent += 4
        return self.u32(self.referent if there else 0)

    def bstr(self, text):
        self.pointer()
        if text is None:
            return self.u32(0).u32(0xFFFFFFFF).u32(0)
        data = text.encode('utf-16-le', 'surrogatepass')
        return self.u32(len(data) // 2).u32(len(data)).u32(len(data) // 2).raw(data)

    def bool(self, value):
        return self.u16(0xFFFF if value else 0)

    def decimal(self, value):
        sign, digits, exponent = Decimal(value).as_tuple()
        number = int(''.join(map(str, digits))) * 10 ** max(exponent, 0)
        self.align(8)
        head = struct.pack('<HBBIQ', 0, max(-exponent, 0), 0x80 * sign, number >> 64, number & 2**64 - 1)
        return self.raw(head)

    def interface(self, reference):
        """A Reference, raw bytes that are to be taken for one, or None."""
        self.pointer(reference is not None)
        if reference is None:
            return self
        data = reference if isinstance(reference, bytes) else reference_bytes(reference)
        return self.u32(len(data)).u32(len(data)).raw(data)

    def variant(self, variant):
        return self.pointer().variant_body(variant)

    def variant_body(self, variant):
        vt, value = variant
        self.align(8)
        start = len(self.data)
        self.u32(0).u32(0).u16(vt).raw(bytes(6)).u32(vt & 0x7000 if vt & VT_ARRAY else vt)
        if vt in PLAIN:
            self.plain(PLAIN[vt], value)
        elif vt == VT_BOOL:
            self.bool(value)
        elif vt == VT_BSTR:
            self.bstr(value)
        elif vt == VT_DECIMAL:
            self.decimal(value)
        elif vt in (VT_DISPATCH, VT_UNKNOWN):
            self.interface(value)
        elif vt == VT_VARIANT | VT_BYREF:
            self.pointer().pointer().variant_body(value)
        elif vt == VT_ARRAY | VT_UI1:
            self.byte_array(value)
        elif vt not in (VT_EMPTY, VT_NULL):
            raise ValueError(f'a VARIANT of type {vt:#x} cannot be written')
        units = (len(self.data) - start + 7) // 8
        self.data[start : start + 4] = struct.pack('<I', units)
        return self

    def byte_array(self, value):
        self.pointer().pointer().u32(1).u16(1).u16(0x80).u32(1).u32(VT_UI1 << 16).u32(VT_I1)
        self.u32(len(value)).pointer().u32(len(value)).u32(0).u32(len(value)).raw(value)


def reference_bytes(reference):
    """An OBJREF of the standard kind."""
    head = struct.pack('<II', SIGNATURE, STANDARD) + reference.iid.bytes_le
    body = struct.pack('<IIQQ', reference.flags, reference.refs, reference.oxid, reference.oid)
    return head + body + reference.ipid.bytes_le + reference.addresses
