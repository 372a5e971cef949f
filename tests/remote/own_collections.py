"""Collections that a caller makes on another computer: filled, changed, copied, enumerated, handed in as arguments.

(A script named `collections.py` would be taken for Python's own module.)
"""

from check import DISP_E_EXCEPTION, E_ACCESSDENIED, E_INVALIDARG, code, main
from facts import FACTS, IENUMVARIANT
from ndr import EMPTY, VT_BSTR, VT_DISPATCH, VT_UNKNOWN, Variant
from walk import Walk
from wire import ACCESS_DENIED, Fault
from wua_dcom import PUT, PUT_REFERENCE

WU_E_INVALIDINDEX = FACTS.codes['WU_E_INVALIDINDEX']
WU_E_NOT_SUPPORTED = FACTS.codes['WU_E_NOT_SUPPORTED']
S_FALSE = 1
RPC_E_DISCONNECTED = 0x80010108
DISPID_VALUE, DISPID_NEWENUM, DISPID_PUT = 0, -4, -3
# More than fits into one fragment, by far.
LONG_TEXT = 'gear wheel ⚙ ' * 20000


def run(check, level):
    session = check.session(level)
    strings(check, session)
    check.group('strings by number')
    strings_by_name(check, session)
    check.group('strings by name')
    enumerators(check, session)
    check.group('enumerators')
    updates(check, session)
    check.group('updates')
    arguments(check, session)
    check.group('objects as arguments')
    references(check, session)
    check.group('references')
    session.close()


def texts(collection):
    return [collection.call('Item', index) for index in range(collection.call('Count'))]


def strings(check, session):
    own = session.create('StringCollection')
    check.equal('at first', (own.call('Count'), own.call('ReadOnly')), (0, False))
    check.equal('Add', [own.call('Add', text) for text in ('one', 'three', '')], [0, 1, 2])
    own.call('Insert', 1, 'two')
    check.equal('Insert', texts(own), ['one', 'two', 'three', ''])
    own.put('Item', 3, 'Zahnrad ⚙ 歯車 🌍')
    check.equal('put Item', own.call('Item', 3), 'Zahnrad ⚙ 歯車 🌍')
    copy = own.call('Copy')
    own.call('RemoveAt', 0)
    check.equal('RemoveAt', texts(own), ['two', 'three', 'Zahnrad ⚙ 歯車 🌍'])
    check.equal('a copy is another', texts(copy), ['one', 'two', 'three', 'Zahnrad ⚙ 歯車 🌍'])
    check.equal('a copy can be changed', copy.call('ReadOnly'), False)
    own.call('Add', LONG_TEXT)
    check.equal('a text of many fragments', own.call('Item', 3) == LONG_TEXT, True)
    own.put('Item', 3, 'odd')
    own.call('Add', None)
    check.equal('no text', own.call('Item', 4) or '', '')
    Walk(check).start('strings', own)
    for what, result in {
        'Item': own.attempt('Item', 5),
        'Item(-1)': own.attempt('Item', -1),
        'RemoveAt': own.attempt('RemoveAt', 5),
        'Insert': own.attempt('Insert', 7, 'x'),
        'put Item': own.attempt(own.interface.member('Item', 'propput'), 5, 'x'),
    }.items():
        check.fails(f'{what} beyond the end', result, WU_E_INVALIDINDEX)
    own.call('Clear')
    check.equal('Clear', own.call('Count'), 0)


