"""Reads every property that can be reached from an object, by number and by name, and compares the two."""

from facts import FACTS, IENUMVARIANT
from ndr import VT_BOOL, VT_BSTR, VT_DATE, VT_DECIMAL, VT_DISPATCH, VT_I4, VT_UI4, VT_UNKNOWN
from check import DISP_E_EXCEPTION, code
from wua_dcom import GET, METHOD, Enumerator

TYPES = {
    'BSTR': (VT_BSTR,),
    'VARIANT_BOOL': (VT_BOOL,),
    'LONG': (VT_I4,),
    'DATE': (VT_DATE,),
    'DECIMAL': (VT_DECIMAL,),
    'LCID': (VT_I4, VT_UI4),
    'DWORD': (VT_I4, VT_UI4),
    'IUnknown*': (VT_UNKNOWN,),
}

# What is compared by itself and not walked into: it leads back to where the walk came from.
BACK = {('ICategory', 'Parent'), ('ICategory', 'Updates')}

# Objects that are met again and again: what they are known by.
KEYS = {'ICategory': 'CategoryID', 'IImageInformation': 'Source', 'IUpdateService2': 'ServiceID'}

WU_E_INVALIDINDEX = FACTS.codes['WU_E_INVALIDINDEX']


def types_of(kind):
    """The types of a VARIANT that a result may have when it is read by name."""
    if kind in TYPES:
        return TYPES[kind]
    if kind in FACTS.enumerations:
        return (VT_I4,)
    return (VT_DISPATCH,)


def versions(interface):
    """The interfaces that an object which is handed out as this one may have, the newest first."""
    found = [one for one in FACTS.remote_interfaces if interface in one.lineage]
    return sorted(found, key=lambda one: -len(one.lineage))


def newest(pointer):
    """The newest interface of an object, and a pointer to it."""
    for one in versions(pointer.interface):
        if one is pointer.interface:
            return pointer
        _, found = pointer.query_iid(one.iid)
        if found:
            return found
    return pointer


class Walk:
    """A walk over objects. What has a key is walked once."""

    def __init__(self, check):
        self.check, self.seen, self.enumerated = check, set(), set()
        self.objects = self.values = self.nulls = self.failures = 0

    def start(self, path, pointer):
        pointer = newest(pointer)
        self.object(path, pointer, pointer.dispatch(pointer.interface))

    def object(self, path, typed, late):
        """`typed` is called by number, `late` by name; both are the same object."""
        typed = newest(typed)
        late.means = typed.interface
        name = typed.interface.name
        if name in KEYS:
            key = (name, typed.call(KEYS[name]))
            if key in self.seen:
                return
            self.seen.add(key)
        if 'Identity' in [member.name for member in typed.interface.members]:
            key = (name, typed.call('Identity').call('UpdateID'))
            if key in self.seen:
                return
            self.seen.add(key)
        self.objects += 1
        for member in typed.interface.members:
            if member.kind == 'propget' and not member.inputs and not member.is_refused and member.name != '_NewEnum':
                self.property(f'{path}.{member.name}', typed, late, member)
        if any(member.name == '_NewEnum' for member in typed.interface.members):
            self.collection(path, typed, late)

    def property(self, path, typed, late, member):
        check = self.check
        by_number, by_name = typed.attempt(member), late.try_invoke(member)
        if by_number.failed:
            self.failures += 1
            check.equal(f'{path} by name fails', code(by_name.hresult), code(DISP_E_EXCEPTION))
            check.equal(f'{path} by name', code(by_name.scode), code(by_number.hresult))
            check.equal(f'the words of {path}', by_name.words, by_number.words)
            return
        check.equal(f'the HRESULT of {path}', code(by_name.hresult), code(by_number.hresult))
        self.compare(path, member, by_number.value, by_name)

    def compare(self, path, member, number, by_name):
        check = self.check
        if member.result == 'VARIANT':
            check.equal(path, (by_name.vt, by_name.value), tuple(number))
            self.values += 1
            return
        check.true(
            f'{path}: expected type {types_of(member.result)}', by_name.vt in types_of(member.result), by_name.vt
        )
        if not FACTS.is_object(member.result):
            self.values += 1
            if member.result in FACTS.enumerations:
                check.true(f'{path} is a {member.result}', number in FACTS.enumerations[member.result].values(), number)
            if member.result == 'BSTR':
                number, value = number or '', by_name.value or ''
            else:
                value = by_name.value
            check.equal(path, value, number)
        elif number is None or by_name.value is None:
            self.nulls += 1
            check.true(
                f'{path} is nothing both ways', number is None and by_name.value is None, (number, by_name.value)
            )
        elif (member.interface.name, member.name) in BACK:
            check.true(f'{path} is something both ways', True)
        else:
            self.object(path, number, by_name.value)

    def collection(self, path, typed, late):
        """By index both ways, and enumerated."""
        check = self.check
        count = typed.call('Count')
        item = typed.interface.member('Item')
        enumerated = typed.enumerator().all()
        check.equal(f'{path}: enumerated', len(enumerated), count)
        for index, entry in zip(range(count), enumerated):
            at = f'{path}({index})'
            number, by_name = typed.attempt(item, index), late.try_invoke(item, index)
            if check.equal(f'the HRESULT of {at}', (number.hresult, by_name.hresult), (0, 0)):
                number = number.value
                check.equal(f'{at} enumerated has the type', entry.vt, by_name.vt)
                if item.result == 'BSTR':
                    check.equal(f'{at} enumerated', entry.value, number)
                else:
                    check.true(f'{at} enumerated is the same object', number.is_same(entry.value))
                    check.true(f'{at} by name is the same object', number.is_same(by_name.value))
                self.compare(at, item, number, by_name)
        if typed.interface not in self.enumerated:
            self.enumerated.add(typed.interface)
            self.enumerator(path, typed, late, enumerated)
        for index in (count, -1):
            check.fails(f'{path}({index})', typed.attempt(item, index), WU_E_INVALIDINDEX)
            check.throws(f'{path}({index}) by name', late.try_invoke(item, index), WU_E_INVALIDINDEX)

    def enumerator(self, path, typed, late, expected):
        """What `For Each` does: by DISPID_NEWENUM, and by the name that leads to it."""
        member = typed.interface.member('_NewEnum')
        self.check.equal(f'the number of {path}._NewEnum', late.dispids('_NewEnum'), (0, [member.dispid]))
        for what, invoked in {
            'name': late.try_invoke(member),
            'number of the name': late.invoke_dispid(repr(member), member.dispid, GET | METHOD),
        }.items():
            self.check.equal(f'{path}._NewEnum by {what}', (invoked.hresult, invoked.vt), (0, VT_UNKNOWN))
            found = Enumerator(invoked.value.query_iid(IENUMVARIANT)[1]).all()
            self.check.equal(
                f'{path} enumerated by {what}', [one.vt for one in found], [one.vt for one in expected]
            )