def strings_by_name(check, session):
    own = session.create('StringCollection')
    late = own.dispatch('IStringCollection')
    check.equal('Add', [late.invoke('Add', text) for text in ('one', 'three')], [0, 1])
    check.equal('Add with a named argument', late.invoke('Add', value='four'), 2)
    late.invoke('Insert', 1, 'two')
    check.equal('Insert', texts(own), ['one', 'two', 'three', 'four'])
    late.invoke('Insert', value='zero', index=0)
    check.equal('Insert with named arguments', texts(own)[0], 'zero')
    late.put_by_name('Item', 0, 'nought')
    check.equal('put Item', late.invoke('Item', 0), 'nought')
    check.equal('the default member', late.invoke_dispid('Item', DISPID_VALUE, 3, [0]).value, 'nought')
    check.equal(
        'put the default member',
        code(late.invoke_dispid('Item', DISPID_VALUE, PUT, [1], [(DISPID_PUT, 'first')]).hresult),
        code(0),
    )
    check.equal('what was put', own.call('Item', 1), 'first')
    check.equal('a number as a text', late.invoke('Add', 1901), 5)
    check.equal('the text of the number', own.call('Item', 5), '1901')
    late.invoke('RemoveAt', 5)
    copy = late.invoke('Copy')
    copy.means = own.interface
    check.equal('Copy', copy.invoke('Count'), late.invoke('Count'))
    check.equal('a text of many fragments', late.invoke('Add', LONG_TEXT), 5)
    check.equal('and back', late.invoke('Item', 5) == LONG_TEXT, True)
    enumerated = late.invoke_dispid('_NewEnum', DISPID_NEWENUM, 3)
    check.equal('type of _NewEnum', enumerated.vt, VT_UNKNOWN)
    check.true('_NewEnum enumerates', enumerated.value.query_iid(IENUMVARIANT)[1] is not None)
    for what, invoked in {
        'Item': late.try_invoke('Item', 99),
        'RemoveAt': late.try_invoke('RemoveAt', -1),
        'put Item': late.try_invoke('Item', 99, 'x', kind='propput'),
        'Insert': late.try_invoke('Insert', 99, 'x'),
    }.items():
        check.throws(f'{what} beyond the end', invoked, WU_E_INVALIDINDEX)
    wrong = late.try_invoke('Item', 'not a number')
    check.true('an argument of another type', wrong.hresult in (0x80020005, 0x80020008), code(wrong.hresult))
    check.equal('which argument', wrong.wrong_argument, 0)
    late.invoke('Clear')
    check.equal('Clear', late.invoke('Count'), 0)


def enumerators(check, session):
    own = session.create('StringCollection')
    for text in 'abcdefg':
        own.call('Add', text)
    one = own.enumerator()
    hresult, some = one.next(3)
    check.equal('Next', (hresult, [entry.value for entry in some]), (0, ['a', 'b', 'c']))
    check.equal('types', {entry.vt for entry in some}, {VT_BSTR})
    other = one.clone()
    check.equal('Skip', one.skip(2), 0)
    hresult, some = one.next(10)
    check.equal('the rest', (hresult, [entry.value for entry in some]), (S_FALSE, ['f', 'g']))
    check.equal('nothing more', one.next(1), (S_FALSE, []))
    check.equal('Skip beyond the end', one.skip(1), S_FALSE)
    check.equal('a clone is where its model was', [entry.value for entry in other.next(2)[1]], ['d', 'e'])
    check.equal('Reset', one.reset(), 0)
    check.equal('all again', [entry.value for entry in one.all(2)], list('abcdefg'))
    # [MS-OAUT] 3.3.4.1: the number must not be 0.
    check.equal('none', one.next(0), (E_INVALIDARG, []))
    check.equal('and nothing was passed over', one.next(1), (S_FALSE, []))
    one.reset()
    check.equal('very many', one.next(100000)[0], S_FALSE)
    own.call('Clear')
    check.equal('an empty collection', own.enumerator().next(1), (S_FALSE, []))


def found(session):
    result = session.create('UpdateSession').call('CreateUpdateSearcher').call('Search', 'IsInstalled=0')
    return result.call('Updates')


def same(collection, expected):
    got = [collection.call('Item', index) for index in range(collection.call('Count'))]
    return len(got) == len(expected) and all(one.is_same(other) for one, other in zip(got, expected))


def updates(check, session):
    result = found(session)
    first, second, third = (result.call('Item', index) for index in range(3))
    own = session.create('UpdateCollection')
    check.equal('at first', (own.call('Count'), own.call('ReadOnly')), (0, False))
    check.equal('Add', (own.call('Add', first), own.call('Add', third)), (0, 1))
    own.call('Insert', 1, second)
    check.true('Insert', same(own, [first, second, third]))
    own.put('Item', 0, third)
    check.true('put Item', same(own, [third, second, third]))
    own.call('RemoveAt', 2)
    check.true('RemoveAt', same(own, [third, second]))
    late = own.dispatch('IUpdateCollection')
    check.equal('Add by name', late.invoke('Add', first), 2)
    check.equal('Add by name, with a named argument', late.invoke('Add', value=first.dispatch('IUpdate')), 3)
    late.invoke('Insert', 0, second)
    late.put_by_name('Item', 1, first)
    check.true('put Item by name', same(own, [second, first, second, first, first]))
    dispid = own.interface.member('Item').dispid
    set_by = late.invoke_dispid('Item', dispid, PUT_REFERENCE, [0], [(DISPID_PUT, third)])
    check.equal('Set Item', code(set_by.hresult), code(0))
    late.invoke('RemoveAt', 4)
    check.true('RemoveAt by name', same(own, [third, first, second, first]))
    enumerated = own.enumerator().all()
    check.true(
        'enumerated',
        [entry.vt for entry in enumerated] == [VT_DISPATCH] * 4
        and all(one.value.is_same(other) for one, other in zip(enumerated, (third, first, second, first))),
    )
    check.equal('ReadOnly and Count by name', (late.invoke('ReadOnly'), late.invoke('Count')), (False, 4))
    check.equal(
        'the title of an item by name', late.invoke('Item', 0).query('IUpdate').call('Title'), third.call('Title')
    )
    for what, outcome in {
        'Clear': result.attempt('Clear'),
        'RemoveAt': result.attempt('RemoveAt', 0),
        'Add': result.attempt('Add', first),
        'Insert': result.attempt('Insert', 0, first),
        'put Item': result.attempt(result.interface.member('Item', 'propput'), 0, second),
    }.items():
        check.fails(f'{what} of a result', outcome, WU_E_NOT_SUPPORTED)
    check.throws(
        'Clear of a result by name', result.dispatch('IUpdateCollection').try_invoke('Clear'), WU_E_NOT_SUPPORTED
    )
    late.invoke('Clear')
    check.equal('Clear by name', own.call('Count'), 0)
    own.call('Add', first)
    own.call('Clear')
    check.equal('Clear', late.invoke('Count'), 0)


def arguments(check, session):
    """Objects that are not what is asked for, or not there at all; and ours where another call takes it."""
    result = found(session)
    update, strings_of_ours = result.call('Item', 0), session.create('StringCollection')
    strings_of_ours.call('Add', '/tmp/file')
    own = session.create('UpdateCollection')
    late = own.dispatch('IUpdateCollection')
    nothing = own.attempt('Add', None)
    check.true('no update', nothing.failed, code(nothing.hresult))
    check.true('no update by name', late.try_invoke('Add', None).failed)
    check.true('a text instead of an update', late.try_invoke('Add', 'text').failed)
    check.true('strings instead of an update, by name', late.try_invoke('Add', strings_of_ours).failed)
    wrong = refused_or_failed(lambda: own.attempt('Add', strings_of_ours))
    check.true('strings instead of an update', wrong)
    lie = strings_of_ours.reference()._replace(iid=FACTS.interfaces['IUpdate'].iid)
    check.true('strings that say that they are an update', refused_or_failed(lambda: own.attempt('Add', lie)))
    foreign = update.reference(0)._replace(oxid=1901)
    check.true('an object of somebody else', refused_or_failed(lambda: own.attempt('Add', foreign)))
    check.true(
        'an object of somebody else by name',
        refused_or_failed(lambda: late.try_invoke('Add', Variant(VT_DISPATCH, foreign))),
    )
    for data in (b'', b'MEOW', b'\xff' * 68):
        check.true(f'{len(data)} bytes of no object', refused_or_failed(lambda: own.attempt('Add', data)))
    check.equal('nothing was added', own.call('Count'), 0)
    newer = update.query('IUpdate2')
    outcome = newer.attempt('CopyToCache', strings_of_ours)
    check.fails('our strings are taken, the call is refused', outcome, E_ACCESSDENIED)
    outcome = newer.dispatch('IUpdate5').try_invoke('CopyToCache', strings_of_ours)
    check.equal(
        'by name too', (code(outcome.hresult), code(outcome.scode)), (code(DISP_E_EXCEPTION), code(E_ACCESSDENIED))
    )
    check.equal('our strings are as they were', texts(strings_of_ours), ['/tmp/file'])
    check.equal('an update is as it was', update.call('IsHidden'), False)
    check.equal('an empty VARIANT instead of an update', late.try_invoke('Add', EMPTY).failed, True)


def refused_or_failed(action):
    """Whether a call came to nothing, by a fault or by an HRESULT."""
    try:
        return action().failed
    except Fault as fault:
        return fault.status != ACCESS_DENIED


def references(check, session):
    """An object lives as long as somebody has references to it."""
    own = session.create('StringCollection')
    own.call('Add', 'kept')
    copy = own.call('Copy')
    other = own.query('IStringCollection')
    check.true('an interface has one pointer', other.is_same(own))
    check.equal('RemAddRef', session.add_references(copy.ipid, 2), 0)
    give_back(session, copy, 2)
    check.equal('still there', copy.call('Item', 0), 'kept')
    give_back(session, copy, copy.refs)
    copy.refs = 0
    check.faults('gone', lambda: copy.call('Count'), RPC_E_DISCONNECTED)
    check.true('no references to what has gone', session.add_references(copy.ipid, 1) != 0)
    check.equal('others are there', own.call('Item', 0), 'kept')
    update = found(session).call('Item', 0)
    session.release()
    check.true('an item outlives its collection', len(update.call('Title')) > 0)


def give_back(session, pointer, count):
    session.garbage.append((pointer.ipid, count))
    session.release()


main(run, __doc__)
